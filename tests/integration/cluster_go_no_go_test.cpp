#include "app/compose/profiles.h"
#include "tests/support/core_application.h"
#include "tests/support/kafka_server.h"
#include "tests/support/redis_server.h"

#include <gtest/gtest.h>

#include <future>
#include <thread>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;
using issuing::GoLine;
using issuing::GoStatus;

namespace {

constexpr auto kPatience = 120s;

/// The cluster profile as the programs compose it: its servers' settings are watched until the event opens.
class ClusterGoNoGo : public ::testing::Test
{
protected:
    ClusterGoNoGo()
    {
        ensureCoreApplication();
        m_config.profile = "cluster";
        m_config.dataDir = m_directory.path();
        m_config.http.port = 0;
        m_config.redis.port = m_redis.port();
        const auto kafka = m_kafka.target();
        m_config.kafka.brokers = kafka.brokers;
        m_config.kafka.topic = kafka.topic;
        m_config.kafka.shadowTopic = kafka.shadowTopic;
        m_config.kafka.group = kafka.group;
        m_backend = std::move(app::makeBackend(m_config, {}).value());
        EXPECT_TRUE(m_backend->start([] {}));
    }
    ~ClusterGoNoGo() override { m_backend->stop(); }
    template <class Condition>
    bool eventually(Condition condition)
    {
        const auto until = std::chrono::steady_clock::now() + kPatience;
        while (std::chrono::steady_clock::now() < until) {
            if (condition(*m_backend->snapshot()))
                return true;
            std::this_thread::sleep_for(10ms);
        }
        return false;
    }
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
    core::Result<Reply> ask(Command command)
    {
        auto answered = std::make_shared<std::promise<core::Result<Reply>>>();
        m_backend->submit(std::move(command),
                          [answered](core::Result<Reply> reply) { answered->set_value(std::move(reply)); });
        return answered->get_future().get();
    }

    TemporaryDirectory m_directory;
    RedisServer m_redis{{"--appendfsync", "everysec"}};
    KafkaServer m_kafka;
    core::Config m_config;
    std::unique_ptr<Backend> m_backend;
};

} // namespace

TEST_F(ClusterGoNoGo, ASettingThatChangesHoldsTheCountdownAndAWaiverOrItsReturnLetsItGoOn)
{
    ASSERT_TRUE(eventually([](const Snapshot& s) { return !s.starting && s.eventsKnown; }));
    issuing::EventDraft draft;
    draft.couponId = *issuing::CouponId::parse("XMAS");
    draft.name = "Christmas";
    draft.total = 500;
    draft.opensAt = core::SystemClock().wall() + 1h;
    ASSERT_TRUE(ask(CreateEvent{"console", draft}));
    ASSERT_TRUE(eventually(
        [](const Snapshot& s) { return !s.events.empty() && s.events[0].goNoGo && s.events[0].goNoGo->green(); }))
        << "a Redis and topics that are set up as needed";
    const auto act = [&](issuing::Act act) {
        const auto snapshot = m_backend->snapshot();
        return ask(ActOnEvent{"console", draft.couponId, act, snapshot->events[0].event.version});
    };
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
