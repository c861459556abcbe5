#pragma once

#include "backend/core/clock.h"
#include "backend/eventlog/event_log.h"
#include "backend/ledger/ledger.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace firstcome::eventlog {

/// How far one instance has come into the ledger.
struct ConsumedInstance
{
    issuing::InstanceId instance;
    ledger::InstanceCounts counts;
    std::uint32_t contiguousSlot = 0; ///< every slot up to here has been consumed
};

/// What a 10 Hz sampler reads. Immutable once published.
struct ConsumerStatus
{
    bool running = false; ///< connected to log and ledger and writing what comes
    std::string problem;  ///< while in an outage: the failing part's stable code; else empty
    std::string detail;   ///< English, for the log and the tooltip
    std::optional<core::WallTime> problemSince;
    std::vector<ConsumedInstance> instances; ///< those seen or asked for since start
    std::vector<LogPosition> positions;      ///< of the newest durable transaction
    double rowsPerSecond = 0;                ///< new rows, mean of the last 3 s
    std::optional<core::WallTime> lastWriteAt;
    std::uint64_t written = 0, alreadyThere = 0, deadLetters = 0, discarded = 0; ///< records since start
};

} // namespace firstcome::eventlog
