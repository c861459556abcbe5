#pragma once

#include "backend/core/clock.h"
#include "backend/ledger/dead_letter_rows.h"
#include "backend/ledger/instance_rows.h"
#include "backend/ledger/issue_rows.h"
#include "backend/ledger/void_rows.h"

#include <span>
#include <unordered_map>
#include <vector>

namespace firstcome::ledger {

/// The tables of one ledger connection, with their prepared statements.
struct LedgerTables
{
    explicit LedgerTables(SqlConnection& connection)
        : instances(connection)
        , deadLetters(connection)
        , voids(connection)
        , issues(connection, false)
        , shadowIssues(connection, true)
    {
    }
    IssueRows& issuesOf(const InstanceRow& row) { return row.shadow ? shadowIssues : issues; }

    InstanceRows instances;
    DeadLetterRows deadLetters;
    VoidRows voids;
    IssueRows issues;
    IssueRows shadowIssues;
};

/// What keeps a record from being a row before any row is looked at; None where nothing does.
Conflict conflictInItself(const eventlog::LogRecord& record);

/// The rows of one write: judges every record and leaves one outcome for each. Lives inside one transaction
/// of its caller, throws SqlFailure, and then nothing of it may be committed.
class LedgerBatch
{
public:
    LedgerBatch(LedgerTables& tables, core::WallTime now)
        : m_tables(tables)
        , m_now(now)
    {
    }
    WriteReport write(std::span<const eventlog::LogRecord> records);

private:
    struct Part ///< what one batch holds of one instance
    {
        InstanceRow row;
        CountChange change;
        std::vector<const eventlog::LogRecord*> inserts;
    };

    Part& partOf(const eventlog::LogRecord& record);
    void insert(Part& part);
    void insertSorted(Part& part, std::span<const eventlog::LogRecord* const> rest);
    std::vector<const eventlog::LogRecord*> passOverThoseThere(Part& part,
                                                               std::span<const eventlog::LogRecord* const> records);
    void insertJudging(Part& part, std::span<const eventlog::LogRecord* const> records);
    void putAside(Part& part, const eventlog::LogRecord& record, Conflict conflict);
    void done(Part& part, const eventlog::LogRecord& record, RecordOutcome outcome);
    void note(const eventlog::LogRecord& record, RecordOutcome outcome, Conflict conflict = Conflict::None);

    LedgerTables& m_tables;
    core::WallTime m_now;
    std::span<const eventlog::LogRecord> m_records;
    std::unordered_map<issuing::InstanceId, Part> m_parts;
    WriteReport m_report;
};

} // namespace firstcome::ledger
