// A node whose clock is an hour off, beside one whose clock is right: the store's time is the only one that
// counts.
#include "backend/core/clock.h"
#include "backend/core/rfc3339.h"
#include "tests/support/cluster_faults.h"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <optional>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;

namespace {

class ClusterClock : public ClusterFaults, public ::testing::WithParamInterface<int>
{
protected:
    /// A second node, whose clock is off by so many seconds.
    NodeProgram& startWrongNode(int seconds)
    {
        const char* given = std::getenv("ASAN_OPTIONS");
        return m_fleet->startAnother(
            {"/usr/bin/env", "LD_PRELOAD=" FIRSTCOME_BINARY_DIR "/tests/libfirstcome_clock_shift.so",
             "CLOCK_SHIFT_SECONDS=" + std::to_string(seconds),
             "ASAN_OPTIONS=verify_asan_link_order=0:" + std::string(given ? given : "")});
    }
    static core::WallTime now() { return core::SystemClock().wall(); }
    /// Opens in twelve seconds, for fifteen: on a busy machine it may be held for some of them.
    void armByTheRightNode()
    {
        m_opensAt = now() + 12s;
        m_closesAt = m_opensAt + 15s;
        const auto armed = m_fleet->node(0).createAndArm(
            R"({"couponId":"FAULT","name":"By the clock","total":1000000,"opensAt":")" +
            core::toRfc3339(m_opensAt) + R"(","closesAt":")" + core::toRfc3339(m_closesAt) + R"("})");
        ASSERT_EQ(armed.status, 200) << armed.body;
        m_instance = m_fleet->instanceOf("FAULT");
    }
    /// Of both nodes, by the database's clock, which is the one that ages them.
    bool bothAreHeardOf()
    {
        return sql().number("SELECT count(*) FROM nodes WHERE abs(unix_timestamp(now(6)) * 1000000 - beat_at)"
                            " < 10000000") == 2;
    }

    core::WallTime m_opensAt, m_closesAt;
};

/// How long most rows took from accepted to saved, of the last second in which the node saved any; absent before.
/// An hour would be told as a minute, the longest that is counted, and less than none as none.
std::optional<double> confirmedWithinMs(NodeProgram& node)
{
    const auto snapshot = objectOf(node.asOperator("GET", "/api/operator/snapshot"));
    const auto* part = snapshot.if_contains("telemetry");
    const auto* confirmed = part ? part->as_object().if_contains("confirmed") : nullptr;
    if (!confirmed || confirmed->is_null())
        return std::nullopt;
    return confirmed->as_object().at("p50Ms").to_number<double>();
}

std::chrono::seconds clockLeadOf(NodeProgram& node)
{
    const auto snapshot = objectOf(node.asOperator("GET", "/api/operator/snapshot"));
    const auto taken = core::fromRfc3339(std::string_view(snapshot.at("takenAt").as_string())).value();
    return std::chrono::round<std::chrono::seconds>(taken - core::SystemClock().wall());
}

} // namespace

INSTANTIATE_TEST_SUITE_P(Seconds, ClusterClock, ::testing::Values(3'600, -3'600), [](const auto& tested) {
    return tested.param > 0 ? "AnHourAhead" : "AnHourBehind";
});

TEST_P(ClusterClock, OnlyTheStoresTimeCounts)
{
    start();
    NodeProgram& wrong = startWrongNode(GetParam());
    ASSERT_TRUE(wrong.isReady()) << wrong.err();
    EXPECT_LT(std::chrono::abs(clockLeadOf(wrong) - std::chrono::seconds(GetParam())), 60s)
        << "its clock is off";
    const auto green = wrong.createAndArm(R"({"couponId":"GREEN","name":"All its parts run","total":1})");
    ASSERT_EQ(green.status, 200) << green.body; // else it would hold the countdown
    const auto armAt = [&](const std::string& coupon, core::WallTime opensAt) {
        return wrong.createAndArm(R"({"couponId":")" + coupon + R"(","name":"By the wrong node","total":1,"opensAt":")" +
                                  core::toRfc3339(opensAt) + R"("})");
    };
    const auto ahead = armAt("AHEAD", now() + 20min);
    EXPECT_EQ(ahead.status, 200) << ahead.body;
    const auto past = armAt("PAST", now() - 20min);
    EXPECT_EQ(past.status, 400) << past.body;
    EXPECT_NE(past.body.find("opens_in_the_past"), std::string::npos) << past.body;
    armByTheRightNode();
    if (HasFatalFailure())
        return;
    speakTo(1);
    Trickle crowd(wrong.port(), "FAULT", "kim-");
    ASSERT_TRUE(comesTrue([&] {
        if (wrong.stateOf("FAULT") == "held") // on a busy machine a part of it may be late for a moment
            m_fleet->node(0).act("FAULT", "resume");
        return crowd.accepted() >= 50;
    })) << boost::json::serialize(wrong.event("FAULT"));
    EXPECT_GE(now(), m_opensAt);
    EXPECT_TRUE(comesTrue([this] { return bothAreHeardOf(); }));
    ASSERT_TRUE(comesTrue([&] { return m_fleet->relayOf("FAULT").has_value(); }));
    const auto relay = *m_fleet->relayOf("FAULT");
    EXPECT_TRUE(savesAllIssued());
    std::optional<double> took;
    EXPECT_TRUE(comesTrue([&] { return (took = confirmedWithinMs(wrong)).has_value(); })) << "it saves a share";
    EXPECT_GT(took.value_or(0), 0);
    EXPECT_LT(took.value_or(0), 59'000);
    EXPECT_EQ(m_fleet->relayOf("FAULT"), relay) << "the lease is held by Redis' clock";
    m_fleet->node(0).kill();
    EXPECT_TRUE(comesTrue([&] { return m_fleet->relayOf("FAULT") == 1u; })) << "the wrong one takes over";
    ASSERT_TRUE(comesTrue([&] { return wrong.stateOf("FAULT") == "closed"; })) << wrong.stateOf("FAULT");
    EXPECT_GE(now(), m_closesAt);

    const auto history = crowd.finish();
    std::map<std::string, int> told;
    for (const auto& reply : history) {
        ++told[reply.accepted() ? "accepted" : reply.code];
        if (!reply.accepted())
            continue;
        EXPECT_GE(reply.acceptedAt, core::toRfc3339(m_opensAt)) << reply.person;
        EXPECT_LT(reply.acceptedAt, core::toRfc3339(m_closesAt)) << reply.person;
    }
    EXPECT_GT(told["not_open"], 0);
    EXPECT_GT(told["closed"], 0);
    EXPECT_EQ(sql().number("SELECT count(*) FROM issues WHERE accepted_at < " +
                           std::to_string(m_opensAt.time_since_epoch().count()) +
                           " OR accepted_at >= " + std::to_string(m_closesAt.time_since_epoch().count())),
              0);
    expectLedgerKeeps(history);
}
