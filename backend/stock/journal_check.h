#pragma once

#include "backend/stock/accept_journal.h"
#include "backend/stock/redis_control.h"

#include <cstdint>
#include <vector>

namespace firstcome::stock {

/// What a journal says that a node has shown, and the store does not.
struct JournalFindings
{
    std::uint64_t epoch = 0; ///< of the store's instance, when all had been compared; 0 while it is being rebuilt
    std::uint32_t highest = 0;         ///< slot that the store has not come to yet, among what was shown; 0: none
    std::vector<JournalEntry> free;    ///< nobody has the slot, and the person has no other: a rebuild gives it back
    std::vector<JournalEntry> givenOn; ///< the slot is somebody else's by now, or the person has another
};

/// Holds all that the journal still has of an instance against the winners that the server shows. What is accepted
/// meanwhile does no harm. Blocks as RedisControl's calls do; fails as they and AcceptJournal::read do.
core::Result<JournalFindings> holdAgainstWinners(RedisControl& control, const AcceptJournal& journal,
                                                 const issuing::InstanceId& instance);

} // namespace firstcome::stock
