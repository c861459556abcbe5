#pragma once

#include "backend/issuing/acts.h"
#include "backend/snapshot.h"

#include <array>
#include <optional>
#include <string_view>

namespace firstcome::models {

/// The fixed places of the acts on a page head. Reverse acts share one.
enum class ActPlace { Arm, Hold, Open, Pause, Close, Delete };
inline constexpr std::size_t kActPlaceCount = 6;

/// Why an act cannot be done now.
enum class ActBar {
    None,       ///< it can
    NoEvent,    ///< nothing is selected
    Rehearsal,  ///< a shadow event belongs to its rehearsal
    WrongState, ///< not in this state
    NoGo,       ///< a hard go/no-go line forbids it
    Suspended,  ///< its store lost something of it
    NoData,     ///< the backend is starting or silent
    Underway    ///< another act of this event has not been answered yet
};

/// What one place offers now.
struct ActSlot
{
    ActPlace place = ActPlace::Arm;
    issuing::Act act = issuing::Act::Arm;
    ActBar bar = ActBar::NoEvent;
    bool suggested = false; ///< what should be done next; at most one of all places
    bool possible() const { return bar == ActBar::None; }
    const issuing::ActSpec& spec() const { return issuing::actSpec(act); }
    friend bool operator==(const ActSlot&, const ActSlot&) = default;
};

using ActSlots = std::array<ActSlot, kActPlaceCount>;

/// Circumstances that bar every act of an event.
struct ActCircumstances
{
    bool silent = false;   ///< starting, or no snapshot for over 3 s
    bool underway = false; ///< an act has been sent and not answered
};

/// What each place offers for `view` (null: nothing selected), from the act table and go/no-go.
ActSlots actSlots(const EventView* view, const ActCircumstances& circumstances);

} // namespace firstcome::models
