#include "backend/ledger/dead_letter_rows.h"

#include "backend/ledger/sql_connection.h"

namespace firstcome::ledger {

namespace {

constexpr std::string_view kColumns =
    "d.id, d.instance_key, d.topic, d.log_partition, d.log_offset, d.coupon_id,"
    " d.slot, d.public_id, d.total, d.accepted_at, d.conflict, d.unreadable,"
    " d.put_at, d.replayed, i.instance, i.shadow"
    " FROM dead_letters d JOIN instances i ON i.instance_key = d.instance_key";

std::string identityOf(const eventlog::LogRecord& record)
{
    const issuing::Issue& issue = record.issue;
    if (isIdentified(record))
        return "issue " + issue.instance.str() + ' ' + std::to_string(issue.slot) + ' ' +
               issue.publicId.str();
    return "record " + record.topic + ' ' + std::to_string(record.partition) + ' ' +
           std::to_string(record.offset);
}

Conflict conflictNamed(const std::string& code)
{
    using enum Conflict;
    for (const Conflict conflict :
         {PersonHasOtherSlot, SlotHasOtherPerson, SlotOutOfRange, Unreadable, Unidentified, ShownAndLost})
        if (conflictCode(conflict) == code)
            return conflict;
    raise(core::ErrorKind::Corrupt, "ledger_corrupt", "not a conflict: " + code);
}

KeyedDeadLetter letterOf(const SqlStatement& row)
{
    KeyedDeadLetter keyed;
    keyed.instanceKey = row.integer(1);
    DeadLetter& letter = keyed.letter;
    eventlog::LogRecord& record = letter.record;
    letter.id = row.integer(0);
    record.topic = row.text(2);
    record.partition = static_cast<std::int32_t>(row.integer(3));
    record.offset = row.integer(4);
    record.couponId = issuing::CouponId::parse(row.text(5)).value_or(issuing::CouponId());
    record.issue.slot = static_cast<std::uint32_t>(row.integer(6));
    record.issue.publicId = issuing::PublicId::parse(row.text(7)).value_or(issuing::PublicId());
    record.total = static_cast<std::uint32_t>(row.integer(8));
    record.issue.acceptedAt = row.time(9);
    letter.conflict = conflictNamed(row.text(10));
    record.unreadable = row.text(11);
    letter.at = row.time(12);
    letter.replayed = row.integer(13) != 0;
    record.issue.instance = issuing::InstanceId::parse(row.text(14)).value_or(issuing::InstanceId());
    record.shadow = row.integer(15) != 0;
    return keyed;
}

} // namespace

bool isIdentified(const eventlog::LogRecord& record)
{
    return !record.issue.instance.isNil() && !record.issue.publicId.empty() && record.issue.slot != 0;
}

bool DeadLetterRows::put(std::int64_t instanceKey, const eventlog::LogRecord& record, Conflict conflict,
                         core::WallTime at)
{
    const std::string identity = identityOf(record);
    bool settled = false;
    {
        SqlStatement found =
            m_connection.ask("SELECT replayed FROM dead_letters WHERE identity = ?", identity);
        if (found.next()) {
            if (found.integer(0) == 0)
                return false;
            settled = true;
        }
    }
    if (settled) { // its row went away again
        m_connection.ask("UPDATE dead_letters SET replayed = 0, conflict = ?, put_at = ? WHERE identity = ?",
                         conflictCode(conflict), at.time_since_epoch().count(), identity);
        return true;
    }
    m_connection.ask(
        "INSERT INTO dead_letters (identity, instance_key, topic, log_partition, log_offset, coupon_id,"
        " slot, public_id, total, accepted_at, conflict, unreadable, put_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        identity, instanceKey, record.topic, std::int64_t(record.partition), record.offset,
        record.couponId.view(), std::int64_t(record.issue.slot), record.issue.publicId.view(),
        std::int64_t(record.total), record.issue.acceptedAt.time_since_epoch().count(),
        conflictCode(conflict), record.unreadable, at.time_since_epoch().count());
    return true;
}

bool DeadLetterRows::settle(const eventlog::LogRecord& record)
{
    return m_connection
               .ask("UPDATE dead_letters SET replayed = 1 WHERE identity = ? AND replayed = 0",
                    identityOf(record))
               .affected() > 0;
}

void DeadLetterRows::settle(std::int64_t id)
{
    m_connection.ask("UPDATE dead_letters SET replayed = 1 WHERE id = ?", id);
}

std::optional<KeyedDeadLetter> DeadLetterRows::find(std::int64_t id)
{
    static const std::string kFind = "SELECT " + std::string(kColumns) + " WHERE d.id = ?";
    SqlStatement row = m_connection.ask(kFind, id);
    return row.next() ? std::optional(letterOf(row)) : std::nullopt;
}

std::vector<KeyedDeadLetter> DeadLetterRows::list(std::optional<std::int64_t> instanceKey, std::size_t limit)
{
    static const std::string kOfOne =
        "SELECT " + std::string(kColumns) + " WHERE d.instance_key = ? ORDER BY d.replayed, d.id LIMIT ?";
    static const std::string kOfAll =
        "SELECT " + std::string(kColumns) + " ORDER BY d.replayed, d.id LIMIT ?";
    const auto most = static_cast<std::int64_t>(limit);
    SqlStatement row =
        instanceKey ? m_connection.ask(kOfOne, *instanceKey, most) : m_connection.ask(kOfAll, most);
    std::vector<KeyedDeadLetter> letters;
    while (row.next())
        letters.push_back(letterOf(row));
    return letters;
}

std::uint64_t DeadLetterRows::countSince(std::int64_t instanceKey, core::WallTime since)
{
    SqlStatement row =
        m_connection.ask("SELECT count(*) FROM dead_letters WHERE instance_key = ? AND replayed = 0 AND put_at >= ?",
                         instanceKey, since.time_since_epoch().count());
    return row.next() ? static_cast<std::uint64_t>(row.integer(0)) : 0;
}

void DeadLetterRows::removeAll(std::int64_t instanceKey)
{
    m_connection.ask("DELETE FROM dead_letters WHERE instance_key = ?", instanceKey);
}

} // namespace firstcome::ledger
