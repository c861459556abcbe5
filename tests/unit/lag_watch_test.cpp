#include "backend/ledger/sql_ledger.h"
#include "backend/local/lag_watch.h"
#include "tests/support/core_application.h"
#include "tests/support/ledger_decorator.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <thread>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;
using eventlog::LagPart;
using eventlog::LagSample;
using eventlog::LagStatus;

namespace {

/// Says what the test has it say.
class ScriptedSource final : public eventlog::LagSource
{
public:
    struct Script
    {
        std::mutex mutex;
        core::Result<LagSample> next;
        std::vector<std::string> askedFor;
    };
    explicit ScriptedSource(Script& script)
        : m_script(script)
    {
    }
    core::Result<LagSample> look(const std::vector<std::string>& groups) override
    {
        const std::lock_guard lock(m_script.mutex);
        m_script.askedFor = groups;
        return m_script.next;
    }

private:
    Script& m_script;
};

/// A ledger that is fine, down or silent as the test says.
class MoodyLedger final : public LedgerDecorator
{
public:
    struct Mood
    {
        std::mutex mutex;
        std::condition_variable changed;
        bool down = false, silent = false;
        void set(bool isDown, bool isSilent)
        {
            const std::lock_guard lock(mutex);
            down = isDown;
            silent = isSilent;
            changed.notify_all();
        }
    };
    MoodyLedger(std::unique_ptr<ledger::Ledger> inner, Mood& mood)
        : LedgerDecorator(*inner)
        , m_owned(std::move(inner))
        , m_mood(mood)
    {
    }
    core::Result<std::vector<eventlog::LogPosition>> positions() override
    {
        std::unique_lock lock(m_mood.mutex);
        m_mood.changed.wait(lock, [this] { return !m_mood.silent; });
        if (m_mood.down)
            return core::fail(core::ErrorKind::Unavailable, "ledger_down", "as the test wants it");
        return LedgerDecorator::positions();
    }

private:
    std::unique_ptr<ledger::Ledger> m_owned;
    Mood& m_mood;
};

class LagWatchTest : public ::testing::Test
{
protected:
    LagWatchTest()
    {
        ensureCoreApplication();
        const auto target = ledger::SqlTarget::sqliteFile(m_directory.path() / "ledger.db");
        ledger::SqlLedger writer(target, m_clock);
        EXPECT_TRUE(writer.open());
        const eventlog::LogPosition saved[] = {{"t", 0, 40}};
        EXPECT_TRUE(writer.write({}, saved));
        writer.close();
        m_watch = std::make_unique<local::LagWatch>(
            std::make_unique<ScriptedSource>(m_script),
            std::make_unique<MoodyLedger>(std::make_unique<ledger::SqlLedger>(target, m_clock), m_mood),
            "ours", std::vector<std::string>{"theirs", "ours", "theirs"}, m_clock);
    }
    ~LagWatchTest() override
    {
        m_mood.set(false, false);
        m_watch->stop();
    }

    static LagSample sample(std::int64_t theirs = 45, std::int64_t end = 50)
    {
        return {{{"ours", 1, {{"t", 0, 1}}, {}, {}}, {"theirs", 0, {{"t", 0, theirs}}, {}, {}}},
                {{"t", 0, end, {}}},
                {}};
    }
    void say(core::Result<LagSample> next)
    {
        const std::lock_guard lock(m_script.mutex);
        m_script.next = std::move(next);
    }
    template <class Condition>
    bool eventually(Condition condition)
    {
        const auto until = std::chrono::steady_clock::now() + 60s;
        while (std::chrono::steady_clock::now() < until) {
            if (condition(*m_watch->part()))
                return true;
            std::this_thread::sleep_for(5ms);
        }
        return false;
    }
    static bool measured(const LagPart& part)
    {
        return part.groups[0].measuredAt && part.groups[0].partitions.size() == 1;
    }

    TemporaryDirectory m_directory;
    ManualClock m_clock;
    ScriptedSource::Script m_script{{}, sample(), {}};
    MoodyLedger::Mood m_mood;
    std::unique_ptr<local::LagWatch> m_watch;
};

} // namespace

