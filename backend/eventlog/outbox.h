#pragma once

#include "backend/eventlog/event_log.h"

#include <cstdint>
#include <vector>

namespace firstcome::eventlog {

/// One instance whose issues this relay carries to the log.
struct OutboxInstance
{
    issuing::InstanceId instance;
    std::uint32_t confirmed = 0; ///< slots up to here have left the outbox
};

/// Where accepted issues wait until the log has them. One thread, the relay's. Errors: Unavailable
/// `store_down`.
class Outbox
{
public:
    virtual ~Outbox() = default;
    /// Connects; fails only where it could never succeed.
    virtual core::Result<void> open() = 0;
    virtual void close() = 0;
    /// The instances this relay holds the lease of, taken or renewed for a few seconds. Two relays that both
    /// believe to hold one do no harm: they send the same issues twice.
    virtual core::Result<std::vector<OutboxInstance>> claim() = 0;
    /// Issues with slot > afterSlot in slot order, at most `limit`; topic, partition and offset are left
    /// empty.
    virtual core::Result<std::vector<LogRecord>> read(const issuing::InstanceId& instance,
                                                      std::uint32_t afterSlot, std::size_t limit) = 0;
    /// The log has every slot up to `slot`: they may go.
    virtual core::Result<void> confirm(const issuing::InstanceId& instance, std::uint32_t slot) = 0;
};

} // namespace firstcome::eventlog
