#include "backend/eventlog/kafka_event_log.h"
#include "tests/support/fleet.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <iostream>
#include <mutex>
#include <random>
#include <thread>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

namespace {

constexpr std::uint32_t kStock = 500;
constexpr std::uint32_t kPeople = 2'000;
constexpr std::uint32_t kAtOnce = 100;

KafkaServer& broker()
{
    static KafkaServer started;
    return started;
}

SqlServer& database(const std::string& kind)
{
    if (kind == "mariadb") {
        static const auto mariaDb = SqlServer::mariaDb();
        return *mariaDb;
    }
    static const auto postgreSql = SqlServer::postgreSql();
    return *postgreSql;
}

std::string eventOf(const std::string& couponId, std::uint32_t total)
{
    return R"({"couponId":")" + couponId + R"(","name":"Fleet","total":)" + std::to_string(total) + "}";
}

/// Two nodes on real servers, behind a real haproxy.
class FleetOfTwo : public ::testing::TestWithParam<std::string>
{
protected:
    FleetOfTwo()
        : m_fleet(broker(), database(GetParam()))
    {
    }
    NodeProgram& a() { return m_fleet.node(0); }
    NodeProgram& b() { return m_fleet.node(1); }

    void openEvent(const std::string& couponId, std::uint32_t total)
    {
        const auto armed = a().createAndArm(eventOf(couponId, total));
        ASSERT_EQ(armed.status, 200) << armed.body;
        ASSERT_EQ(a().act(couponId, "open").status, 200);
        ASSERT_TRUE(comesTrue([&] { return b().stateOf(couponId) == "open"; }));
    }
    /// Everybody tries once, in an order of this thread's own, at `port`.
    void everybodyTries(std::uint16_t port, const std::string& couponId, unsigned seed)
    {
        auto people = peopleNamed("p-", 1, kPeople);
        std::ranges::shuffle(people, std::minstd_rand(seed));
        Wave wave(port, couponId);
        for (std::size_t i = 0; i < people.size(); i += kAtOnce) {
            const auto some = std::span(people).subspan(i, std::min<std::size_t>(kAtOnce, people.size() - i));
            const auto replies = wave.tryFor(some);
            const std::lock_guard lock(m_mutex);
            m_promises.add(replies);
        }
    }
    void expectEveryPromiseInTheLedger(const std::string& couponId)
    {
        EXPECT_EQ(m_promises.broken(), "");
        const auto saved = m_fleet.ledgerSlots(couponId);
        EXPECT_EQ(notContiguous(saved), "");
        for (const auto& [person, slot] : m_promises.slots()) {
            const auto row = saved.find(person);
            ASSERT_TRUE(row != saved.end()) << person << " was shown slot " << slot << " and has no row";
            ASSERT_EQ(row->second, slot) << person;
        }
    }
    void expectClosedByItself(NodeProgram& node, const std::string& couponId)
    {
        ASSERT_TRUE(comesTrue([&] { return node.stateOf(couponId) == "closed"; })) << node.stateOf(couponId);
        EXPECT_TRUE(comesTrue([&] {
            const auto shown = node.event(couponId).at("audit");
            return shown.is_object() && shown.at("closed").as_bool();
        })) << "whichever node audited it, this one shows it too";
        const auto audit = node.exactAudit(couponId);
        ASSERT_TRUE(audit.if_contains("closed")) << boost::json::serialize(audit);
        EXPECT_TRUE(audit.at("closed").as_bool()) << boost::json::serialize(audit);
    }

    Fleet m_fleet;
    std::mutex m_mutex; ///< guards m_promises
    Promises m_promises;
};

} // namespace

INSTANTIATE_TEST_SUITE_P(Servers, FleetOfTwo, ::testing::Values("mariadb", "postgresql"),
                         [](const auto& tested) { return tested.param; });

TEST_P(FleetOfTwo, ALaunchOverBothIsExactAndToldOnce)
{
    openEvent("XMAS", kStock);
    const std::uint16_t ports[] = {a().port(), b().port(), m_fleet.port()};
    together(3, [&](unsigned i) { everybodyTries(ports[i], "XMAS", i + 1); });
    EXPECT_EQ(m_promises.accepted(), kStock);
    EXPECT_EQ(m_promises.slots().size(), kStock);
    EXPECT_EQ(m_promises.statuses().at(202) + m_promises.statuses().at(409) + m_promises.statuses().at(410),
              3 * kPeople);
    ASSERT_EQ(b().act("XMAS", "close").status, 200);
    expectClosedByItself(a(), "XMAS");
    expectClosedByItself(b(), "XMAS");
    expectEveryPromiseInTheLedger("XMAS");
    EXPECT_EQ(m_fleet.ledgerSlots("XMAS").size(), kStock);

    const auto told = ElementsAre("created", "armed", "opened", "sold_out", "closing", "closed");
    EXPECT_THAT(m_fleet.trail(0, "XMAS"), told);
    EXPECT_THAT(m_fleet.trail(1, "XMAS"), told);
    for (auto* node : {&a(), &b()}) {
        EXPECT_TRUE(comesTrue([&] { // by each node's own look at the ledger
            const auto terms = node->event("XMAS").at("conservation").as_object();
            return terms.at("ledger") == kStock && terms.at("unconsumed") == 0u;
        }));
        const auto person = m_promises.slots().begin();
        ASSERT_TRUE(comesTrue([&] {
            const auto status = objectOf(node->ask("GET", "/api/coupons/XMAS/issues/" + person->first));
            return status.contains("saved") && status.at("saved").as_bool();
        }));
    }
}

