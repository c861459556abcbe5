#pragma once

#include "models/backend_model.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace firstcome::models {

/// How far every group of readers is behind in every partition of the log, one row each: our own group first.
/// Empty where the log has no partitions. GUI thread; owned by the page.
class LagModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        GroupColumn,     ///< QString
        PartitionColumn, ///< QString: `topic/0`
        EndColumn,       ///< qint64
        SavedColumn,     ///< qint64
        LagColumn,       ///< quint64
        BehindColumn,    ///< double, seconds
        StatusColumn,    ///< int of eventlog::LagStatus
        ColumnCount
    };
    enum Role {
        ValueRole = Qt::UserRole + 1, ///< by column as above; invalid where not known
        SortRole,                     ///< as ValueRole, but partitions by number
        StatusRole,                   ///< int of eventlog::LagStatus
        OursRole,                     ///< bool
        AtLeastRole                   ///< bool: it may be further behind than BehindColumn says
    };

    explicit LagModel(BackendModel& backend, QObject* parent = nullptr);

    /// Absent where the log has no partitions.
    const std::optional<eventlog::LagPart>& part() const { return m_part; }
    /// Age of the oldest group's figures; absent where one was never measured.
    std::optional<std::chrono::milliseconds> age() const;
    /// How a group does: by its status and, for ours, its lag. What does not touch who gets a coupon is never
    /// Critical.
    static PartHealth healthOf(const eventlog::GroupLag& group, std::uint64_t warning,
                               std::uint64_t critical);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// part() or age() may have changed.
    void changed();

private:
    struct Row
    {
        std::size_t group, partition;
    };
    void take(const Snapshot& snapshot);
    void replaceRows();
    QVariant valueOf(const Row& row, int column) const;

    std::optional<eventlog::LagPart> m_part;
    core::WallTime m_now;
    std::vector<Row> m_rows;
};

} // namespace firstcome::models
