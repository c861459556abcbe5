#pragma once

#include "backend/core/clock.h"
#include "backend/core/result.h"
#include "backend/issuing/event.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace firstcome::issuing {

/// The terms of `total = remaining + outbox + unconsumed + ledger + deadLetters + voided`. A term that was
/// not measured is absent, never zero.
struct Conservation
{
    std::uint64_t total = 0;
    std::optional<std::uint64_t> remaining, outbox, unconsumed, ledger, deadLetters, voided;

    bool known() const;                    ///< every term was measured
    std::optional<std::int64_t> difference() const; ///< sum of the terms − total; absent while not known
};

/// A thing that the exact audit found wrong.
enum class Finding {
    Oversold,       ///< slot above total
    DuplicatePerson,///< one person, two slots
    SlotGap,        ///< a slot below the highest that nobody has and that is not voided
    LostIssue,      ///< in the store, not in the ledger
    ForeignIssue,   ///< in the ledger, not in the store
    PersonDiffers,  ///< the same slot, another person
    DeadLetterLeft, ///< a dead letter not replayed
    UnidentifiedRecord ///< a record of the log that says not even of which instance it is
};
/// `oversold`, `duplicate_person`, `slot_gap`, `lost_issue`, `foreign_issue`, `person_differs`, `dead_letter_left`,
/// `unidentified_record`.
std::string_view findingName(Finding finding);

struct Difference
{
    Finding finding;
    std::uint32_t slot = 0;
    std::string storePerson;  ///< empty where the store has none
    std::string ledgerPerson; ///< empty where the ledger has none
};

struct AuditReport
{
    InstanceId instance;
    CouponId couponId;
    bool exact = false;   ///< false: the live estimate
    bool closed = false;  ///< exact, and everything adds up
    core::WallTime at;
    std::chrono::milliseconds took{0};
    Conservation conservation;
    std::uint64_t issued = 0;
    std::uint64_t duplicates = 0; ///< people with more than one ledger row
    std::uint64_t oversold = 0;   ///< slots above total
    std::uint64_t gaps = 0;
    std::uint64_t lost = 0;
    std::uint64_t foreign = 0;
    std::uint64_t differing = 0;
    std::uint64_t deadLetters = 0;
    std::uint64_t unidentified = 0; ///< records since it opened that name no instance: one may be of this
    std::vector<Difference> differences; ///< the first 100, by slot
};

/// Reads issues with slot > afterSlot in slot order, at most `limit`; an empty answer ends the reading.
using IssueReader = std::function<core::Result<std::vector<Issue>>(std::uint32_t afterSlot, std::size_t limit)>;

/// Compares store and ledger of one drained instance, slot by slot, in bounded memory but for one hash a
/// person. Fills everything in the report but `conservation` and `took`. Fails only where a reader fails.
core::Result<AuditReport> auditExactly(const Instance& instance, const IssueReader& store,
                                       const IssueReader& ledger, std::uint64_t deadLetters,
                                       std::uint64_t voided, std::uint64_t unidentified = 0);

} // namespace firstcome::issuing
