#pragma once

#include "backend/core/result.h"
#include "backend/eventlog/event_log.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace firstcome::eventlog {

/// What one look at the log says, committed offsets first and ends after them, so that no end is older than
/// what was read of it.
struct LagSample
{
    struct Group
    {
        std::string name;
        std::optional<std::uint32_t> readers;
        std::vector<LogPosition> committed; ///< partitions that it never committed are not there
        std::string problem;                ///< stable code of why it could not be asked; empty otherwise
        std::string detail;
    };
    std::vector<Group> groups; ///< as asked for
    std::vector<LogEnd> ends;
    std::vector<std::string> missingTopics;
};

/// Where the lag of groups of readers is read from: a log with partitions and committed offsets.
class LagSource
{
public:
    virtual ~LagSource() = default;
    /// Looks for the offsets and members of these groups. Blocks, but for a few seconds at most. One thread.
    /// Unavailable `log_down`.
    virtual core::Result<LagSample> look(const std::vector<std::string>& groups) = 0;
};

} // namespace firstcome::eventlog
