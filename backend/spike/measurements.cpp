#include "backend/spike/measurements.h"

namespace firstcome::spike {

std::string_view clientVerdictName(std::size_t index)
{
    return index < issuing::kVerdictCount ? issuing::verdictName(static_cast<issuing::Verdict>(index))
                                          : "unknown";
}

void Measurements::record(const Outcome& outcome, bool openModel)
{
    ++requests;
    ++verdicts[outcome.verdict];
    ++statuses[static_cast<std::size_t>(outcome.status)];
    if (outcome.verdict == kUnknownVerdict || outcome.status >= 500)
        ++failed;
    duration.record(outcome.latency);
    if (openModel)
        intended.record(outcome.latency + outcome.phases[static_cast<std::size_t>(Phase::Blocked)]);
    for (std::size_t i = 0; i < kPhaseCount; ++i)
        phases[i].record(outcome.phases[i]);
}

void Measurements::merge(const Measurements& other)
{
    duration.merge(other.duration);
    intended.merge(other.intended);
    for (std::size_t i = 0; i < kPhaseCount; ++i)
        phases[i].merge(other.phases[i]);
    lateness.merge(other.lateness);
    for (std::size_t i = 0; i < verdicts.size(); ++i)
        verdicts[i] += other.verdicts[i];
    for (std::size_t i = 0; i < statuses.size(); ++i)
        statuses[i] += other.statuses[i];
    requests += other.requests;
    failed += other.failed;
    dropped += other.dropped;
    noDescriptor += other.noDescriptor;
    noPort += other.noPort;
}

void Measurements::clear()
{
    duration.clear();
    intended.clear();
    for (auto& phase : phases)
        phase.clear();
    lateness.clear();
    verdicts.fill(0);
    statuses.fill(0);
    requests = failed = dropped = noDescriptor = noPort = 0;
}

} // namespace firstcome::spike
