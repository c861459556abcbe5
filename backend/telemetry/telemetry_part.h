#pragma once

#include "backend/core/clock.h"
#include "backend/telemetry/ticks.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace firstcome::telemetry {

/// Readings of the machine; absent where it does not tell.
struct HostReadings
{
    std::optional<double> cpuPercent;        ///< of all cores together
    std::optional<double> processCpuPercent; ///< of one core
    std::optional<std::uint64_t> residentBytes;
    std::optional<std::uint64_t> freeDiskBytes; ///< where the data directory is
    std::optional<std::uint64_t> openFiles, openFilesLimit;
};

/// Cumulative since start, for one instance.
struct InstanceTotals
{
    std::array<std::uint64_t, issuing::kVerdictCount> verdicts{};
    std::uint64_t attempts() const
    {
        std::uint64_t sum = 0;
        for (const auto v : verdicts)
            sum += v;
        return sum;
    }
};

/// Percentiles over everything since start, milliseconds; absent before the first request.
struct LatencySummary
{
    std::uint64_t count = 0;
    std::optional<double> p50, p90, p95, p99, p999, max, avg;
};

/// How long rows took from accepted, by the store's clock, to committed in the ledger: those that this process'
/// consumer committed in the newest second in which it committed any.
struct Confirmations
{
    std::uint64_t count = 0; ///< rows of that second; 0: never yet
    float p50Ms = kUnknown, p95Ms = kUnknown, maxMs = kUnknown;
    core::WallTime at; ///< when that second ended
};

/// Telemetry's part of the snapshot: scalars, and the ticks of the last 5 s, oldest first, so that a reader
/// that skipped some snapshots can catch up. Older ticks come by the ReadHistory command.
struct TelemetryPart
{
    std::vector<ServerTick> serverTicks;
    std::vector<InstanceTick> instanceTicks;
    std::map<issuing::InstanceId, InstanceTotals> totals;
    std::uint64_t connections = 0;
    std::uint64_t inFlight = 0; ///< attempts taken in and not yet answered
    Confirmations confirmed;
    HostReadings host;
};

} // namespace firstcome::telemetry
