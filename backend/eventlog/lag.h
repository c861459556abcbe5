#pragma once

#include "backend/core/clock.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace firstcome::eventlog {

/// How a reader gets on with one partition, best to worst but for Unknown.
enum class LagStatus {
    Unknown, ///< not measured, or not for long enough to tell
    Ok,
    Warn,  ///< it reads, but falls behind further and further
    Stall, ///< there are readers, but nothing is saved any more
    Stop,  ///< nobody reads, and something is left to read
    Rewind ///< it went back and reads again what it had read
};

/// One partition of the log as one group has read it. What is not known is absent.
struct PartitionLag
{
    std::string topic;
    std::int32_t partition = 0;
    std::optional<std::int64_t> committed; ///< offset of the record that the group wants next
    std::optional<std::int64_t> end;       ///< offset that the next record will get
    std::optional<double> secondsBehind;   ///< since the record that the group wants next came
    bool atLeast = false;                  ///< secondsBehind may be more: the log was not watched earlier
    LagStatus status = LagStatus::Unknown;

    /// Absent also where the log ends before what was read: then it is not the log that was read.
    std::optional<std::uint64_t> messages() const
    {
        if (!committed || !end || *committed > *end)
            return std::nullopt;
        return static_cast<std::uint64_t>(*end - *committed);
    }
};

/// One group of readers, by what it has committed; ours by what the ledger's transactions have stored.
struct GroupLag
{
    std::string group;
    bool ours = false;
    std::optional<std::uint32_t> readers; ///< its members now
    std::vector<PartitionLag> partitions; ///< by topic and partition
    std::optional<core::WallTime> measuredAt;
    std::string problem; ///< stable code of why part of this is not known or old; empty otherwise
    std::string detail;  ///< English, for the tooltip

    /// Absent while any partition's is not known.
    std::optional<std::uint64_t> total() const
    {
        std::uint64_t sum = 0;
        for (const auto& partition : partitions) {
            const auto messages = partition.messages();
            if (!messages)
                return std::nullopt;
            sum += *messages;
        }
        return sum;
    }
    LagStatus worst() const
    {
        auto worst = LagStatus::Unknown;
        for (const auto& partition : partitions)
            worst = std::max(worst, partition.status);
        return worst;
    }
};

/// What is known of the log's readers. Groups keep their last known values while a problem lasts.
struct LagPart
{
    std::vector<GroupLag> groups; ///< ours first, then those that the operator named, in that order
    std::string problem;          ///< stable code: `log_down`, `topic_missing`; empty when nothing is wrong
    std::string detail;           ///< English; for `topic_missing` the topic
};

} // namespace firstcome::eventlog
