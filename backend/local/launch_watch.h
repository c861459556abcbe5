#pragma once

#include "backend/core/config.h"
#include "backend/local/auditor.h"
#include "backend/local/desk.h"
#include "backend/snapshot.h"

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace firstcome::local {

/// Does by itself what nobody should have to press: lets due openings and closings happen without traffic,
/// holds a countdown on a failing line, runs the exact audit of a drained event and closes it, proves a closed one
/// again after a restart, and writes down lag. Called by the control thread 10 times a second; the work itself is posted to desk and auditor. Every node
/// watches; what only one needs to do is done by the one that leads, and by the others where it stays undone.
class LaunchWatch
{
public:
    LaunchWatch(Desk& desk, Auditor& auditor, const core::ConsumerConfig& consumer,
                std::function<bool()> leads);

    void look(const std::vector<EventView>& events, core::WallTime now);

private:
    enum class LagLevel { Fine, Warning, Critical };
    struct Memory
    {
        LagLevel lag = LagLevel::Fine;
        std::uint64_t auditedVersion = 0; ///< of the instance when the last audit was asked for
        std::uint64_t auditedLedger = 0;
        core::WallTime auditedAt;
        std::optional<core::WallTime> drainingSince; ///< as it was seen here
        /// How many differences were told last, so that each number is told once; the auditor's thread.
        std::shared_ptr<std::atomic<std::uint64_t>> told = std::make_shared<std::atomic<std::uint64_t>>(0);
        std::uint64_t heldVersion = 0;
        bool suspended = false;
    };

    void watchClock(const std::vector<EventView>& events, core::WallTime now);
    void watchCountdown(const EventView& view, Memory& memory);
    void watchDraining(const EventView& view, Memory& memory, core::WallTime now);
    void watchClosed(const EventView& view, Memory& memory, core::WallTime now, bool quiet);
    void watchSuspension(const EventView& view, Memory& memory);
    void watchLag(const EventView& view, Memory& memory);

    Desk& m_desk;
    Auditor& m_auditor;
    core::ConsumerConfig m_consumer;
    std::function<bool()> m_leads;
    std::map<issuing::InstanceId, Memory> m_memory;
    std::shared_ptr<std::atomic<bool>> m_lookPending = std::make_shared<std::atomic<bool>>(false);
    std::shared_ptr<std::atomic<bool>> m_provingAgain = std::make_shared<std::atomic<bool>>(false);
    core::WallTime m_lookedAt;
};

} // namespace firstcome::local
