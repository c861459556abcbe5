#include "tests/support/fleet.h"
#include "tests/support/trickle.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <thread>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;

namespace {

/// One node on real servers, one of which the test treats badly while people try.
class ClusterFaults : public ::testing::Test
{
protected:
    ~ClusterFaults() override { m_fleet.reset(); } // before the servers

    void start()
    {
        m_broker = std::make_unique<KafkaServer>();
        m_fleet = std::make_unique<Fleet>(*m_broker, *m_sql, 1);
    }
    NodeProgram& node() { return m_fleet->node(0); }

    void openEvent()
    {
        const auto armed = node().createAndArm(R"({"couponId":"FAULT","name":"Hard times","total":1000000})");
        ASSERT_EQ(armed.status, 200) << armed.body;
        ASSERT_EQ(node().act("FAULT", "open").status, 200);
    }
    /// People try before, during and after. `issues`: whether they are served meanwhile.
    void through(const std::function<void()>& begin, bool issues, const std::function<void()>& end)
    {
        openEvent();
        Trickle trickle(node().port(), "FAULT", "p-");
        ASSERT_TRUE(trickle.goesOn());
        begin();
        if (issues)
            EXPECT_TRUE(trickle.goesOn(100)) << "issuing does not wait for this part";
        else
            EXPECT_TRUE(trickle.meetsAnOutage());
        EXPECT_FALSE(node().ended()) << node().err();
        EXPECT_EQ(node().ask("GET", "/healthz").status, 200);
        end();
        EXPECT_TRUE(trickle.goesOn()) << "service returns by itself";
        expectExact(trickle.finish());
    }
    /// What people saw, held against the ledger, and the exact audit of what was closed.
    void expectExact(const std::vector<SeenReply>& history)
    {
        int status = 503; // while the part that carries out acts finds its server again
        comesTrue([&] { return (status = node().act("FAULT", "close").status) != 503; });
        ASSERT_EQ(status, 200);
        ASSERT_TRUE(comesTrue([&] { return node().stateOf("FAULT") == "closed"; })) << node().stateOf("FAULT");
        const auto audit = node().exactAudit("FAULT");
        EXPECT_TRUE(audit.contains("closed") && audit.at("closed").as_bool()) << boost::json::serialize(audit);
        Promises promises;
        promises.add(history);
        EXPECT_EQ(promises.broken(), "");
        const auto saved = m_fleet->ledgerSlots("FAULT");
        EXPECT_EQ(notContiguous(saved), "");
        for (const auto& [person, slot] : promises.slots()) {
            const auto row = saved.find(person);
            ASSERT_TRUE(row != saved.end()) << person << " was shown slot " << slot << " and has no row";
            ASSERT_EQ(row->second, slot) << person;
        }
        EXPECT_EQ(saved.size(), promises.slots().size()) << "everybody asked until they knew";
    }

    std::unique_ptr<SqlServer> m_sql = SqlServer::mariaDb();
    std::unique_ptr<KafkaServer> m_broker;
    std::unique_ptr<Fleet> m_fleet;
};

} // namespace

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

TEST_F(ClusterFaults, TheBrokerDoesNotAnswer)
{
    start();
    through([&] { m_broker->pause(); }, true, [&] { m_broker->unpause(); });
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
    RawSql(m_fleet->database()).run("DELETE FROM positions");
    ASSERT_TRUE(m_fleet->startAgain(0).isReady());
    Trickle more(node().port(), "FAULT", "q-");
    ASSERT_TRUE(more.goesOn());
    auto history = first;
    const auto second = more.finish();
    history.insert(history.end(), second.begin(), second.end());
    expectExact(history);
    RawSql sql(m_fleet->database());
    EXPECT_EQ(sql.number("SELECT count(*) FROM dead_letters"), 0) << "what is there already is no conflict";
    const auto after = m_fleet->ledgerSlots("FAULT");
    for (const auto& [person, slot] : before)
        EXPECT_EQ(after.at(person), slot);
}
