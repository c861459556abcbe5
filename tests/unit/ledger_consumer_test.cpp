#include "backend/eventlog/ledger_consumer.h"
#include "backend/eventlog/slot_prefix.h"
#include "tests/support/ledger_decorator.h"
#include "tests/support/log_records.h"
#include "tests/support/memory_event_log.h"
#include "tests/support/sqlite_ledger_harness.h"

#include <gtest/gtest.h>

using namespace firstcome;
using namespace firstcome::testing;
using eventlog::ConsumerStatus;
using eventlog::LedgerConsumer;
using eventlog::LogRecord;

namespace {

/// A ledger whose writes and reads a test bends. Touched by the consumer's thread alone.
class BentLedger final : public LedgerDecorator
{
public:
    using LedgerDecorator::LedgerDecorator;

    std::atomic<int> failWrites = 0;  ///< so many writes fail without effect
    std::atomic<int> loseAnswers = 0; ///< so many writes take effect and then fail
    std::atomic<int> failOpens = 0;
    std::atomic<bool> forgetPositions = false;
    std::atomic<int> largestWrite = 0;
    core::Error error{core::ErrorKind::Io, "ledger_io", "planted"};

    core::Result<void> open() override
    {
        if (failOpens > 0 && failOpens-- > 0)
            return core::fail(core::ErrorKind::Unavailable, "ledger_down", "planted");
        return LedgerDecorator::open();
    }
    core::Result<ledger::WriteReport> write(std::span<const LogRecord> records,
                                            std::span<const eventlog::LogPosition> positions) override
    {
        largestWrite = std::max(largestWrite.load(), static_cast<int>(records.size()));
        if (failWrites > 0 && failWrites-- > 0)
            return tl::unexpected<core::Error>(error);
        auto report = LedgerDecorator::write(records, positions);
        if (loseAnswers > 0 && loseAnswers-- > 0)
            return tl::unexpected<core::Error>(error);
        return report;
    }
    core::Result<std::vector<eventlog::LogPosition>> positions() override
    {
        if (forgetPositions.exchange(false))
            return std::vector<eventlog::LogPosition>();
        return LedgerDecorator::positions();
    }
};

class LedgerConsumerTest : public ::testing::Test
{
protected:
    LedgerConsumerTest()
        : m_sql(m_harness.make())
        , m_ledger(*m_sql)
        , m_reader(m_harness.make())
    {
        m_config.batchTime = std::chrono::milliseconds(5);
        EXPECT_TRUE(m_reader->open());
        startNew();
    }
    void startNew()
    {
        m_consumer.reset();
        const eventlog::RetryPace quick{std::chrono::milliseconds(1), std::chrono::milliseconds(4)};
        const auto remember = [this](const LogRecord& record, ledger::Conflict conflict) {
            const std::lock_guard lock(m_mutex);
            m_told.emplace_back(record.issue.publicId.str(), conflict);
        };
        m_consumer = std::make_unique<LedgerConsumer>(m_log, m_ledger, m_config, m_clock, remember, quick);
    }
    /// Waits until the status is as wanted; false after a long time.
    template <class Wanted>
    bool reached(Wanted wanted)
    {
        for (int i = 0; i < 20'000; ++i) {
            if (wanted(*m_consumer->status()))
                return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        return false;
    }
    bool consumed(std::uint64_t records)
    {
        return reached([&](const ConsumerStatus& s) {
            return s.written + s.alreadyThere + s.deadLetters + s.discarded >= records;
        });
    }
    ledger::InstanceCounts shown(const RecordMaker& make)
    {
        const auto status = m_consumer->status();
        for (const auto& known : status->instances)
            if (known.instance == make.instance())
                return known.counts;
        return {};
    }
    std::uint32_t contiguous(const RecordMaker& make)
    {
        const auto status = m_consumer->status();
        for (const auto& known : status->instances)
            if (known.instance == make.instance())
                return known.contiguousSlot;
        return 0;
    }
    std::vector<std::pair<std::string, ledger::Conflict>> told()
    {
        const std::lock_guard lock(m_mutex);
        return m_told;
    }

    core::SystemClock m_clock;
    core::ConsumerConfig m_config;
    SqliteLedgerHarness m_harness;
    std::unique_ptr<ledger::Ledger> m_sql;
    BentLedger m_ledger;
    std::unique_ptr<ledger::Ledger> m_reader; ///< this thread's own
    MemoryEventLog m_log;
    std::mutex m_mutex;
    std::vector<std::pair<std::string, ledger::Conflict>> m_told;
    std::unique_ptr<LedgerConsumer> m_consumer;
};

} // namespace

TEST_F(LedgerConsumerTest, WritesWhatTheLogHoldsAndSaysHowFar)
{
    RecordMaker make(5'000);
    m_log.append(make.range(1, 3'000));
    m_consumer->start();
    ASSERT_TRUE(consumed(3'000));
    m_log.append(make.range(3'001, 5'000));
    ASSERT_TRUE(consumed(5'000));
    const auto status = m_consumer->status();
    EXPECT_TRUE(status->running);
    EXPECT_EQ(status->problem, "");
    EXPECT_TRUE(status->lastWriteAt.has_value());
    EXPECT_GT(status->rowsPerSecond, 0);
    EXPECT_EQ(shown(make).rows, 5'000u);
    EXPECT_EQ(contiguous(make), 5'000u);
    m_consumer->stop();
    EXPECT_FALSE(m_consumer->status()->running);
    EXPECT_EQ(m_reader->readIssues(make.instance(), 0, 10'000)->size(), 5'000u);
    EXPECT_EQ(m_log.acknowledged(), m_reader->positions().value());
    EXPECT_GT(m_ledger.largestWrite, 500) << "behind, it takes more rows into a transaction";
}

TEST_F(LedgerConsumerTest, ContiguousStopsAtAHoleUntilItIsFilled)
{
    RecordMaker make(100);
    m_log.append(make.range(1, 10));
    m_log.append(make.range(12, 20));
    m_consumer->start();
    ASSERT_TRUE(consumed(19));
    EXPECT_EQ(contiguous(make), 10u);
    startNew(); // a new one learns of the hole from the rows
    m_consumer->refresh(make.instance());
    m_consumer->start();
    ASSERT_TRUE(reached([&](const ConsumerStatus&) { return contiguous(make) == 10; }));
    m_log.append({make.record(11, "late")});
    ASSERT_TRUE(consumed(1));
    EXPECT_EQ(contiguous(make), 20u);
}

TEST_F(LedgerConsumerTest, RedeliveryOfEverythingChangesNothing)
{
    RecordMaker make(2'000);
    m_log.append(make.range(1, 2'000));
    m_consumer->start();
    ASSERT_TRUE(consumed(2'000));
    m_ledger.forgetPositions = true;
    startNew();
    m_consumer->start();
    ASSERT_TRUE(consumed(2'000));
    EXPECT_EQ(m_consumer->status()->alreadyThere, 2'000u);
    EXPECT_EQ(shown(make).rows, 2'000u);
    EXPECT_EQ(m_reader->readIssues(make.instance(), 0, 10'000)->size(), 2'000u);
}

TEST_F(LedgerConsumerTest, ACommitWhoseAnswerWasLostIsNotWrittenTwice)
{
    RecordMaker make(100);
    m_ledger.loseAnswers = 1;
    m_log.append(make.range(1, 50));
    m_log.append({make.record(101, "over")});
    m_consumer->start();
    ASSERT_TRUE(consumed(51));
    EXPECT_EQ(m_consumer->status()->alreadyThere, 50u);
    EXPECT_EQ(shown(make).rows, 50u);
    EXPECT_EQ(shown(make).deadLetters, 1u);
    ASSERT_EQ(told().size(), 1u) << "the dead letter is told though its commit was not";
    EXPECT_EQ(m_log.openedAt().size(), 1u) << "nothing was read again";
}

TEST_F(LedgerConsumerTest, AfterACrashBeforeTheAcknowledgeTheLedgerSaysWhereToGoOn)
{
    RecordMaker make(100);
    const auto first = make.range(1, 30);
    ASSERT_TRUE(m_reader->write(first, eventlog::positionsAfter(first))); // committed, never acknowledged
    m_log.append(first);
    m_log.append(make.range(31, 60));
    m_consumer->start();
    ASSERT_TRUE(consumed(30));
    m_consumer->stop();
    EXPECT_EQ(m_log.openedAt().front(), eventlog::positionsAfter(first));
    EXPECT_EQ(m_consumer->status()->written, 30u);
    EXPECT_EQ(m_consumer->status()->alreadyThere, 0u) << "not one was read again";
    EXPECT_EQ(m_reader->counts(make.instance())->rows, 60u);
}

TEST_F(LedgerConsumerTest, APoisonRowIsFoundByHalvingAndPutAside)
{
    RecordMaker make(1'000);
    m_harness.refuseRowsOf("p-377");
    m_log.append(make.range(1, 1'000));
    m_consumer->start();
    ASSERT_TRUE(consumed(1'000));
    EXPECT_EQ(shown(make).rows, 999u);
    EXPECT_EQ(shown(make).deadLetters, 1u);
    EXPECT_EQ(contiguous(make), 1'000u) << "a dead letter is consumed, too";
    ASSERT_EQ(told().size(), 1u);
    EXPECT_EQ(told().front(), std::pair(std::string("p-377"), ledger::Conflict::Unreadable));
    const auto letters = m_reader->deadLetters(make.instance(), 10);
    ASSERT_EQ(letters->size(), 1u);
    EXPECT_NE(letters->front().record.unreadable.find("ledger_row_refused"), std::string::npos);

    m_harness.acceptAllRows();
    EXPECT_EQ(m_reader->replay(letters->front().id).value(), ledger::Conflict::None);
    m_consumer->refresh(make.instance());
    EXPECT_TRUE(reached(
        [&](const ConsumerStatus&) { return shown(make).rows == 1'000 && shown(make).deadLetters == 0; }));
}

TEST_F(LedgerConsumerTest, ConflictsAreToldOneByOne)
{
    RecordMaker make(100);
    m_log.append(
        {make.record(1, "kim"), make.record(2, "Kim"), make.record(3, "kim"), make.record(2, "lee")});
    m_consumer->start();
    ASSERT_TRUE(consumed(4));
    EXPECT_EQ(shown(make).rows, 2u);
    const std::vector<std::pair<std::string, ledger::Conflict>> expected{
        {"kim", ledger::Conflict::PersonHasOtherSlot}, {"lee", ledger::Conflict::SlotHasOtherPerson}};
    EXPECT_EQ(told(), expected);
}

TEST_F(LedgerConsumerTest, RecordsOfAForgottenInstanceAreDiscarded)
{
    RecordMaker gone(100, true), there(100);
    ASSERT_TRUE(m_reader->tombstone(gone.instance(), true));
    m_log.append(gone.range(1, 40));
    std::vector<LogRecord> others = there.range(1, 10);
    for (LogRecord& record : others)
        record.partition = 1;
    m_log.append(others);
    m_consumer->start();
    ASSERT_TRUE(consumed(50));
    EXPECT_EQ(shown(gone).discarded, 40u);
    EXPECT_EQ(shown(gone).rows, 0u);
    EXPECT_EQ(shown(there).rows, 10u);
    EXPECT_EQ(m_consumer->status()->positions.size(), 2u);
}

TEST_F(LedgerConsumerTest, AnOutageIsToldAndNothingIsSkipped)
{
    RecordMaker make(100);
    m_ledger.failWrites = 1'000'000;
    m_log.append(make.range(1, 100));
    m_consumer->start();
    ASSERT_TRUE(reached([](const ConsumerStatus& s) { return s.problem == "ledger_io"; }));
    EXPECT_FALSE(m_consumer->status()->running);
    EXPECT_TRUE(m_consumer->status()->problemSince.has_value());
    EXPECT_EQ(m_consumer->status()->written, 0u);
    m_ledger.failWrites = 0;
    ASSERT_TRUE(consumed(100));
    EXPECT_TRUE(m_consumer->status()->running);
    EXPECT_EQ(m_consumer->status()->problem, "");
    EXPECT_EQ(shown(make).rows, 100u);
    EXPECT_EQ(shown(make).deadLetters, 0u) << "an outage is nobody's poison";
}

TEST_F(LedgerConsumerTest, ALedgerThatIsDownAtFirstIsWaitedFor)
{
    RecordMaker make(100);
    m_ledger.failOpens = 5;
    m_log.append(make.range(1, 10));
    m_consumer->start();
    ASSERT_TRUE(consumed(10));
    EXPECT_EQ(shown(make).rows, 10u);
}

TEST_F(LedgerConsumerTest, AnotherWritersLockIsWaitedOut)
{
    RecordMaker make(100);
    m_consumer->start();
    ASSERT_TRUE(reached([](const ConsumerStatus& s) { return s.running; }));
    m_harness.lockWriters();
    m_log.append(make.range(1, 10));
    ASSERT_TRUE(reached([](const ConsumerStatus& s) { return s.problem == "ledger_busy"; }));
    m_harness.unlockWriters();
    ASSERT_TRUE(consumed(10));
    EXPECT_EQ(shown(make).rows, 10u);
}

TEST_F(LedgerConsumerTest, ALogThatFailsIsOpenedAgainWhereTheLedgerStands)
{
    RecordMaker make(100);
    const auto first = make.range(1, 10);
    m_log.append(first);
    m_consumer->start();
    ASSERT_TRUE(consumed(10));
    m_log.failPolls(3, {core::ErrorKind::Unavailable, "log_down", "planted"});
    ASSERT_TRUE(reached([&](const ConsumerStatus&) { return m_log.openedAt().size() >= 4; }));
    m_log.append(make.range(11, 20));
    ASSERT_TRUE(consumed(20));
    EXPECT_EQ(m_log.openedAt().back(), eventlog::positionsAfter(first));
    EXPECT_EQ(m_consumer->status()->alreadyThere, 0u);
}

TEST_F(LedgerConsumerTest, ARestoredLedgerIsReadForAgain)
{
    RecordMaker make(100);
    m_log.append(make.range(1, 10));
    m_consumer->start();
    ASSERT_TRUE(consumed(10));
    m_harness.run(
        "DELETE FROM issues; DELETE FROM positions; DELETE FROM instances"); // as an old backup would be
    m_ledger.failWrites = 1;                                                 // the outage of restoring it
    m_log.append(make.range(11, 20));
    ASSERT_TRUE(reached([&](const ConsumerStatus&) { return shown(make).rows == 20; }));
    EXPECT_EQ(contiguous(make), 20u);
}

TEST_F(LedgerConsumerTest, StopsInTheMiddleOfAnOutage)
{
    RecordMaker make(100);
    m_ledger.failWrites = 1'000'000;
    m_log.append(make.range(1, 10));
    m_consumer->start();
    ASSERT_TRUE(reached([](const ConsumerStatus& s) { return !s.problem.empty(); }));
    m_consumer->stop();
    EXPECT_FALSE(m_consumer->status()->running);
    m_ledger.failWrites = 0;
    startNew();
    m_consumer->start();
    ASSERT_TRUE(consumed(10));
}

TEST(SlotPrefixTest, GrowsOverWhatCameEarly)
{
    eventlog::SlotPrefix prefix;
    for (const std::uint32_t slot : {3u, 5u, 2u, 3u})
        prefix.add(slot);
    EXPECT_EQ(prefix.end(), 0u);
    prefix.add(1);
    EXPECT_EQ(prefix.end(), 3u);
    prefix.startAt(4);
    EXPECT_EQ(prefix.end(), 5u);
    prefix.add(2);
    EXPECT_EQ(prefix.end(), 5u);
}
