// A console attached to two nodes on one Redis, one Kafka and one SQL database.
#include "tests/support/attached_console.h"
#include "tests/support/fleet.h"

#include <gtest/gtest.h>

#include <set>

using namespace firstcome;
using namespace firstcome::testing;

TEST(RemoteFleet, ALaunchOnTwoNodesIsSeenAsOneAndOneOfThemMayDie)
{
    KafkaServer broker;
    const auto sql = SqlServer::postgreSql();
    Fleet fleet(broker, *sql);
    AttachedConsole console({fleet.node(0).port(), fleet.node(1).port()}, Fleet::token());
    ASSERT_TRUE(console.becomes(LinkState::Live, 0));
    ASSERT_TRUE(console.becomes(LinkState::Live, 1));
    ASSERT_TRUE(console.eventually([](const Snapshot& s) { return s.eventsKnown && !s.starting; }));

    issuing::EventDraft draft;
    draft.couponId = AttachedConsole::xmas();
    draft.name = "Christmas";
    draft.total = 60;
    take<issuing::Event>(console.ask(CreateEvent{"console", draft}));
    ASSERT_TRUE(console.eventually([](const Snapshot& s) {
        return s.events.front().goNoGo && s.events.front().goNoGo->green();
    }));
    ASSERT_TRUE(console.act(issuing::Act::Arm));
    ASSERT_TRUE(console.act(issuing::Act::Open));
    for (std::size_t i = 0; i < 2; ++i)
        ASSERT_TRUE(comesTrue([&] { return fleet.node(i).stateOf("XMAS") == "open"; }));

    const auto tryAt = [&](std::size_t node, int from, int to) {
        for (int person = from; person < to; ++person)
            fleet.node(node).ask("POST", "/api/coupons/XMAS/issue-fcfs/p" + std::to_string(person));
    };
    tryAt(0, 0, 30);
    tryAt(1, 20, 50); // ten of them came before
    const auto instance = console.view()->event.instance->id;
    ASSERT_TRUE(console.eventually([&](const Snapshot& s) {
        const auto found = s.telemetry.totals.find(instance);
        return found != s.telemetry.totals.end() && found->second.attempts() == 60u;
    })) << "what each node counted is summed";
    const auto totals = console.snapshot()->telemetry.totals.at(instance).verdicts;
    EXPECT_EQ(totals[static_cast<std::size_t>(issuing::Verdict::Accepted)], 50u);
    EXPECT_EQ(totals[static_cast<std::size_t>(issuing::Verdict::Duplicate)], 10u);
    ASSERT_TRUE(console.eventually([](const Snapshot& s) { return s.events.front().event.instance->issued == 50u; }))
        << "what they share is not";
    const auto ticks = console.snapshot()->telemetry.serverTicks;
    ASSERT_FALSE(ticks.empty());
    std::set<std::int64_t> indexes;
    for (const auto& tick : ticks)
        EXPECT_TRUE(indexes.insert(tick.index).second) << "one tick for both";
    std::uint32_t attempts = 0;
    const auto history = take<History>(console.ask(ReadHistory{ticks.back().index - 600, ticks.back().index + 1, 1}));
    for (const auto& tick : history.serverTicks)
        attempts += tick.requests;
    EXPECT_EQ(attempts, 60u);

    fleet.node(0).kill();
    ASSERT_TRUE(console.becomes(LinkState::Unreachable, 0));
    ASSERT_TRUE(console.eventually([](const Snapshot& s) { return s.node == "node-2"; }));
    tryAt(1, 100, 120);
    ASSERT_TRUE(console.eventually([](const Snapshot& s) { return s.events.front().event.instance->issued == 60u; }));
    ASSERT_TRUE(console.act(issuing::Act::Close)) << "the other node carries it out";
    ASSERT_TRUE(console.eventually([](const Snapshot& s) {
        return s.events.front().event.state == issuing::EventState::Closed;
    }));
    EXPECT_TRUE(take<issuing::AuditReport>(console.ask(RunAudit{"console", AttachedConsole::xmas(), true})).closed);
}
