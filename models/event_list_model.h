#pragma once

#include "backend/snapshot.h"

#include <QAbstractListModel>

#include <optional>
#include <vector>

namespace firstcome::models {

/// The events of the newest snapshot, in order of creation, shadow ones last. Rows keep their identity (couponId
/// and whether shadow) from snapshot to snapshot, so that a view keeps selection and position. GUI thread;
/// owned by the page.
class EventListModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        CouponIdRole = Qt::UserRole, ///< QString
        StateRole,                   ///< int of issuing::EventState
        TotalRole,                   ///< quint32, the planned total
        ShadowRole,                  ///< bool
        NoGoRole,                    ///< bool: a hard line forbids opening
        SuspendedRole                ///< bool: its store lost something of it
    };

    using QAbstractListModel::QAbstractListModel;

    void update(const Snapshot& snapshot);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

    std::optional<int> rowOf(const issuing::CouponId& couponId) const;
    const issuing::CouponId& couponIdAt(int row) const;

private:
    struct Row
    {
        issuing::CouponId couponId;
        bool shadow = false;
        QString name;
        issuing::EventState state = issuing::EventState::Draft;
        std::uint32_t total = 0;
        bool noGo = false;
        bool suspended = false;

        bool sameEvent(const Row& other) const { return couponId == other.couponId && shadow == other.shadow; }
        friend bool operator==(const Row&, const Row&) = default;
    };

    static Row rowFrom(const EventView& view);
    void removeGone(const std::vector<Row>& wanted);
    void insertNew(const std::vector<Row>& wanted);

    std::vector<Row> m_rows;
};

} // namespace firstcome::models
