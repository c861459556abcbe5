#pragma once

#include "backend/spike/spike_part.h"
#include "backend/telemetry/telemetry_part.h"

#include <cstdint>
#include <vector>

namespace firstcome::models {

/// Where the 95th of a hundred answers spent its time in one tenth of a second, milliseconds; NaN where
/// unknown.
struct TimeShares
{
    float networkMs = telemetry::kUnknown; ///< seen by the client less what the server took
    float storeWaitMs = telemetry::kUnknown;
    float commitMs = telemetry::kUnknown;
};

/// The ticks of one run kept whole: the clients' and, for each of them, the server's share of the time. The
/// two vectors are always of one length. A value; belongs to one thread.
struct RunSeries
{
    std::vector<spike::ClientTick> clients; ///< in order of time, one a tenth of a second
    std::vector<TimeShares> shares;

    /// Appends what is newer than the last tick. `firstIndex` is the server's tick at the run's start.
    void append(const std::vector<spike::ClientTick>& recent,
                const std::vector<telemetry::ServerTick>& server, std::int64_t firstIndex);
    /// Fills in the server's share where it was not known.
    void fillShares(const std::vector<telemetry::ServerTick>& server, std::int64_t firstIndex);
    void clear();
    bool empty() const { return clients.empty(); }
};

/// The series of a finished run, without the server's share.
RunSeries seriesOf(const spike::RunResult& result);

} // namespace firstcome::models
