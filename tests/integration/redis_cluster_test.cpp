#include "backend/stock/redis_instance.h"
#include "backend/stock/redis_outbox.h"
#include "backend/stock/redis_stock_store.h"
#include "tests/support/lane_driver.h"
#include "tests/support/node_program.h"
#include "tests/support/promise_check.h"
#include "tests/support/redis_cluster.h"

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;
using issuing::UnavailableReason;
using issuing::Verdict;

namespace {

/// A store and a lane on a cluster that the test treats badly, with an event on each of its masters.
class ClusterStore : public ::testing::Test
{
protected:
    void use(bool replicas = false)
    {
        m_cluster = std::make_unique<RedisCluster>(replicas);
        m_store = std::make_unique<stock::RedisStockStore>(
            stock::RedisStoreOptions{.target = m_cluster->target()}, m_clock);
        ASSERT_TRUE(m_store->start());
        // A cluster that was just made may not be the same to all of its masters at the first look.
        ASSERT_TRUE(comesTrue([&] { return m_store->status().health == stock::StoreHealth::Ready; }))
            << m_store->status().detail;
        m_lane = std::make_unique<LaneDriver>(*m_store, m_clock);
        for (std::size_t master = 0; master < RedisCluster::kMasters; ++master)
            m_events.push_back(openInstanceOn(master));
    }
    ~ClusterStore() override
    {
        m_lane.reset();
        if (m_store)
            m_store->stop();
    }
    static std::string keyOf(const issuing::Instance& instance)
    {
        return stock::RedisKeys(instance.id).instance;
    }
    issuing::Instance openInstanceOn(std::size_t master, issuing::Audience audience = issuing::Audience::Everyone)
    {
        issuing::Instance instance;
        do
            instance.id = issuing::InstanceId::random();
        while (m_cluster->masterOf(keyOf(instance)) != master);
        instance.couponId = *issuing::CouponId::parse("C");
        instance.total = 10'000;
        instance.audience = audience;
        const auto armed = m_store->create(instance).value();
        return m_store->act(armed.id, issuing::Act::Open, armed.version).value();
    }
    /// In good time even for a busy disk; `within` where there may be no answer.
    stock::AttemptReply attempt(const issuing::Instance& instance, std::string_view person,
                                std::chrono::milliseconds within = 30s)
    {
        return m_lane->attemptBy(instance.id, person, m_clock.steady() + within);
    }
    /// Tries the same person until the verdict is not unavailable any more.
    stock::AttemptReply untilAnswered(const issuing::Instance& instance, std::string_view person)
    {
        stock::AttemptReply reply;
        comesTrue([&] {
            reply = attempt(instance, person, 2s);
            return reply.verdict != Verdict::Unavailable;
        });
        return reply;
    }
    /// What a master to which a client was sent by ASK says to a command that it refuses.
    std::string whatIsSaid(std::size_t master, const std::vector<std::string>& command)
    {
        auto connection = m_cluster->server(master).connect();
        connection.ask({"ASKING"});
        try {
            connection.ask(command);
        } catch (const std::runtime_error& refused) {
            return refused.what();
        }
        return "nothing";
    }
    bool isSuspended(const issuing::Instance& instance)
    {
        return comesTrue([&] { return m_store->status().suspended.contains(instance.id); });
    }
    bool hasHealth(stock::StoreHealth health)
    {
        return comesTrue([&] { return m_store->status().health == health; });
    }

