#pragma once

#include "backend/core/result.h"
#include "backend/core/trace_parent.h"
#include "backend/issuing/event.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace firstcome::eventlog {

/// Where a reader stands in one partition: the offset of the record it wants next.
struct LogPosition
{
    std::string topic;
    std::int32_t partition = 0;
    std::int64_t nextOffset = 0;
    friend bool operator==(const LogPosition&, const LogPosition&) = default;
};

/// One accepted issue as the log carries it: enough to write the ledger row with no other source.
struct LogRecord
{
    std::string topic;
    std::int32_t partition = 0;
    std::int64_t offset = 0;
    issuing::Issue issue;
    issuing::CouponId couponId;
    std::uint32_t total = 0; ///< the total that the store saw when it accepted
    bool shadow = false;
    core::TraceParent trace; ///< of the request that got it, where one came with it and nothing was lost meanwhile
    std::string unreadable;  ///< why the payload could not be read; empty where it could
};

/// How far one partition reaches.
struct LogEnd
{
    std::string topic;
    std::int32_t partition = 0;
    std::int64_t endOffset = 0; ///< offset that the next record will get
    issuing::InstanceId instance; ///< whose alone the partition is; nil where instances share it
};

/// The ordered, durable queue of accepted issues, as its reader sees it. Offsets in a partition grow; they
/// need not be dense. Delivery is at least once. One reader thread calls everything but `ends`.
class EventLog
{
public:
    virtual ~EventLog() = default;
    /// Seeks to where the ledger's own transactions stand; partitions not named start at their beginning.
    virtual core::Result<void> open(const std::vector<LogPosition>& resumeAt) = 0;
    /// Up to `limit` records, waiting at most `wait` for the first. Empty: nothing came. VersionConflict
    /// `log_reassigned`: other partitions are read here from now on; open again, at the ledger's positions.
    virtual core::Result<std::vector<LogRecord>> poll(std::size_t limit, std::chrono::milliseconds wait) = 0;
    /// The ledger's transaction up to here is durable. For monitoring; never for resuming.
    virtual void committed(const std::vector<LogPosition>& positions) = 0;
    /// Any thread that may block.
    virtual core::Result<std::vector<LogEnd>> ends() = 0;
    virtual void close() = 0;
};

} // namespace firstcome::eventlog
