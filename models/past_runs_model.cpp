#include "models/past_runs_model.h"

#include <algorithm>

namespace firstcome::models {

namespace {

/// How many runs `fresh` has before those of `present`; nothing where it is not `present` with more at its
/// head.
std::optional<std::size_t> addedAtHead(const std::vector<spike::PastRun>& present,
                                       const std::vector<spike::PastRun>& fresh)
{
    if (fresh.size() < present.size() || present.empty())
        return std::nullopt;
    const auto added = fresh.size() - present.size();
    const auto same = [](const spike::PastRun& a, const spike::PastRun& b) { return a.id == b.id; };
    if (!std::equal(present.begin(), present.end(), fresh.begin() + static_cast<std::ptrdiff_t>(added), same))
        return std::nullopt;
    return added;
}

} // namespace

void PastRunsModel::setRuns(std::shared_ptr<const std::vector<spike::PastRun>> runs)
{
    if (runs == m_source)
        return;
    m_source = std::move(runs);
    const std::vector<spike::PastRun> fresh = m_source ? *m_source : std::vector<spike::PastRun>();
    const auto added = addedAtHead(m_runs, fresh);
    if (!added) {
        beginResetModel();
        m_runs = fresh;
        endResetModel();
        return;
    }
    if (*added > 0) {
        beginInsertRows({}, 0, static_cast<int>(*added) - 1);
        m_runs = fresh;
        endInsertRows();
    }
}

int PastRunsModel::rowOf(const QString& id) const
{
    const auto found = std::ranges::find(m_runs, id.toStdString(), &spike::PastRun::id);
    return found == m_runs.end() ? -1 : static_cast<int>(found - m_runs.begin());
}

int PastRunsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

QVariant PastRunsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& run = m_runs[static_cast<std::size_t>(index.row())];
    switch (role) {
    case IdRole:
        return QString::fromStdString(run.id);
    case Qt::DisplayRole:
    case ScenarioRole:
        return QString::fromStdString(run.scenario);
    case StartedAtRole: {
        const auto ms = std::chrono::floor<std::chrono::milliseconds>(run.startedAt.time_since_epoch());
        return QVariant::fromValue<qint64>(ms.count());
    }
    case PassedRole:
        return run.passed;
    case RehearsalRole:
        return run.rehearsal;
    case ValidityRole:
        return static_cast<int>(run.validity);
    case P95Role:
        return run.p95Ms ? QVariant(*run.p95Ms) : QVariant();
    case RateRole:
        return run.requestsPerSecond;
    default:
        return {};
    }
}

} // namespace firstcome::models
