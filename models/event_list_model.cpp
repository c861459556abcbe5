#include "models/event_list_model.h"

#include "models/row_updates.h"

#include <algorithm>

namespace firstcome::models {

EventListModel::Row EventListModel::rowFrom(const EventView& view)
{
    Row row;
    row.couponId = view.event.draft.couponId;
    row.shadow = view.event.shadow();
    row.name = QString::fromStdString(view.shownName);
    row.state = view.event.state;
    row.total = view.event.plannedTotal ? view.event.plannedTotal : view.event.draft.total;
    row.suspended = view.suspension.has_value();
    row.noGo = view.goNoGo && view.event.isLive() && !view.goNoGo->green();
    return row;
}

void EventListModel::update(const Snapshot& snapshot)
{
    std::vector<Row> wanted;
    wanted.reserve(snapshot.events.size());
    for (const auto& view : snapshot.events)
        wanted.push_back(rowFrom(view));
    removeGone(wanted);
    insertNew(wanted);
    RowUpdates updates(static_cast<int>(m_rows.size()));
    for (std::size_t i = 0; i < wanted.size(); ++i)
        if (m_rows[i] != wanted[i]) {
            m_rows[i] = wanted[i];
            updates.changed(static_cast<int>(i));
        }
    updates.tell([this](int first, int last) { Q_EMIT dataChanged(index(first), index(last)); });
}

/// Also removes rows that are no longer in their place among the others; insertNew puts them back there.
void EventListModel::removeGone(const std::vector<Row>& wanted)
{
    std::size_t place = 0;
    for (std::size_t i = 0; i < m_rows.size();) {
        const auto from = wanted.begin() + static_cast<std::ptrdiff_t>(place);
        const auto found = std::find_if(from, wanted.end(), [&](const Row& row) { return row.sameEvent(m_rows[i]); });
        if (found != wanted.end()) {
            place = static_cast<std::size_t>(found - wanted.begin()) + 1;
            ++i;
            continue;
        }
        beginRemoveRows({}, static_cast<int>(i), static_cast<int>(i));
        m_rows.erase(m_rows.begin() + static_cast<std::ptrdiff_t>(i));
        endRemoveRows();
    }
}

void EventListModel::insertNew(const std::vector<Row>& wanted)
{
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (i < m_rows.size() && m_rows[i].sameEvent(wanted[i]))
            continue;
        beginInsertRows({}, static_cast<int>(i), static_cast<int>(i));
        m_rows.insert(m_rows.begin() + static_cast<std::ptrdiff_t>(i), wanted[i]);
        endInsertRows();
    }
}

int EventListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant EventListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return row.name;
    case CouponIdRole:
        return QString::fromStdString(row.couponId.str());
    case StateRole:
        return static_cast<int>(row.state);
    case TotalRole:
        return row.total;
    case ShadowRole:
        return row.shadow;
    case NoGoRole:
        return row.noGo;
    case SuspendedRole:
        return row.suspended;
    default:
        return {};
    }
}

std::optional<int> EventListModel::rowOf(const issuing::CouponId& couponId) const
{
    const auto found = std::ranges::find(m_rows, couponId, &Row::couponId);
    return found == m_rows.end() ? std::nullopt : std::optional(static_cast<int>(found - m_rows.begin()));
}

const issuing::CouponId& EventListModel::couponIdAt(int row) const
{
    return m_rows.at(static_cast<std::size_t>(row)).couponId;
}

} // namespace firstcome::models
