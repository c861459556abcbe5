#pragma once

#include "backend/spike/run_result.h"

namespace firstcome::models {

/// How the run ended, apart from its proof and its validity.
enum class Outcome {
    Passed,
    ThresholdsCrossed,
    AuditViolated, ///< thresholds held, the audit did not
    NotValid,      ///< thresholds held, the measurement says nothing
    Aborted,
    Broken ///< ended without a verdict
};

/// What the server's books say of the run.
enum class Proof {
    NothingLost,
    Violated,
    NotClosed, ///< an exact audit ran and did not close, but names nothing wrong: not drained
    NotAudited ///< fired at a real event or another server
};

Outcome outcomeOf(const spike::RunResult& result);
Proof proofOf(const spike::RunResult& result);
/// Share of the requests that failed: unavailable and no reply. Absent without requests.
std::optional<double> failedShare(const spike::RunResult& result);

} // namespace firstcome::models
