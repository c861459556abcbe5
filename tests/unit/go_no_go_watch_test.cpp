#include "backend/issuing/go_no_go_watch.h"

#include <gtest/gtest.h>

using namespace firstcome;
using namespace firstcome::issuing;
using namespace std::chrono_literals;

namespace {

const core::WallTime kNow{std::chrono::seconds(1'800'000'000)};

Event armedEvent(std::chrono::seconds toOpening = 120s)
{
    Event event;
    event.draft = {*CouponId::parse("XMAS"), "Christmas", 1'000, kNow + toOpening, {}, Audience::Everyone};
    event.plannedTotal = 1'000;
    event.state = EventState::Armed;
    event.instance = Instance{};
    event.instance->total = 1'000;
    event.instance->opensAt = kNow + toOpening;
    return event;
}

GoReadings fineReadings(core::WallTime at = kNow)
{
    GoReadings readings;
    readings.storeProbeMs = Reading{0.4, at};
    readings.peopleLoaded = Reading{0, at};
    readings.freeDiskBytes = Reading{53e9, at};
    readings.consumersRunning = Reading{1, at};
    readings.boundPort = Reading{8081, at};
    readings.clockOffsetMs = Reading{2, at};
    readings.rehearsalAgeSeconds = Reading{3600, at};
    readings.lastRunLag = Reading{12, at};
    StoreServer server{"a:1", "", "noeviction", "yes", "everysec", false, 1'000, 1'000, 100, 64'000'000, {}};
    server.expiring.emplace();
    readings.wantedDurability = "everysec+journal";
    readings.storeServers = StoreServers{{server}, at};
    readings.logHasTopics = true;
    readings.logTopics = LogTopics{{}, at};
    return readings;
}

GoStatus statusOf(const GoNoGo& list, GoLine line)
{
    for (const auto& state : list.lines)
        if (state.line == line)
            return state.status;
    return GoStatus::NotMeasured;
}

} // namespace

TEST(GoNoGo, IsGreenWhenEverythingIsFine)
{
    const auto list = GoNoGoWatch().judge(armedEvent(), fineReadings(), {}, kNow);
    EXPECT_TRUE(list.green());
    EXPECT_EQ(list.lines.size(), kGoLineCount);
    for (const auto& line : list.lines)
        EXPECT_EQ(line.status, GoStatus::Go) << goLineName(line.line);
}

TEST(GoNoGo, AHardLineHoldsAfterTwoSecondsAndNotBefore)
{
    GoNoGoWatch watch;
    Event event = armedEvent();
    event.instance->total = 998;
    EXPECT_FALSE(watch.judge(event, fineReadings(kNow), {}, kNow).holdsCountdown);
    EXPECT_FALSE(watch.judge(event, fineReadings(kNow + 1900ms), {}, kNow + 1900ms).holdsCountdown);
    const auto list = watch.judge(event, fineReadings(kNow + 2s), {}, kNow + 2s);
    EXPECT_TRUE(list.holdsCountdown);
    EXPECT_EQ(GoNoGoWatch::firstForbidding(list), GoLine::StockAsPlanned);
}

TEST(GoNoGo, AFailureThatPassesStartsItsTwoSecondsAnew)
{
    GoNoGoWatch watch;
    Event bad = armedEvent();
    bad.instance->total = 998;
    watch.judge(bad, fineReadings(kNow), {}, kNow);
    watch.judge(armedEvent(), fineReadings(kNow + 1s), {}, kNow + 1s);
    EXPECT_FALSE(watch.judge(bad, fineReadings(kNow + 2s), {}, kNow + 2s).holdsCountdown);
}

TEST(GoNoGo, NeverHoldsInsideTheLastTenSeconds)
{
    GoNoGoWatch watch;
    Event event = armedEvent(12s);
    event.instance->total = 998;
    watch.judge(event, fineReadings(kNow), {}, kNow);
    EXPECT_FALSE(watch.judge(event, fineReadings(kNow + 3s), {}, kNow + 3s).holdsCountdown);
}

TEST(GoNoGo, TheLastTenSecondsAreThoseOfTheStoresClock)
{
    for (const auto ahead : {1h, -1h}) { // as a node sees it whose own clock is an hour off
        const auto holds = [&](std::chrono::seconds opensIn) {
            GoNoGoWatch watch;
            Event event = armedEvent(opensIn + ahead);
            event.instance->total = 998;
            watch.judge(event, fineReadings(kNow), {}, kNow);
            auto readings = fineReadings(kNow + 3s);
            readings.storeAhead = ahead;
            return watch.judge(event, readings, {}, kNow + 3s).holdsCountdown;
        };
        EXPECT_TRUE(holds(60s));
        EXPECT_FALSE(holds(12s));
    }
}

TEST(GoNoGo, AWaivedLineDoesNotForbid)
{
    Event event = armedEvent();
    event.instance->total = 998;
    const auto list = GoNoGoWatch().judge(event, fineReadings(), {{GoLine::StockAsPlanned, "sponsor took two"}}, kNow);
    EXPECT_TRUE(list.green());
    EXPECT_EQ(statusOf(list, GoLine::StockAsPlanned), GoStatus::NoGo);
}

TEST(GoNoGo, NotMeasuredForbidsForHardLinesOnly)
{
    auto readings = fineReadings();
    readings.clockOffsetMs.reset();
    EXPECT_TRUE(GoNoGoWatch().judge(armedEvent(), readings, {}, kNow).green());
    readings.boundPort.reset();
    EXPECT_FALSE(GoNoGoWatch().judge(armedEvent(), readings, {}, kNow).green());
}

TEST(GoNoGo, AStaleReadingCountsAsNotMeasured)
{
    const auto list = GoNoGoWatch().judge(armedEvent(), fineReadings(kNow - 6s), {}, kNow);
    EXPECT_EQ(statusOf(list, GoLine::StoreWritable), GoStatus::NotMeasured);
    EXPECT_FALSE(list.green());
}

TEST(GoNoGo, DiskNeedGrowsWithTheEvent)
{
    EXPECT_EQ(neededDiskBytes(500), 2'000'000'000u);
    EXPECT_EQ(neededDiskBytes(100'000'000), 400'000'000'000u);
}

TEST(GoNoGo, AListedEventNeedsItsPeople)
{
    Event event = armedEvent();
    event.draft.audience = Audience::Listed;
    auto readings = fineReadings();
    readings.peopleExpected = Reading{100, kNow};
    readings.peopleLoaded = Reading{99, kNow};
    EXPECT_FALSE(GoNoGoWatch().judge(event, readings, {}, kNow).green());
    readings.peopleLoaded = Reading{100, kNow};
    EXPECT_TRUE(GoNoGoWatch().judge(event, readings, {}, kNow).green());
}
