#pragma once

#include "backend/core/result.h"
#include "backend/issuing/event.h"

#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace firstcome::issuing {

/// What an operator (or the clock, or the exact audit) does to an event.
enum class Act { Arm, Disarm, Hold, Resume, Open, Pause, Unpause, Close, Finish, Delete };
inline constexpr std::size_t kActCount = 10;

/// What stands between pressing and doing.
enum class Guard { None, GoNoGoGreen, NoUnwaivedNoGo, TypeCouponId };

/// One line of the table that screen, API, keyboard and audit trail share.
struct ActSpec
{
    Act act;
    std::string_view name;  ///< API path segment; Unpause is `resume` too
    std::string_view done;  ///< word of the audit trail, by which its sentences are keyed
    std::string_view key;   ///< portable key name such as "F5"; empty where only the system acts
    Guard guard;
    std::optional<Act> undo; ///< the act that takes it back at once
    bool destructive;
};

/// The whole table, in the order in which the page head shows it.
std::span<const ActSpec> actTable();
const ActSpec& actSpec(Act act);
/// The act an API word means in a state (`resume` is Resume while held, Unpause while paused).
std::optional<Act> actFromName(std::string_view name, EventState state);

/// The state that `act` leads to from `state`, or nothing where the pair is `wrong_state`.
/// Delete has no next state: it is possible exactly in Draft and reported as Draft.
std::optional<EventState> nextState(EventState state, Act act);

/// Applies `act` to `instance` at the store's time `now`: checks the version the act was decided on, moves
/// the state, freezes or restores the countdown, stamps times, and grows the version by one.
/// Errors: VersionConflict `version_conflict`, WrongState `wrong_state`. Disarm leaves the state Draft, which
/// tells the store to tombstone the instance. Every store must agree with this function, cell by cell.
core::Result<Instance> applyAct(const Instance& instance, Act act, std::uint64_t expectedVersion,
                                core::WallTime now);

/// What the clock alone does to `instance` at `now`: an overdue closing first, then an overdue opening.
/// Returns nothing where nothing is due. A latch: the result is written before anything is decided on it.
std::optional<Instance> applyClock(const Instance& instance, core::WallTime now);

/// Corrects the stock in armed, held, open or paused; never below issued, never 0.
/// Errors: `version_conflict`, `wrong_state`, InvalidArgument `stock_below_issued` or `bad_total`.
core::Result<Instance> applyTotal(const Instance& instance, std::uint32_t total, std::uint64_t expectedVersion,
                                  core::WallTime now);

/// Checks a draft whole: name, total, times (closing after opening). Error: InvalidArgument with a code that
/// names the field: `bad_name`, `bad_total`, `bad_times`.
core::Result<void> validate(const EventDraft& draft);

} // namespace firstcome::issuing