TEST_F(LagWatchTest, OursStandsWhereTheLedgerSaysAndOthersWhereTheyCommitted)
{
    const auto before = m_watch->part();
    ASSERT_TRUE(before) << "there is something to watch, and it is not known yet";
    ASSERT_EQ(before->groups.size(), 2u);
    EXPECT_FALSE(before->groups[0].measuredAt);

    m_watch->start();
    ASSERT_TRUE(eventually(measured));
    const auto part = *m_watch->part();
    ASSERT_EQ(part.groups.size(), 2u);
    EXPECT_EQ(part.problem, "");
    EXPECT_EQ(part.groups[0].group, "ours");
    EXPECT_TRUE(part.groups[0].ours);
    EXPECT_EQ(part.groups[0].readers, 1u);
    EXPECT_EQ(part.groups[0].total(), 10u) << "not by what Kafka has committed for it";
    EXPECT_EQ(part.groups[1].group, "theirs");
    EXPECT_FALSE(part.groups[1].ours);
    EXPECT_EQ(part.groups[1].total(), 5u);
    const std::lock_guard lock(m_script.mutex);
    EXPECT_EQ(m_script.askedFor, (std::vector<std::string>{"ours", "theirs"}));
}

TEST_F(LagWatchTest, WhileTheLogIsAwayWhatWasKnownKeepsItsAge)
{
    const auto then = m_clock.wall();
    m_watch->start();
    ASSERT_TRUE(eventually(measured));
    say(core::fail(core::ErrorKind::Unavailable, "log_down", "no broker"));
    ASSERT_TRUE(eventually([](const LagPart& part) { return part.problem == "log_down"; }));
    m_clock.advance(20s);
    auto part = *m_watch->part();
    EXPECT_EQ(part.detail, "no broker");
    EXPECT_EQ(part.groups[0].measuredAt, then);
    EXPECT_EQ(part.groups[0].total(), 10u);

    say(sample());
    ASSERT_TRUE(eventually([](const LagPart& part) { return part.problem.empty(); }));
    EXPECT_EQ(m_watch->part()->groups[0].measuredAt, then + 20s);
}

TEST_F(LagWatchTest, ATopicThatIsNotThereIsNamed)
{
    auto without = sample();
    without.missingTopics = {"rehearsal"};
    say(without);
    m_watch->start();
    ASSERT_TRUE(eventually([](const LagPart& part) { return part.problem == "topic_missing"; }));
    EXPECT_EQ(m_watch->part()->detail, "rehearsal");
    EXPECT_EQ(m_watch->part()->groups[0].total(), 10u);
}

TEST_F(LagWatchTest, AGroupThatMayNotBeReadSaysSoAndTheOthersGoOn)
{
    m_watch->start();
    ASSERT_TRUE(eventually(measured));
    auto refused = sample(45, 60);
    refused.groups[1] = {"theirs", {}, {}, "group_unreadable", "not authorized"};
    say(refused);
    ASSERT_TRUE(eventually([](const LagPart& part) { return !part.groups[1].problem.empty(); }));
    const auto part = *m_watch->part();
    EXPECT_EQ(part.groups[1].problem, "group_unreadable");
    EXPECT_EQ(part.groups[1].total(), 5u) << "as last known";
    EXPECT_EQ(part.groups[0].problem, "");
    EXPECT_EQ(part.groups[0].total(), 20u);
}

TEST_F(LagWatchTest, WhileTheLedgerIsDownOursStandsStillAndStalls)
{
    m_watch->start();
    ASSERT_TRUE(eventually(measured));
    m_mood.set(true, false);
    ASSERT_TRUE(eventually([](const LagPart& part) { return part.groups[0].problem == "ledger_down"; }));
    EXPECT_EQ(m_watch->part()->groups[0].detail, "as the test wants it");
    say(sample(45, 70));
    ASSERT_TRUE(eventually([](const LagPart& part) { return part.groups[0].total() == 30u; }));
    ASSERT_TRUE(eventually([this](const LagPart& part) {
        m_clock.advance(10ms); // faster than it passes, slower than what would be a gap
        return part.groups[0].worst() == LagStatus::Stall;
    }));
    m_mood.set(false, false);
    EXPECT_TRUE(eventually([](const LagPart& part) { return part.groups[0].problem.empty(); }));
}

TEST_F(LagWatchTest, ALedgerThatDoesNotAnswerHoldsNothingUp)
{
    m_watch->start();
    ASSERT_TRUE(eventually(measured));
    m_mood.set(false, true);
    say(sample(45, 70));
    ASSERT_TRUE(eventually([](const LagPart& part) { return part.groups[0].total() == 30u; }));
    m_clock.advance(4s);
    EXPECT_TRUE(eventually([](const LagPart& part) { return part.groups[0].problem == "ledger_down"; }));
    m_mood.set(false, false);
    EXPECT_TRUE(eventually([](const LagPart& part) { return part.groups[0].problem.empty(); }));
}

TEST(LagWatchWithoutASource, WatchesNothing)
{
    ManualClock clock;
    local::LagWatch watch(nullptr, nullptr, "ours", {"theirs"}, clock);
    watch.start();
    EXPECT_FALSE(watch.part());
    watch.stop();
}
