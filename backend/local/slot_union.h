#pragma once

#include "backend/eventlog/event_log.h"
#include "backend/issuing/event.h"
#include "backend/stock/journal_record.h"

#include <cstdint>
#include <map>
#include <unordered_map>
#include <vector>

namespace firstcome::local {

/// Who has which slot of one instance, put together from sources that each know some of it, the surest first.
/// What contradicts an earlier source (the slot is another person's, or the person has another slot) is left
/// out. A value; one thread.
class SlotUnion
{
public:
    struct Named
    {
        issuing::Issue issue;
        std::uint32_t total = 0; ///< that the store saw; 0: not known
        bool inLedger = false;
    };

    /// False where it contradicts what is known.
    bool add(const issuing::Issue& issue, std::uint32_t total, bool inLedger);
    std::uint32_t highest() const { return m_bySlot.empty() ? 0 : m_bySlot.rbegin()->first; }
    const std::map<std::uint32_t, Named>& bySlot() const { return m_bySlot; }
    std::vector<issuing::Issue> issues() const;
    /// Those that the ledger lacks, as records; `instance` knows what they have in common.
    std::vector<eventlog::LogRecord> missingInLedger(const issuing::Instance& instance) const;
    /// Slots up to `through` that nobody has.
    std::vector<std::uint32_t> holes(std::uint32_t through) const;

private:
    std::map<std::uint32_t, Named> m_bySlot;
    std::unordered_map<issuing::PublicId, std::uint32_t> m_slotOf;
};

/// What a node's journal has, as a record of the log.
eventlog::LogRecord recordOf(const stock::JournalEntry& entry);

} // namespace firstcome::local
