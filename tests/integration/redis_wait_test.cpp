#include "backend/stock/redis_stock_store.h"
#include "tests/support/lane_driver.h"
#include "tests/support/node_program.h"
#include "tests/support/promise_check.h"
#include "tests/support/redis_server.h"

#include <gtest/gtest.h>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;
using issuing::UnavailableReason;
using issuing::Verdict;

namespace {

/// Longer than a busy disk holds up a replica: one that has just copied its server writes its AOF anew.
constexpr auto kPatience = 2s;

/// A store that shows a slot only once the replica of its server has it.
class RedisReplicas : public ::testing::Test
{
protected:
    RedisReplicas()
        : m_master({"--appendfsync", "always", "--repl-diskless-sync-delay", "0"})
        , m_replica({"--replicaof", "127.0.0.1", std::to_string(m_master.port())})
    {
        EXPECT_TRUE(comesTrue([this] {
            auto redis = m_master.connect();
            redis.ask({"SET", "fc:test", "1"});
            return redis.ask({"WAIT", "1", "100"}).integer == 1;
        }));
        stock::RedisStoreOptions options{.target = m_master.target()};
        options.wait = {1, kPatience};
        m_store = std::make_unique<stock::RedisStockStore>(options, m_clock);
        EXPECT_TRUE(m_store->start());
        m_lane = std::make_unique<LaneDriver>(*m_store, m_clock);
        m_otherLane = std::make_unique<LaneDriver>(*m_store, m_clock);
        m_instance = openInstance();
    }
    issuing::Instance openInstance()
    {
        issuing::Instance instance;
        instance.id = issuing::InstanceId::random();
        instance.couponId = *issuing::CouponId::parse("C");
        instance.total = 1'000;
        const auto armed = m_store->create(instance).value();
        return m_store->act(armed.id, issuing::Act::Open, armed.version).value();
    }
    ~RedisReplicas() override
    {
        m_otherLane.reset();
        m_lane.reset();
        if (m_store)
            m_store->stop();
    }
    stock::AttemptReply attempt(std::string_view person)
    {
        return m_lane->attemptBy(m_instance.id, person, m_clock.steady() + 30s);
    }
    bool replicaHas(const std::string& person)
    {
        return m_replica.connect().ask({"HEXISTS", stock::RedisKeys(m_instance.id).winners, person}).integer == 1;
    }

    core::SystemClock m_clock;
    RedisServer m_master, m_replica;
    std::unique_ptr<stock::RedisStockStore> m_store;
    std::unique_ptr<LaneDriver> m_lane, m_otherLane;
    issuing::Instance m_instance;
};

} // namespace

TEST_F(RedisReplicas, HaveEverySlotThatIsShown)
{
    for (int i = 0; i < 50; ++i) {
        const auto person = "p" + std::to_string(i);
        EXPECT_EQ(attempt(person).verdict, Verdict::Accepted);
        EXPECT_TRUE(replicaHas(person));
    }
    EXPECT_EQ(m_store->status().durability.waitReplicas, 1u);
    EXPECT_EQ(m_store->status().durability.unreplicated, 0u);
    EXPECT_TRUE(m_store->probe());
}

TEST_F(RedisReplicas, AreWaitedForOnceForManyAnswers)
{
    std::vector<stock::Attempt> attempts; // each at another event: a call each
    for (int i = 0; i < 40; ++i)
        attempts.push_back({openInstance().id, *issuing::PublicId::parse("p"), m_lane->soon()});
    m_master.connect().ask({"CONFIG", "RESETSTAT"});
    const auto replies = m_lane->attemptAll(attempts);
    EXPECT_TRUE(std::ranges::all_of(replies, [](const auto& reply) { return reply.verdict == Verdict::Accepted; }));
    const auto stats = m_master.connect().ask({"INFO", "commandstats"}).text;
    const auto callsOf = [&](const std::string& command) {
        const auto before = "cmdstat_" + command + ":calls=";
        const auto at = stats.find(before);
        return at == std::string::npos ? 0 : std::stoi(stats.substr(at + before.size()));
    };
    EXPECT_GE(callsOf("evalsha"), 40);
    EXPECT_GE(callsOf("wait"), 1);
    EXPECT_LT(callsOf("wait"), 20);
}

