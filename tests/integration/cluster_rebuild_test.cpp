#include "tests/support/composed_backend.h"
#include "tests/support/coupon_crowd.h"
#include "tests/support/redis_server.h"

#include <fstream>

using namespace firstcome;
using namespace firstcome::testing;

namespace {

/// The cluster profile as the programs compose it, on a Redis that is replaced by an empty one and on real Kafka.
class ClusterRebuild : public ::testing::Test, protected ComposedBackend
{
protected:
    ClusterRebuild()
        : m_redis({"--appendfsync", "everysec"})
    {
        m_config.redis.port = m_redis.port();
        useKafka(m_kafka);
    }
    ~ClusterRebuild() override { stop(); }
    void SetUp() override { start(); }
    void loseRedis()
    {
        m_redis.kill();
        m_redis.wipe();
        m_redis.start();
    }
    std::optional<issuing::Suspension> suspension() const
    {
        const auto seen = m_backend->snapshot();
        return seen->events.empty() ? std::nullopt : seen->events.front().suspension;
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
        RawClient client(m_backend->snapshot()->port, std::chrono::minutes(2));
        return client.ask(method, target, "Authorization: Bearer " + token + "\r\n").value_or(HttpReply());
    }
    void expectSuspended(std::uint64_t atRisk)
    {
        ASSERT_TRUE(eventually([&](const Snapshot& s) {
            return !s.events.empty() && s.events[0].suspension && s.events[0].suspension->atRisk == atRisk &&
                   s.events[0].suspension->named == s.events[0].suspension->atRisk;
        })) << suspension().value_or(issuing::Suspension()).atRisk;
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
        EXPECT_TRUE(act(issuing::Act::Unpause));
        for (const auto& reply : wave("later-" + std::to_string(people) + "-", 20))
            EXPECT_EQ(reply.status, 202) << reply.code;
        ASSERT_TRUE(eventually([&](const Snapshot& s) { return s.events[0].confirmed == people + 20; }));
        EXPECT_TRUE(act(issuing::Act::Pause));
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
        EXPECT_TRUE(act(issuing::Act::Unpause));
    }

    RedisServer m_redis;
    KafkaServer m_kafka;
    const issuing::CouponId m_couponId = *issuing::CouponId::parse("XMAS");
    Promises m_promises;
};

} // namespace

TEST_F(ClusterRebuild, AnEmptyRedisIsShownAndFilledAgainWhileTheNodeRunsAndAfterItsRestart)
{
    openEvent();
    wave("a-", 100);
    loseRedis();
    expectSuspended(100);
    EXPECT_EQ(act(issuing::Act::Pause).error().code, "suspended");
    EXPECT_EQ(ask(RunAudit{"console", m_couponId, true}).error().code, "suspended") << "it would prove nothing";
    const auto rebuilt = ask(RebuildEvent{"console", m_couponId});
    ASSERT_TRUE(rebuilt) << rebuilt.error().code << ' ' << rebuilt.error().detail;
    expectRebuilt(100);

    wave("b-", 50);
    stop();
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
    stop();
    m_redis.kill();
    std::filesystem::copy(files, older, std::filesystem::copy_options::recursive);
    m_redis.start();
    start();
    ASSERT_TRUE(eventually(
        [](const Snapshot& s) { return s.store.health == PartHealth::Fine && s.events[0].event.instance; }));
    for (const auto& reply : wave("b-", 50))
        EXPECT_EQ(reply.status, 202) << reply.code;
    ASSERT_TRUE(eventually([](const Snapshot& s) { return s.events[0].confirmed == 150u; }));

    stop();
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
