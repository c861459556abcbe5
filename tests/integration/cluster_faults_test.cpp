// Whole nodes on real servers, one of which is treated badly while people try: what each was told is held against the
// ledger, and how long the fault was felt is measured.
#include "tests/support/cluster_faults.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;

TEST_F(ClusterFaults, RedisPausedForTenSeconds)
{
    start();
    through([&] { m_fleet->redis().pause(); }, false,
            [&] {
                std::this_thread::sleep_for(10s);
                m_fleet->redis().unpause();
            });
}

TEST_F(ClusterFaults, NoWayToRedis)
{
    start();
    through([&] { m_fleet->wayToRedis().hold(); }, false, [&] { m_fleet->wayToRedis().pass(); });
}

TEST_F(ClusterFaults, EveryConnectionToRedisReset)
{
    start();
    through([&] { m_fleet->wayToRedis().cut(); }, false, [&] { m_fleet->wayToRedis().pass(); });
}

TEST_F(ClusterFaults, RedisKilledAndStartedAgain)
{
    start();
    through([&] { m_fleet->redis().kill(); }, false, [&] { m_fleet->redis().start(); });
}

TEST_F(ClusterFaults, NoWayToTheSqlServer)
{
    start();
    through([&] { m_fleet->wayToSql().hold(); }, true, [&] { m_fleet->wayToSql().pass(); });
}

TEST_F(ClusterFaults, EveryConnectionToTheSqlServerReset)
{
    start();
    through([&] { m_fleet->wayToSql().cut(); }, true, [&] { m_fleet->wayToSql().pass(); });
}

TEST_F(ClusterFaults, ATableOfTheLedgerLockedBySomebodyElse)
{
    start();
    std::unique_ptr<RawSql> other;
    through(
        [&] {
            other = std::make_unique<RawSql>(m_fleet->database());
            other->run("LOCK TABLES issues WRITE");
        },
        true, [&] { other->run("UNLOCK TABLES"); });
}

TEST_F(ClusterFaults, TheSqlServerKilledAndStartedAgain)
{
    start();
    through([&] { mariaDb().kill(); }, true, [&] { mariaDb().start(); });
}

TEST_F(ClusterFaults, NoWayToTheBroker)
{
    start();
    through([&] { broker().wayTo().hold(); }, true, [&] { broker().wayTo().pass(); });
}

TEST_F(ClusterFaults, EveryConnectionToTheBrokerReset)
{
    start();
    through([&] { broker().wayTo().cut(); }, true, [&] { broker().wayTo().pass(); });
}

TEST_F(ClusterFaults, TheBrokerKilledAndStartedAgain)
{
    start();
    through([&] { broker().kill(); }, true, [&] { broker().start(); });
}

TEST_F(ClusterFaults, OneBrokerOfThreeKilledThenAll)
{
    KafkaServer three(3);
    startOn(three);
    through(
        [&] {
            three.kill(0);
            std::this_thread::sleep_for(2s);
            three.kill(1);
            three.kill(2);
        },
        true,
        [&] {
            for (const int broker : {0, 1, 2})
                three.start(broker);
        });
    m_fleet.reset(); // before its brokers
}

TEST_F(ClusterFaults, TheBrokerDoesNotAnswer)
{
    start();
    through([&] { broker().pause(); }, true, [&] { broker().unpause(); });
}

TEST_F(ClusterFaults, TheWholeTopicDeliveredAgain)
{
    start();
    openEvent();
    Trickle trickle(node().port(), "FAULT", "p-");
    ASSERT_TRUE(trickle.goesOn(200));
    const auto first = trickle.finish();
    ASSERT_TRUE(node().drains("FAULT"));
    const auto before = m_fleet->ledgerSlots("FAULT");
    EXPECT_EQ(node().terminate(), 0);
    sql().run("DELETE FROM positions");
    ASSERT_TRUE(m_fleet->startAgain(0).isReady());
    Trickle more(node().port(), "FAULT", "q-");
    ASSERT_TRUE(more.goesOn());
    auto history = first;
    const auto second = more.finish();
    history.insert(history.end(), second.begin(), second.end());
    expectExact(history);
    const auto after = m_fleet->ledgerSlots("FAULT");
    for (const auto& [person, slot] : before)
        EXPECT_EQ(after.at(person), slot);
}