TEST_F(RedisReplicas, WithoutThemNobodyIsShownASlotAndAfterwardsEverybodyIs)
{
    EXPECT_EQ(attempt("a").slot, 1u);
    m_replica.pause();
    const auto withheld = attempt("b");
    EXPECT_EQ(withheld.verdict, Verdict::Unavailable);
    EXPECT_EQ(withheld.reason, UnavailableReason::NotReplicated);
    EXPECT_EQ(withheld.slot, 0u);
    EXPECT_EQ(attempt("b").reason, UnavailableReason::NotReplicated) << "a duplicate would show the slot too";
    EXPECT_EQ(m_lane->find(m_instance.id, "b").reason, UnavailableReason::NotReplicated);
    EXPECT_EQ(m_otherLane->attempt(m_instance.id, "b").reason, UnavailableReason::NotReplicated)
        << "on a connection that wrote nothing itself";
    EXPECT_EQ(m_lane->find(m_instance.id, "nobody").verdict, Verdict::UnknownUser) << "shows no slot";
    EXPECT_EQ(m_store->status().durability.unreplicated, 4u);
    EXPECT_TRUE(comesTrue([this] {
        (void)attempt("b");
        return m_store->status().problem == "redis_no_replicas";
    }));
    EXPECT_FALSE(m_store->probe()) << "which holds the countdown";
    m_replica.unpause();
    EXPECT_TRUE(comesTrue([this] { return attempt("b").verdict == Verdict::Duplicate; }));
    EXPECT_EQ(attempt("b").slot, 2u);
    EXPECT_EQ(attempt("c").slot, 3u);
    EXPECT_EQ(attempt("c").verdict, Verdict::Duplicate);
    EXPECT_TRUE(comesTrue([this] { return m_store->status().health == stock::StoreHealth::Ready; }));
    EXPECT_TRUE(m_store->probe());
}

TEST_F(RedisReplicas, TakeOverWithEverythingThatWasShown)
{
    PromiseCheck promise;
    const auto ask = [&](const std::string& prefix) {
        const auto names = people(prefix, 100);
        const auto replies = m_lane->attemptAll(m_instance.id, names);
        for (std::size_t i = 0; i < names.size(); ++i)
            promise.shown(names[i], replies[i]);
    };
    ask("a-");
    EXPECT_EQ(promise.acceptedCount(), 100u);
    {
        auto admin = m_master.connect(); // who is connected already stays so
        admin.ask({"CONFIG", "SET", "requirepass", "not for the replica"});
        admin.ask({"CLIENT", "KILL", "TYPE", "replica"});
    }
    ask("b-");
    EXPECT_EQ(promise.acceptedCount(), 100u) << "the replica did not hear of these";
    m_lane.reset();
    m_otherLane.reset();
    m_store->stop();
    m_master.kill();
    m_replica.connect().ask({"REPLICAOF", "NO", "ONE"});
    m_store = std::make_unique<stock::RedisStockStore>(stock::RedisStoreOptions{.target = m_replica.target()}, m_clock);
    ASSERT_TRUE(m_store->start());
    LaneDriver lane(*m_store, m_clock);
    EXPECT_EQ(promise.violations(*m_store, m_instance.id, 1'000), std::vector<std::string>());
    EXPECT_TRUE(comesTrue([&] { return lane.attempt(m_instance.id, "c").slot == 101; }));
}

TEST_F(RedisReplicas, AreAnsweredForWhenTheStoreStops)
{
    m_replica.pause();
    auto open = m_lane->begin(m_instance.id, "a");
    m_lane.reset();
    EXPECT_EQ(open.get().verdict, Verdict::Unavailable);
    m_replica.unpause();
}
