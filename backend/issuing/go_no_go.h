#pragma once

#include "backend/core/clock.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firstcome::issuing {

/// The conditions before opening. Hard lines hold the countdown; soft ones only warn.
enum class GoLine {
    StoreWritable,    ///< hard; arguments: milliseconds of the probe
    StockAsPlanned,   ///< hard; loaded, planned
    PeopleLoaded,     ///< hard for listed, else informative; loaded, expected
    FreeDisk,         ///< hard; free bytes, needed bytes
    ConsumerRunning,  ///< hard; running, expected
    PortBound,        ///< hard; port
    ClockOffset,      ///< soft; milliseconds
    RehearsalPassed,  ///< soft; age in seconds of the last passed one
    LastRunLag,       ///< soft; highest lag of the last run
    StoreEviction,    ///< hard, of a store with servers: they never give up keys by themselves
    StoreAppendOnly,  ///< hard, likewise: they keep an append-only file
    StoreDurability,  ///< hard, likewise: it is synced as the configuration asks for
    StoreRewrite,     ///< soft, likewise; bytes of the file after the event, bytes at which it is rewritten
    StoreExpiry,      ///< hard, likewise; keys of events that have an expiry
    LogTopics         ///< hard, of a log with topics; how many of their settings are otherwise than they must be
};
inline constexpr std::size_t kGoLineCount = 15;
std::string_view goLineName(GoLine line);

enum class GoStatus { Go, Warning, NoGo, NotMeasured };

struct GoLineState
{
    GoLine line;
    bool hard = false;
    GoStatus status = GoStatus::NotMeasured;
    std::optional<double> value;     ///< meaning by line, see GoLine
    std::optional<double> threshold; ///< what it is held against
    std::optional<core::WallTime> measuredAt;
    std::optional<std::string> waivedBecause;
    std::string source; ///< what was asked, e.g. `store probe`
    std::string problem; ///< stable code of why it is not measured; empty where that is not known or it is
    std::string detail;  ///< what a server said, in its own words

    /// Forbids opening: hard, not waived, and failed or not measured.
    bool forbids() const
    {
        return hard && !waivedBecause && (status == GoStatus::NoGo || status == GoStatus::NotMeasured);
    }
};

/// The list for one event.
struct GoNoGo
{
    std::vector<GoLineState> lines;
    bool holdsCountdown = false; ///< a hard line failed for 2 s and it is not within T−10 s
    bool green() const;          ///< no line forbids
};

} // namespace firstcome::issuing
