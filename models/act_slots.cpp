#include "models/act_slots.h"

namespace firstcome::models {

namespace {

using issuing::Act;
using issuing::EventState;
using issuing::Guard;

/// Which of the acts that share a place it shows in a state.
Act actAt(ActPlace place, EventState state)
{
    switch (place) {
    case ActPlace::Arm:
        return state == EventState::Draft ? Act::Arm : Act::Disarm;
    case ActPlace::Hold:
        return state == EventState::Held ? Act::Resume : Act::Hold;
    case ActPlace::Open:
        return Act::Open;
    case ActPlace::Pause:
        return state == EventState::Paused ? Act::Unpause : Act::Pause;
    case ActPlace::Close:
        return Act::Close;
    case ActPlace::Delete:
        return Act::Delete;
    }
    return Act::Arm;
}

/// Acts that lead towards opening are refused while a hard line forbids it.
bool wantsGreen(Act act)
{
    const Guard guard = issuing::actSpec(act).guard;
    return guard == Guard::GoNoGoGreen || guard == Guard::NoUnwaivedNoGo || act == Act::Open;
}

ActBar barOf(Act act, const EventView* view, const ActCircumstances& circumstances)
{
    if (!view)
        return ActBar::NoEvent;
    if (view->event.shadow())
        return ActBar::Rehearsal;
    if (!issuing::nextState(view->event.state, act))
        return ActBar::WrongState;
    if (view->suspension)
        return ActBar::Suspended;
    if (circumstances.silent)
        return ActBar::NoData;
    if (circumstances.underway)
        return ActBar::Underway;
    if (wantsGreen(act) && view->goNoGo && !view->goNoGo->green())
        return ActBar::NoGo;
    return ActBar::None;
}

/// The act that should come next where nothing bars it; a scheduled opening needs no hand.
std::optional<Act> nextAct(const EventView& view)
{
    switch (view.event.state) {
    case EventState::Draft:
        return Act::Arm;
    case EventState::Armed:
        return view.event.instance && view.event.instance->opensAt ? std::nullopt : std::optional(Act::Open);
    case EventState::Held:
        return Act::Resume;
    case EventState::Paused:
        return Act::Unpause;
    default:
        return std::nullopt;
    }
}

} // namespace

ActSlots actSlots(const EventView* view, const ActCircumstances& circumstances)
{
    const EventState state = view ? view->event.state : EventState::Draft;
    const auto next = view ? nextAct(*view) : std::nullopt;
    ActSlots slots;
    for (std::size_t i = 0; i < slots.size(); ++i) {
        ActSlot& slot = slots[i];
        slot.place = static_cast<ActPlace>(i);
        slot.act = actAt(slot.place, state);
        slot.bar = barOf(slot.act, view, circumstances);
        slot.suggested = slot.possible() && next == slot.act;
    }
    return slots;
}

} // namespace firstcome::models
