// Whole nodes on real servers, one of which is treated badly while people try: what each was told is held
// against the ledger, and how long the fault was felt is measured.
#include "tests/support/attached_console.h"
#include "tests/support/cluster_faults.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <iostream>
#include <memory>
#include <thread>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;

namespace {

/// A rehearsal on the node at this port; how many issues it had.
std::int64_t rehearseOn(std::uint16_t port)
{
    AttachedConsole console({port}, Fleet::token());
    EXPECT_TRUE(console.becomes(LinkState::Live));
    const auto run = console.rehearse();
    return run.result ? static_cast<std::int64_t>(run.result->issued.value_or(0)) : 0;
}

/// A session that takes the rows which a transaction of the ledger changes in the opposite order, again and
/// again, on a thread of its own. It has more at stake, so that the server gives up the ledger's.
class OppositeSession
{
public:
    explicit OppositeSession(const ledger::SqlTarget& database)
        : m_thread([this, database] { run(database); })
    {
    }
    ~OppositeSession() { stop(); }
    void stop()
    {
        m_stop = true;
        if (m_thread.joinable())
            m_thread.join();
    }
    /// How often it was given up itself.
    int gaveUp() const { return m_gaveUp; }

private:
    void run(const ledger::SqlTarget& database)
    {
        RawSql sql(database);
        sql.run("CREATE TABLE stake (n INT) ENGINE=InnoDB AS SELECT seq AS n FROM seq_1_to_1000");
        while (!m_stop)
            try {
                sql.run("START TRANSACTION");
                sql.run("UPDATE stake SET n = n + 1");
                sql.run("SELECT next_offset FROM positions FOR UPDATE");
                std::this_thread::sleep_for(20ms);
                sql.run("SELECT instance_key FROM instances FOR UPDATE");
                sql.run("COMMIT");
            } catch (const std::runtime_error&) {
                ++m_gaveUp;
                sql.run("ROLLBACK");
            }
    }

    std::atomic<bool> m_stop = false;
    std::atomic<int> m_gaveUp = 0;
    std::thread m_thread;
};

} // namespace

TEST_F(ClusterFaults, RedisPausedForTenSeconds)
{
    start();
    through(
        Part::Redis, [&] { m_fleet->redis().pause(); },
        [&] {
            std::this_thread::sleep_for(10s);
            m_fleet->redis().unpause();
        });
}

TEST_F(ClusterFaults, NoWayToRedis)
{
    start();
    through(
        Part::Redis, [&] { m_fleet->wayToRedis().hold(); }, [&] { m_fleet->wayToRedis().pass(); });
}

TEST_F(ClusterFaults, EveryConnectionToRedisReset)
{
    start();
    through(
        Part::Redis, [&] { m_fleet->wayToRedis().cut(); }, [&] { m_fleet->wayToRedis().pass(); });
}

TEST_F(ClusterFaults, RedisKilledAndStartedAgain)
{
    start();
    through(
        Part::Redis, [&] { m_fleet->redis().kill(); }, [&] { m_fleet->redis().start(); });
}

TEST_F(ClusterFaults, NoWayToTheSqlServer)
{
    start();
    through(
        Part::Sql, [&] { m_fleet->wayToSql().hold(); }, [&] { m_fleet->wayToSql().pass(); });
}

TEST_F(ClusterFaults, EveryConnectionToTheSqlServerReset)
{
    start();
    through(
        Part::Sql, [&] { m_fleet->wayToSql().cut(); }, [&] { m_fleet->wayToSql().pass(); });
}

TEST_F(ClusterFaults, ATableOfTheLedgerLockedBySomebodyElse)
{
    start();
    std::unique_ptr<RawSql> other;
    through(
        Part::Sql,
        [&] {
            other = std::make_unique<RawSql>(m_fleet->database());
            other->run("LOCK TABLES issues WRITE");
        },
        [&] { other->run("UNLOCK TABLES"); });
}

TEST_F(ClusterFaults, TheSqlServerKilledAndStartedAgain)
{
    start();
    through(
        Part::Sql, [&] { mariaDb().kill(); }, [&] { mariaDb().start(); });
}

TEST_F(ClusterFaults, TheSqlServerIsSlowToTheEnd)
{
    start();
    through(
        Part::Sql, [&] { m_fleet->wayToSql().delay(50ms); }, [] {});
}

TEST_F(ClusterFaults, TheSqlServerFindsDeadlocks)
{
    start();
    std::unique_ptr<OppositeSession> other;
    const auto deadlocks = [&] {
        return sql().number("SELECT variable_value FROM information_schema.global_status"
                            " WHERE variable_name = 'INNODB_DEADLOCKS'");
    };
    const auto before = deadlocks();
    std::int64_t lost = 0;
    through(
        Part::Sql,
        [&] {
            other = std::make_unique<OppositeSession>(m_fleet->database());
            EXPECT_TRUE(comesTrue([&] { return (lost = deadlocks() - before - other->gaveUp()) >= 3; }))
                << lost;
        },
        [&] { other->stop(); });
    std::cout << "the ledger lost " << lost << " deadlocks" << std::endl;
}

TEST_F(ClusterFaults, NoWayToTheBroker)
{
    start();
    through(
        Part::Broker, [&] { broker().wayTo().hold(); }, [&] { broker().wayTo().pass(); });
}

