#pragma once

#include "backend/core/clock.h"
#include "backend/issuing/event.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace firstcome::issuing {

/// What an io thread knows of one event: enough to find its instance, and to tell the public about it.
/// Attempts are never decided on it, only on the store.
struct EventFacts
{
    CouponId couponId;
    std::string name;
    InstanceId instance; ///< nil while draft
    EventState state = EventState::Draft;
    Audience audience = Audience::Everyone;
    bool shadow = false; ///< a rehearsal's: reachable, never listed
    std::uint32_t total = 0;
    std::uint32_t issued = 0;
    std::optional<core::WallTime> opensAt; ///< absent while held
    std::optional<core::WallTime> closesAt;
    std::optional<core::WallTime> openedAt;
    std::optional<core::WallTime> soldOutAt;
    /// Every slot up to this one is in the ledger; absent where that is not known.
    std::optional<std::uint32_t> savedThrough;

    bool isPublic() const { return state != EventState::Draft && !instance.isNil() && !shadow; }
};

EventFacts factsOf(const Event& event, std::optional<std::uint32_t> savedThrough = {});

/// couponId → facts, as it stood at one time. Immutable and shared; a newer one is swapped in whole by
/// posting it to each io thread. Any thread may read.
class EventTable
{
public:
    EventTable() = default; ///< not known yet: nothing is said of any couponId
    EventTable(std::vector<EventFacts> events, core::WallTime takenAt);
    EventTable(const EventTable&) = delete;
    EventTable& operator=(const EventTable&) = delete;

    /// False before the first real one: a couponId not found may name an event all the same.
    bool isKnown() const { return m_known; }
    /// Null where the couponId names nothing. Valid as long as the table.
    const EventFacts* find(const CouponId& couponId) const;
    std::span<const EventFacts> all() const { return m_events; }
    core::WallTime takenAt() const { return m_takenAt; }

private:
    std::vector<EventFacts> m_events;
    std::unordered_map<std::string_view, std::size_t> m_index; ///< keys point into m_events
    core::WallTime m_takenAt;
    bool m_known = false;
};

} // namespace firstcome::issuing
