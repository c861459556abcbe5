#include "backend/local/slot_union.h"

#include <algorithm>

namespace firstcome::local {

bool SlotUnion::add(const issuing::Issue& issue, std::uint32_t total, bool inLedger)
{
    const auto slot = m_bySlot.find(issue.slot);
    if (slot != m_bySlot.end()) {
        if (slot->second.issue.publicId != issue.publicId)
            return false;
        slot->second.total = std::max(slot->second.total, total);
        slot->second.inLedger = slot->second.inLedger || inLedger;
        return true;
    }
    if (!m_slotOf.try_emplace(issue.publicId, issue.slot).second)
        return false;
    m_bySlot.emplace(issue.slot, Named{issue, total, inLedger});
    return true;
}

std::vector<issuing::Issue> SlotUnion::issues() const
{
    std::vector<issuing::Issue> all;
    all.reserve(m_bySlot.size());
    for (const auto& [slot, named] : m_bySlot)
        all.push_back(named.issue);
    return all;
}

std::vector<eventlog::LogRecord> SlotUnion::missingInLedger(const issuing::Instance& instance) const
{
    std::vector<eventlog::LogRecord> records;
    for (const auto& [slot, named] : m_bySlot) {
        if (named.inLedger)
            continue;
        auto& record = records.emplace_back();
        record.issue = named.issue;
        record.couponId = instance.couponId;
        record.total = std::max({named.total, instance.total, slot});
        record.shadow = instance.shadow;
    }
    return records;
}

std::vector<std::uint32_t> SlotUnion::holes(std::uint32_t through) const
{
    std::vector<std::uint32_t> free;
    std::uint32_t next = 1;
    for (const auto& [slot, named] : m_bySlot) {
        for (; next < slot && next <= through; ++next)
            free.push_back(next);
        next = slot + 1;
    }
    for (; next <= through; ++next)
        free.push_back(next);
    return free;
}

eventlog::LogRecord recordOf(const stock::JournalEntry& entry)
{
    eventlog::LogRecord record;
    record.issue = entry.issue;
    record.couponId = entry.couponId;
    record.total = std::max(entry.total, entry.issue.slot);
    record.shadow = entry.shadow;
    return record;
}

} // namespace firstcome::local
