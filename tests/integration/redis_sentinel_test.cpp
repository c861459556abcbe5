#include "backend/stock/redis_stock_store.h"
#include "tests/support/free_port.h"
#include "tests/support/lane_driver.h"
#include "tests/support/node_program.h"
#include "tests/support/redis_sentinels.h"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <thread>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;
using issuing::UnavailableReason;
using issuing::Verdict;

namespace {

/// A store and a lane that know nothing but the Sentinels.
class SentinelStore : public ::testing::Test
{
protected:
    SentinelStore()
        : m_store(stock::RedisStoreOptions{.target = m_servers.target()}, m_clock)
    {
        EXPECT_TRUE(m_store.start());
        m_lane = std::make_unique<LaneDriver>(m_store, m_clock);
        issuing::Instance instance;
        instance.id = issuing::InstanceId::random();
        instance.couponId = *issuing::CouponId::parse("C");
        instance.total = 100;
        const auto armed = m_store.create(instance).value();
        m_instance = m_store.act(armed.id, issuing::Act::Open, armed.version).value();
    }
    ~SentinelStore() override
    {
        m_lane.reset();
        m_store.stop();
    }
    /// In good time even for a busy disk; `within` where there may be no answer.
    stock::AttemptReply attempt(std::string_view person, std::chrono::seconds within = 30s)
    {
        return m_lane->attemptBy(m_instance.id, person, m_clock.steady() + within);
    }
    /// Tries the same person until the verdict is not unavailable any more.
    stock::AttemptReply untilAnswered(std::string_view person)
    {
        stock::AttemptReply reply;
        comesTrue([&] {
            reply = attempt(person, 2s);
            return reply.verdict != Verdict::Unavailable;
        });
        return reply;
    }

    core::SystemClock m_clock;
    RedisSentinels m_servers;
    stock::RedisStockStore m_store;
    std::unique_ptr<LaneDriver> m_lane;
    issuing::Instance m_instance;
};

core::Result<stock::RedisSentinel::Master> masterAsToldBy(const std::vector<std::string>& sentinels,
                                                          const std::string& name)
{
    boost::asio::io_context context;
    stock::RedisSentinel sentinel(context, sentinels, name);
    std::optional<core::Result<stock::RedisSentinel::Master>> told;
    sentinel.ask([&](auto result) { told.emplace(std::move(result)); });
    context.run();
    return told.value_or(core::fail(core::ErrorKind::Unavailable, "never_told"));
}

} // namespace

TEST_F(SentinelStore, FollowsTheMasterThroughAFailover)
{
    EXPECT_EQ(attempt("a").slot, 1u);
    EXPECT_EQ(attempt("b").slot, 2u);
    ASSERT_TRUE(m_servers.isReplicated());
    m_servers.master().kill();
    EXPECT_EQ(untilAnswered("c").slot, 3u) << "the replica has all, so it goes on by itself";
    const auto again = untilAnswered("a");
    EXPECT_EQ(again.verdict, Verdict::Duplicate);
    EXPECT_EQ(again.slot, 1u);
    EXPECT_EQ(m_store.poke(m_instance.id)->issued, 3u);
    m_servers.master().start(); // as a master, until the Sentinels have told it better
    EXPECT_EQ(untilAnswered("d").slot, 4u);
}

TEST_F(SentinelStore, IsSuspendedWhereTheNewMasterLagsBehind)
{
    EXPECT_EQ(attempt("a").slot, 1u);
    ASSERT_TRUE(m_servers.isReplicated());
    m_servers.cutReplicaOff();
    EXPECT_EQ(attempt("b").slot, 2u) << "and the replica never hears of it";
    m_servers.master().kill();
    EXPECT_TRUE(comesTrue([&] { return attempt("c", 2s).reason == UnavailableReason::Suspended; }));
    EXPECT_TRUE(comesTrue([&] { return m_store.status().suspended.contains(m_instance.id); }));
    EXPECT_EQ(m_store.status().suspended.at(m_instance.id).atRisk, 1u);
}

TEST(RedisSentinel, AsksOneAfterTheOtherAndSaysWhyNobodyKnows)
{
    const RedisServer server, alone{RedisServer::Sentinel{}};
    const auto dead = "127.0.0.1:" + std::to_string(freePort());
    const auto knowing = "127.0.0.1:" + std::to_string(alone.port());
    const auto noSentinel = "127.0.0.1:" + std::to_string(server.port());
    alone.connect().ask({"SENTINEL", "MONITOR", "m", "127.0.0.1", std::to_string(server.port()), "1"});

    const auto found = masterAsToldBy({dead, noSentinel, knowing}, "m");
    ASSERT_TRUE(found) << found.error().detail;
    EXPECT_EQ(found->host, "127.0.0.1");
    EXPECT_EQ(found->port, server.port());

    const auto missing = masterAsToldBy({dead, knowing}, "another");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, "redis_no_master");
    EXPECT_NE(missing.error().detail.find("does not know that master"), std::string::npos) << missing.error().detail;
    EXPECT_FALSE(masterAsToldBy({dead}, "m"));
}

TEST(RedisSentinel, GivesUpASilentOne)
{
    boost::asio::io_context context;
    boost::asio::ip::tcp::acceptor silent(context, {boost::asio::ip::address_v4::loopback(), 0});
    const auto missing = masterAsToldBy({"127.0.0.1:" + std::to_string(silent.local_endpoint().port())}, "m");
    ASSERT_FALSE(missing);
    EXPECT_NE(missing.error().detail.find("no answer in time"), std::string::npos) << missing.error().detail;
}
