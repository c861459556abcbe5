#include "backend/core/clock.h"
#include "backend/stock/redis_stock_store.h"
#include "tests/support/redis_server.h"

#include <gtest/gtest.h>

using namespace firstcome;
using namespace firstcome::testing;

namespace {

/// What the store tells of a real Redis server for go/no-go.
class RedisGoNoGo : public ::testing::Test
{
protected:
    ~RedisGoNoGo() override
    {
        if (m_store)
            m_store->stop();
    }
    void connectAs(const std::string& user = {})
    {
        stock::RedisStoreOptions options{.target = m_redis.target()};
        options.target.user = user;
        options.target.password = user.empty() ? "" : "secret";
        m_store = std::make_unique<stock::RedisStockStore>(options, m_clock);
        ASSERT_TRUE(m_store->start());
    }
    issuing::StoreServer asked()
    {
        const auto servers = m_store->servers();
        EXPECT_TRUE(servers) << servers.error().detail;
        return servers && servers->size() == 1 ? servers->front() : issuing::StoreServer();
    }

    RedisServer m_redis{{"--appendfsync", "everysec", "--auto-aof-rewrite-percentage", "50"}};
    core::SystemClock m_clock;
    std::unique_ptr<stock::RedisStockStore> m_store;
};

} // namespace

TEST_F(RedisGoNoGo, TheServersSettingsAreTold)
{
    connectAs();
    const auto server = asked();
    EXPECT_EQ(server.refused, "");
    EXPECT_EQ(server.evictionPolicy, "noeviction");
    EXPECT_EQ(server.appendOnly, "yes");
    EXPECT_EQ(server.appendFsync, "everysec");
    EXPECT_EQ(server.rewritePercent, 50u);
    EXPECT_EQ(server.rewriteLeast, 64u * 1024 * 1024);
    ASSERT_TRUE(server.aofBytes);
    EXPECT_TRUE(server.aofBaseBytes);
    EXPECT_FALSE(server.rewriting);
    ASSERT_TRUE(server.expiring);
    EXPECT_TRUE(server.expiring->empty());

    auto raw = m_redis.connect();
    raw.ask({"CONFIG", "SET", "maxmemory-policy", "allkeys-lfu"});
    raw.ask({"CONFIG", "SET", "appendfsync", "no"});
    EXPECT_EQ(asked().evictionPolicy, "allkeys-lfu");
    EXPECT_EQ(asked().appendFsync, "no");
}

TEST_F(RedisGoNoGo, AnEventsKeyThatWouldGoAwayIsNamed)
{
    connectAs();
    issuing::Instance instance;
    instance.id = issuing::InstanceId::random();
    instance.couponId = *issuing::CouponId::parse("C");
    instance.total = 10;
    ASSERT_TRUE(m_store->create(instance));
    EXPECT_TRUE(asked().expiring->empty());
    const auto key = stock::RedisKeys(instance.id).instance;
    m_redis.connect().ask({"EXPIRE", key, "3600"});
    EXPECT_EQ(asked().expiring, std::vector{key});
}

TEST_F(RedisGoNoGo, WhatAUserMayNotAskIsNotKnownAndTheRestIs)
{
    m_redis.connect().ask({"ACL", "SETUSER", "limited", "on", ">secret", "~*", "&*", "+@all", "-config"});
    connectAs("limited");
    const auto server = asked();
    EXPECT_NE(server.refused.find("NOPERM"), std::string::npos) << server.refused;
    EXPECT_EQ(server.evictionPolicy, "noeviction") << "INFO says that too";
    EXPECT_EQ(server.appendOnly, "yes");
    EXPECT_EQ(server.appendFsync, "");
    EXPECT_FALSE(server.rewritePercent);
    EXPECT_TRUE(server.expiring);
}

TEST_F(RedisGoNoGo, AServerThatIsGoneIsDown)
{
    connectAs();
    m_redis.kill();
    EXPECT_EQ(m_store->servers().error().code, "store_down");
}
