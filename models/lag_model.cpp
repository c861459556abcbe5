#include "models/lag_model.h"

#include "models/row_updates.h"

namespace firstcome::models {

using eventlog::GroupLag;
using eventlog::LagPart;
using eventlog::LagStatus;
using eventlog::PartitionLag;

namespace {

bool samePlace(const PartitionLag& a, const PartitionLag& b)
{
    return a.topic == b.topic && a.partition == b.partition;
}

bool sameFigures(const PartitionLag& a, const PartitionLag& b)
{
    return a.committed == b.committed && a.end == b.end && a.secondsBehind == b.secondsBehind &&
           a.atLeast == b.atLeast && a.status == b.status;
}

/// The same rows, whatever they say.
bool sameRows(const LagPart& a, const LagPart& b)
{
    return std::ranges::equal(a.groups, b.groups, [](const GroupLag& one, const GroupLag& other) {
        return one.group == other.group && std::ranges::equal(one.partitions, other.partitions, samePlace);
    });
}

QVariant offsetValue(const std::optional<std::int64_t>& value)
{
    return value ? QVariant::fromValue<qint64>(*value) : QVariant();
}

} // namespace

LagModel::LagModel(BackendModel& backend, QObject* parent)
    : QAbstractTableModel(parent)
{
    connect(&backend, &BackendModel::updated, this, &LagModel::take);
    take(*backend.snapshot());
}

void LagModel::take(const Snapshot& snapshot)
{
    m_now = snapshot.takenAt;
    const auto before = std::exchange(m_part, snapshot.lag);
    if (!before || !m_part || !sameRows(*before, *m_part)) {
        beginResetModel();
        replaceRows();
        endResetModel();
    } else {
        RowUpdates updates(static_cast<int>(m_rows.size()));
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            const auto [group, partition] = m_rows[i];
            if (!sameFigures(before->groups[group].partitions[partition],
                             m_part->groups[group].partitions[partition]))
                updates.changed(static_cast<int>(i));
        }
        updates.tell([this](int first, int last) {
            Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
        });
    }
    Q_EMIT changed();
}

void LagModel::replaceRows()
{
    m_rows.clear();
    if (!m_part)
        return;
    for (std::size_t group = 0; group < m_part->groups.size(); ++group)
        for (std::size_t partition = 0; partition < m_part->groups[group].partitions.size(); ++partition)
            m_rows.push_back({group, partition});
}

std::optional<std::chrono::milliseconds> LagModel::age() const
{
    std::optional<std::chrono::milliseconds> oldest;
    if (m_part)
        for (const auto& group : m_part->groups) {
            if (!group.measuredAt)
                return std::nullopt;
            const auto age = std::chrono::floor<std::chrono::milliseconds>(m_now - *group.measuredAt);
            oldest = std::max(oldest.value_or(age), age);
        }
    return oldest;
}

PartHealth LagModel::healthOf(const GroupLag& group, std::uint64_t warning, std::uint64_t critical)
{
    const auto status = group.worst();
    const bool serious =
        status == LagStatus::Stall || status == LagStatus::Stop || status == LagStatus::Rewind;
    const auto lag = group.total();
    if (group.ours && (serious || (lag && *lag >= critical)))
        return PartHealth::Critical;
    if (serious || status == LagStatus::Warn || (lag && *lag >= warning) || !group.problem.empty())
        return PartHealth::Warning;
    return status == LagStatus::Ok && lag ? PartHealth::Fine : PartHealth::Unknown;
}

int LagModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int LagModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LagModel::valueOf(const Row& row, int column) const
{
    const auto& group = m_part->groups[row.group];
    const auto& lag = group.partitions[row.partition];
    switch (column) {
    case GroupColumn:
        return QString::fromStdString(group.group);
    case PartitionColumn:
        return QStringLiteral("%1/%2").arg(QString::fromStdString(lag.topic)).arg(lag.partition);
    case EndColumn:
        return offsetValue(lag.end);
    case SavedColumn:
        return offsetValue(lag.committed);
    case LagColumn: {
        const auto messages = lag.messages();
        return messages ? QVariant::fromValue<quint64>(*messages) : QVariant();
    }
    case BehindColumn:
        return lag.secondsBehind ? QVariant(*lag.secondsBehind) : QVariant();
    case StatusColumn:
        return static_cast<int>(lag.status);
    default:
        return {};
    }
}

QVariant LagModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto& group = m_part->groups[row.group];
    const auto& lag = group.partitions[row.partition];
    switch (role) {
    case Qt::DisplayRole:
    case ValueRole:
        return valueOf(row, index.column());
    case SortRole:
        if (index.column() == PartitionColumn)
            return QStringLiteral("%1 %2") // a blank comes before whatever a longer name goes on with
                .arg(QString::fromStdString(lag.topic))
                .arg(lag.partition, 6, 10, QChar(u'0'));
        return valueOf(row, index.column());
    case StatusRole:
        return static_cast<int>(lag.status);
    case OursRole:
        return group.ours;
    case AtLeastRole:
        return lag.atLeast;
    default:
        return {};
    }
}

} // namespace firstcome::models
