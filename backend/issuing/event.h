#pragma once

#include "backend/core/clock.h"
#include "backend/issuing/ids.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace firstcome::issuing {

enum class EventState { Draft, Armed, Held, Open, Paused, Draining, Closed };
inline constexpr std::size_t kEventStateCount = 7;

enum class Audience { Everyone, Listed };

/// Names used in the API and in files: `draft`, `armed`, …; `everyone`, `listed`.
std::string_view stateName(EventState state);
std::optional<EventState> stateFromName(std::string_view name);
std::string_view audienceName(Audience audience);
std::optional<Audience> audienceFromName(std::string_view name);

inline constexpr std::uint32_t kMaxTotal = 100'000'000;

/// What an operator writes down about an event before it is armed.
struct EventDraft
{
    CouponId couponId;
    std::string name; ///< 1 to 120 characters of UTF-8, no control characters
    std::uint32_t total = 0; ///< 1 to kMaxTotal
    std::optional<core::WallTime> opensAt;
    std::optional<core::WallTime> closesAt; ///< after opensAt where both are given
    Audience audience = Audience::Everyone;
};

/// One arming of an event as a stock store keeps it. `version` grows by one with every change of state,
/// times or total; an act carries the version it was decided on.
struct Instance
{
    InstanceId id;
    CouponId couponId;
    std::uint32_t total = 0;
    Audience audience = Audience::Everyone;
    bool shadow = false; ///< a rehearsal's
    EventState state = EventState::Armed; ///< never Draft
    std::uint64_t version = 0;
    std::optional<core::WallTime> opensAt;
    std::optional<core::WallTime> closesAt;
    std::optional<std::chrono::microseconds> timeLeft; ///< to opening, frozen; only while held
    std::uint32_t issued = 0;                          ///< slots 1..issued are taken
    std::optional<core::WallTime> openedAt;
    std::optional<core::WallTime> soldOutAt;
    std::optional<core::WallTime> closedAt;  ///< when it went to draining or closed
    std::optional<core::WallTime> lastAcceptedAt;

    std::uint32_t remaining() const { return issued >= total ? 0 : total - issued; }
};

/// An event as everybody else sees it: its draft joined with its present instance, if armed.
struct Event
{
    EventDraft draft;
    EventState state = EventState::Draft;
    std::uint64_t version = 0;        ///< of the draft, or of the instance once armed
    std::optional<Instance> instance; ///< absent while draft
    std::optional<InstanceId> awaited; ///< armed, and the store does not show it now; then there is no `instance`
    std::uint32_t plannedTotal = 0;   ///< the total that arming was decided on, corrected by acts only

    bool shadow() const { return instance && instance->shadow; }
    bool isLive() const ///< armed, held, open, paused or draining
    {
        return state != EventState::Draft && state != EventState::Closed;
    }
};

/// One issued coupon. The triple (instance, publicId, slot) is its identity.
struct Issue
{
    InstanceId instance;
    PublicId publicId;
    std::uint32_t slot = 0; ///< 1-based order of acceptance
    core::WallTime acceptedAt;
};

} // namespace firstcome::issuing
