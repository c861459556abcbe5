#include "backend/issuing/acts.h"

#include <algorithm>

namespace firstcome::issuing {

namespace {

constexpr std::array<ActSpec, kActCount> kActs{{
    {Act::Arm, "arm", "armed", "F5", Guard::GoNoGoGreen, Act::Disarm, false},
    {Act::Disarm, "disarm", "disarmed", "F5", Guard::None, Act::Arm, false},
    {Act::Hold, "hold", "held", "F6", Guard::None, Act::Resume, false},
    {Act::Resume, "resume", "countdown_resumed", "F6", Guard::NoUnwaivedNoGo, Act::Hold, false},
    {Act::Open, "open", "opened", "F7", Guard::TypeCouponId, std::nullopt, false},
    {Act::Pause, "pause", "paused", "F8", Guard::None, Act::Unpause, false},
    {Act::Unpause, "resume", "resumed", "F8", Guard::None, Act::Pause, false},
    {Act::Close, "close", "closing", "F9", Guard::TypeCouponId, std::nullopt, true},
    {Act::Finish, "finish", "closed", "", Guard::None, std::nullopt, false},
    {Act::Delete, "delete", "deleted", "Del", Guard::TypeCouponId, std::nullopt, true},
}};

void setState(Instance& instance, EventState next, core::WallTime now)
{
    if (next == EventState::Open && !instance.openedAt)
        instance.openedAt = now;
    if ((next == EventState::Draining || next == EventState::Closed) && !instance.closedAt)
        instance.closedAt = now;
    instance.state = next;
    ++instance.version;
}

} // namespace

std::span<const ActSpec> actTable()
{
    return kActs;
}

const ActSpec& actSpec(Act act)
{
    return kActs[static_cast<std::size_t>(act)];
}

std::optional<Act> actFromName(std::string_view name, EventState state)
{
    if (name == "resume")
        return state == EventState::Paused ? Act::Unpause : Act::Resume;
    const auto found = std::ranges::find(kActs, name, &ActSpec::name);
    return found == kActs.end() ? std::nullopt : std::optional(found->act);
}

std::optional<EventState> nextState(EventState state, Act act)
{
    using enum EventState;
    switch (act) {
    case Act::Arm:
        return state == Draft ? std::optional(Armed) : std::nullopt;
    case Act::Disarm:
        return state == Armed || state == Held ? std::optional(Draft) : std::nullopt;
    case Act::Hold:
        return state == Armed ? std::optional(Held) : std::nullopt;
    case Act::Resume:
        return state == Held ? std::optional(Armed) : std::nullopt;
    case Act::Open:
        return state == Armed || state == Held ? std::optional(Open) : std::nullopt;
    case Act::Pause:
        return state == Open ? std::optional(Paused) : std::nullopt;
    case Act::Unpause:
        return state == Paused ? std::optional(Open) : std::nullopt;
    case Act::Close:
        return state == Open || state == Paused ? std::optional(Draining) : std::nullopt;
    case Act::Finish:
        return state == Draining ? std::optional(Closed) : std::nullopt;
    case Act::Delete:
        return state == Draft ? std::optional(Draft) : std::nullopt;
    }
    return std::nullopt;
}

core::Result<Instance> applyAct(const Instance& instance, Act act, std::uint64_t expectedVersion,
                                core::WallTime now)
{
    if (instance.version != expectedVersion)
        return core::fail(core::ErrorKind::VersionConflict, "version_conflict",
                          "decided on version " + std::to_string(expectedVersion) + ", now " +
                              std::to_string(instance.version));
    const auto next = nextState(instance.state, act);
    if (!next)
        return core::fail(core::ErrorKind::WrongState, "wrong_state",
                          std::string(actSpec(act).name) + " while " +
                              std::string(stateName(instance.state)));
    Instance changed = instance;
    if (act == Act::Hold && instance.opensAt)
        changed.timeLeft = std::max(std::chrono::microseconds(0), *instance.opensAt - now);
    if (act == Act::Resume && instance.timeLeft)
        changed.opensAt = now + *instance.timeLeft;
    if (*next != EventState::Held)
        changed.timeLeft.reset();
    setState(changed, *next, now);
    return changed;
}

std::optional<Instance> applyClock(const Instance& instance, core::WallTime now)
{
    using enum EventState;
    const EventState state = instance.state;
    const bool closingDue = instance.closesAt && now >= *instance.closesAt;
    if (closingDue && (state == Armed || state == Open || state == Paused)) {
        Instance changed = instance;
        setState(changed, state == Armed ? Closed : Draining, now);
        return changed;
    }
    if (state == Armed && instance.opensAt && now >= *instance.opensAt) {
        Instance changed = instance;
        setState(changed, Open, now);
        return changed;
    }
    return std::nullopt;
}

core::Result<Instance> applyTotal(const Instance& instance, std::uint32_t total,
                                  std::uint64_t expectedVersion, core::WallTime now)
{
    using enum EventState;
    if (instance.version != expectedVersion)
        return core::fail(core::ErrorKind::VersionConflict, "version_conflict");
    const EventState state = instance.state;
    if (state != Armed && state != Held && state != Open && state != Paused)
        return core::fail(core::ErrorKind::WrongState, "wrong_state",
                          "stock while " + std::string(stateName(state)));
    if (total == 0 || total > kMaxTotal)
        return core::fail(core::ErrorKind::InvalidArgument, "bad_total", std::to_string(total));
    if (total < instance.issued)
        return core::fail(core::ErrorKind::InvalidArgument, "stock_below_issued",
                          std::to_string(instance.issued));
    Instance changed = instance;
    changed.total = total;
    if (changed.issued < total)
        changed.soldOutAt.reset();
    else if (!changed.soldOutAt)
        changed.soldOutAt = now;
    ++changed.version;
    return changed;
}

core::Result<void> validate(const EventDraft& draft)
{
    const auto bad = [](const char* code, std::string detail) {
        return core::fail(core::ErrorKind::InvalidArgument, code, std::move(detail));
    };
    std::size_t characters = 0;
    for (const char c : draft.name) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7f)
            return bad("bad_name", "control character");
        characters += (byte & 0xc0) != 0x80;
    }
    if (characters == 0 || characters > 120)
        return bad("bad_name", "1 to 120 characters");
    if (draft.couponId.empty())
        return bad("bad_coupon_id", "empty");
    if (draft.total == 0 || draft.total > kMaxTotal)
        return bad("bad_total", "1 to " + std::to_string(kMaxTotal));
    if (draft.opensAt && draft.closesAt && *draft.closesAt <= *draft.opensAt)
        return bad("bad_times", "closes before it opens");
    return {};
}

} // namespace firstcome::issuing
