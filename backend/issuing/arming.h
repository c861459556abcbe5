#pragma once

#include "backend/core/clock.h"
#include "backend/core/result.h"
#include "backend/issuing/event_directory.h"
#include "backend/stock/stock_store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace firstcome::issuing {

/// One event as the two sides know it: what the directory keeps, and the store's instance once armed.
struct Standing
{
    DirectoryEvent stored;
    std::optional<Instance> instance;
};

Event eventOf(const Standing& standing);

/// The acts that change directory and store together, each ordered so that a crash in the middle leaves
/// something to be repaired later: an instance that no event names (forget), or an event that names an instance
/// disarmed since (finishDisarming). The desk's thread; every call may block. Errors are those of the two ports.
class Arming
{
public:
    /// `session` is this node's, by which other nodes know what it has in hand; empty where nobody else is.
    Arming(EventDirectory& directory, stock::StockStore& store, const core::Clock& clock, std::string session = {});

    /// Makes an instance, with its audience where listed, and has the directory name it; without effect where
    /// it fails. InvalidArgument `opens_in_the_past`, `closes_in_the_past` by the store's clock; Internal
    /// `audience_differs`.
    core::Result<void> arm(Standing& event, std::uint64_t expectedVersion);
    /// Adds everybody in the directory to a listed instance. Internal `audience_differs` where the counts do.
    core::Result<void> copyAudience(const InstanceId& instance);
    /// Makes a draft of it again. Where only the directory fails, the instance has gone all the same.
    core::Result<void> disarm(Standing& event, std::uint64_t expectedVersion);
    /// An instance of a rehearsal: the store alone knows it.
    core::Result<Standing> armShadow(const std::string& shownName, std::uint32_t total);
    /// The event names an instance that the store has not got: writes down that it was disarmed. Corrupt
    /// `corrupt` where the store has never had it.
    core::Result<void> finishDisarming(Standing& event);
    /// Lets an instance go that nobody points to; where the store lost it, nothing is left to be forgotten.
    core::Result<void> forget(const InstanceId& instance);

private:
    core::Result<Instance> make(const Instance& instance);
    core::Result<void> isStillToCome(const EventDraft& draft) const;
    void release(const InstanceId& instance);
    core::Result<void> name(Standing& event, const Instance& made, std::uint64_t expectedVersion);
    core::Result<void> seeDisarmed(Standing& event, const InstanceId& instance);
    core::Result<void> store(Standing& event, DirectoryEvent changed);

    EventDirectory& m_directory;
    stock::StockStore& m_store;
    const core::Clock& m_clock;
    const std::string m_session;
};

} // namespace firstcome::issuing
