#pragma once

#include "backend/core/clock.h"
#include "backend/ledger/ledger.h"
#include "backend/ledger/ledger_batch.h"
#include "backend/ledger/sql_connection.h"

namespace firstcome::ledger {

/// The ledger on an SQL server. Threads and errors as Ledger says; several objects may open one database,
/// each on its own thread. Needs a QCoreApplication in the process (Qt finds its SQL drivers through it). A
/// write stands whole and durable when it returns, or not at all.
class SqlLedger final : public Ledger
{
public:
    SqlLedger(SqlTarget target, const core::Clock& clock);

    core::Result<void> open() override;
    void close() override;
    core::Result<WriteReport> write(std::span<const eventlog::LogRecord> records,
                                    std::span<const eventlog::LogPosition> positions) override;
    core::Result<std::vector<eventlog::LogPosition>> positions() override;
    core::Result<InstanceCounts> counts(const issuing::InstanceId& instance) override;
    core::Result<std::optional<issuing::Issue>> find(const issuing::InstanceId& instance,
                                                     const issuing::PublicId& publicId) override;
    core::Result<std::vector<issuing::Issue>> readIssues(const issuing::InstanceId& instance,
                                                         std::uint32_t afterSlot, std::size_t limit) override;
    core::Result<std::uint32_t> savedThrough(const issuing::InstanceId& instance, std::uint32_t after) override;
    core::Result<std::uint64_t> voidSlots(const issuing::Instance& instance, std::span<const std::uint32_t> slots,
                                          std::string_view reason) override;
    core::Result<std::vector<VoidedSlot>> voided(const issuing::InstanceId& instance) override;
    core::Result<std::vector<eventlog::LogRecord>> putAside(std::span<const eventlog::LogRecord> records,
                                                            Conflict conflict) override;
    core::Result<void> tombstone(const issuing::InstanceId& instance, bool shadow) override;
    core::Result<std::uint64_t> unidentified(core::WallTime since) override;
    core::Result<std::vector<DeadLetter>> deadLetters(std::optional<issuing::InstanceId> instance,
                                                      std::size_t limit) override;
    core::Result<ReplayPreview> previewReplay(const issuing::InstanceId& instance,
                                              std::span<const std::int64_t> ids) override;
    core::Result<Conflict> replay(std::int64_t id) override;

private:
    void storePositions(std::span<const eventlog::LogRecord> records,
                        std::span<const eventlog::LogPosition> positions);
    void purge(const InstanceRow& row);
    KeyedDeadLetter letter(std::int64_t id);
    std::vector<KeyedDeadLetter> lettersToReplay(std::int64_t instanceKey, std::span<const std::int64_t> ids);
    Judgement judgeReplay(const KeyedDeadLetter& keyed);
    IssueRows& tableOf(const eventlog::LogRecord& record);

    const core::Clock& m_clock;
    SqlConnection m_connection;
    LedgerTables m_tables;
    std::string m_storePosition;
};

} // namespace firstcome::ledger
