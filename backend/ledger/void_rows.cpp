#include "backend/ledger/void_rows.h"

#include "backend/ledger/sql_connection.h"

namespace firstcome::ledger {

bool VoidRows::add(std::int64_t instanceKey, std::uint32_t slot, std::string_view reason, core::WallTime at)
{
    const DialectTraits& traits = m_connection.traits();
    return m_connection
               .ask(std::string(traits.insertOrSkip) +
                        "voided_slots (instance_key, slot, reason, voided_at) VALUES (?, ?, ?, ?)" +
                        std::string(traits.skipTail),
                    instanceKey, std::int64_t(slot), reason, at.time_since_epoch().count())
               .affected() > 0;
}

bool VoidRows::remove(std::int64_t instanceKey, std::uint32_t slot)
{
    return m_connection
               .ask("DELETE FROM voided_slots WHERE instance_key = ? AND slot = ?", instanceKey,
                    std::int64_t(slot))
               .affected() > 0;
}

std::vector<VoidedSlot> VoidRows::read(std::int64_t instanceKey)
{
    std::vector<VoidedSlot> slots;
    SqlStatement row = m_connection.ask(
        "SELECT slot, reason, voided_at FROM voided_slots WHERE instance_key = ? ORDER BY slot", instanceKey);
    while (row.next())
        slots.push_back({static_cast<std::uint32_t>(row.integer(0)), row.text(1),
                         core::WallTime(std::chrono::microseconds(row.integer(2)))});
    return slots;
}

void VoidRows::removeAll(std::int64_t instanceKey)
{
    m_connection.ask("DELETE FROM voided_slots WHERE instance_key = ?", instanceKey);
}

} // namespace firstcome::ledger