TEST_P(FleetOfTwo, TheTraceOfARequestGoesWithTheIssueIntoTheLog)
{
    const std::string trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    openEvent("TRACED", 10);
    RawClient client(m_fleet.port(), std::chrono::minutes(1));
    const auto tries = [&](const std::string& person, const std::string& headers) {
        const auto reply = client.ask("POST", "/api/coupons/TRACED/issue-fcfs/" + person, headers);
        EXPECT_EQ(reply.value_or(HttpReply()).status, 202) << person;
    };
    tries("with", "traceparent: " + trace + "\r\n");
    tries("without", "");
    tries("odd", "traceparent: 00-nothing\r\n");
    tries("twice", "traceparent: " + trace + "\r\ntraceparent: " + trace + "\r\n");

    auto topics = m_fleet.topics();
    topics.group = "of-traces-" + GetParam();
    topics.member = "tracer";
    eventlog::KafkaEventLog log(topics);
    ASSERT_TRUE(log.open({}));
    std::map<std::string, std::string> traces;
    EXPECT_TRUE(comesTrue([&] {
        const auto records = log.poll(100, 100ms);
        if (!records)
            (void)log.open({}); // the group's partitions were given out
        for (const auto& record : records.value_or(std::vector<eventlog::LogRecord>()))
            traces[record.issue.publicId.str()] = record.trace.view();
        return traces.size() == 4;
    }));
    EXPECT_EQ(traces, (std::map<std::string, std::string>{{"odd", ""}, {"twice", ""}, {"with", trace}, {"without", ""}}));
}

