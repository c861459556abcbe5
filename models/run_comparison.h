#pragma once

#include "backend/spike/run_result.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace firstcome::models {

/// Two runs side by side: before, after and the change. A change below what two equal runs differ by is
/// called the same. GUI thread.
class RunComparison final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Metric {
        RequestsPerSecond,
        Requests,
        Accepted,
        FailedPercent,
        ClientP50,
        ClientP95,
        ClientP99,
        ClientMax,
        ServerP50,
        ServerP95,
        ServerP99,
        StoreWaitP95,
        CommitP95,
        SavedAfterSeconds,
        GeneratorCpu
    };
    enum class Judgement { Unknown, Same, Better, Worse, Different };
    enum Column { MetricColumn, BeforeColumn, AfterColumn, ChangeColumn, ColumnCount };
    enum Role {
        MetricRole = Qt::UserRole + 1, ///< Metric as int
        ValueRole,                     ///< double; in ChangeColumn per cent of before; invalid where unknown
        JudgementRole                  ///< Judgement as int
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setRuns(std::shared_ptr<const spike::RunResult> before,
                 std::shared_ptr<const spike::RunResult> after);
    const std::shared_ptr<const spike::RunResult>& before() const { return m_before; }
    const std::shared_ptr<const spike::RunResult>& after() const { return m_after; }
    /// Why the two may not be comparable: `scenario`, `cores`, `build`, `target`, `rehearsal`, `not_valid`.
    QStringList cautions() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

    /// Relative difference below which two values count as the same.
    static constexpr double kNoise = 0.05;

private:
    std::shared_ptr<const spike::RunResult> m_before;
    std::shared_ptr<const spike::RunResult> m_after;
};

} // namespace firstcome::models
