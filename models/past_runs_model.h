#pragma once

#include "backend/spike/run_result.h"
#include "backend/spike/spike_part.h"

#include <QAbstractListModel>

#include <memory>
#include <vector>

namespace firstcome::models {

/// The list of past runs, newest first. GUI thread.
class PastRunsModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole + 1, ///< QString
        ScenarioRole,              ///< QString
        StartedAtRole,             ///< qint64, Unix milliseconds
        PassedRole,                ///< bool
        RehearsalRole,             ///< bool
        ValidityRole,              ///< spike::Validity as int
        P95Role,                   ///< double, or invalid
        RateRole                   ///< double, requests per second
    };

    using QAbstractListModel::QAbstractListModel;

    /// Takes over the snapshot's list; nothing happens where it is the one shown. New runs at the head come
    /// as inserted rows, so that a selection stays.
    void setRuns(std::shared_ptr<const std::vector<spike::PastRun>> runs);
    /// Row of the run, or −1.
    int rowOf(const QString& id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    std::shared_ptr<const std::vector<spike::PastRun>> m_source;
    std::vector<spike::PastRun> m_runs;
};

} // namespace firstcome::models
