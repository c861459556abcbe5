// A whole node killed outright at the four places on an issue's way where what it knows differs most from
// what others know: Redis has decided, the brokers have confirmed, the ledger has committed, partitions are
// being moved. The node has no part in it: the way to a server is held at the very bytes after which it is to
// die.
#include "backend/stock/redis_scripts.h"
#include "tests/support/cluster_faults.h"

#include <gtest/gtest.h>

#include <optional>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;

namespace {

class ClusterKill : public ClusterFaults
{
protected:
    void launch(std::uint32_t atOnce)
    {
        start();
        openEvent();
        if (HasFatalFailure())
            return;
        m_crowd.emplace(node().port(), "FAULT", "kim-", atOnce);
        ASSERT_TRUE(m_crowd->goesOn(50));
    }
    void TearDown() override { m_crowd.reset(); } // before the fleet
    /// Kills the node where the way has come to what it waits for; what was under way there is lost.
    void killAt(TcpProxy& way)
    {
        ASSERT_TRUE(comesTrue([&] { return way.caught(); }));
        m_broken = std::chrono::steady_clock::now();
        node().kill();
        EXPECT_TRUE(m_crowd->meetsAnOutage()); // from here on nobody is told anything more by the dead node
        way.cut();
        way.pass();
    }
    void startAgainAndGoOn()
    {
        m_mended = std::chrono::steady_clock::now();
        ASSERT_TRUE(m_fleet->startAgain(0).isReady()) << node().err();
        EXPECT_TRUE(m_crowd->goesOn(50)) << "service returns by itself";
        expectExact(finish(*m_crowd, Part::Node));
    }

    std::optional<Trickle> m_crowd;
};

} // namespace

TEST_F(ClusterKill, AfterTheScript)
{
    launch(20);
    const auto before = m_crowd->accepted();
    m_fleet->wayToRedis().holdAfter({stock::RedisScripts().attempt.sha});
    ASSERT_TRUE(comesTrue([&] { return m_fleet->wayToRedis().caught(); }));
    ASSERT_TRUE(comesTrue([&] { return issuedAtStore() > m_crowd->accepted(); })) << "Redis has accepted";
    killAt(m_fleet->wayToRedis());
    const auto shown = m_crowd->accepted();
    EXPECT_GE(shown, before);
    EXPECT_GT(issuedAtStore(), shown) << "and nobody was told";
    startAgainAndGoOn();
    EXPECT_GT(m_promises.statuses().at(409), 0u) << "those who asked again were told the slot they have";
    EXPECT_EQ(m_promises.statuses().at(409) + m_promises.accepted(), m_promises.slots().size());
}

TEST_F(ClusterKill, AfterTheBrokersConfirmation)
{
    launch(20);
    m_fleet->wayToRedis().holdBefore({stock::RedisScripts().confirm.sha});
    killAt(m_fleet->wayToRedis());
    const auto inLog = recordsInLog();
    const auto confirmed = confirmedAtStore();
    EXPECT_GT(inLog, confirmed) << "the log has more than the outbox let go of";
    startAgainAndGoOn();
    EXPECT_GT(recordsInLog(), static_cast<std::int64_t>(m_promises.slots().size())) << "it was sent again";
}

TEST_F(ClusterKill, AfterTheDatabasesCommit)
{
    launch(20);
    const auto saved = [this] { return sql().number("SELECT coalesce(sum(next_offset), 0) FROM positions"); };
    ASSERT_TRUE(comesTrue([&] { return saved() > 0 && committedByGroup() > 0; }));
    m_fleet->wayToSql().holdAfter({"kim-", "COMMIT"});
    ASSERT_TRUE(comesTrue([&] { return m_fleet->wayToSql().caught(); }));
    EXPECT_TRUE(comesTrue([&] { return saved() > committedByGroup(); })) << "the database has committed";
    killAt(m_fleet->wayToSql());
    EXPECT_GT(saved(), committedByGroup()) << "and the group was not told";
    startAgainAndGoOn();
    EXPECT_TRUE(comesTrue([&] { return committedByGroup() == saved(); }));
    EXPECT_EQ(saved(), recordsInLog());
}

TEST_F(ClusterKill, ANewcomerInARebalance)
{
    launch(5);
    broker().wayTo().holdAfter({"consumer", "range"},
                               2); // both have asked to join, and nobody was given anything
    m_fleet->startAnother();
    ASSERT_TRUE(comesTrue([] { return broker().wayTo().caught(); }));
    m_broken = std::chrono::steady_clock::now();
    m_fleet->node(1).kill();
    broker().wayTo().cut();
    broker().wayTo().pass();
    EXPECT_TRUE(m_crowd->goesOn(50));
    EXPECT_TRUE(savesAllIssued()) << "what the dead was given is taken over";
    m_mended = std::chrono::steady_clock::now();
    EXPECT_TRUE(m_fleet->startAgain(1).isReady());
    EXPECT_TRUE(m_crowd->goesOn(50));
    expectExact(finish(*m_crowd, Part::Broker));
}

TEST_F(ClusterKill, TheOwnerInARebalance)
{
    launch(5);
    broker().wayTo().holdAfter({"consumer", "range"}, 2);
    m_fleet->startAnother();
    ASSERT_TRUE(comesTrue([] { return broker().wayTo().caught(); }));
    ASSERT_TRUE(m_fleet->node(1).isReady());
    auto history = m_crowd->finish(); // all that was accepted since then waits in the outbox
    m_broken = std::chrono::steady_clock::now();
    node().kill();
    broker().wayTo().cut();
    broker().wayTo().pass();
    speakTo(1);
    Trickle others(node().port(), "FAULT", "lee-", 5);
    EXPECT_TRUE(others.goesOn(50));
    EXPECT_TRUE(savesAllIssued()) << "the other carries and saves what the first one left";
    m_mended = std::chrono::steady_clock::now();
    EXPECT_TRUE(m_fleet->startAgain(0).isReady());
    EXPECT_TRUE(others.goesOn(50));
    const auto seen = finish(others, Part::Broker);
    history.insert(history.end(), seen.begin(), seen.end());
    expectExact(history);
}
