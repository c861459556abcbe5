#pragma once

#include "backend/eventlog/ledger_consumer.h"
#include "tests/support/ledger_decorator.h"
#include "tests/support/ledger_harness.h"
#include "tests/support/log_records.h"

#include <gtest/gtest.h>

// The checks of the ledger's contract that have a broken twin, and the twins.

namespace firstcome::testing {

using eventlog::LogPosition;
using eventlog::LogRecord;
using eventlog::positionsAfter;
using ledger::Conflict;
using ledger::RecordOutcome;

inline ledger::WriteReport writeAll(ledger::Ledger& to, const std::vector<LogRecord>& records)
{
    auto report = to.write(records, positionsAfter(records));
    EXPECT_TRUE(report) << (report ? "" : report.error().detail);
    return report.value_or(ledger::WriteReport());
}

/// The check that a ledger which takes "0 rows" for done must fail: a person or a slot that comes again with
/// another partner is put aside by name, never passed over.
inline ::testing::AssertionResult tellsConflictsFromRedelivery(ledger::Ledger& tested)
{
    RecordMaker make(100);
    const std::vector<LogRecord> first{make.record(1, "kim"), make.record(2, "lee")};
    const std::vector<LogRecord> again{make.record(1, "kim"), make.record(3, "lee"), make.record(2, "park"),
                                       make.record(4, "choi")};
    const auto before = tested.write(first, positionsAfter(first));
    const auto report = tested.write(again, positionsAfter(again));
    if (!before || !report)
        return ::testing::AssertionFailure() << "a write failed";
    const std::vector<RecordOutcome> outcomes{RecordOutcome::AlreadyThere, RecordOutcome::DeadLetter,
                                              RecordOutcome::DeadLetter, RecordOutcome::Written};
    const std::vector<Conflict> conflicts{Conflict::None, Conflict::PersonHasOtherSlot,
                                          Conflict::SlotHasOtherPerson, Conflict::None};
    if (report->outcomes != outcomes || report->conflicts != conflicts)
        return ::testing::AssertionFailure() << "a conflict was taken for done";
    const auto letters = tested.deadLetters(make.instance(), 10);
    if (!letters || letters->size() != 2)
        return ::testing::AssertionFailure() << "the conflicts are not among the dead letters";
    return ::testing::AssertionSuccess();
}

/// The check that a ledger which stores the offset before the rows must fail: where the rows did not get in,
/// the position has not moved.
inline ::testing::AssertionResult movesPositionsWithRows(ledger::Ledger& tested, LedgerHarness& harness)
{
    RecordMaker make(100);
    const std::vector<LogRecord> first = make.range(1, 3);
    if (!tested.write(first, positionsAfter(first)))
        return ::testing::AssertionFailure() << "the first write failed";
    harness.refuseRowsOf("p-5");
    const std::vector<LogRecord> second = make.range(4, 6);
    if (tested.write(second, positionsAfter(second)))
        return ::testing::AssertionFailure() << "a refused row was taken for written";
    const auto positions = tested.positions();
    if (!positions || *positions != positionsAfter(first))
        return ::testing::AssertionFailure() << "the position moved without its rows";
    const auto counts = tested.counts(make.instance());
    if (!counts || counts->rows != 3)
        return ::testing::AssertionFailure() << "part of a refused write stands";
    return ::testing::AssertionSuccess();
}

/// The twin that takes "0 rows inserted" for done, as INSERT IGNORE invites to.
class ZeroRowsAreDone final : public LedgerDecorator
{
public:
    using LedgerDecorator::LedgerDecorator;
    core::Result<ledger::WriteReport> write(std::span<const LogRecord> records,
                                            std::span<const LogPosition> positions) override
    {
        ledger::WriteReport all;
        for (const LogRecord& record : records) {
            const bool personThere = m_inner.find(record.issue.instance, record.issue.publicId)->has_value();
            const auto at = m_inner.readIssues(record.issue.instance, record.issue.slot - 1, 1);
            const bool slotThere = !at->empty() && at->front().slot == record.issue.slot;
            if (!personThere && !slotThere)
                if (auto written = m_inner.write({&record, 1}, {}); !written)
                    return written;
            all.outcomes.push_back(personThere || slotThere ? RecordOutcome::AlreadyThere
                                                            : RecordOutcome::Written);
            all.conflicts.push_back(Conflict::None);
        }
        if (auto stored = m_inner.write({}, positions); !stored)
            return stored;
        return all;
    }
};

/// The twin that stores the offset in a transaction before that of the rows.
class OffsetBeforeCommit final : public LedgerDecorator
{
public:
    using LedgerDecorator::LedgerDecorator;
    core::Result<ledger::WriteReport> write(std::span<const LogRecord> records,
                                            std::span<const LogPosition> positions) override
    {
        if (auto stored = m_inner.write({}, positions); !stored)
            return stored;
        return m_inner.write(records, {});
    }
};

} // namespace firstcome::testing
