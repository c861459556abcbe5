#include "backend/stock/redis_stock_store.h"
#include "tests/contract/stock_store_contract.h"
#include "tests/support/manual_clock.h"
#include "tests/support/redis_cluster.h"

namespace firstcome::testing {

namespace {

/// The servers that all tests of this program use, one after the other.
RedisServer& server()
{
    static RedisServer started;
    return started;
}

RedisCluster& cluster()
{
    static RedisCluster started;
    return started;
}

/// A store on empty servers whose scripts read a clock that the test moves: a key of each server.
class RedisUnderTest final : public StoreUnderTest
{
public:
    RedisUnderTest(std::vector<RedisServer*> servers, stock::RedisTarget target, std::uint64_t outboxLimit)
    {
        std::string keys;
        for (std::size_t i = 0; i < servers.size(); ++i) {
            auto& redis = *m_redis.emplace_back(std::make_unique<RawRedis>(servers[i]->port()));
            redis.ask({"FLUSHALL"});
            m_clockKeys.push_back("fc:{" + tagOf(servers.size() == 1 ? nullptr : &redis, *servers[i]) + "}:clock");
            keys += (i == 0 ? "'" : ", '") + m_clockKeys.back() + "'";
        }
        m_options.target = std::move(target);
        m_options.target.connectTimeout = m_options.target.silenceTimeout = std::chrono::seconds(60); // however busy
        m_options.outboxLimit = outboxLimit;
        m_options.clock = "(function() for _, key in ipairs({" + keys +
                          "}) do local time = redis.pcall('GET', key) "
                          "if type(time) == 'string' then return tonumber(time) end end end)()";
        advance(std::chrono::microseconds(0));
        restart();
    }
    ~RedisUnderTest() override { m_store->stop(); }
    stock::StockStore& store() override { return *m_store; }
    const core::Clock& clock() const override { return m_clock; }
    void advance(std::chrono::microseconds by) override
    {
        m_clock.advance(by);
        for (std::size_t i = 0; i < m_redis.size(); ++i)
            m_redis[i]->ask({"SET", m_clockKeys[i], std::to_string(m_clock.wall().time_since_epoch().count())});
    }
    void restart() override
    {
        if (m_store)
            m_store->stop();
        m_store = std::make_unique<stock::RedisStockStore>(m_options, m_clock);
        EXPECT_TRUE(m_store->start());
        EXPECT_EQ(m_store->status().health, stock::StoreHealth::Ready) << m_store->status().detail;
    }
    /// A look around is part of the probe.
    void settle() override { EXPECT_TRUE(m_store->probe()); }

private:
    /// A hash tag of a key that this server of a cluster has; any where it is alone.
    static std::string tagOf(RawRedis* redis, const RedisServer& server)
    {
        if (!redis)
            return "test";
        const auto map = stock::RedisSlotMap::read(redis->ask({"CLUSTER", "SLOTS"}), "127.0.0.1").value();
        return map.tagOf("127.0.0.1:" + std::to_string(server.port()));
    }

    std::vector<std::unique_ptr<RawRedis>> m_redis;
    std::vector<std::string> m_clockKeys;
    ManualClock m_clock;
    stock::RedisStoreOptions m_options;
    std::unique_ptr<stock::RedisStockStore> m_store;
};

std::unique_ptr<StoreUnderTest> onServer(std::uint64_t outboxLimit)
{
    return std::make_unique<RedisUnderTest>(std::vector{&server()}, server().target(), outboxLimit);
}

std::unique_ptr<StoreUnderTest> onCluster(std::uint64_t outboxLimit)
{
    std::vector<RedisServer*> masters;
    for (std::size_t i = 0; i < RedisCluster::kMasters; ++i)
        masters.push_back(&cluster().server(i));
    return std::make_unique<RedisUnderTest>(masters, cluster().target(), outboxLimit);
}

INSTANTIATE_TEST_SUITE_P(Kinds, StockStoreContract,
                         ::testing::Values(StoreKind{"Redis", onServer}, StoreKind{"RedisCluster", onCluster}),
                         nameOfKind);

} // namespace

} // namespace firstcome::testing
