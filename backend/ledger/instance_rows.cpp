#include "backend/ledger/instance_rows.h"

#include "backend/ledger/sql_connection.h"

namespace firstcome::ledger {

namespace {

constexpr std::string_view kFind =
    "SELECT instance_key, shadow, tombstoned, row_count, dead_letters, voided, discarded"
    " FROM instances WHERE instance = ?";

InstanceRow rowOf(const SqlStatement& found)
{
    InstanceRow row;
    row.key = found.integer(0);
    row.shadow = found.integer(1) != 0;
    row.tombstoned = found.integer(2) != 0;
    row.counts.rows = static_cast<std::uint64_t>(found.integer(3));
    row.counts.deadLetters = static_cast<std::uint64_t>(found.integer(4));
    row.counts.voided = static_cast<std::uint64_t>(found.integer(5));
    row.counts.discarded = static_cast<std::uint64_t>(found.integer(6));
    return row;
}

} // namespace

std::optional<InstanceRow> InstanceRows::find(const issuing::InstanceId& instance)
{
    SqlStatement found = m_connection.ask(kFind, instance.str());
    return found.next() ? std::optional(rowOf(found)) : std::nullopt;
}

InstanceRow InstanceRows::findOrAdd(const issuing::InstanceId& instance, const issuing::CouponId& couponId,
                                    bool shadow)
{
    if (auto row = find(instance))
        return *row;
    const DialectTraits& traits = m_connection.traits();
    m_connection.ask(std::string(traits.insertOrSkip) +
                         "instances (instance, coupon_id, shadow) VALUES (?, ?, ?)" + std::string(traits.skipTail),
                     instance.str(), couponId.view(), std::int64_t(shadow));
    if (auto row = find(instance)) // mine, or that of another program that was faster
        return *row;
    raise(core::ErrorKind::Internal, "ledger_sql", "the row of an instance was swallowed without an error");
}

issuing::InstanceId InstanceRows::instanceOf(std::int64_t key)
{
    SqlStatement found = m_connection.ask("SELECT instance FROM instances WHERE instance_key = ?", key);
    const auto id = found.next() ? issuing::InstanceId::parse(found.text(0)) : std::nullopt;
    if (!id)
        raise(core::ErrorKind::Corrupt, "ledger_corrupt", "no instance has the key " + std::to_string(key));
    return *id;
}

void InstanceRows::change(std::int64_t key, const CountChange& by)
{
    m_connection.ask("UPDATE instances SET row_count = row_count + ?, dead_letters = dead_letters + ?,"
                     " discarded = discarded + ?, voided = voided + ? WHERE instance_key = ?",
                     by.rows, by.deadLetters, by.discarded, by.voided, key);
}

void InstanceRows::markTombstoned(std::int64_t key)
{
    m_connection.ask(
        "UPDATE instances SET tombstoned = 1, row_count = 0, dead_letters = 0, voided = 0 WHERE instance_key = ?",
        key);
}

std::optional<InstanceRow> InstanceRows::nextUnpurged()
{
    SqlStatement found = m_connection.ask("SELECT instance_key, shadow, tombstoned, row_count, dead_letters,"
                                          " voided, discarded FROM instances"
                                          " WHERE tombstoned = 1 AND purged = 0 LIMIT 1");
    return found.next() ? std::optional(rowOf(found)) : std::nullopt;
}

void InstanceRows::markPurged(std::int64_t key)
{
    m_connection.ask("UPDATE instances SET purged = 1 WHERE instance_key = ?", key);
}

} // namespace firstcome::ledger
