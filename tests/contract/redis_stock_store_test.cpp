#include "backend/stock/redis_stock_store.h"
#include "tests/contract/stock_store_contract.h"
#include "tests/support/manual_clock.h"
#include "tests/support/redis_server.h"

namespace firstcome::testing {

namespace {

constexpr const char* kClockKey = "fc:test:clock";

/// The server that all tests of this program use, one after the other.
RedisServer& server()
{
    static RedisServer started;
    return started;
}

/// A store on an empty server whose scripts read a clock that the test moves.
class RedisUnderTest final : public StoreUnderTest
{
public:
    explicit RedisUnderTest(std::uint64_t outboxLimit)
        : m_raw(server().port())
    {
        m_raw.ask({"FLUSHALL"});
        m_options.target = server().target();
        m_options.target.connectTimeout = m_options.target.silenceTimeout = std::chrono::seconds(60); // however busy
        m_options.outboxLimit = outboxLimit;
        m_options.clock = "tonumber(redis.call('GET', '" + std::string(kClockKey) + "'))";
        advance(std::chrono::microseconds(0));
        restart();
    }
    ~RedisUnderTest() override { m_store->stop(); }
    stock::StockStore& store() override { return *m_store; }
    const core::Clock& clock() const override { return m_clock; }
    void advance(std::chrono::microseconds by) override
    {
        m_clock.advance(by);
        m_raw.ask({"SET", kClockKey, std::to_string(m_clock.wall().time_since_epoch().count())});
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
    RawRedis m_raw;
    ManualClock m_clock;
    stock::RedisStoreOptions m_options;
    std::unique_ptr<stock::RedisStockStore> m_store;
};

INSTANTIATE_TEST_SUITE_P(Kinds, StockStoreContract,
                         ::testing::Values(StoreKind{"Redis",
                                                     [](std::uint64_t outboxLimit) {
                                                         return std::make_unique<RedisUnderTest>(outboxLimit);
                                                     }}),
                         nameOfKind);

} // namespace

} // namespace firstcome::testing