TEST_P(FleetOfTwo, WhatOneNodeIsToldTheOtherHonoursOrRefuses)
{
    const auto statusAt = [&](NodeProgram& node, const std::string& couponId, int attempt) {
        const auto person = "p-" + std::to_string(attempt);
        return node.ask("POST", "/api/coupons/" + couponId + "/issue-fcfs/" + person).status;
    };
    EXPECT_TRUE(comesTrue([&] {
        const auto shown = objectOf(a().asOperator("GET", "/api/operator/snapshot"));
        const auto& nodes = shown.at("nodes").as_array();
        return nodes.size() == 2 && std::ranges::all_of(nodes, [](const auto& node) {
            const auto& told = node.as_object();
            return told.at("live").as_bool() && std::string(told.at("address").as_string()) ==
                       std::string(told.at("name").as_string()) + ".example:8081";
        }) && shown.at("lag").is_object();
    })) << "each node tells of all, under the address that it advertises";
    int attempts = 0;
    const auto reaches = [&](NodeProgram& node, const std::string& couponId, int status) {
        return comesTrue([&] { return statusAt(node, couponId, ++attempts) == status; });
    };
    NodeProgram* nodes[] = {&a(), &b()};
    for (int round = 0; round < 6; ++round) {
        NodeProgram& here = *nodes[round % 2];
        NodeProgram& there = *nodes[1 - round % 2];
        const auto couponId = "ROUND-" + std::to_string(round);
        ASSERT_EQ(here.createAndArm(eventOf(couponId, 1'000)).status, 200);
        EXPECT_TRUE(reaches(there, couponId, 425));
        const auto opened = here.act(couponId, "open");
        ASSERT_EQ(opened.status, 200) << opened.body;
        EXPECT_TRUE(reaches(there, couponId, 202));
        const auto refused = there.act(couponId, "hold");
        EXPECT_EQ(refused.status, 409) << refused.body;
        ASSERT_EQ(here.act(couponId, "pause").status, 200);
        EXPECT_EQ(statusAt(there, couponId, ++attempts), 403) << "decided at the store, with nothing to wait for";
        ASSERT_EQ(here.act(couponId, "close").status, 200);
        EXPECT_TRUE(comesTrue([&] { return there.stateOf(couponId) == "closed"; }));
    }
}

TEST_P(FleetOfTwo, ANodeKilledInALaunchLosesNothingThatAnybodyWasShown)
{
    openEvent("KILL", kStock);
    ASSERT_TRUE(comesTrue([&] { return m_fleet.relayOf("KILL").has_value(); }));
    const auto relay = *m_fleet.relayOf("KILL");
    std::atomic<bool> stop = false;
    std::thread killer([&] {
        comesTrue([&] {
            const std::lock_guard lock(m_mutex);
            return m_promises.accepted() >= kStock / 4 || stop;
        });
        m_fleet.node(relay).kill();
    });
    together(2, [&](unsigned i) { everybodyTries(m_fleet.port(), "KILL", i + 1); });
    stop = true;
    killer.join();
    NodeProgram& left = m_fleet.node(1 - relay);
    everybodyTries(left.port(), "KILL", 3); // those who got no answer ask again
    EXPECT_EQ(m_promises.slots().size(), kStock);
    ASSERT_EQ(left.act("KILL", "close").status, 200);
    expectClosedByItself(left, "KILL");
    expectEveryPromiseInTheLedger("KILL");
    EXPECT_EQ(m_fleet.relayOf("KILL"), 1 - relay) << "the other carries what the first one left";

    NodeProgram& again = m_fleet.startAgain(relay);
    ASSERT_TRUE(again.isReady()) << again.err();
    EXPECT_EQ(again.stateOf("KILL"), "closed");
}

TEST_P(FleetOfTwo, ANodeThatWasPausedActsOnNothingOld)
{
    openEvent("NAP", 100);
    const auto version = b().event("NAP").at("version").to_number<std::uint64_t>();
    b().pause();
    ASSERT_EQ(a().act("NAP", "pause").status, 200);
    std::this_thread::sleep_for(10s);
    b().unpause();
    EXPECT_TRUE(comesTrue([&] { // 503 until its connections are mended
        const int status = b().ask("POST", "/api/coupons/NAP/issue-fcfs/early").status;
        EXPECT_NE(status, 202) << "it acted on what it knew before";
        return status == 403 || status == 202;
    }));
    HttpReply late;
    EXPECT_TRUE(comesTrue([&] {
        late = b().act("NAP", "close", "{\"version\":" + std::to_string(version) + "}");
        return late.status != 503;
    }));
    EXPECT_EQ(late.status, 409) << late.body;
    EXPECT_TRUE(comesTrue([&] { return b().stateOf("NAP") == "paused"; }));
    ASSERT_EQ(b().act("NAP", "resume").status, 200);
    EXPECT_EQ(a().ask("POST", "/api/coupons/NAP/issue-fcfs/late").status, 202);
    ASSERT_EQ(b().act("NAP", "close").status, 200);
    expectClosedByItself(a(), "NAP");
}

TEST_P(FleetOfTwo, TheDirectoryIsThereAgainAfterItsServerWasKilled)
{
    openEvent("STAYS", 100);
    database(GetParam()).kill();
    EXPECT_EQ(b().ask("POST", "/api/coupons/STAYS/issue-fcfs/during").status, 202) << "the store decides alone";
    EXPECT_EQ(b().act("STAYS", "pause").status, 200);
    EXPECT_EQ(a().ask("POST", "/api/coupons/STAYS/issue-fcfs/late").status, 403);
    database(GetParam()).start();
    for (auto* node : {&a(), &b()})
        EXPECT_TRUE(comesTrue([&] {
            const auto couponId = "AFTER-" + std::to_string(node->port());
            const int status = node->asOperator("POST", "/api/operator/events", eventOf(couponId, 5)).status;
            return status == 201 || status == 409; // where only the answer was lost
        }));
    for (auto* node : {&a(), &b()})
        for (const auto* other : {&a(), &b()})
            EXPECT_TRUE(comesTrue([&] { return node->stateOf("AFTER-" + std::to_string(other->port())) == "draft"; }));
    ASSERT_EQ(a().act("STAYS", "close").status, 200);
    expectClosedByItself(b(), "STAYS");
}

TEST_P(FleetOfTwo, OneTokenServesAllAndOneNameIsOneNodes)
{
    for (const std::uint16_t port : {a().port(), b().port(), m_fleet.port()}) {
        const auto ask = [&](const std::string& token) {
            return RawClient(port)
                .ask("GET", "/api/operator/snapshot", "Authorization: Bearer " + token + "\r\n")
                .value_or(HttpReply())
                .status;
        };
        EXPECT_EQ(ask(Fleet::token()), 200);
        EXPECT_EQ(ask(Fleet::token() + "x"), 401);
    }
    const auto impostor = m_fleet.impostorOf(0);
    EXPECT_EQ(impostor->wait(), 3);
    EXPECT_THAT(impostor->err(), HasSubstr("node_in_use"));
    EXPECT_THAT(impostor->err(), HasSubstr("node-1"));
    EXPECT_EQ(a().ask("GET", "/readyz").status, 200);
    EXPECT_EQ(a().terminate(), 0);
    NodeProgram& again = m_fleet.startAgain(0);
    EXPECT_TRUE(again.isReady()) << again.err();
}
