#include "models/timeline_model.h"

#include <algorithm>

namespace firstcome::models {

namespace {

constexpr std::size_t kPage = 100;
constexpr std::size_t kMostLines = 5'000;

} // namespace

TimelineModel::TimelineModel(BackendModel& backend, QObject* parent)
    : QAbstractListModel(parent)
    , m_backend(backend)
{
}

bool TimelineModel::concerns(const issuing::TimelineEntry& entry) const
{
    return !m_couponId || entry.couponId.empty() || entry.couponId == *m_couponId;
}

void TimelineModel::select(const std::optional<issuing::CouponId>& couponId)
{
    if (couponId == m_couponId)
        return;
    beginResetModel();
    m_couponId = couponId;
    m_entries.clear();
    m_atEnd = m_busy = false;
    ++m_reading;
    endResetModel();
    update(*m_backend.snapshot());
}

void TimelineModel::update(const Snapshot& snapshot)
{
    const std::int64_t newest = m_entries.empty() ? 0 : m_entries.front().id;
    std::vector<issuing::TimelineEntry> fresh;
    for (const auto& entry : snapshot.recentTimeline) {
        if (entry.id <= newest)
            break;
        if (concerns(entry))
            fresh.push_back(entry);
    }
    if (fresh.empty())
        return;
    beginInsertRows({}, 0, static_cast<int>(fresh.size()) - 1);
    m_entries.insert(m_entries.begin(), fresh.begin(), fresh.end());
    endInsertRows();
    if (m_entries.size() > kMostLines) {
        beginRemoveRows({}, static_cast<int>(kMostLines), static_cast<int>(m_entries.size()) - 1);
        m_entries.resize(kMostLines);
        endRemoveRows();
    }
}

int TimelineModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant TimelineModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto& entry = m_entries[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case CodeRole:
        return QString::fromStdString(entry.code);
    case AtRole:
        return static_cast<qint64>(entry.at.time_since_epoch().count());
    case SeverityRole:
        return static_cast<int>(entry.severity);
    case ActorRole:
        return QString::fromStdString(entry.actor);
    case OutcomeRole:
        return QString::fromStdString(entry.outcome);
    case ArgumentsRole: {
        QStringList arguments;
        for (const auto& argument : entry.arguments)
            arguments << QString::fromStdString(argument);
        return arguments;
    }
    case IdRole:
        return static_cast<qint64>(entry.id);
    default:
        return {};
    }
}

bool TimelineModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && !m_busy && !m_atEnd && !m_entries.empty() && m_entries.size() < kMostLines;
}

void TimelineModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    m_busy = true;
    const auto reading = ++m_reading;
    m_backend.submit(ReadTimeline{m_couponId, m_entries.back().id, kPage}, this,
                     [this, reading](const core::Result<Reply>& reply) {
                         if (reading != m_reading)
                             return;
                         m_busy = false;
                         const auto* lines =
                             reply ? std::get_if<std::vector<issuing::TimelineEntry>>(&*reply) : nullptr;
                         if (lines)
                             appendOlder(*lines, kPage);
                     });
}

void TimelineModel::appendOlder(const std::vector<issuing::TimelineEntry>& entries, std::size_t asked)
{
    m_atEnd = entries.size() < asked;
    if (entries.empty() || entries.front().id >= m_entries.back().id)
        return;
    const int first = static_cast<int>(m_entries.size());
    beginInsertRows({}, first, first + static_cast<int>(entries.size()) - 1);
    m_entries.insert(m_entries.end(), entries.begin(), entries.end());
    endInsertRows();
}

} // namespace firstcome::models
