#include "models/run_comparison.h"

#include "models/run_standing.h"

#include <cmath>

namespace firstcome::models {

using namespace Qt::Literals::StringLiterals;

namespace {

using Metric = RunComparison::Metric;
using Judgement = RunComparison::Judgement;

constexpr int kMetricCount = static_cast<int>(Metric::GeneratorCpu) + 1;

std::optional<double> serverValue(const spike::RunResult& run, Metric metric)
{
    if (!run.server)
        return std::nullopt;
    const auto stage = [&](telemetry::Stage s) { return run.serverStages[static_cast<std::size_t>(s)].p95; };
    switch (metric) {
    case Metric::ServerP50:
        return run.server->p50;
    case Metric::ServerP95:
        return run.server->p95;
    case Metric::ServerP99:
        return run.server->p99;
    case Metric::StoreWaitP95:
        return stage(telemetry::Stage::StoreWait);
    case Metric::CommitP95:
        return stage(telemetry::Stage::Commit);
    default:
        return std::nullopt;
    }
}

std::optional<double> valueOf(const spike::RunResult& run, Metric metric)
{
    switch (metric) {
    case Metric::RequestsPerSecond:
        return run.requestsPerSecond;
    case Metric::Requests:
        return static_cast<double>(run.requests);
    case Metric::Accepted:
        return static_cast<double>(run.verdicts[static_cast<std::size_t>(issuing::Verdict::Accepted)]);
    case Metric::FailedPercent: {
        const auto share = failedShare(run);
        return share ? std::optional(*share * 100) : std::nullopt;
    }
    case Metric::ClientP50:
        return run.client.p50;
    case Metric::ClientP95:
        return run.client.p95;
    case Metric::ClientP99:
        return run.client.p99;
    case Metric::ClientMax:
        return run.client.max;
    case Metric::SavedAfterSeconds:
        return run.audit ? std::optional(run.ledgerAfterSeconds) : std::nullopt;
    case Metric::GeneratorCpu:
        return run.generatorCpuPercent;
    default:
        return serverValue(run, metric);
    }
}

/// +1: more is better; −1: less is better; 0: neither.
int direction(Metric metric)
{
    switch (metric) {
    case Metric::RequestsPerSecond:
        return 1;
    case Metric::Requests:
    case Metric::Accepted:
    case Metric::GeneratorCpu:
        return 0;
    default:
        return -1;
    }
}

Judgement judge(Metric metric, std::optional<double> before, std::optional<double> after)
{
    if (!before || !after)
        return Judgement::Unknown;
    const double larger = std::max(std::abs(*before), std::abs(*after));
    if (*before == *after || std::abs(*after - *before) < RunComparison::kNoise * larger)
        return Judgement::Same;
    const int way = direction(metric);
    if (way == 0)
        return Judgement::Different;
    return (*after > *before) == (way > 0) ? Judgement::Better : Judgement::Worse;
}

} // namespace

void RunComparison::setRuns(std::shared_ptr<const spike::RunResult> before,
                            std::shared_ptr<const spike::RunResult> after)
{
    beginResetModel();
    m_before = std::move(before);
    m_after = std::move(after);
    endResetModel();
}

QStringList RunComparison::cautions() const
{
    QStringList found;
    if (!m_before || !m_after)
        return found;
    const auto note = [&](bool differs, const QString& code) {
        if (differs)
            found << code;
    };
    note(m_before->validity != spike::Validity::Valid || m_after->validity != spike::Validity::Valid,
         u"not_valid"_s);
    note(m_before->scenario != m_after->scenario, u"scenario"_s);
    note(m_before->cores != m_after->cores, u"cores"_s);
    note(m_before->target != m_after->target, u"target"_s);
    note(m_before->rehearsal != m_after->rehearsal, u"rehearsal"_s);
    note(m_before->build != m_after->build, u"build"_s);
    return found;
}

int RunComparison::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_before || !m_after ? 0 : kMetricCount;
}

int RunComparison::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunComparison::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto metric = static_cast<Metric>(index.row());
    if (role == MetricRole)
        return index.row();
    const auto before = valueOf(*m_before, metric);
    const auto after = valueOf(*m_after, metric);
    if (role == JudgementRole)
        return static_cast<int>(judge(metric, before, after));
    if (role != ValueRole && role != Qt::DisplayRole)
        return {};
    const auto shown = [](std::optional<double> value) { return value ? QVariant(*value) : QVariant(); };
    switch (index.column()) {
    case BeforeColumn:
        return shown(before);
    case AfterColumn:
        return shown(after);
    case ChangeColumn:
        return before && after && *before != 0 ? QVariant(100 * (*after - *before) / *before) : QVariant();
    default:
        return {};
    }
}

} // namespace firstcome::models
