#include "models/node_list_model.h"

#include "models/row_updates.h"

#include <algorithm>

namespace firstcome::models {

namespace {

template <class T>
QVariant variantOf(const std::optional<T>& value)
{
    return value ? QVariant::fromValue(*value) : QVariant();
}

QVariant valueOf(const NodeView& node, int column)
{
    switch (column) {
    case NodeListModel::NameColumn:
        return node.name.empty() ? QVariant() : QVariant(QString::fromStdString(node.name));
    case NodeListModel::AddressColumn:
        return QString::fromStdString(node.address);
    case NodeListModel::StateColumn:
        return static_cast<int>(node.state);
    case NodeListModel::RateColumn:
        return variantOf(node.requestsPerSecond);
    case NodeListModel::P95Column:
        return variantOf(node.p95Ms);
    case NodeListModel::InFlightColumn:
        return node.inFlight ? QVariant::fromValue<quint64>(*node.inFlight) : QVariant();
    case NodeListModel::AgeColumn:
        return node.age ? QVariant::fromValue<qint64>(node.age->count()) : QVariant();
    default:
        return {};
    }
}

bool sameShown(const NodeView& a, const NodeView& b)
{
    if (a.code != b.code)
        return false;
    for (int column = 0; column < NodeListModel::ColumnCount; ++column)
        if (valueOf(a, column) != valueOf(b, column))
            return false;
    return true;
}

} // namespace

NodeListModel::NodeListModel(BackendModel& backend, QObject* parent)
    : QAbstractTableModel(parent)
{
    connect(&backend, &BackendModel::updated, this, &NodeListModel::take);
    take(*backend.snapshot());
}

void NodeListModel::take(const Snapshot& snapshot)
{
    m_others.clear();
    for (const auto& node : snapshot.fleet) {
        const bool attached = std::ranges::any_of(snapshot.nodes, [&](const NodeView& view) {
            return view.name == node.name || view.address == node.address;
        });
        if (node.live && !node.address.empty() && !attached)
            m_others.push_back(node);
    }
    if (snapshot.nodes.size() != m_nodes.size()) { // at the start alone
        beginResetModel();
        m_nodes = snapshot.nodes;
        endResetModel();
        return;
    }
    RowUpdates updates(static_cast<int>(m_nodes.size()));
    for (std::size_t i = 0; i < m_nodes.size(); ++i)
        if (!sameShown(m_nodes[i], snapshot.nodes[i]))
            updates.changed(static_cast<int>(i));
    m_nodes = snapshot.nodes;
    updates.tell([this](int first, int last) { Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1)); });
}

int NodeListModel::liveCount() const
{
    return static_cast<int>(
        std::ranges::count_if(m_nodes, [](const NodeView& node) { return node.state == LinkState::Live; }));
}

int NodeListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_nodes.size());
}

int NodeListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant NodeListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& node = m_nodes[static_cast<std::size_t>(index.row())];
    switch (role) {
    case StateRole:
        return static_cast<int>(node.state);
    case CodeRole:
        return QString::fromStdString(node.code);
    case ValueRole:
    case Qt::DisplayRole:
        return valueOf(node, index.column());
    default:
        return {};
    }
}

} // namespace firstcome::models
