#pragma once

#include "backend/core/clock.h"
#include "backend/issuing/event.h"
#include "backend/issuing/go_no_go.h"
#include "backend/issuing/server_facts.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace firstcome::issuing {

/// A reading older than this counts as not measured.
inline constexpr std::chrono::seconds kReadingStale{5};

/// One thing that was measured, and when.
struct Reading
{
    double value = 0;
    core::WallTime at;
};

/// What the lines are judged on. Absent: not measured.
struct GoReadings
{
    std::optional<Reading> storeProbeMs;      ///< a failed probe leaves it absent and sets storeFailed
    bool storeFailed = false;
    std::optional<Reading> peopleLoaded;      ///< in the instance's audience, or the directory's while draft
    std::optional<Reading> peopleExpected;
    std::optional<Reading> freeDiskBytes;
    std::optional<Reading> consumersRunning;
    double consumersExpected = 1;
    std::optional<Reading> boundPort;         ///< 0: not bound
    std::optional<Reading> clockOffsetMs;
    std::optional<Reading> rehearsalAgeSeconds; ///< of the newest passed rehearsal of this build
    std::optional<Reading> lastRunLag;        ///< highest "accepted, not yet saved" of the last run
    double lagWarning = 1'000;
    std::chrono::microseconds storeAhead{0}; ///< of the store's clock, which opens, to that of the readings
    std::string wantedDurability;   ///< of the store, as configured; empty: it has no server, nor lines about one
    std::optional<StoreServers> storeServers;
    std::string storeServersProblem; ///< why they could not be asked
    bool logHasTopics = false;       ///< else there is no line about them
    std::optional<LogTopics> logTopics;
    std::string logTopicsProblem, logTopicsDetail;
};

/// Disk that must be free before opening: 2 GB, and ten times what an event of `total` is expected to write.
std::uint64_t neededDiskBytes(std::uint32_t total);

/// Judges the list for one event and remembers since when a hard line has been failing. Pure but for that
/// memory; one thread.
class GoNoGoWatch
{
public:
    /// A reading older than 5 s counts as not measured. The countdown is held once a hard line that is not
    /// waived has failed for 2 s, but never inside the last 10 s before opening.
    GoNoGo judge(const Event& event, const GoReadings& readings, const std::map<GoLine, std::string>& waivers,
                 core::WallTime now);
    /// The first line that forbids, if any.
    static std::optional<GoLine> firstForbidding(const GoNoGo& list);

private:
    std::optional<core::WallTime> m_failingSince;
};

} // namespace firstcome::issuing
