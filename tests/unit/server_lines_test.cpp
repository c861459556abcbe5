#include "backend/issuing/server_lines.h"

#include <gtest/gtest.h>

using namespace firstcome;
using namespace firstcome::issuing;
using namespace std::chrono_literals;

namespace {

const core::WallTime kNow{std::chrono::seconds(1'800'000'000)};

Event draftOf(std::uint32_t total)
{
    Event event;
    event.draft = {*CouponId::parse("XMAS"), "Christmas", total, {}, {}, Audience::Everyone};
    return event;
}

StoreServer fineServer(std::string address = "a:1")
{
    StoreServer server;
    server.address = std::move(address);
    server.evictionPolicy = "noeviction";
    server.appendOnly = "yes";
    server.appendFsync = "everysec";
    server.aofBytes = 1'000'000;
    server.aofBaseBytes = 1'000'000;
    server.rewritePercent = 100;
    server.rewriteLeast = 64'000'000;
    server.expiring.emplace();
    return server;
}

GoReadings readingsOf(std::vector<StoreServer> servers)
{
    GoReadings readings;
    readings.wantedDurability = "everysec+journal";
    readings.storeServers = StoreServers{std::move(servers), kNow};
    readings.logHasTopics = true;
    readings.logTopics = LogTopics{{}, kNow};
    return readings;
}

GoLineState lineOf(GoLine which, const GoReadings& readings, std::uint32_t total = 1'000, core::WallTime now = kNow)
{
    std::vector<GoLineState> lines;
    addServerLines(lines, draftOf(total), readings, now);
    for (const auto& line : lines)
        if (line.line == which)
            return line;
    ADD_FAILURE() << "no line " << goLineName(which);
    return {};
}

GoStatus statusOf(GoLine which, const StoreServer& server, std::uint32_t total = 1'000)
{
    return lineOf(which, readingsOf({server}), total).status;
}

} // namespace

TEST(ServerLines, AreNotThereWithoutServers)
{
    std::vector<GoLineState> lines;
    addServerLines(lines, draftOf(1'000), {}, kNow);
    EXPECT_TRUE(lines.empty());
}

TEST(ServerLines, AreGreenOnServersThatAreSetUpAsNeeded)
{
    std::vector<GoLineState> lines;
    addServerLines(lines, draftOf(1'000), readingsOf({fineServer()}), kNow);
    EXPECT_EQ(lines.size(), 6u);
    for (const auto& line : lines) {
        EXPECT_EQ(line.status, GoStatus::Go) << goLineName(line.line);
        EXPECT_EQ(line.hard, line.line != GoLine::StoreRewrite) << goLineName(line.line);
    }
}

TEST(ServerLines, EachSettingThatDiffersForbids)
{
    auto evicts = fineServer();
    evicts.evictionPolicy = "allkeys-lru";
    EXPECT_EQ(statusOf(GoLine::StoreEviction, evicts), GoStatus::NoGo);
    EXPECT_EQ(lineOf(GoLine::StoreEviction, readingsOf({evicts})).detail, "maxmemory-policy allkeys-lru");
    auto forgets = fineServer();
    forgets.appendOnly = "no";
    EXPECT_EQ(statusOf(GoLine::StoreAppendOnly, forgets), GoStatus::NoGo);
    auto expires = fineServer();
    expires.expiring->push_back("fc:{1}:winners");
    const auto line = lineOf(GoLine::StoreExpiry, readingsOf({expires}));
    EXPECT_EQ(line.status, GoStatus::NoGo);
    EXPECT_EQ(line.value, 1);
    EXPECT_EQ(line.detail, "fc:{1}:winners");
}

TEST(ServerLines, DurabilityIsHeldAgainstTheConfiguration)
{
    auto server = fineServer();
    auto readings = readingsOf({server});
    readings.wantedDurability = "always";
    EXPECT_EQ(lineOf(GoLine::StoreDurability, readings).status, GoStatus::NoGo) << "everysec is less";
    server.appendFsync = "always";
    EXPECT_EQ(statusOf(GoLine::StoreDurability, server), GoStatus::Go) << "more than asked for";
    server.appendFsync = "no";
    EXPECT_EQ(statusOf(GoLine::StoreDurability, server), GoStatus::NoGo);
}

TEST(ServerLines, ARewriteThatTheEventWouldStartWarns)
{
    const auto server = fineServer(); // at 64 MB, and 1 MB is there: room for 210,000
    EXPECT_EQ(statusOf(GoLine::StoreRewrite, server, 200'000), GoStatus::Go);
    EXPECT_EQ(statusOf(GoLine::StoreRewrite, server, 220'000), GoStatus::Warning);
    auto grown = server;
    grown.aofBaseBytes = 100'000'000;
    grown.aofBytes = 190'000'000; // at 200 MB
    EXPECT_EQ(statusOf(GoLine::StoreRewrite, grown, 20'000), GoStatus::Go);
    EXPECT_EQ(statusOf(GoLine::StoreRewrite, grown, 40'000), GoStatus::Warning);
    grown.rewritePercent = 0; // never by itself
    EXPECT_EQ(statusOf(GoLine::StoreRewrite, grown, 40'000), GoStatus::Go);
    grown.rewriting = true;
    EXPECT_EQ(statusOf(GoLine::StoreRewrite, grown, 1), GoStatus::Warning) << "it is under way now";
}

TEST(ServerLines, OnlyWhatIsLeftToIssueCountsForARewrite)
{
    auto event = draftOf(220'000);
    event.instance = Instance{};
    event.instance->total = 220'000;
    event.instance->issued = 100'000;
    std::vector<GoLineState> lines;
    addServerLines(lines, event, readingsOf({fineServer()}), kNow);
    EXPECT_EQ(lines[3].status, GoStatus::Go);
    EXPECT_EQ(lines[3].value, 1'000'000 + 120'000 * 300);
}

TEST(ServerLines, AServerThatDoesNotLetUsAskIsNotMeasuredAndSaysSo)
{
    StoreServer silent;
    silent.address = "a:1";
    silent.refused = "NOPERM this user has no permissions to run the 'config|get' command";
    const auto line = lineOf(GoLine::StoreDurability, readingsOf({silent}));
    EXPECT_EQ(line.status, GoStatus::NotMeasured);
    EXPECT_EQ(line.problem, "settings_refused");
    EXPECT_EQ(line.detail, silent.refused);
    EXPECT_TRUE(line.forbids());
    EXPECT_FALSE(lineOf(GoLine::StoreRewrite, readingsOf({silent})).forbids()) << "soft";
}

TEST(ServerLines, TheWorstOfSeveralServersCountsAndIsNamed)
{
    auto evicts = fineServer("b:2");
    evicts.evictionPolicy = "volatile-ttl";
    for (const auto& servers : {std::vector{fineServer(), evicts}, std::vector{evicts, fineServer()}}) {
        const auto line = lineOf(GoLine::StoreEviction, readingsOf(servers));
        EXPECT_EQ(line.status, GoStatus::NoGo);
        EXPECT_EQ(line.detail, "b:2: maxmemory-policy volatile-ttl");
    }
}

TEST(ServerLines, TopicsThatDifferForbid)
{
    auto readings = readingsOf({fineServer()});
    readings.logTopics->differences = {"orders: retention.ms=1000", "orders: replication factor 1"};
    const auto line = lineOf(GoLine::LogTopics, readings);
    EXPECT_EQ(line.status, GoStatus::NoGo);
    EXPECT_EQ(line.value, 2);
    EXPECT_EQ(line.detail, "orders: retention.ms=1000, orders: replication factor 1");
}

TEST(ServerLines, AnOldAnswerCountsAsNone)
{
    auto readings = readingsOf({fineServer()});
    readings.storeServersProblem = "store_down";
    readings.logTopicsProblem = "log_down";
    for (const auto which : {GoLine::StoreEviction, GoLine::LogTopics}) {
        EXPECT_EQ(lineOf(which, readings, 1'000, kNow + 5s).status, GoStatus::Go);
        const auto line = lineOf(which, readings, 1'000, kNow + 6s);
        EXPECT_EQ(line.status, GoStatus::NotMeasured);
        EXPECT_TRUE(line.forbids());
        EXPECT_EQ(line.problem, which == GoLine::LogTopics ? "log_down" : "store_down");
    }
}
