#include "backend/remote/fleet_picture.h"
#include "backend/remote/node_address.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace firstcome;
using namespace firstcome::remote;
using namespace std::chrono_literals;

namespace {

const issuing::InstanceId kInstance = issuing::InstanceId::random();
const core::WallTime kNow{1'795'256'060'000'000us};

telemetry::ServerTick serverTick(std::int64_t index, std::uint32_t requests, float p95)
{
    telemetry::ServerTick tick;
    tick.index = index;
    tick.requests = tick.peakRequests = requests;
    tick.p95Ms = p95;
    return tick;
}

telemetry::InstanceTick instanceTick(std::int64_t index, std::uint32_t accepted, std::int64_t remaining)
{
    telemetry::InstanceTick tick;
    tick.index = index;
    tick.instance = kInstance;
    tick.verdicts[0] = accepted;
    tick.remaining = remaining;
    return tick;
}

/// A live node of a cluster with ticks [first, last], `requests` and `p95` in each.
NodeReading node(const std::string& name, std::int64_t first, std::int64_t last, std::uint32_t requests, float p95)
{
    Snapshot snapshot;
    snapshot.sequence = 9;
    snapshot.takenAt = kNow;
    snapshot.profile = "cluster";
    snapshot.node = name;
    snapshot.starting = false;
    snapshot.api = {PartHealth::Fine, {}, {}, kNow};
    snapshot.peopleCount = 1'000;
    for (auto index = first; index <= last; ++index) {
        snapshot.telemetry.serverTicks.push_back(serverTick(index, requests, p95));
        snapshot.telemetry.instanceTicks.push_back(instanceTick(index, requests / 2, 500 - index));
    }
    snapshot.telemetry.totals[kInstance].verdicts[0] = requests * 10;
    snapshot.telemetry.connections = 7;
    snapshot.telemetry.inFlight = 3;
    NodeReading reading;
    reading.view.address = name;
    reading.view.state = LinkState::Live;
    reading.snapshot = std::make_shared<const Snapshot>(snapshot);
    return reading;
}

NodeReading missing(LinkState state)
{
    NodeReading reading;
    reading.view.address = "127.0.0.1:1";
    reading.view.state = state;
    return reading;
}

std::string codeOf(std::string_view list)
{
    const auto addresses = parseNodeAddresses(list);
    return addresses ? "taken" : addresses.error().code;
}

} // namespace

TEST(FleetPicture, AddsUpWhatEachNodeDoesByItself)
{
    const auto sum = FleetPicture().make({node("a", 10, 20, 100, 2), node("b", 10, 20, 40, 5)}, kNow);
    ASSERT_EQ(sum.telemetry.serverTicks.size(), 11u);
    for (const auto& tick : sum.telemetry.serverTicks) {
        EXPECT_EQ(tick.requests, 140u);
        EXPECT_EQ(tick.peakRequests, 140u);
        EXPECT_EQ(tick.p95Ms, 5) << "the worst node's: a mean would mean nothing";
        EXPECT_TRUE(std::isnan(tick.p99Ms)) << "nobody knows it";
    }
    EXPECT_EQ(sum.telemetry.instanceTicks.front().verdicts[0], 70u);
    EXPECT_EQ(sum.telemetry.totals.at(kInstance).verdicts[0], 1'400u);
    EXPECT_EQ(sum.telemetry.connections, 14u);
    EXPECT_EQ(sum.telemetry.inFlight, 6u);
}

TEST(FleetPicture, ConfirmationsAreTheSlowestNodesOfTheNewestSecond)
{
    const auto confirmed = [](const char* name, std::chrono::seconds at, std::uint64_t count, float p95) {
        auto reading = node(name, 10, 20, 100, 2);
        auto snapshot = std::make_shared<Snapshot>(*reading.snapshot);
        snapshot->telemetry.confirmed = {count, p95 / 2, p95, p95 * 2, kNow + at};
        reading.snapshot = snapshot;
        return reading;
    };
    const auto sum =
        FleetPicture().make({confirmed("a", 0s, 10, 40), confirmed("b", -1s, 5, 90), confirmed("c", -8s, 7, 500)}, kNow)
            .telemetry.confirmed;
    EXPECT_EQ(sum.count, 15u);
    EXPECT_EQ(sum.p95Ms, 90);
    EXPECT_EQ(sum.maxMs, 180);
    EXPECT_EQ(sum.at, kNow);
}

TEST(FleetPicture, TakesWhatNodesShareOnce)
{
    const auto sum = FleetPicture().make({node("a", 10, 12, 100, 2), node("b", 10, 12, 40, 5)}, kNow);
    EXPECT_EQ(sum.telemetry.instanceTicks.front().remaining, 490);
    EXPECT_EQ(sum.peopleCount, 1'000u);
    EXPECT_EQ(sum.node, "a");
    EXPECT_EQ(sum.nodes.size(), 2u);
    EXPECT_EQ(sum.api.health, PartHealth::Fine);
}

TEST(FleetPicture, ALevelThatTheFirstDoesNotKnowIsTheNextOnes)
{
    auto first = node("a", 10, 10, 100, 2);
    auto blind = *first.snapshot;
    blind.telemetry.instanceTicks[0].remaining = -1;
    first.snapshot = std::make_shared<const Snapshot>(blind);
    const auto sum = FleetPicture().make({first, node("b", 10, 10, 40, 5)}, kNow);
    EXPECT_EQ(sum.telemetry.instanceTicks.front().remaining, 490);
}

TEST(FleetPicture, ShowsNoTickThatNotAllHaveTold)
{
    // A reader takes each tick once: a half told one would stay half for good.
    const auto sum = FleetPicture().make({node("a", 10, 20, 100, 2), node("b", 10, 18, 40, 5)}, kNow);
    EXPECT_EQ(sum.telemetry.serverTicks.back().index, 18);
    EXPECT_EQ(sum.telemetry.instanceTicks.back().index, 18);
}

TEST(FleetPicture, ANodeWhoseClockIsAnHourOffIsMovedToTheFirstOnes)
{
    auto late = node("b", 10 - 36'000, 20 - 36'000, 40, 5);
    late.clockLead = -1h;
    const auto sum = FleetPicture().make({node("a", 10, 20, 100, 2), late}, kNow);
    ASSERT_EQ(sum.telemetry.serverTicks.size(), 11u);
    EXPECT_EQ(sum.telemetry.serverTicks.back().requests, 140u);
    auto close = node("b", 10, 20, 40, 5);
    close.clockLead = 300ms; // that is the way, not the clock
    EXPECT_EQ(FleetPicture().make({node("a", 10, 20, 100, 2), close}, kNow).telemetry.serverTicks.back().index, 20);
}

TEST(FleetPicture, WhoIsNotLiveIsLeftOutAndMissed)
{
    auto stale = node("b", 10, 20, 40, 5);
    stale.view.state = LinkState::Stale;
    FleetPicture picture;
    const auto sum = picture.make({node("a", 10, 20, 100, 2), stale, missing(LinkState::Unreachable)}, kNow);
    EXPECT_EQ(sum.telemetry.serverTicks.back().requests, 100u);
    EXPECT_EQ(sum.api.health, PartHealth::Warning);
    EXPECT_EQ(sum.api.code, "nodes_missing");
    EXPECT_EQ(sum.api.detail, "2/3");
    EXPECT_EQ(sum.api.since, kNow);
    const auto later = picture.make({node("a", 10, 20, 100, 2), stale, missing(LinkState::Unreachable)}, kNow + 9s);
    EXPECT_EQ(later.api.since, kNow) << "it began then";
}

TEST(FleetPicture, WithNobodyLiveTheLastThatWasKnownStays)
{
    FleetPicture picture;
    auto only = node("a", 10, 20, 100, 2);
    (void)picture.make({only}, kNow);
    only.view.state = LinkState::Unreachable;
    const auto old = picture.make({only}, kNow + 5s);
    EXPECT_EQ(old.takenAt, kNow);
    EXPECT_EQ(old.peopleCount, 1'000u);
    EXPECT_EQ(old.api.health, PartHealth::Critical);
    EXPECT_EQ(old.api.code, "no_node");
}

TEST(FleetPicture, BeforeAnybodyWasHeardOfItIsStartingAndThenItIsNot)
{
    FleetPicture picture;
    const auto first = picture.make({missing(LinkState::Connecting)}, kNow);
    EXPECT_TRUE(first.starting);
    EXPECT_FALSE(first.eventsKnown);
    const auto refused = picture.make({missing(LinkState::Refused)}, kNow);
    EXPECT_FALSE(refused.starting);
    EXPECT_EQ(refused.api.code, "no_node");
}

TEST(FleetPicture, TheRunUnderWayIsShownWhereverItIs)
{
    auto second = node("b", 10, 20, 40, 5);
    auto running = *second.snapshot;
    running.spike.run.phase = spike::RunPhase::Running;
    running.spike.run.requests = 77;
    second.snapshot = std::make_shared<const Snapshot>(running);
    const std::vector<NodeReading> readings{node("a", 10, 20, 100, 2), second};
    EXPECT_EQ(FleetPicture::leader(readings), 0u);
    EXPECT_EQ(FleetPicture::spikeHost(readings), 1u);
    EXPECT_EQ(FleetPicture().make(readings, kNow).spike.run.requests, 77u);
}

TEST(FleetPicture, HistoriesAddUpTickByTick)
{
    telemetry::History one, other;
    one.serverTicks = {serverTick(1, 10, 1), serverTick(2, 10, 8)};
    other.serverTicks = {serverTick(2, 5, 3), serverTick(3, 5, 3)};
    const auto sum = mergeHistories({&one, &other});
    ASSERT_EQ(sum.serverTicks.size(), 3u);
    EXPECT_EQ(sum.serverTicks[1].requests, 15u);
    EXPECT_EQ(sum.serverTicks[1].p95Ms, 8);
    EXPECT_EQ(sum.serverTicks[2].requests, 5u);
}

TEST(NodeAddress, TakesThisMachineAlone)
{
    const auto two = parseNodeAddresses("127.0.0.1:8081, localhost:8082");
    ASSERT_TRUE(two);
    EXPECT_EQ(two->at(0).text(), "127.0.0.1:8081");
    EXPECT_EQ(two->at(1).text(), "127.0.0.1:8082");
    EXPECT_EQ(parseNodeAddresses("http://[::1]:8081/")->at(0).text(), "[::1]:8081");
    for (const char* text : {"10.0.0.5:8081", "node.example:8081", "https://10.0.0.5:8081", "[2001:db8::1]:8081",
                             "0.0.0.0:8081", "127.0.0.1.example.com:8081"})
        EXPECT_EQ(codeOf(text), "connect_needs_tunnel") << text;
    EXPECT_NE(parseNodeAddresses("10.0.0.5:8081").error().detail.find("ssh -N -L 18081:127.0.0.1:8081 10.0.0.5"),
              std::string::npos);
}

TEST(NodeAddress, RefusesWhatIsNone)
{
    for (const char* text : {"", ":", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1:80x",
                             "127.0.0.1:8081,", ",127.0.0.1:8081", "user@127.0.0.1:8081", "127.0.0.1:8081/path",
                             "127.0.0.1:8081,localhost:8081", "https://127.0.0.1:8081"})
        EXPECT_EQ(codeOf(text), "bad_address") << text;
}
