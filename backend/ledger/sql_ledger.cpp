#include "backend/ledger/sql_ledger.h"

#include "backend/ledger/migrations.h"

#include <algorithm>
#include <array>
#include <set>
#include <thread>

namespace firstcome::ledger {

namespace {

/// Rows deleted in one transaction, so that forgetting a large instance never locks writers out for long.
constexpr std::size_t kPurgeRows = 5'000;
/// Between two of them: SQLite's lock is not fair, and whoever waits for it looks only now and then.
constexpr std::chrono::milliseconds kPurgePause{5};

constexpr std::size_t kMostDeadLetters = 1'000'000;

constexpr std::array<std::string_view, 7> kConflictCodes{
    "",           "person_has_other_slot", "slot_has_other_person", "slot_out_of_range",
    "unreadable", "unidentified",          "shown_and_lost"};

} // namespace

std::string_view conflictCode(Conflict conflict)
{
    return kConflictCodes[static_cast<std::size_t>(conflict)];
}

SqlLedger::SqlLedger(SqlTarget target, const core::Clock& clock)
    : m_clock(clock)
    , m_connection(std::move(target), "ledger")
    , m_tables(m_connection)
    , m_storePosition(
          "INSERT INTO positions (topic, log_partition, next_offset, record_count) VALUES (?, ?, ?, ?)" +
          std::string(m_connection.traits().positionUpsertTail))
{
}

core::Result<void> SqlLedger::open()
{
    return openMigrated(m_connection, "ledger", [this] {
        while (const auto forgotten = m_tables.instances.nextUnpurged()) // a purge that was cut short
            purge(*forgotten);
    });
}

void SqlLedger::close()
{
    m_connection.close();
}

core::Result<WriteReport> SqlLedger::write(std::span<const eventlog::LogRecord> records,
                                           std::span<const eventlog::LogPosition> positions)
{
    return m_connection.attempt([&] {
        SqlTransaction transaction(m_connection);
        WriteReport report = LedgerBatch(m_tables, m_clock.wall()).write(records);
        storePositions(records, positions);
        transaction.commit();
        return report;
    });
}

void SqlLedger::storePositions(std::span<const eventlog::LogRecord> records,
                               std::span<const eventlog::LogPosition> positions)
{
    for (const eventlog::LogPosition& position : positions) {
        const auto count = std::ranges::count_if(records, [&](const eventlog::LogRecord& record) {
            return record.partition == position.partition && record.topic == position.topic;
        });
        m_connection.ask(m_storePosition, position.topic, std::int64_t(position.partition),
                         position.nextOffset, static_cast<std::int64_t>(count));
    }
}

core::Result<std::vector<eventlog::LogPosition>> SqlLedger::positions()
{
    return m_connection.attempt([this] {
        std::vector<eventlog::LogPosition> positions;
        SqlStatement row = m_connection.ask("SELECT topic, log_partition, next_offset FROM positions"
                                            " ORDER BY topic, log_partition");
        while (row.next())
            positions.push_back({row.text(0), static_cast<std::int32_t>(row.integer(1)), row.integer(2)});
        return positions;
    });
}

core::Result<InstanceCounts> SqlLedger::counts(const issuing::InstanceId& instance)
{
    return m_connection.attempt([&] {
        const auto row = m_tables.instances.find(instance);
        return row ? row->counts : InstanceCounts();
    });
}

core::Result<std::optional<issuing::Issue>> SqlLedger::find(const issuing::InstanceId& instance,
                                                            const issuing::PublicId& publicId)
{
    return m_connection.attempt([&]() -> std::optional<issuing::Issue> {
        const auto row = m_tables.instances.find(instance);
        if (!row || row->tombstoned)
            return std::nullopt;
        return m_tables.issuesOf(*row).find(row->key, instance, publicId);
    });
}

core::Result<std::vector<issuing::Issue>> SqlLedger::readIssues(const issuing::InstanceId& instance,
                                                                std::uint32_t afterSlot, std::size_t limit)
{
    return m_connection.attempt([&]() -> std::vector<issuing::Issue> {
        const auto row = m_tables.instances.find(instance);
        if (!row || row->tombstoned)
            return {};
        return m_tables.issuesOf(*row).read(row->key, instance, afterSlot, limit);
    });
}

core::Result<std::uint32_t> SqlLedger::savedThrough(const issuing::InstanceId& instance, std::uint32_t after)
{
    return m_connection.attempt([&]() -> std::uint32_t {
        const auto row = m_tables.instances.find(instance);
        if (!row || row->tombstoned)
            return after;
        return m_tables.issuesOf(*row).withoutHole(row->key, after);
    });
}

core::Result<std::uint64_t> SqlLedger::voidSlots(const issuing::Instance& instance,
                                                 std::span<const std::uint32_t> slots, std::string_view reason)
{
    return m_connection.attempt([&]() -> std::uint64_t {
        SqlTransaction transaction(m_connection);
        const auto row = m_tables.instances.findOrAdd(instance.id, instance.couponId, instance.shadow);
        if (row.tombstoned)
            return 0;
        std::set<std::uint32_t> waiting;
        for (const auto& keyed : m_tables.deadLetters.list(row.key, kMostDeadLetters))
            if (!keyed.letter.replayed)
                waiting.insert(keyed.letter.record.issue.slot);
        std::int64_t added = 0;
        for (const std::uint32_t slot : slots)
            if (!waiting.contains(slot) && !m_tables.issuesOf(row).has(row.key, slot) &&
                m_tables.voids.add(row.key, slot, reason, m_clock.wall()))
                ++added;
        m_tables.instances.change(row.key, {.voided = added});
        transaction.commit();
        return static_cast<std::uint64_t>(added);
    });
}

core::Result<std::vector<eventlog::LogRecord>>
SqlLedger::putAside(std::span<const eventlog::LogRecord> records, Conflict conflict)
{
    return m_connection.attempt([&] {
        SqlTransaction transaction(m_connection);
        std::vector<eventlog::LogRecord> added;
        for (const eventlog::LogRecord& record : records) {
            const auto row = m_tables.instances.findOrAdd(record.issue.instance, record.couponId, record.shadow);
            if (row.tombstoned || !m_tables.deadLetters.put(row.key, record, conflict, m_clock.wall()))
                continue;
            m_tables.instances.change(row.key, {.deadLetters = 1});
            added.push_back(record);
        }
        transaction.commit();
        return added;
    });
}

core::Result<std::vector<VoidedSlot>> SqlLedger::voided(const issuing::InstanceId& instance)
{
    return m_connection.attempt([&]() -> std::vector<VoidedSlot> {
        const auto row = m_tables.instances.find(instance);
        return row && !row->tombstoned ? m_tables.voids.read(row->key) : std::vector<VoidedSlot>();
    });
}

core::Result<void> SqlLedger::tombstone(const issuing::InstanceId& instance, bool shadow)
{
    return m_connection.attempt([&] {
        InstanceRow row;
        {
            SqlTransaction transaction(m_connection);
            row = m_tables.instances.findOrAdd(instance, {}, shadow);
            m_tables.instances.markTombstoned(row.key);
            m_tables.deadLetters.removeAll(row.key);
            m_tables.voids.removeAll(row.key);
            transaction.commit();
        }
        purge(row);
    });
}

void SqlLedger::purge(const InstanceRow& row)
{
    bool more = true;
    while (more) {
        {
            SqlTransaction transaction(m_connection);
            more = m_tables.issuesOf(row).deleteSome(row.key, kPurgeRows);
            if (!more)
                m_tables.instances.markPurged(row.key);
            transaction.commit();
        }
        if (more)
            std::this_thread::sleep_for(kPurgePause);
    }
}

core::Result<std::uint64_t> SqlLedger::unidentified(core::WallTime since)
{
    return m_connection.attempt([&]() -> std::uint64_t {
        const auto row = m_tables.instances.find(issuing::InstanceId());
        return row ? m_tables.deadLetters.countSince(row->key, since) : 0;
    });
}

core::Result<std::vector<DeadLetter>> SqlLedger::deadLetters(std::optional<issuing::InstanceId> instance,
                                                             std::size_t limit)
{
    return m_connection.attempt([&] {
        std::vector<DeadLetter> letters;
        std::optional<std::int64_t> key;
        if (instance) {
            const auto row = m_tables.instances.find(*instance);
            if (!row)
                return letters;
            key = row->key;
        }
        for (KeyedDeadLetter& keyed : m_tables.deadLetters.list(key, limit))
            letters.push_back(std::move(keyed.letter));
        return letters;
    });
}

} // namespace firstcome::ledger
