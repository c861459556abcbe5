#pragma once

#include "backend/spike/run_result.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace firstcome::spike {

/// What tells whether a run measured the server or the generator.
struct ValidityEvidence
{
    std::uint64_t requests = 0;
    std::uint64_t replies = 0; ///< of them, those that got a whole reply
    bool aborted = false;
    bool recordFailed = false;          ///< the record of calls could not be written
    std::span<const double> busiestCpu; ///< percent of one core, the busiest worker of each second
    double lateP99Ms = 0;
    std::uint64_t dueArrivals = 0;
    std::uint64_t droppedArrivals = 0;
    std::uint64_t openFilesLimit = 0, openFilesNeeded = 0;
    std::uint64_t noDescriptor = 0, noPort = 0;
};

/// A worker above this share of a core in one second of ten has no time left to be a good clock.
inline constexpr double kCpuLimitPercent = 90;
inline constexpr double kLateLimitMs = 50;
/// Dropped arrivals above this share mean that the planned load was not offered.
inline constexpr double kDroppedLimit = 0.001;

struct ValidityVerdict
{
    Validity validity = Validity::Valid;
    std::vector<std::string>
        reasons; ///< a code, then its arguments: `generator_cpu 93 %`, `scheduler_late 61 ms`
};

/// Invalid: `no_requests`, `no_replies`, `aborted`, `record_failed`. Generator-limited: `generator_cpu`,
/// `scheduler_late`, `dropped_arrivals`, `open_files`, `local_ports`.
ValidityVerdict judgeValidity(const ValidityEvidence& evidence);

} // namespace firstcome::spike
