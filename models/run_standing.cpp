#include "models/run_standing.h"

#include <algorithm>

namespace firstcome::models {

Outcome outcomeOf(const spike::RunResult& result)
{
    if (result.passed)
        return Outcome::Passed;
    if (result.aborted)
        return Outcome::Aborted;
    const auto crossed = [](const spike::ThresholdResult& threshold) { return !threshold.passed; };
    if (std::ranges::any_of(result.thresholds, crossed))
        return Outcome::ThresholdsCrossed;
    switch (result.exitCode) {
    case spike::ExitCode::AuditViolated:
        return Outcome::AuditViolated;
    case spike::ExitCode::NotValid:
        return Outcome::NotValid;
    case spike::ExitCode::ThresholdsCrossed:
        return Outcome::ThresholdsCrossed;
    case spike::ExitCode::Passed:
    case spike::ExitCode::Error:
        break;
    }
    return Outcome::Broken;
}

Proof proofOf(const spike::RunResult& result)
{
    if (!result.audit || !result.audit->exact)
        return Proof::NotAudited;
    const auto& audit = *result.audit;
    if (audit.closed)
        return Proof::NothingLost;
    const auto wrong = audit.duplicates + audit.oversold + audit.gaps + audit.lost + audit.foreign +
                       audit.differing + audit.deadLetters + audit.unidentified;
    return wrong > 0 ? Proof::Violated : Proof::NotClosed;
}

std::optional<double> failedShare(const spike::RunResult& result)
{
    if (result.requests == 0)
        return std::nullopt;
    const auto failed = result.verdicts[static_cast<std::size_t>(issuing::Verdict::Unavailable)] +
                        result.verdicts[issuing::kVerdictCount];
    return static_cast<double>(failed) / static_cast<double>(result.requests);
}

} // namespace firstcome::models
