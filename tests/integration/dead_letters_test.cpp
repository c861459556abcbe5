// What the log has and the ledger cannot hold, on a whole node with real servers: its event is paused, people are told, and
// no audit closes over it.
#include "tests/support/fleet.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <librdkafka/rdkafka.h>

#include <algorithm>

using namespace firstcome;
using namespace firstcome::testing;
using ::testing::Contains;
using ::testing::Not;

namespace {

KafkaServer& broker()
{
    static KafkaServer started;
    return started;
}

SqlServer& mariaDb()
{
    static const auto started = SqlServer::mariaDb();
    return *started;
}

/// Somebody else who writes to the topic.
class Stranger
{
public:
    explicit Stranger(const eventlog::KafkaTarget& target)
        : m_topic(target.topic)
    {
        rd_kafka_conf_t* conf = rd_kafka_conf_new();
        char words[256];
        rd_kafka_conf_set(conf, "bootstrap.servers", target.brokers.c_str(), words, sizeof words);
        m_handle = rd_kafka_new(RD_KAFKA_PRODUCER, conf, words, sizeof words);
        if (!m_handle)
            throw std::runtime_error(words);
    }
    ~Stranger() { rd_kafka_destroy(m_handle); }
    Stranger(const Stranger&) = delete;
    Stranger& operator=(const Stranger&) = delete;

    /// A record that claims to be this issue, in its payload too unless that is given. Without an instance it has no
    /// headers.
    void claim(const std::string& instance, const std::string& person, std::uint32_t slot, std::string payload = {})
    {
        const auto number = std::to_string(slot);
        if (payload.empty())
            payload = R"({"v":1,"couponId":"XMAS","instance":")" + instance + R"(","publicId":")" + person +
                      R"(","slot":)" + number + R"(,"total":500,"acceptedAt":"2026-11-22T05:34:45.611003Z"})";
        rd_kafka_headers_t* headers = rd_kafka_headers_new(3);
        const auto add = [&](const char* name, const std::string& value) {
            rd_kafka_header_add(headers, name, -1, value.data(), static_cast<ssize_t>(value.size()));
        };
        if (!instance.empty()) {
            add("instance", instance);
            add("slot", number);
            add("publicId", person);
        }
        const auto error = rd_kafka_producev(m_handle, RD_KAFKA_V_TOPIC(m_topic.c_str()),
                                             RD_KAFKA_V_KEY(person.data(), person.size()),
                                             RD_KAFKA_V_VALUE(payload.data(), payload.size()),
                                             RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
                                             RD_KAFKA_V_HEADERS(headers), RD_KAFKA_V_END);
        ASSERT_EQ(error, RD_KAFKA_RESP_ERR_NO_ERROR);
        ASSERT_EQ(rd_kafka_flush(m_handle, 30'000), RD_KAFKA_RESP_ERR_NO_ERROR);
    }

private:
    const std::string m_topic;
    rd_kafka_t* m_handle = nullptr;
};

class DeadLetters : public ::testing::Test
{
protected:
    DeadLetters()
        : m_fleet(broker(), mariaDb(), {.nodes = 1})
        , m_stranger(m_fleet.topics())
    {
    }
    void SetUp() override
    {
        ASSERT_EQ(node().createAndArm(R"({"couponId":"XMAS","name":"Christmas","total":500})").status, 200);
        ASSERT_EQ(node().act("XMAS", "open").status, 200);
        for (const auto& person : peopleNamed("p", 1, 20)) { // one after the other: p1 has slot 1
            const auto replies = Wave(node().port(), "XMAS").tryFor(std::vector<std::string>{person});
            ASSERT_EQ(replies.front().status, 202);
        }
        ASSERT_TRUE(node().drains("XMAS"));
        m_instance = m_fleet.instanceOf("XMAS");
    }
    NodeProgram& node() { return m_fleet.node(0); }
    std::vector<std::string> trail() { return m_fleet.trail(0, "XMAS"); }
    bool becomes(const std::string& state)
    {
        return comesTrue([&] { return node().stateOf("XMAS") == state; });
    }
    bool has(std::uint64_t deadLetters)
    {
        return comesTrue([&] {
            const auto event = node().event("XMAS");
            const auto* terms = event.if_contains("conservation");
            return terms && terms->is_object() && terms->as_object().at("deadLetters") == deadLetters;
        });
    }
    bool tells(const std::string& code)
    {
        return comesTrue([&] { return std::ranges::count(trail(), code) > 0; });
    }
    /// As a node leaves it that dies right after the ledger's commit: the letter and its count are there, the position
    /// is past it, and nobody was told.
    void plant()
    {
        RawSql sql(m_fleet.database());
        sql.run("INSERT INTO dead_letters (identity, instance_key, topic, log_partition, log_offset, coupon_id, slot,"
                " public_id, total, accepted_at, conflict, unreadable, put_at) SELECT 'issue planted', instance_key, 'x',"
                " 0, 0, 'XMAS', 8, 'eve', 500, 0, 'slot_has_other_person', '', 0 FROM instances WHERE instance = '"
                + m_instance + "'");
        sql.run("UPDATE instances SET dead_letters = dead_letters + 1 WHERE instance = '" + m_instance + "'");
    }
    /// By hand, as the operator who has looked at them.
    void resume() { ASSERT_EQ(node().act("XMAS", "resume").status, 200); }

