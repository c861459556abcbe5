#include "backend/stock/redis_instance.h"
#include "backend/stock/redis_stock_store.h"
#include "tests/support/lane_driver.h"
#include "tests/support/redis_server.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <thread>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;
using issuing::UnavailableReason;
using issuing::Verdict;

namespace {

/// A store on one Redis server, reached as the test says.
class RedisLogin : public ::testing::Test
{
protected:
    ~RedisLogin() override
    {
        m_lane.reset();
        if (m_store)
            m_store->stop();
    }
    void use(const stock::RedisTarget& target, std::size_t laneCapacity = 16'384)
    {
        stock::RedisStoreOptions options{.target = target};
        options.laneCapacity = laneCapacity;
        m_store = std::make_unique<stock::RedisStockStore>(options, m_clock);
        ASSERT_TRUE(m_store->start());
        m_lane = std::make_unique<LaneDriver>(*m_store, m_clock);
    }
    issuing::Instance open()
    {
        issuing::Instance instance;
        instance.id = issuing::InstanceId::random();
        instance.couponId = *issuing::CouponId::parse("C");
        instance.total = 100;
        const auto armed = m_store->create(instance).value();
        return m_store->act(armed.id, issuing::Act::Open, armed.version).value();
    }
    bool comesTo(const std::string& problem)
    {
        const auto until = m_clock.steady() + 60s;
        while (m_store->status().problem != problem && m_clock.steady() < until)
            std::this_thread::sleep_for(10ms);
        return m_store->status().problem == problem;
    }

    core::SystemClock m_clock;
    std::unique_ptr<stock::RedisStockStore> m_store;
    std::unique_ptr<LaneDriver> m_lane;
};

} // namespace

TEST_F(RedisLogin, AServerIsReachedByItsSocket)
{
    const TemporaryDirectory directory;
    const auto socket = directory.path() / "redis.sock";
    const RedisServer redis({"--unixsocket", socket.string()});
    stock::RedisTarget target;
    target.host = socket.string();
    target.port = 1; // nobody is there
    use(target);
    EXPECT_EQ(m_lane->attempt(open().id, "p").slot, 1u);
}

TEST_F(RedisLogin, EverythingIsInTheDatabaseThatIsNamed)
{
    const RedisServer redis;
    auto target = redis.target();
    target.database = 5;
    use(target);
    const auto instance = open();
    EXPECT_EQ(m_lane->attempt(instance.id, "p").slot, 1u);
    auto raw = redis.connect();
    EXPECT_EQ(raw.ask({"DBSIZE"}).integer, 0);
    raw.ask({"SELECT", "5"});
    const stock::RedisKeys keys(instance.id);
    EXPECT_EQ(raw.ask({"EXISTS", keys.instance, keys.winners, keys.outbox}).integer, 3);
}

TEST_F(RedisLogin, APasswordAloneIsEnoughAndAWrongOneIsNamed)
{
    const RedisServer redis;
    redis.connect().ask({"CONFIG", "SET", "requirepass", "open sesame"});
    auto target = redis.target();
    target.password = "open sesame";
    use(target);
    EXPECT_EQ(m_lane->attempt(open().id, "p").slot, 1u);
    m_lane.reset();
    m_store->stop();
    target.password = "sesame";
    use(target);
    EXPECT_TRUE(comesTo("redis_refuses_us")) << m_store->status().problem;
}

TEST_F(RedisLogin, ALaneHasNoMoreOpenThanItsBound)
{
    RedisServer redis;
    auto target = redis.target();
    target.silenceTimeout = 60s; // it stays the same connection, however slow the machine
    use(target, 8);
    const auto instance = open();
    redis.pause();
    std::vector<std::future<stock::AttemptReply>> waiting;
    const auto crowd = people("p", 20);
    for (const auto& person : crowd)
        waiting.push_back(m_lane->begin(instance.id, person));
    for (std::size_t i = 8; i < waiting.size(); ++i)
        EXPECT_EQ(waiting[i].get().reason, UnavailableReason::Overloaded) << "told at once, while nothing answers";
    redis.unpause();
    for (std::size_t i = 0; i < 8; ++i)
        EXPECT_EQ(waiting[i].get().verdict, Verdict::Accepted);
}
