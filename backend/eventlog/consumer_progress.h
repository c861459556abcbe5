#pragma once

#include "backend/core/clock.h"
#include "backend/eventlog/consumer_status.h"
#include "backend/eventlog/slot_prefix.h"
#include "backend/issuing/event.h"
#include "backend/ledger/ledger.h"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace firstcome::eventlog {

/// What a consumer knows of the instances it writes for, and of its own rate. Belongs to the consumer and its
/// thread; the ledger is the consumer's. What cannot be read stays as it was.
class ConsumerProgress
{
public:
    explicit ConsumerProgress(ledger::Ledger& ledger)
        : m_ledger(ledger)
    {
    }
    /// Reads the instance's counts; at its first sight, and when slots were voided, also which
    /// slots the ledger holds.
    void load(const issuing::InstanceId& instance);
    /// Forgets all and reads all again: others may have changed them, or it may be another database.
    void reload();
    void consumed(const issuing::InstanceId& instance, std::uint32_t slot);
    std::vector<ConsumedInstance> instances() const;

    void wrote(std::uint64_t rows, core::SteadyTime now);
    double rowsPerSecond(core::SteadyTime now);

private:
    struct Known
    {
        ledger::InstanceCounts counts;
        SlotPrefix prefix;
    };
    void loadPrefix(const issuing::InstanceId& instance, Known& known);

    ledger::Ledger& m_ledger;
    std::map<issuing::InstanceId, Known> m_instances;
    std::deque<std::pair<core::SteadyTime, std::uint64_t>> m_recentRows;
    std::optional<core::SteadyTime> m_firstWrite;
};

} // namespace firstcome::eventlog