TEST_F(ClusterFaults, EveryConnectionToTheBrokerReset)
{
    start();
    through(
        Part::Broker, [&] { broker().wayTo().cut(); }, [&] { broker().wayTo().pass(); });
}

TEST_F(ClusterFaults, TheBrokerKilledAndStartedAgain)
{
    start();
    through(
        Part::Broker, [&] { broker().kill(); },
        [&] {
            broker().start();
            broker().waitUntilServing();
        });
}

TEST_F(ClusterFaults, OneBrokerOfThreeKilledThenAll)
{
    KafkaServer three(3);
    startOn(three);
    through(
        Part::Broker,
        [&] {
            three.kill(0);
            std::this_thread::sleep_for(2s);
            three.kill(1);
            three.kill(2);
        },
        [&] {
            for (const int number : {0, 1, 2})
                three.start(number);
            three.waitUntilServing();
        });
    m_fleet.reset(); // before its brokers
}

TEST_F(ClusterFaults, TheBrokerDoesNotAnswer)
{
    start();
    through(
        Part::Broker, [&] { broker().pause(); }, [&] { broker().unpause(); });
}

TEST_F(ClusterFaults, TheOutboxFullWhileThereIsNoWayToTheBroker)
{
    constexpr std::uint32_t limit = 300;
    startOn(broker(), {.nodes = 1, .outboxLimit = limit});
    openEvent();
    const std::array<std::string, 1> early{"early"};
    Wave wave(node().port(), "FAULT");
    auto history = wave.tryFor(early);
    ASSERT_EQ(history.front().status, 202);
    Trickle trickle(node().port(), "FAULT", "p-", 10);
    ASSERT_TRUE(trickle.goesOn());
    broker().wayTo().hold();
    ASSERT_TRUE(comesTrue([&] { return issuedAtStore() - confirmedAtStore() == limit; }));
    ASSERT_TRUE(trickle.meetsAnOutage());
    const auto late = node().ask("POST", "/api/coupons/FAULT/issue-fcfs/late");
    EXPECT_EQ(late.status, 503);
    EXPECT_NE(late.body.find("outbox_full"), std::string::npos) << late.body;
    EXPECT_NE(late.header("retry-after"), "");
    const auto again = wave.tryFor(early).front();
    EXPECT_EQ(again.status, 409) << "who has one is told so";
    EXPECT_EQ(again.slot, history.front().slot);
    history.push_back(again);
    std::this_thread::sleep_for(2s);
    EXPECT_EQ(issuedAtStore() - confirmedAtStore(), limit) << "and not one more";
    broker().wayTo().pass();
    m_mended = std::chrono::steady_clock::now();
    EXPECT_TRUE(trickle.goesOn(2 * limit)) << "service returns by itself";
    const auto seen = trickle.finish();
    expectReturn(trickle, Part::Broker);
    for (const auto& reply : seen)
        EXPECT_TRUE(reply.status != 503 || reply.code == "outbox_full") << reply.person << ' ' << reply.code;
    history.insert(history.end(), seen.begin(), seen.end());
    expectExact(history);
}

TEST_F(ClusterFaults, TheWholeTopicDeliveredAgain)
{
    start();
    openEvent();
    Trickle trickle(node().port(), "FAULT", "p-");
    ASSERT_TRUE(trickle.goesOn(200));
    auto history = trickle.finish();
    ASSERT_TRUE(node().drains("FAULT"));
    const auto before = m_fleet->ledgerSlots("FAULT");
    deliverEverythingAgain();
    Trickle more(node().port(), "FAULT", "q-");
    ASSERT_TRUE(more.goesOn());
    const auto second = more.finish();
    history.insert(history.end(), second.begin(), second.end());
    expectExact(history);
    const auto after = m_fleet->ledgerSlots("FAULT");
    for (const auto& [person, slot] : before)
        EXPECT_EQ(after.at(person), slot);
}

TEST_F(ClusterFaults, TheWholeTopicDeliveredAgainAfterTheRowsOfARehearsalWent)
{
    start();
    openEvent();
    Trickle trickle(node().port(), "FAULT", "p-");
    ASSERT_TRUE(trickle.goesOn(100));
    auto history = trickle.finish();
    const auto rehearsed = rehearseOn(node().port());
    ASSERT_GT(rehearsed, 0);
    ASSERT_TRUE(
        comesTrue([&] { return sql().number("SELECT count(*) FROM instances WHERE purged = 1") == 1; }));
    EXPECT_EQ(sql().number("SELECT count(*) FROM shadow_issues"), 0);
    EXPECT_EQ(sql().number("SELECT coalesce(sum(discarded), 0) FROM instances"), 0);
    deliverEverythingAgain();
    Trickle more(node().port(), "FAULT", "q-");
    ASSERT_TRUE(more.goesOn());
    const auto second = more.finish();
    history.insert(history.end(), second.begin(), second.end());
    expectExact(history);
    const auto discarded = [&] {
        return sql().number("SELECT discarded FROM instances WHERE tombstoned = 1");
    };
    EXPECT_TRUE(comesTrue([&] { return discarded() == rehearsed; })) << discarded() << " of " << rehearsed;
    EXPECT_EQ(sql().number("SELECT count(*) FROM shadow_issues"), 0)
        << "what is forgotten does not come back";
    EXPECT_EQ(sql().number("SELECT sum(next_offset) FROM positions"), recordsInLog())
        << "and is acknowledged";
}