    Fleet m_fleet;
    Stranger m_stranger;
    std::string m_instance;
};

} // namespace

TEST_F(DeadLetters, AClaimOfAnothersSlotPausesTheEventAndIsTold)
{
    m_stranger.claim(m_instance, "mallory", 7);
    EXPECT_TRUE(becomes("paused"));
    EXPECT_TRUE(tells("dead_letter"));
    EXPECT_TRUE(has(1));
    const auto letters = node().asOperator("GET", "/api/operator/events/XMAS/dead-letters");
    EXPECT_NE(letters.body.find("\"mallory\""), std::string::npos) << letters.body;
}

TEST_F(DeadLetters, APayloadThatCannotBeReadPausesTheEventThatItsHeadersName)
{
    m_stranger.claim(m_instance, "mallory", 21, "not JSON at all");
    EXPECT_TRUE(becomes("paused"));
    EXPECT_TRUE(tells("dead_letter"));
    EXPECT_TRUE(has(1));
}

TEST_F(DeadLetters, ManyAtOnceAreOneLineAndEachIsThere)
{
    // All are there before the consumer reads the first.
    ASSERT_EQ(node().terminate(), 0);
    for (std::uint32_t slot = 1; slot <= 20; ++slot)
        m_stranger.claim(m_instance, "mallory-" + std::to_string(slot), slot);
    ASSERT_TRUE(m_fleet.startAgain(0).isReady());
    EXPECT_TRUE(becomes("paused"));
    EXPECT_TRUE(has(20));
    EXPECT_TRUE(tells("dead_letters")) << "of some of them at least, depending on how they were read";
    const auto lines = trail();
    EXPECT_LT(std::ranges::count(lines, "dead_letters") + std::ranges::count(lines, "dead_letter"), 20);
}

TEST_F(DeadLetters, AnOperatorsWordStandsWhenTheNodeStartsAgain)
{
    m_stranger.claim(m_instance, "mallory", 7);
    ASSERT_TRUE(becomes("paused"));
    ASSERT_TRUE(tells("dead_letter"));
    resume();
    node().kill();
    ASSERT_TRUE(m_fleet.startAgain(0).isReady());
    ASSERT_TRUE(has(1));
    m_stranger.claim(m_instance, "trent", 400, "of another, so that it can be seen that letters are looked at");
    EXPECT_TRUE(becomes("paused"));
    EXPECT_TRUE(has(2));
    EXPECT_EQ(std::ranges::count(trail(), "dead_letter"), 2);
    resume();
    EXPECT_EQ(node().stateOf("XMAS"), "open");
}

TEST_F(DeadLetters, OneThatANodeDiedOverBeforeItCouldPauseIsNotForgotten)
{
    ASSERT_EQ(node().terminate(), 0);
    plant();
    ASSERT_TRUE(m_fleet.startAgain(0).isReady());
    EXPECT_TRUE(becomes("paused"));
    EXPECT_TRUE(tells("dead_letter"));
}

TEST_F(DeadLetters, OneThatAnotherNodeDiedOverIsNotForgottenEither)
{
    m_stranger.claim(m_instance, "mallory", 7);
    ASSERT_TRUE(becomes("paused"));
    ASSERT_TRUE(tells("dead_letter"));
    resume();
    plant();
    EXPECT_TRUE(becomes("paused")) << "while this one goes on" << boost::json::serialize(node().event("XMAS"));
    EXPECT_TRUE(comesTrue([&] { return std::ranges::count(trail(), "dead_letter") == 2; }));
}

TEST_F(DeadLetters, ARecordThatNamesNobodyIsToldAndNoAuditClosesOverIt)
{
    m_stranger.claim({}, {}, 0, "who am I?");
    EXPECT_TRUE(comesTrue([&] {
        const auto all = node().asOperator("GET", "/api/operator/snapshot").body;
        return all.find("\"unidentified_record\"") != std::string::npos;
    }));
    EXPECT_EQ(node().stateOf("XMAS"), "open") << "whose it is cannot be said";
    EXPECT_TRUE(has(0));
    ASSERT_EQ(node().act("XMAS", "close").status, 200);
    boost::json::object audit;
    EXPECT_TRUE(comesTrue([&] {
        audit = node().exactAudit("XMAS");
        return audit.contains("closed");
    }));
    EXPECT_FALSE(audit.at("closed").as_bool()) << boost::json::serialize(audit);
    EXPECT_EQ(audit.at("unidentified"), 1u) << boost::json::serialize(audit);
    EXPECT_EQ(node().stateOf("XMAS"), "draining");
    EXPECT_THAT(trail(), Not(Contains("closed")));
}
