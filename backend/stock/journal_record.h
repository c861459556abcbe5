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

/// Walks the sound records of one segment's text. What is none is passed over to the next that is.
class JournalRecords
{
public:
    explicit JournalRecords(std::string_view text)
        : m_text(text)
    {
    }
    bool next(JournalEntry& entry);
    /// Where the last sound record ended, once `next` has returned false.
    std::size_t soundBytes() const { return m_sound; }
    /// Places that were passed over and held more than the end of a write that a power cut tore: there, what is behind
    /// the last sound record is shorter than a record, or nothing but the zeros that a file system reserves.
    std::size_t damaged() const { return m_damaged + !endIsTorn(); }

private:
    bool endIsTorn() const;

    std::string_view m_text;
    std::size_t m_at = 0, m_sound = 0, m_damaged = 0;
};

} // namespace firstcome::stock
