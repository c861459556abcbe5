#pragma once

#include "models/backend_model.h"

#include <QAbstractTableModel>

#include <vector>

namespace firstcome::models {

/// The nodes that this console attached to, a row each in the order they were given; none where it carries its
/// backend itself. GUI thread; owned by the card.
class NodeListModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, AddressColumn, StateColumn, RateColumn, P95Column, InFlightColumn, AgeColumn, ColumnCount };
    enum Role {
        StateRole = Qt::UserRole + 1, ///< LinkState as int
        CodeRole,                     ///< why it is not live; empty where it is
        ValueRole                     ///< what the column shows, bare; invalid where it is not known
    };

    explicit NodeListModel(BackendModel& backend, QObject* parent = nullptr);

    /// Nodes whose figures are in the sums.
    int liveCount() const;
    const std::vector<NodeView>& nodes() const { return m_nodes; }
    /// Live nodes of the fleet that this console is not attached to and whose address is known.
    const std::vector<FleetNode>& others() const { return m_others; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    void take(const Snapshot& snapshot);

    std::vector<NodeView> m_nodes;
    std::vector<FleetNode> m_others;
};

} // namespace firstcome::models
