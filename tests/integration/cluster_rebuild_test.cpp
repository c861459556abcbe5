#include "app/compose/profiles.h"
#include "tests/support/core_application.h"
#include "tests/support/coupon_crowd.h"
#include "tests/support/kafka_server.h"
#include "tests/support/redis_server.h"

#include <gtest/gtest.h>

#include <fstream>
#include <future>
#include <thread>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;

namespace {

constexpr auto kPatience = 120s;

/// The cluster profile as the programs compose it, on a Redis that is replaced by an empty one and on real Kafka.
class ClusterRebuild : public ::testing::Test
{
protected:
    ClusterRebuild()
        : m_redis({"--appendfsync", "everysec"})
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
        start();
    }
    ~ClusterRebuild() override { m_backend->stop(); }
    void start()
    {
        m_backend = std::move(app::makeBackend(m_config, {{}, FIRSTCOME_BINARY_DIR "/bin/firstcome-spike"}).value());
        ASSERT_TRUE(m_backend->start([] {}));
        ASSERT_TRUE(eventually([](const Snapshot& s) { return !s.starting && s.port != 0 && s.eventsKnown; }));
    }
    void loseRedis()
    {
        m_redis.kill();
        m_redis.wipe();
        m_redis.start();
    }
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
    core::Result<Reply> ask(Command command)
    {
        auto answered = std::make_shared<std::promise<core::Result<Reply>>>();
        m_backend->submit(std::move(command),
                          [answered](core::Result<Reply> reply) { answered->set_value(std::move(reply)); });
        return answered->get_future().get();
    }
    const EventView* view() const
    {
        m_seen = m_backend->snapshot();
        return m_seen->events.empty() ? nullptr : &m_seen->events.front();
    }
    void act(issuing::Act act)
    {
        const auto done = ask(ActOnEvent{"console", m_couponId, act, view()->event.version});
        ASSERT_TRUE(done) << done.error().code << ' ' << done.error().detail;
    }
    void openEvent()
    {
        issuing::EventDraft draft;
        draft.couponId = m_couponId;
        draft.name = "Christmas";
        draft.total = 500;
        ASSERT_TRUE(ask(CreateEvent{"console", draft}));
        ASSERT_TRUE(eventually(
            [](const Snapshot& s) { return !s.events.empty() && s.events[0].goNoGo && s.events[0].goNoGo->green(); }));
        act(issuing::Act::Arm);
        ASSERT_TRUE(eventually([](const Snapshot& s) { return s.events[0].goNoGo && s.events[0].goNoGo->green(); }));
        act(issuing::Act::Open);
    }
    std::vector<SeenReply> wave(const std::string& prefix, std::uint32_t count)
    {
        Wave wave(m_backend->snapshot()->port, m_couponId.str());
        const auto replies = wave.tryFor(peopleNamed(prefix, 1, count));
        m_promises.add(replies);
        return replies;
    }
    HttpReply asOperator(const std::string& method, const std::string& target)
    {
        std::ifstream in(m_directory.path() / "operator.token");
        std::string token;
        std::getline(in, token);
        RawClient client(m_backend->snapshot()->port, kPatience);
        return client.ask(method, target, "Authorization: Bearer " + token + "\r\n").value_or(HttpReply());
    }
    void expectSuspended(std::uint64_t atRisk)
    {
        ASSERT_TRUE(eventually([&](const Snapshot& s) {
            return !s.events.empty() && s.events[0].suspension && s.events[0].suspension->atRisk == atRisk &&
                   s.events[0].suspension->named == s.events[0].suspension->atRisk;
        })) << (view() && view()->suspension ? view()->suspension->atRisk : 0);
        EXPECT_EQ(m_backend->snapshot()->store.health, PartHealth::Critical);
        EXPECT_EQ(m_backend->snapshot()->store.code, "store_lost_accepts");
        ASSERT_TRUE(eventually([&](const Snapshot&) {
            const auto refused = wave("early-", 1).front();
            return refused.status == 503 && refused.code == "suspended";
        }));
    }
    void expectRebuilt(std::size_t people)
    {
        ASSERT_TRUE(eventually([](const Snapshot& s) {
            return !s.events[0].suspension && s.events[0].event.state == issuing::EventState::Paused &&
                   s.store.health == PartHealth::Fine;
        }));
        act(issuing::Act::Unpause);
        for (const auto& reply : wave("later-" + std::to_string(people) + "-", 20))
            EXPECT_EQ(reply.status, 202) << reply.code;
        ASSERT_TRUE(eventually([&](const Snapshot& s) { return s.events[0].confirmed == people + 20; }));
        act(issuing::Act::Pause);
        core::Result<Reply> report;
        ASSERT_TRUE(eventually([&](const Snapshot&) {
            report = ask(RunAudit{"console", m_couponId, true});
            return report.has_value();
        })) << report.error().code;
        EXPECT_TRUE(std::get<issuing::AuditReport>(*report).closed);
        const auto saved = ledgerSlots((m_directory.path() / "ledger.db").string(), m_couponId.str());
        EXPECT_EQ(saved, m_promises.slots());
        EXPECT_EQ(notContiguous(saved), "");
        EXPECT_EQ(m_promises.broken(), "");
        act(issuing::Act::Unpause);
    }

