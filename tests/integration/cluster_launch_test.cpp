#include "tests/support/composed_backend.h"
#include "tests/support/redis_cluster.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <thread>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;

namespace {

/// The broker that all tests of this program share; topics are each test's own.
KafkaServer& broker()
{
    static KafkaServer started;
    return started;
}

/// A stock that is gone in a few seconds on a machine that does much else.
constexpr std::uint32_t kFewEnough = 300;

/// What a launch runs on, beside Kafka.
struct Engines
{
    std::string sql;
    bool redisCluster = false;
    std::string name() const { return sql + (redisCluster ? "_redis_cluster" : ""); }
};

/// The cluster profile as the programs compose it, on a Redis, or a Redis Cluster, and an SQL server of its own.
class ClusterLaunch : public ::testing::TestWithParam<Engines>, protected ComposedBackend
{
protected:
    ClusterLaunch()
        : m_sql(GetParam().sql == "mariadb" ? SqlServer::mariaDb() : SqlServer::postgreSql())
    {
        if (GetParam().redisCluster) {
            m_cluster = std::make_unique<RedisCluster>();
            m_config.redis.cluster = m_cluster->addresses();
        } else {
            m_redis = std::make_unique<RedisServer>(std::vector<std::string>{"--appendfsync", "always"});
            m_config.redis.port = m_redis->port();
        }
        useKafka(broker());
        useSql(*m_sql, GetParam().sql);
        start();
    }
    ~ClusterLaunch() override { stop(); }

    /// The one that has the rehearsal's instance.
    RedisServer& redis()
    {
        if (m_redis)
            return *m_redis;
        const auto snapshot = m_backend->snapshot();
        for (const EventView& view : snapshot->events)
            if (view.event.instance)
                return m_cluster->server(m_cluster->masterOf("{" + view.event.instance->id.str() + "}"));
        throw std::runtime_error("nothing is armed");
    }
    /// A rehearsal from arming to its exact audit; `during` is run while the load is on.
    std::shared_ptr<const spike::RunResult> rehearseWhile(std::uint32_t stock, const std::function<void()>& during)
    {
        const auto started = rehearse(20, stock);
        EXPECT_TRUE(started) << started.error().code << " " << started.error().detail;
        EXPECT_TRUE(eventually([](const Snapshot& s) {
            return std::ranges::any_of(s.events, [](const EventView& view) {
                return view.event.instance && view.event.instance->issued > 100;
            });
        }));
        during();
        EXPECT_TRUE(eventually(runHasEnded));
        const auto run = m_backend->snapshot()->spike.run;
        EXPECT_TRUE(run.result) << run.problem << " " << run.detail;
        return run.result;
    }
    void expectExact(const spike::RunResult& result)
    {
        ASSERT_TRUE(result.audit);
        EXPECT_TRUE(result.audit->closed);
        EXPECT_EQ(result.audit->conservation.ledger, result.issued);
        EXPECT_GE(result.issued, result.verdicts[static_cast<std::size_t>(issuing::Verdict::Accepted)])
            << "an accept whose answer was lost is there too";
        EXPECT_EQ(result.duplicates, 0u);
        EXPECT_EQ(result.oversold, 0u);
        EXPECT_EQ(result.audit->deadLetters, 0u);
    }

    std::unique_ptr<RedisServer> m_redis; ///< or
    std::unique_ptr<RedisCluster> m_cluster;
    std::unique_ptr<SqlServer> m_sql;
};

} // namespace

INSTANTIATE_TEST_SUITE_P(Servers, ClusterLaunch, ::testing::Values(Engines{"mariadb"}, Engines{"postgresql"}, Engines{"mariadb", true}),
                         [](const auto& tested) { return tested.param.name(); });

TEST_P(ClusterLaunch, ARehearsalIsExactThroughRedisKafkaAndSql)
{
    const auto result = rehearseWhile(kFewEnough, [] {});
    ASSERT_TRUE(result);
    expectExact(*result);
    EXPECT_EQ(result->issued, kFewEnough);
    EXPECT_EQ(result->verdicts[static_cast<std::size_t>(issuing::Verdict::Accepted)], kFewEnough);
    ASSERT_TRUE(result->confirmed) << "by Redis' clock";
    EXPECT_EQ(result->confirmed->count, kFewEnough);
    EXPECT_GT(*result->confirmed->max, 0);
}

TEST_P(ClusterLaunch, EachServerIsKilledInTurnAndNothingIsLost)
{
    const auto result = rehearseWhile(2'000, [this] {
        m_sql->kill();
        std::this_thread::sleep_for(300ms);
        RedisServer& store = redis();
        store.kill();
        std::this_thread::sleep_for(300ms);
        store.start();
        broker().kill();
        std::this_thread::sleep_for(300ms);
        broker().start();
        m_sql->start();
    });
    ASSERT_TRUE(result);
    expectExact(*result);
}
