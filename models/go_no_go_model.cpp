#include "models/go_no_go_model.h"

#include "models/row_updates.h"

#include <algorithm>

namespace firstcome::models {

namespace {

using issuing::GoLineState;
using issuing::GoStatus;

bool sameContent(const GoLineState& a, const GoLineState& b)
{
    return a.hard == b.hard && a.status == b.status && a.value == b.value && a.threshold == b.threshold
        && a.waivedBecause == b.waivedBecause && a.source == b.source
        && a.problem == b.problem && a.detail == b.detail;
}

QVariant number(const std::optional<double>& value)
{
    return value ? QVariant(*value) : QVariant();
}

qint64 missingStock(const GoLineState& state)
{
    if (state.line != issuing::GoLine::StockAsPlanned || !state.value || !state.threshold)
        return 0;
    return qRound64(*state.threshold - *state.value);
}

} // namespace

void GoNoGoModel::update(const EventView* view, core::WallTime now)
{
    const auto before = std::tuple(counts(), m_live, m_holds, m_age);
    const auto couponId = view ? std::optional(view->event.draft.couponId) : std::nullopt;
    const auto instance = view && view->event.instance ? std::optional(view->event.instance->id) : std::nullopt;
    // What stood at opening stays; another event's, or an earlier arming's, does not.
    const bool another = couponId != m_couponId || (m_instance && instance && m_instance != instance);
    m_couponId = couponId;
    m_instance = instance;
    m_live = view && view->goNoGo;
    m_holds = m_live && view->goNoGo->holdsCountdown;
    if (m_live)
        replace(view->goNoGo->lines);
    else if (another)
        replace({});
    m_age.reset();
    for (const auto& line : m_lines)
        if (line.measuredAt) {
            const auto age = std::chrono::duration_cast<std::chrono::seconds>(now - *line.measuredAt);
            m_age = std::max(m_age.value_or(std::chrono::seconds(0)), age);
        }
    if (before != std::tuple(counts(), m_live, m_holds, m_age))
        Q_EMIT summaryChanged();
}

void GoNoGoModel::replace(const std::vector<GoLineState>& lines)
{
    const bool sameRows = std::ranges::equal(lines, m_lines, {}, &GoLineState::line, &GoLineState::line);
    if (!sameRows) {
        beginResetModel();
        m_lines = lines;
        endResetModel();
        return;
    }
    RowUpdates updates(static_cast<int>(lines.size()));
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool same = sameContent(m_lines[i], lines[i]);
        m_lines[i] = lines[i];
        if (!same)
            updates.changed(static_cast<int>(i));
    }
    updates.tell([this](int first, int last) { Q_EMIT dataChanged(index(first), index(last)); });
}

int GoNoGoModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

QVariant GoNoGoModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const GoLineState& state = m_lines[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: {
        const auto name = issuing::goLineName(state.line);
        return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
    }
    case LineRole:
        return static_cast<int>(state.line);
    case StatusRole:
        return static_cast<int>(state.status);
    case HardRole:
        return state.hard;
    case ForbidsRole:
        return state.forbids();
    case ValueRole:
        return number(state.value);
    case ThresholdRole:
        return number(state.threshold);
    case WaivedRole:
        return state.waivedBecause ? QVariant(QString::fromStdString(*state.waivedBecause)) : QVariant();
    case SourceRole:
        return QString::fromStdString(state.source);
    case ProblemRole:
        return QString::fromStdString(state.problem);
    case DetailRole:
        return QString::fromStdString(state.detail);
    case MissingStockRole:
        return missingStock(state);
    default:
        return {};
    }
}

bool GoNoGoModel::green() const
{
    return std::ranges::none_of(m_lines, &GoLineState::forbids);
}

GoCounts GoNoGoModel::counts() const
{
    GoCounts counts;
    for (const auto& line : m_lines) {
        if (line.waivedBecause)
            ++counts.waived;
        else if (line.status == GoStatus::Go)
            ++counts.go;
        else if (line.status == GoStatus::Warning)
            ++counts.warning;
        else if (line.status == GoStatus::NoGo)
            ++counts.noGo;
        else
            ++counts.unknown;
    }
    return counts;
}

std::optional<issuing::GoLine> GoNoGoModel::firstForbidding() const
{
    const auto found = std::ranges::find_if(m_lines, &GoLineState::forbids);
    return found == m_lines.end() ? std::nullopt : std::optional(found->line);
}

} // namespace firstcome::models
