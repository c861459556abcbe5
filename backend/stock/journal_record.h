#pragma once

#include "backend/issuing/event.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace firstcome::stock {

/// One accept as the journal keeps it: the issue, and what a log record of it needs besides.
struct JournalEntry
{
    issuing::Issue issue;
    issuing::CouponId couponId;
    std::uint32_t total = 0;
    std::uint64_t epoch = 0;
    bool shadow = false;
};

/// Appends `entry` to `bytes`: length, checksum, payload.
void appendRecord(std::string& bytes, const JournalEntry& entry);

/// Walks the records of one segment's text. A record whose checksum is wrong is passed over and counted; one
/// whose length cannot be right ends the walk, as does the end in the middle of one.
class JournalRecords
{
public:
    explicit JournalRecords(std::string_view text)
        : m_text(text)
    {
    }
    bool next(JournalEntry& entry);
    /// Where the last sound record ended: what follows is torn.
    std::size_t soundBytes() const { return m_sound; }
    std::size_t damaged() const { return m_damaged; } ///< passed over, with sound ones behind them

private:
    std::string_view m_text;
    std::size_t m_at = 0, m_sound = 0, m_damaged = 0, m_unproven = 0;
};

} // namespace firstcome::stock