    TemporaryDirectory m_directory;
    RedisServer m_redis;
    KafkaServer m_kafka;
    core::Config m_config;
    std::unique_ptr<Backend> m_backend;
    const issuing::CouponId m_couponId = *issuing::CouponId::parse("XMAS");
    mutable std::shared_ptr<const Snapshot> m_seen;
    Promises m_promises;
};

} // namespace

TEST_F(ClusterRebuild, AnEmptyRedisIsShownAndFilledAgainWhileTheNodeRunsAndAfterItsRestart)
{
    openEvent();
    wave("a-", 100);
    loseRedis();
    expectSuspended(100);
    EXPECT_EQ(ask(ActOnEvent{"console", m_couponId, issuing::Act::Pause, view()->event.version}).error().code,
              "suspended");
    EXPECT_EQ(ask(RunAudit{"console", m_couponId, true}).error().code, "suspended") << "it would prove nothing";
    const auto rebuilt = ask(RebuildEvent{"console", m_couponId});
    ASSERT_TRUE(rebuilt) << rebuilt.error().code << ' ' << rebuilt.error().detail;
    expectRebuilt(100);

    wave("b-", 50);
    m_backend->stop();
    loseRedis();
    start();
    ASSERT_TRUE(eventually([&](const Snapshot& s) { return !s.events.empty() && s.events[0].suspension; }));
    const auto reply = asOperator("POST", "/api/operator/events/XMAS/rebuild");
    EXPECT_EQ(reply.status, 200) << reply.body;
    EXPECT_EQ(asOperator("POST", "/api/operator/events/XMAS/rebuild").status, 409) << "once is enough";
    expectRebuilt(170);
    std::vector<std::string> trail;
    const auto snapshot = m_backend->snapshot();
    for (const auto& line : snapshot->recentTimeline)
        trail.push_back(line.code);
    EXPECT_EQ(std::ranges::count(trail, "suspended"), 2);
    EXPECT_EQ(std::ranges::count(trail, "rebuilt"), 2);
}

TEST_F(ClusterRebuild, AnOlderCopyThatTookItsPlaceWhileNoNodeLookedIsMetByTheLedger)
{
    const auto files = m_redis.dataDirectory() / "appendonlydir", older = m_directory.path() / "older";
    openEvent();
    wave("a-", 100);
    ASSERT_TRUE(eventually([](const Snapshot& s) { return s.events[0].confirmed == 100u; }));
    m_backend->stop();
    m_redis.kill();
    std::filesystem::copy(files, older, std::filesystem::copy_options::recursive);
    m_redis.start();
    start();
    ASSERT_TRUE(eventually(
        [](const Snapshot& s) { return s.store.health == PartHealth::Fine && s.events[0].event.instance; }));
    for (const auto& reply : wave("b-", 50))
        EXPECT_EQ(reply.status, 202) << reply.code;
    ASSERT_TRUE(eventually([](const Snapshot& s) { return s.events[0].confirmed == 150u; }));

    m_backend->stop();
    std::filesystem::remove_all(m_directory.path() / "journal"); // as trimmed, or lost with the disk
    m_redis.kill();
    m_redis.wipe();
    std::filesystem::copy(older, files, std::filesystem::copy_options::recursive);
    m_redis.start();
    start();
    ASSERT_TRUE(eventually([](const Snapshot& s) {
        return !s.events.empty() && s.events[0].suspension && s.events[0].suspension->atRisk == 50u;
    }));
    ASSERT_TRUE(eventually([&](const Snapshot&) {
        const auto refused = wave("early-", 1).front();
        return refused.status == 503 && refused.code == "suspended";
    }));
    EXPECT_EQ(asOperator("POST", "/api/operator/events/XMAS/rebuild").status, 200);
    expectRebuilt(150);
}
