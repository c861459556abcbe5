#pragma once

#include "backend/issuing/ids.h"
#include "backend/issuing/verdict.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace firstcome::telemetry {

/// The stages of the issue path that are timed apart.
enum class Stage { Parse, Admission, StoreWait, Commit, Reply };
inline constexpr std::size_t kStageCount = 5;

/// "Not known" in a series of floats.
inline constexpr float kUnknown = std::numeric_limits<float>::quiet_NaN();

/// Length of one tick.
inline constexpr std::int64_t kTickMs = 100;

/// What the server did in one tenth of a second. `index` is Unix milliseconds / 100. In a coarser column of the
/// history the counts are sums, and times and levels keep their peaks: the highest, of `remaining` the lowest.
struct ServerTick
{
    std::int64_t index = 0;
    std::uint32_t requests = 0; ///< answers to attempts, all events
    float p50Ms = kUnknown, p95Ms = kUnknown, p99Ms = kUnknown, maxMs = kUnknown; ///< unknown without requests
    std::array<float, kStageCount> stageP95Ms{kUnknown, kUnknown, kUnknown, kUnknown, kUnknown};
    std::uint32_t peakRequests = 0; ///< of the busiest tenth of a second in it: `requests` itself, but in columns
};

/// What one instance did in the same tenth of a second. Counts are of this tick; levels are at its end.
struct InstanceTick
{
    std::int64_t index = 0;
    issuing::InstanceId instance;
    std::array<std::uint32_t, issuing::kVerdictCount> verdicts{};
    std::int64_t remaining = -1; ///< −1: not known, here and below
    std::int64_t outbox = -1;
    std::int64_t unconsumed = -1;
    std::int64_t ledger = -1;
};

/// Ticks of the past, oldest first.
struct History
{
    std::vector<ServerTick> serverTicks;
    std::vector<InstanceTick> instanceTicks;
};

} // namespace firstcome::telemetry
