#include "tests/support/composed_backend.h"
#include "tests/support/redis_server.h"

#include <gtest/gtest.h>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;
using issuing::GoLine;
using issuing::GoStatus;

namespace {

/// The cluster profile as the programs compose it: its servers' settings are watched until the event opens.
class ClusterGoNoGo : public ::testing::Test, protected ComposedBackend
{
protected:
    ClusterGoNoGo()
    {
        m_config.redis.port = m_redis.port();
        useKafka(m_kafka);
        start();
    }
    ~ClusterGoNoGo() override { stop(); }
    bool reaches(GoLine which, GoStatus status)
    {
        return eventually([&](const Snapshot& snapshot) {
            if (snapshot.events.empty() || !snapshot.events[0].goNoGo)
                return false;
            for (const auto& line : snapshot.events[0].goNoGo->lines)
                if (line.line == which && line.status == status)
                    return true;
            return false;
        });
    }
    RedisServer m_redis{{"--appendfsync", "everysec"}};
    KafkaServer m_kafka;
};

} // namespace

TEST_F(ClusterGoNoGo, ASettingThatChangesHoldsTheCountdownAndAWaiverOrItsReturnLetsItGoOn)
{
    createEvent(core::SystemClock().wall() + 1h);
    ASSERT_FALSE(HasFatalFailure()) << "a Redis and topics that are set up as needed";
    ASSERT_TRUE(act(issuing::Act::Arm));
    ASSERT_TRUE(reaches(GoLine::StoreExpiry, GoStatus::Go));

    m_redis.connect().ask({"CONFIG", "SET", "maxmemory-policy", "allkeys-lru"});
    ASSERT_TRUE(reaches(GoLine::StoreEviction, GoStatus::NoGo));
    ASSERT_TRUE(eventually([](const Snapshot& s) { return s.events[0].event.state == issuing::EventState::Held; }));
    const auto refused = act(issuing::Act::Resume);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "no_go");
    m_redis.connect().ask({"CONFIG", "SET", "maxmemory-policy", "noeviction"});
    ASSERT_TRUE(reaches(GoLine::StoreEviction, GoStatus::Go));
    EXPECT_TRUE(act(issuing::Act::Resume));
    EXPECT_TRUE(reaches(GoLine::LogTopics, GoStatus::Go));
}