    core::SystemClock m_clock;
    std::unique_ptr<RedisCluster> m_cluster;
    std::unique_ptr<stock::RedisStockStore> m_store;
    std::unique_ptr<LaneDriver> m_lane;
    std::vector<issuing::Instance> m_events; ///< one on each master
};

/// One thread whose people ask an event on and on, each until there is a verdict; then each asks again.
class Queue
{
public:
    Queue(stock::StockStore& store, const core::Clock& clock, issuing::InstanceId instance)
        : m_store(store)
        , m_instance(std::move(instance))
        , m_thread([this, &clock] {
            LaneDriver lane(m_store, clock);
            while (!m_stopping || m_people < 50) {
                const auto person = "q-" + std::to_string(++m_people);
                for (int round = 0; round < 2; ++round)
                    for (bool answered = false; !answered;) {
                        const auto reply = lane.attemptBy(m_instance, person, clock.steady() + 30s);
                        answered = reply.verdict != Verdict::Unavailable;
                        m_unavailable += answered ? 0 : 1;
                        if (answered && reply.verdict != (round == 0 ? Verdict::Accepted : Verdict::Duplicate))
                            m_retold += 1; // the first answer was lost
                        if (answered && reply.slot == 0)
                            m_wrong += 1;
                        m_promise.shown(person, reply);
                    }
            }
        })
    {
    }
    /// What is broken once all have been answered.
    std::vector<std::string> end()
    {
        m_stopping = true;
        m_thread.join();
        return m_promise.violations(m_store, m_instance, 10'000);
    }
    int people() const { return m_people; }
    int wrong() const { return m_wrong; } ///< verdicts without a slot
    int unavailable() const { return m_unavailable; }

private:
    stock::StockStore& m_store;
    const issuing::InstanceId m_instance;
    PromiseCheck m_promise;
    std::atomic<bool> m_stopping = false;
    std::atomic<int> m_people = 0, m_wrong = 0, m_unavailable = 0, m_retold = 0;
    std::thread m_thread;
};

} // namespace

TEST_F(ClusterStore, EachEventIsOnOneMasterAndOnlyThere)
{
    use();
    for (std::size_t i = 0; i < RedisCluster::kMasters; ++i) {
        for (std::uint32_t slot = 1; slot <= 5; ++slot)
            EXPECT_EQ(attempt(m_events[i], "p" + std::to_string(slot)).slot, slot);
        EXPECT_EQ(m_lane->find(m_events[i].id, "p3").slot, 3u);
        const auto keys = m_cluster->server(i).connect().ask({"KEYS", "fc:{" + m_events[i].id.str() + "}:*"});
        EXPECT_EQ(keys.list.size(), 3u) << "instance, winners and outbox";
        EXPECT_EQ(allIssues(*m_store, m_events[i].id).size(), 5u);
    }
    EXPECT_EQ(m_store->status().instances.size(), 3u);
    stock::RedisOutbox outbox(m_cluster->target(), "relay");
    ASSERT_TRUE(outbox.open());
    EXPECT_EQ(outbox.claim().value().size(), 3u);
    for (const auto& event : m_events) {
        EXPECT_EQ(outbox.read(event.id, 0, 100).value().size(), 5u);
        EXPECT_TRUE(outbox.confirm(event.id, 5));
        EXPECT_TRUE(outbox.read(event.id, 0, 100).value().empty());
    }
    outbox.close();
}

TEST_F(ClusterStore, IssuingGoesOnThroughASlotMigration)
{
    use();
    auto event = openInstanceOn(0, issuing::Audience::Listed);
    std::vector<issuing::PublicId> listed;
    for (const auto& name : people("q-", 10'000))
        listed.push_back(*issuing::PublicId::parse(name));
    ASSERT_TRUE(m_store->addAudience(event.id, listed));
    const auto key = keyOf(event);
    Queue queue(*m_store, m_clock, event.id);
    ASSERT_TRUE(comesTrue([&] { return queue.people() > 20; }));
    m_cluster->announceMigration(key, 0, 1);
    auto before = queue.people();
    ASSERT_TRUE(comesTrue([&] { return queue.people() > before + 20; })) << "all keys are still there";
    m_cluster->moveKeys(key, 0, 1);
    before = queue.people();
    ASSERT_TRUE(comesTrue([&] { return queue.people() > before + 20; })) << "by ASK";
    EXPECT_EQ(m_store->poke(event.id).value().total, 10'000u) << "so do acts";
    m_cluster->finishMigration(key, 0, 1);
    before = queue.people();
    ASSERT_TRUE(comesTrue([&] { return queue.people() > before + 20; })) << "by MOVED, and then directly";
    EXPECT_EQ(queue.end(), std::vector<std::string>());
    EXPECT_EQ(queue.wrong(), 0) << "nobody was refused";
    EXPECT_EQ(queue.unavailable(), 0) << "nothing had to be asked again";
    EXPECT_TRUE(m_store->status().suspended.empty());
    EXPECT_TRUE(hasHealth(stock::StoreHealth::Ready));
}

TEST_F(ClusterStore, WhereAMigrationHasOnlySomeKeysItIsTriedAgain)
{
    use();
    const stock::RedisKeys keys(m_events[0].id);
    const auto& key = keys.instance;
    EXPECT_EQ(attempt(m_events[0], "a").slot, 1u);
    m_cluster->announceMigration(key, 0, 1);
    m_cluster->moveKeys(key, 0, 1, 2); // of the instance, its winners and its outbox
    EXPECT_EQ(whatIsSaid(1, {"EVAL", "return 1", "3", keys.instance, keys.winners, keys.outbox}).substr(0, 9),
              "TRYAGAIN ");
    EXPECT_TRUE(comesTrue([&] {
        const auto refused = attempt(m_events[0], "b", 2s);
        EXPECT_EQ(refused.verdict, Verdict::Unavailable);
        EXPECT_EQ(refused.reason, UnavailableReason::StoreDown);
        return m_store->status().problem == "redis_moved";
    })) << m_store->status().problem << ": an operator is told that it is being moved";
    EXPECT_EQ(attempt(m_events[1], "a").slot, 1u);
    m_cluster->moveKeys(key, 0, 1);
    m_cluster->finishMigration(key, 0, 1);
    EXPECT_EQ(untilAnswered(m_events[0], "b").slot, 2u);
    EXPECT_EQ(untilAnswered(m_events[0], "a").verdict, Verdict::Duplicate);
}

TEST_F(ClusterStore, AMasterThatIsAwayConcernsItsOwnEventsAlone)
{
    use();
    for (const auto& event : m_events)
        EXPECT_EQ(attempt(event, "a").slot, 1u);
    ASSERT_TRUE(hasHealth(stock::StoreHealth::Ready));
    m_cluster->server(1).kill();
    for (int i = 0; i < 20; ++i) {
        EXPECT_EQ(attempt(m_events[1], "b", 2s).verdict, Verdict::Unavailable);
        EXPECT_EQ(attempt(m_events[0], "b" + std::to_string(i)).verdict, Verdict::Accepted);
        EXPECT_EQ(attempt(m_events[2], "b" + std::to_string(i)).verdict, Verdict::Accepted);
    }
    EXPECT_TRUE(hasHealth(stock::StoreHealth::Impaired));
    EXPECT_FALSE(m_store->act(m_events[1].id, issuing::Act::Pause, m_events[1].version));
    EXPECT_TRUE(m_store->act(m_events[0].id, issuing::Act::Pause, m_events[0].version));
    stock::RedisOutbox outbox(m_cluster->target(), "relay");
    ASSERT_TRUE(outbox.open());
    const bool hasList = m_cluster->masterOf(stock::kRedisInstances) != 1;
    EXPECT_EQ(outbox.claim().has_value(), hasList) << "who has never read the list of instances waits for it";
    m_cluster->server(1).start();
    EXPECT_EQ(untilAnswered(m_events[1], "b").slot, 2u);
    EXPECT_EQ(untilAnswered(m_events[1], "a").verdict, Verdict::Duplicate);
    EXPECT_TRUE(comesTrue([&] { return outbox.claim().value_or(std::vector<eventlog::OutboxInstance>()).size() == 3; }));
    outbox.close();
    EXPECT_TRUE(hasHealth(stock::StoreHealth::Ready));
    EXPECT_TRUE(m_store->status().suspended.empty());
}

TEST_F(ClusterStore, AMasterThatLostItsDataSuspendsItsOwnEventsAlone)
{
    use();
    const auto list = m_cluster->masterOf(stock::kRedisInstances);
    for (const auto& event : m_events)
        EXPECT_EQ(attempt(event, "a").slot, 1u);
    m_cluster->server(list).kill();
    m_cluster->server(list).wipe();
    m_cluster->server(list).start();
    EXPECT_TRUE(isSuspended(m_events[list]));
    EXPECT_TRUE(comesTrue([&] { return attempt(m_events[list], "b", 2s).reason == UnavailableReason::Suspended; }));
    for (std::size_t i = 0; i < RedisCluster::kMasters; ++i) {
        if (i == list)
            continue;
        EXPECT_EQ(untilAnswered(m_events[i], "b").slot, 2u);
        EXPECT_TRUE(comesTrue([&] { // and the list has them again
            const auto listed = m_cluster->server(list).connect().ask({"SMEMBERS", std::string(stock::kRedisInstances)});
            return std::ranges::any_of(listed.list, [&](const auto& id) { return id.text == m_events[i].id.str(); });
        }));
    }
    EXPECT_EQ(m_store->status().suspended.size(), 1u);
}

TEST_F(ClusterStore, FollowsAMasterToItsReplica)
{
    use(true);
    EXPECT_EQ(attempt(m_events[0], "a").slot, 1u);
    EXPECT_EQ(attempt(m_events[1], "a").slot, 1u);
    ASSERT_TRUE(m_cluster->isReplicated(0));
    m_cluster->replicaOf(0).connect().ask({"CLUSTER", "FAILOVER"}); // both live
    EXPECT_TRUE(comesTrue([&] { return m_cluster->masterOf(keyOf(m_events[0])) == RedisCluster::kMasters; }));
    EXPECT_EQ(untilAnswered(m_events[0], "b").slot, 2u);
    ASSERT_TRUE(comesTrue([&] { // the old master follows the new one
        const auto role = m_cluster->server(0).connect().ask({"ROLE"});
        return role.list[0].text == "slave" && role.list[3].text == "connected";
    }));
    EXPECT_EQ(untilAnswered(m_events[0], "c").slot, 3u);
    ASSERT_TRUE(comesTrue([&] {
        return m_cluster->server(0).connect().ask({"ROLE"}).list[4].integer >=
               m_cluster->replicaOf(0).connect().ask({"ROLE"}).list[1].integer;
    }));
    m_cluster->replicaOf(0).kill(); // and back again
    EXPECT_EQ(untilAnswered(m_events[0], "d").slot, 4u);
    const auto again = untilAnswered(m_events[0], "a");
    EXPECT_EQ(again.verdict, Verdict::Duplicate);
    EXPECT_EQ(again.slot, 1u);
    EXPECT_EQ(untilAnswered(m_events[1], "b").slot, 2u);
    EXPECT_TRUE(m_store->status().suspended.empty());
}

TEST_F(ClusterStore, IsSuspendedWhereTheReplicaLagsBehind)
{
    use(true);
    EXPECT_EQ(attempt(m_events[0], "a").slot, 1u);
    EXPECT_EQ(attempt(m_events[1], "a").slot, 1u);
    ASSERT_TRUE(m_cluster->isReplicated(0));
    m_cluster->cutReplicaOff(0);
    EXPECT_EQ(attempt(m_events[0], "b").slot, 2u) << "and the replica never hears of it";
    m_cluster->server(0).kill();
    EXPECT_TRUE(comesTrue([&] { return m_cluster->masterOf(keyOf(m_events[0])) == RedisCluster::kMasters; }));
    EXPECT_TRUE(isSuspended(m_events[0]));
    EXPECT_EQ(m_store->status().suspended.at(m_events[0].id).atRisk, 1u);
    EXPECT_TRUE(comesTrue([&] { return attempt(m_events[0], "c", 2s).reason == UnavailableReason::Suspended; }));
    EXPECT_EQ(untilAnswered(m_events[1], "b").slot, 2u) << "the others go on";
    EXPECT_EQ(m_store->status().suspended.size(), 1u);
}

TEST_F(ClusterStore, IsUnavailableWhileAClusterThatHasToBeWholeIsNot)
{
    use();
    for (std::size_t i = 0; i < RedisCluster::kMasters; ++i)
        m_cluster->server(i).connect().ask({"CONFIG", "SET", "cluster-require-full-coverage", "yes"});
    EXPECT_EQ(attempt(m_events[0], "a").slot, 1u);
    m_cluster->server(1).kill();
    EXPECT_TRUE(comesTrue([&] { // CLUSTERDOWN
        (void)attempt(m_events[0], "x", 2s);
        return m_store->status().problem == "redis_cluster_down";
    })) << m_store->status().problem;
    EXPECT_EQ(attempt(m_events[0], "y", 2s).reason, UnavailableReason::StoreDown);
    m_cluster->server(1).start();
    EXPECT_EQ(untilAnswered(m_events[0], "a").verdict, Verdict::Duplicate);
    EXPECT_EQ(untilAnswered(m_events[0], "y").verdict, Verdict::Accepted);
}

TEST_F(ClusterStore, LoginIsThatOfEveryServer)
{
    m_cluster = std::make_unique<RedisCluster>(
        false, std::vector<std::string>{"--user", "firstcome", "on", ">secret", "~fc:*", "+@all"});
    auto target = m_cluster->target();
    target.user = "firstcome";
    target.password = "secret";
    m_store = std::make_unique<stock::RedisStockStore>(stock::RedisStoreOptions{.target = target}, m_clock);
    ASSERT_TRUE(m_store->start());
    m_lane = std::make_unique<LaneDriver>(*m_store, m_clock);
    for (std::size_t master = 0; master < RedisCluster::kMasters; ++master)
        EXPECT_EQ(untilAnswered(openInstanceOn(master), "a").slot, 1u);
    const auto clients = m_cluster->server(2).connect().ask({"CLIENT", "LIST"}).text;
    EXPECT_NE(clients.find("user=firstcome"), std::string::npos);
}

TEST_F(ClusterStore, OneServerOfAClusterIsNotEnoughAndAServerOfNoneIsNoCluster)
{
    m_cluster = std::make_unique<RedisCluster>();
    const auto other = (m_cluster->masterOf(stock::kRedisInstances) + 1) % RedisCluster::kMasters;
    m_store = std::make_unique<stock::RedisStockStore>(
        stock::RedisStoreOptions{.target = m_cluster->server(other).target()}, m_clock);
    ASSERT_TRUE(m_store->start());
    EXPECT_TRUE(comesTrue([this] { return m_store->status().problem == "redis_moved"; }));
    m_store->stop();
    const RedisServer alone;
    stock::RedisTarget target;
    target.cluster = {"127.0.0.1:" + std::to_string(alone.port())};
    m_store = std::make_unique<stock::RedisStockStore>(stock::RedisStoreOptions{.target = target}, m_clock);
    ASSERT_TRUE(m_store->start());
    EXPECT_TRUE(comesTrue([this] { return m_store->status().problem == "redis_no_cluster"; }));
    m_lane = std::make_unique<LaneDriver>(*m_store, m_clock);
    EXPECT_EQ(m_lane->attempt(issuing::InstanceId::random(), "a").reason, UnavailableReason::StoreDown);
}
