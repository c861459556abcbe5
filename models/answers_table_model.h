#pragma once

#include "backend/spike/run_result.h"

#include <QAbstractTableModel>

#include <memory>
#include <optional>
#include <vector>

namespace firstcome::models {

/// What the attempts of one run got: a row for each verdict that matters or came up, the last for attempts
/// that got no reply. Counts sum to the requests. GUI thread.
class AnswersTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { VerdictColumn, HttpColumn, CountColumn, ShareColumn, ColumnCount };
    enum Role {
        VerdictRole = Qt::UserRole + 1, ///< issuing::Verdict as int; kVerdictCount for no reply
        ValueRole ///< HTTP status, count, share in per cent; invalid where there is none
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setResult(std::shared_ptr<const spike::RunResult> result);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    std::shared_ptr<const spike::RunResult> m_result;
    std::vector<std::size_t> m_verdicts; ///< index into the result's verdicts
};

} // namespace firstcome::models
