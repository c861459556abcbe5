#pragma once

#include "backend/core/clock.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace firstcome::ledger {

/// What replaying one dead letter would do now.
enum class ReplayEffect {
    Inserts,     ///< a new row
    AlreadyDone, ///< its very row is there: the letter is settled, nothing is written
    FailsAgain,  ///< the row is refused again, and the letter stays
    Gone         ///< no such letter of this event: the instance was forgotten, or it never was
};
/// `inserts`, `already_done`, `fails_again`, `gone`.
std::string_view replayEffectName(ReplayEffect effect);

/// One dead letter and what its replay would do.
struct LetterPreview
{
    std::int64_t id = 0;
    std::string publicId;   ///< empty where the record did not name one
    std::uint32_t slot = 0; ///< 0 likewise
    core::WallTime at;      ///< when it was put aside
    std::string reason;     ///< why it was: `person_has_other_slot`, …
    ReplayEffect effect = ReplayEffect::Gone;
    std::string conflict;        ///< where it fails again, why
    std::string holder;          ///< slot_has_other_person: who has it
    std::uint32_t otherSlot = 0; ///< person_has_other_slot: which
};

/// What replaying some of an instance's dead letters would do, one after the other, in this order.
struct ReplayPreview
{
    static constexpr std::size_t kMost = 1'000;
    std::vector<LetterPreview> letters;
    std::uint64_t waiting = 0; ///< letters of the instance that are not replayed, shown here or not
};

/// What a replay has done.
struct ReplayReport
{
    std::uint64_t replayed = 0; ///< their rows are there now
    std::uint64_t refused = 0;  ///< the same conflict stands, or another
};

} // namespace firstcome::ledger
