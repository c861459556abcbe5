#pragma once

#include "backend/issuing/verdict.h"
#include "backend/spike/run_result.h"
#include "backend/telemetry/histogram.h"

#include <array>
#include <chrono>
#include <cstdint>

namespace firstcome::spike {

/// Index of "no reply, or a broken one" in every array of verdicts.
inline constexpr std::size_t kUnknownVerdict = issuing::kVerdictCount;
/// `accepted` … `unavailable`, then `unknown`.
std::string_view clientVerdictName(std::size_t index);

/// One attempt that is over: how it went and how long each phase took.
struct Outcome
{
    std::size_t verdict = kUnknownVerdict;
    int status = 0;                      ///< 0: no whole reply
    std::chrono::nanoseconds latency{0}; ///< from the start to the last byte: all phases but blocked
    std::array<std::chrono::nanoseconds, kPhaseCount> phases{}; ///< connecting is zero on a kept connection
};

/// What was counted and timed in one stretch of a run, by one worker or by all. Failed are attempts with no
/// reply, a broken one or a status of 500 and above: refusals that the API promises (403, 404, 409, 410, 425,
/// 429) are answers, not failures. One thread at a time.
struct Measurements
{
    telemetry::Histogram duration; ///< raw latency of every attempt, answered or not
    telemetry::Histogram intended; ///< from the moment it was due; open model only
    std::array<telemetry::Histogram, kPhaseCount> phases;
    telemetry::Histogram lateness; ///< of the generator's own wake-ups
    std::array<std::uint64_t, issuing::kVerdictCount + 1> verdicts{};
    std::array<std::uint64_t, 600> statuses{}; ///< 0 is no reply
    std::uint64_t requests = 0;
    std::uint64_t failed = 0;
    std::uint64_t dropped = 0;      ///< arrivals that found no free connection
    std::uint64_t noDescriptor = 0; ///< connections that the limit of open files refused
    std::uint64_t noPort = 0;       ///< connections that found no free local port

    void record(const Outcome& outcome, bool openModel);
    void merge(const Measurements& other);
    void clear();
};

} // namespace firstcome::spike
