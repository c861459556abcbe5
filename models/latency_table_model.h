#pragma once

#include "backend/spike/run_result.h"

#include <QAbstractTableModel>

#include <memory>
#include <optional>
#include <vector>

namespace firstcome::models {

/// Latency of one run: from the client with its request phases, inside the server with its stages, as rows;
/// avg to max as columns, milliseconds. GUI thread.
class LatencyTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Line {
        Client,
        ClientFromIntended, ///< open model only
        Blocked,
        Connecting,
        Sending,
        Waiting,
        Receiving,
        Server,
        Parse,
        Admission,
        StoreWait,
        Commit,
        Reply
    };
    enum Column {
        NameColumn,
        AvgColumn,
        P50Column,
        P90Column,
        P95Column,
        P99Column,
        P999Column,
        MaxColumn,
        ColumnCount
    };
    enum Role {
        LineRole = Qt::UserRole + 1, ///< Line as int
        ValueRole,                   ///< double, or invalid where nothing was measured
        PartRole                     ///< bool: a part of the line above it
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setResult(std::shared_ptr<const spike::RunResult> result);
    /// All phases and stages, or only those that carry weight.
    void setDetailed(bool detailed);
    bool isDetailed() const { return m_detailed; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    void rebuild();
    const telemetry::LatencySummary* summaryOf(Line line) const;

    std::shared_ptr<const spike::RunResult> m_result;
    std::vector<Line> m_lines;
    bool m_detailed = false;
};

} // namespace firstcome::models
