#pragma once

#include "tests/contract/ledger_checks.h"

#include <gtest/gtest.h>

// What every ledger promises. A kind of ledger runs it by instantiating LedgerContract with its LedgerKind.

namespace firstcome::testing {

class LedgerContract : public ::testing::TestWithParam<LedgerKind>
{
protected:
    void SetUp() override
    {
        m_harness = GetParam().make();
        m_ledger = m_harness->make();
        const auto opened = m_ledger->open();
        ASSERT_TRUE(opened) << opened.error().detail;
    }
    void TearDown() override { m_ledger->close(); }
    void reopen()
    {
        m_ledger->close();
        m_ledger = m_harness->make();
        ASSERT_TRUE(m_ledger->open());
    }
    std::uint64_t rows(const issuing::InstanceId& instance)
    {
        const auto counts = m_ledger->counts(instance);
        EXPECT_TRUE(counts);
        const auto read = m_ledger->readIssues(instance, 0, 1'000'000);
        EXPECT_TRUE(read);
        EXPECT_EQ(counts->rows, read->size()) << "the count kept differs from the rows there are";
        return counts->rows;
    }

    std::unique_ptr<LedgerHarness> m_harness;
    std::unique_ptr<ledger::Ledger> m_ledger;
};

TEST_P(LedgerContract, WritesRowsAndPositionsThatSurviveReopening)
{
    RecordMaker make(2'000);
    const auto records = make.range(1, 1'237); // every chunk size occurs
    const auto report = writeAll(*m_ledger, records);
    EXPECT_EQ(report.written, 1'237u);
    EXPECT_EQ(report.outcomes, std::vector(1'237, RecordOutcome::Written));
    reopen();
    EXPECT_EQ(rows(make.instance()), 1'237u);
    EXPECT_EQ(m_ledger->positions().value(), positionsAfter(records));
    const auto some = m_ledger->readIssues(make.instance(), 1'000, 3);
    ASSERT_EQ(some->size(), 3u);
    EXPECT_EQ(some->front().slot, 1'001u);
    EXPECT_EQ(some->front().publicId.view(), "p-1001");
    EXPECT_EQ(some->front().acceptedAt, records[1'000].issue.acceptedAt);
    EXPECT_EQ(some->front().instance, make.instance());
}

TEST_P(LedgerContract, TakesRecordsOutOfOrderAndOfManyInstances)
{
    RecordMaker one(100), two(100);
    std::vector<LogRecord> records;
    for (std::uint32_t slot = 100; slot >= 1; --slot) {
        records.push_back(one.record(slot, "a-" + std::to_string(slot)));
        records.push_back(two.record(slot, "a-" + std::to_string(slot)));
    }
    EXPECT_EQ(writeAll(*m_ledger, records).written, 200u);
    EXPECT_EQ(rows(one.instance()), 100u);
    EXPECT_EQ(rows(two.instance()), 100u);
}

TEST_P(LedgerContract, RedeliveryOfEverythingChangesNothing)
{
    RecordMaker make(1'000);
    const auto records = make.range(1, 1'000);
    writeAll(*m_ledger, records);
    const auto report = writeAll(*m_ledger, records);
    EXPECT_EQ(report.alreadyThere, 1'000u);
    EXPECT_EQ(report.written, 0u);
    EXPECT_EQ(rows(make.instance()), 1'000u);
}

TEST_P(LedgerContract, OverlappingBatchWritesOnlyWhatIsNew)
{
    RecordMaker make(1'000);
    writeAll(*m_ledger, make.range(1, 300));
    const auto report = writeAll(*m_ledger, make.range(200, 900));
    EXPECT_EQ(report.alreadyThere, 101u);
    EXPECT_EQ(report.written, 600u);
    EXPECT_EQ(rows(make.instance()), 900u);
}

TEST_P(LedgerContract, AnOverlapHidesNoConflict)
{
    RecordMaker make(2'000);
    writeAll(*m_ledger, make.range(1, 600));
    auto records = make.range(301, 1'200);
    records[99].issue.publicId = *issuing::PublicId::parse("another");
    records.push_back(records[0]);
    records.back().issue.slot = 1'300;
    const auto report = writeAll(*m_ledger, records);
    EXPECT_EQ(report.alreadyThere, 299u);
    EXPECT_EQ(report.written, 600u);
    EXPECT_EQ(report.deadLetters, 2u);
    EXPECT_EQ(report.conflicts[99], Conflict::SlotHasOtherPerson);
    EXPECT_EQ(report.conflicts.back(), Conflict::PersonHasOtherSlot);
    EXPECT_EQ(rows(make.instance()), 1'200u);
}

TEST_P(LedgerContract, SameRecordTwiceInOneBatchIsOneRow)
{
    RecordMaker make(10);
    const LogRecord record = make.record(1, "kim");
    const auto report = writeAll(*m_ledger, {record, record});
    EXPECT_EQ(report.written, 1u);
    EXPECT_EQ(report.alreadyThere, 1u);
    EXPECT_EQ(rows(make.instance()), 1u);
}

TEST_P(LedgerContract, EveryRecordTwiceInOneBatchIsOneRowEach)
{
    RecordMaker make(2'000);
    auto records = make.range(1, 1'300);
    const auto once = records;
    records.insert(records.end(), once.begin(), once.end());
    const auto report = writeAll(*m_ledger, records);
    EXPECT_EQ(report.written, 1'300u);
    EXPECT_EQ(report.alreadyThere, 1'300u);
    EXPECT_EQ(report.deadLetters, 0u);
    EXPECT_EQ(rows(make.instance()), 1'300u);
}

TEST_P(LedgerContract, SaysUpToWhichSlotNoneIsMissing)
{
    RecordMaker make(3'000);
    const auto through = [&](std::uint32_t after) { return m_ledger->savedThrough(make.instance(), after).value(); };
    EXPECT_EQ(through(0), 0u) << "of an instance that the ledger has never heard of";
    writeAll(*m_ledger, make.range(1, 1'000));
    EXPECT_EQ(through(0), 1'000u);
    writeAll(*m_ledger, make.range(1'002, 2'500)); // as another partition's consumer may
    EXPECT_EQ(through(0), 1'000u) << "one is missing";
    EXPECT_EQ(through(990), 1'000u);
    EXPECT_EQ(through(1'000), 1'000u);
    for (const std::uint32_t hole : {2'501u, 2'504u, 2'509u, 2'530u})
        writeAll(*m_ledger, make.range(hole + 1, hole + 2));
    writeAll(*m_ledger, make.range(1'001, 1'001));
    EXPECT_EQ(through(1'000), 2'500u);
    EXPECT_EQ(through(0), 2'500u);
    ASSERT_TRUE(m_ledger->tombstone(make.instance(), false));
    EXPECT_EQ(through(0), 0u);
}

TEST_P(LedgerContract, APositionNeverGoesBack)
{
    RecordMaker make(100);
    const auto early = make.range(1, 10);
    const auto late = make.range(11, 20);
    writeAll(*m_ledger, early);
    writeAll(*m_ledger, late);
    writeAll(*m_ledger, early); // by a consumer that was paused, and whose partitions are another's by now
    EXPECT_EQ(m_ledger->positions().value(), positionsAfter(late));
}

TEST_P(LedgerContract, TellsConflictsFromRedelivery)
{
    EXPECT_TRUE(tellsConflictsFromRedelivery(*m_ledger));
}

TEST_P(LedgerContract, MovesPositionsWithRows)
{
    EXPECT_TRUE(movesPositionsWithRows(*m_ledger, *m_harness));
}

TEST_P(LedgerContract, ConflictsWithinOneBatchAreFoundToo)
{
    RecordMaker make(10);
    const auto report =
        writeAll(*m_ledger, {make.record(1, "kim"), make.record(2, "kim"), make.record(1, "lee")});
    EXPECT_EQ(report.written, 1u);
    EXPECT_EQ(report.conflicts[1], Conflict::PersonHasOtherSlot);
    EXPECT_EQ(report.conflicts[2], Conflict::SlotHasOtherPerson);
}

TEST_P(LedgerContract, KimAndUpperCaseKimAreTwoPeople)
{
    RecordMaker make(10);
    EXPECT_EQ(
        writeAll(*m_ledger, {make.record(1, "kim"), make.record(2, "Kim"), make.record(3, "KIM")}).written,
        3u);
    EXPECT_EQ((*m_ledger->find(make.instance(), *issuing::PublicId::parse("Kim")))->slot, 2u);
    EXPECT_EQ((*m_ledger->find(make.instance(), *issuing::PublicId::parse("kim")))->slot, 1u);
    EXPECT_FALSE(m_ledger->find(make.instance(), *issuing::PublicId::parse("kIM"))->has_value());
}

TEST_P(LedgerContract, ForgottenInstancesAreDiscardedAndLeaveNoRow)
{
    RecordMaker shadow(20'000, true), real(100);
    writeAll(*m_ledger, shadow.range(1, 12'000));
    writeAll(*m_ledger, {shadow.record(20'001, "over")});
    writeAll(*m_ledger, real.range(1, 50));
    ASSERT_TRUE(m_ledger->tombstone(shadow.instance(), true));
    EXPECT_EQ(rows(shadow.instance()), 0u);
    EXPECT_TRUE(m_ledger->deadLetters(shadow.instance(), 10)->empty());
    EXPECT_FALSE(m_ledger->find(shadow.instance(), *issuing::PublicId::parse("p-1"))->has_value());

    const auto late = writeAll(*m_ledger, shadow.range(12'001, 12'010));
    EXPECT_EQ(late.discarded, 10u);
    EXPECT_EQ(m_ledger->counts(shadow.instance())->discarded, 10u);
    EXPECT_EQ(rows(shadow.instance()), 0u);
    EXPECT_EQ(rows(real.instance()), 50u);

    const RecordMaker neverSeen(10);
    ASSERT_TRUE(m_ledger->tombstone(neverSeen.instance(), false));
    reopen();
    EXPECT_EQ(rows(shadow.instance()), 0u);
}

TEST_P(LedgerContract, ASlotIsVoidUntilItsPersonTurnsUp)
{
    RecordMaker make(100);
    ASSERT_EQ(writeAll(*m_ledger, std::vector{make.record(1, "kim"), make.record(4, "lee")}).written, 2u);
    const auto letter = make.record(5, "kim"); // has another slot
    ASSERT_EQ(writeAll(*m_ledger, std::vector{letter}).deadLetters, 1u);
    issuing::Instance instance;
    instance.id = make.instance();
    instance.couponId = *issuing::CouponId::parse("XMAS");
    const std::vector<std::uint32_t> slots{1, 2, 3, 4, 5};
    EXPECT_EQ(m_ledger->voidSlots(instance, slots, "lost_by_store").value(), 2u) << "the others are somebody's";
    EXPECT_EQ(m_ledger->voidSlots(instance, slots, "lost_by_store").value(), 0u) << "once is enough";
    reopen();
    const auto voided = m_ledger->voided(instance.id).value();
    ASSERT_EQ(voided.size(), 2u);
    EXPECT_EQ(voided[0].slot, 2u);
    EXPECT_EQ(voided[1].slot, 3u);
    EXPECT_EQ(voided[1].reason, "lost_by_store");
    EXPECT_EQ(m_ledger->counts(instance.id)->voided, 2u);
    EXPECT_EQ(rows(instance.id), 2u);
    ASSERT_EQ(writeAll(*m_ledger, std::vector{make.record(3, "park"), make.record(6, "choi")}).written, 2u);
    EXPECT_EQ(m_ledger->voided(instance.id)->size(), 1u);
    EXPECT_EQ(m_ledger->counts(instance.id)->voided, 1u);
    EXPECT_EQ(rows(instance.id), 4u);
    ASSERT_TRUE(m_ledger->tombstone(instance.id, false));
    EXPECT_TRUE(m_ledger->voided(instance.id)->empty());
    EXPECT_EQ(m_ledger->counts(instance.id)->voided, 0u);
}

TEST_P(LedgerContract, AnotherConnectionSeesATombstoneAtOnce)
{
    RecordMaker make(100);
    writeAll(*m_ledger, make.range(1, 10));
    const auto other = m_harness->make();
    ASSERT_TRUE(other->open());
    ASSERT_TRUE(other->tombstone(make.instance(), false));
    EXPECT_EQ(writeAll(*m_ledger, make.range(11, 20)).discarded, 10u);
    EXPECT_EQ(other->counts(make.instance())->discarded, 10u);
    other->close();
}

TEST_P(LedgerContract, ARefusedRowFailsTheWholeWriteAndIsNotAnOutage)
{
    RecordMaker make(100);
    m_harness->refuseRowsOf("p-5");
    const auto records = make.range(1, 10);
    const auto refused = m_ledger->write(records, positionsAfter(records));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, core::ErrorKind::InvalidArgument);
    EXPECT_EQ(refused.error().code, "ledger_row_refused");
    EXPECT_EQ(rows(make.instance()), 0u);
    EXPECT_TRUE(m_ledger->positions()->empty());
    m_harness->acceptAllRows();
    EXPECT_EQ(writeAll(*m_ledger, records).written, 10u);
}

TEST_P(LedgerContract, AnotherWritersLockIsBusyAndNothingIsLost)
{
    RecordMaker make(100);
    const auto records = make.range(1, 10);
    m_harness->lockWriters();
    const auto busy = m_ledger->write(records, positionsAfter(records));
    EXPECT_FALSE(busy);
    EXPECT_EQ(busy.error().code, "ledger_busy");
    EXPECT_TRUE(m_ledger->counts(make.instance())) << "reading goes on";
    m_harness->unlockWriters();
    EXPECT_EQ(writeAll(*m_ledger, records).written, 10u);
}

TEST_P(LedgerContract, ManyOpenAndMigrateAtOnce)
{
    const auto harness = GetParam().make();
    std::vector<std::thread> threads;
    std::atomic<int> opened = 0;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            const auto mine = harness->make();
            for (int attempt = 0; attempt < 200 && !mine->open(); ++attempt)
                std::this_thread::yield();
            opened += mine->positions().has_value();
            mine->close();
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(opened, 4);
}

TEST_P(LedgerContract, ClosedItSaysSo)
{
    m_ledger->close();
    EXPECT_EQ(m_ledger->counts(issuing::InstanceId::random()).error().code, "ledger_down");
    EXPECT_EQ(m_ledger->write({}, {}).error().code, "ledger_down");
}

TEST_P(LedgerContract, CatchesTheTwinThatTakesZeroRowsForDone)
{
    ZeroRowsAreDone twin(*m_ledger);
    EXPECT_FALSE(tellsConflictsFromRedelivery(twin));
}

TEST_P(LedgerContract, CatchesTheTwinThatStoresTheOffsetFirst)
{
    OffsetBeforeCommit twin(*m_ledger);
    EXPECT_FALSE(movesPositionsWithRows(twin, *m_harness));
}

} // namespace firstcome::testing
