#include "backend/eventlog/lag_evaluator.h"
#include "tests/support/manual_clock.h"

#include <gtest/gtest.h>

#include <functional>
#include <gmock/gmock.h>

using namespace firstcome::eventlog;
using namespace std::chrono_literals;
using firstcome::testing::ManualClock;

namespace {

/// One look: what the group has committed and where the log ends.
struct Look
{
    std::int64_t committed, end;
};

std::vector<Look> looks(int count, const std::function<Look(int)>& at)
{
    std::vector<Look> all;
    for (int i = 0; i < count; ++i)
        all.push_back(at(i));
    return all;
}

struct Case
{
    const char* name;
    std::vector<Look> looks; ///< a second apart
    std::optional<bool> readers;
    LagStatus expected;
};

std::vector<Case> cases()
{
    constexpr int kWindow = 11; // spans ten seconds
    const auto still = [](int) { return Look{100, 150}; };
    const auto falling = [](int i) { return Look{100 + i, 150 + 3 * i}; };
    const auto even = [](int i) { return Look{100 + i, 150 + i}; };
    const auto catchingUp = [](int i) { return Look{100 + 3 * i, 150 + i}; };
    std::vector<Case> all{
        {"no lag at the first look", {{7, 7}}, true, LagStatus::Ok},
        {"lag at the first look", {{7, 9}}, true, LagStatus::Unknown},
        {"lag, one look short of the span", looks(kWindow - 1, still), true, LagStatus::Unknown},
        {"nothing saved, read by somebody", looks(kWindow, still), true, LagStatus::Stall},
        {"nothing saved, read by nobody", looks(kWindow, still), false, LagStatus::Stop},
        {"nothing saved, readers not known", looks(kWindow, still), std::nullopt, LagStatus::Stall},
        {"nothing saved while the log grows",
         looks(kWindow,
               [](int i) {
                   return Look{100, 150 + i};
               }),
         true, LagStatus::Stall},
        {"falls behind further and further", looks(kWindow, falling), true, LagStatus::Warn},
        {"never comes nearer", looks(kWindow, even), true, LagStatus::Warn},
        {"never comes nearer, read by nobody just now", looks(kWindow, even), false, LagStatus::Warn},
        {"catches up", looks(kWindow, catchingUp), true, LagStatus::Ok},
        {"came nearer once",
         looks(kWindow,
               [](int i) {
                   return Look{100 + i + (i >= 4 ? 2 : 0), 150 + 2 * i - (i >= 4)};
               }),
         true, LagStatus::Ok},
        {"had no lag within the window",
         looks(kWindow,
               [](int i) {
                   return Look{100, i < 3 ? 100 : 97 + i};
               }),
         true, LagStatus::Ok},
        {"no lag now, after a long stall",
         looks(30,
               [](int i) {
                   return i < 29 ? Look{100, 150} : Look{150, 150};
               }),
         true, LagStatus::Ok},
        {"went back", {{100, 150}, {90, 151}}, true, LagStatus::Rewind},
        {"went back, read by nobody", {{100, 150}, {90, 151}}, false, LagStatus::Rewind},
        {"went back and then to the end", {{100, 150}, {90, 150}, {150, 150}}, true, LagStatus::Ok},
        {"went back and reads again within the window",
         looks(kWindow,
               [](int i) {
                   return i < 5 ? Look{100, 150} : Look{50 + 9 * (i - 5), 150};
               }),
         true, LagStatus::Rewind},
        {"went back before the window, and reads again",
         looks(2 * kWindow,
               [](int i) {
                   return i < 5 ? Look{100, 500} : Look{50 + 9 * (i - 5), 500};
               }),
         true, LagStatus::Ok},
        {"stalled only after having read",
         looks(30,
               [](int i) {
                   return Look{100 + std::min(i, 12), 150};
               }),
         true, LagStatus::Stall},
        {"not yet for the whole window",
         looks(18,
               [](int i) {
                   return Look{100 + std::min(i, 12), 150};
               }),
         true, LagStatus::Ok},
    };
    return all;
}

} // namespace

TEST(LagWindow, JudgesAsTheRulesSay)
{
    for (const auto& tested : cases()) {
        ManualClock clock;
        LagWindow window;
        auto status = LagStatus::Unknown;
        for (const auto& look : tested.looks) {
            status = window.judge(look.committed, look.end, tested.readers, clock.steady());
            clock.advance(1s);
        }
        EXPECT_EQ(status, tested.expected) << tested.name;
    }
}

TEST(LagWindow, AGapInTheLooksStartsItAnew)
{
    ManualClock clock;
    LagWindow window;
    (void)window.judge(100, 150, true, clock.steady());
    clock.advance(LagWindow::kLeastSpan);
    EXPECT_EQ(window.judge(100, 150, true, clock.steady()), LagStatus::Unknown) << "two looks are too few";
    clock.advance(LagWindow::kLeastSpan);
    EXPECT_EQ(window.judge(100, 150, true, clock.steady()), LagStatus::Stall);
    clock.advance(LagWindow::kLeastSpan + 1s);
    EXPECT_EQ(window.judge(100, 150, true, clock.steady()), LagStatus::Unknown)
        << "nobody knows what was in between";
    clock.advance(1s);
    EXPECT_EQ(window.judge(100, 150, true, clock.steady()), LagStatus::Unknown);
}

TEST(LagWindow, ANewReaderChangesAStopIntoAStallAtOnce)
{
    ManualClock clock;
    LagWindow window;
    for (int i = 0; i < 11; ++i, clock.advance(1s))
        (void)window.judge(100, 150, false, clock.steady());
    EXPECT_EQ(window.judge(100, 150, false, clock.steady()), LagStatus::Stop);
    clock.advance(1s);
    EXPECT_EQ(window.judge(100, 150, true, clock.steady()), LagStatus::Stall);
    clock.advance(1s);
    EXPECT_EQ(window.judge(120, 150, true, clock.steady()), LagStatus::Ok);
}

TEST(LogEndHistory, TellsTheAgeOfARecordBetweenTwoLooks)
{
    ManualClock clock;
    LogEndHistory history;
    history.saw(100, clock.steady());
    clock.advance(10s);
    history.saw(100, clock.steady()); // it stood there for ten seconds
    clock.advance(2s);
    history.saw(120, clock.steady()); // 20 came within these two
    clock.advance(5s);

    const auto first = history.ageOf(100, clock.steady());
    ASSERT_TRUE(first);
    EXPECT_DOUBLE_EQ(first->seconds, 7);
    EXPECT_FALSE(first->atLeast);
    EXPECT_DOUBLE_EQ(history.ageOf(110, clock.steady())->seconds, 6);
    EXPECT_DOUBLE_EQ(history.ageOf(115, clock.steady())->seconds, 5.5);
    EXPECT_FALSE(history.ageOf(120, clock.steady())) << "it has not come yet";

    const auto earlier = history.ageOf(99, clock.steady());
    ASSERT_TRUE(earlier);
    EXPECT_DOUBLE_EQ(earlier->seconds, 17);
    EXPECT_TRUE(earlier->atLeast);
}

TEST(LogEndHistory, KnowsNothingBeforeItSawAnything)
{
    EXPECT_FALSE(LogEndHistory().ageOf(0, ManualClock().steady()));
}

TEST(LogEndHistory, AShorterLogIsAnotherLog)
{
    ManualClock clock;
    LogEndHistory history;
    history.saw(100, clock.steady());
    clock.advance(60s);
    history.saw(10, clock.steady());
    clock.advance(3s);
    const auto age = history.ageOf(5, clock.steady());
    ASSERT_TRUE(age);
    EXPECT_DOUBLE_EQ(age->seconds, 3);
    EXPECT_TRUE(age->atLeast);
}

TEST(LogEndHistory, StaysSmallAndStillKnowsWhatIsOld)
{
    ManualClock clock;
    LogEndHistory history;
    constexpr int kSeconds = 6 * 3600;
    for (int i = 0; i <= kSeconds; ++i, clock.advance(1s))
        history.saw(i * 10, clock.steady());
    const auto now = clock.steady() - 1s;
    for (const int offset : {0, 1'000, 100'000, kSeconds * 10 - 500}) {
        const auto age = history.ageOf(offset, now);
        ASSERT_TRUE(age) << offset;
        // It grew evenly, so that thinning loses nothing between two points.
        EXPECT_NEAR(age->seconds, kSeconds - offset / 10.0, 0.001) << offset;
        EXPECT_FALSE(age->atLeast) << offset;
    }
    EXPECT_TRUE(history.ageOf(-1, now)->atLeast);
}

class LagEvaluatorTest : public ::testing::Test
{
protected:
    std::vector<PartitionLag> look(std::vector<LogEnd> ends, std::vector<LogPosition> committed,
                                   bool wholeLog = false, const char* group = "g")
    {
        m_evaluator.sawEnds(ends, m_clock.steady());
        auto judged = m_evaluator.judge(group, committed, wholeLog, true, m_clock.steady());
        m_clock.advance(1s);
        return judged;
    }
    LagEvaluator m_evaluator;
    ManualClock m_clock;
};

TEST_F(LagEvaluatorTest, NamesEveryPartitionOfTheLogInOrder)
{
    const auto judged =
        look({{"b", 0, 4, {}}, {"a", 10, 3, {}}, {"a", 2, 5, {}}}, {{"a", 2, 5}, {"b", 0, 1}});
    ASSERT_EQ(judged.size(), 3u);
    EXPECT_EQ(judged[0].topic, "a");
    EXPECT_EQ(judged[0].partition, 2);
    EXPECT_EQ(judged[0].messages(), 0u);
    EXPECT_EQ(judged[0].secondsBehind, 0);
    EXPECT_EQ(judged[0].status, LagStatus::Ok);
    EXPECT_EQ(judged[1].partition, 10);
    EXPECT_FALSE(judged[1].committed);
    EXPECT_EQ(judged[1].end, 3);
    EXPECT_FALSE(judged[1].messages());
    EXPECT_FALSE(judged[1].secondsBehind);
    EXPECT_EQ(judged[1].status, LagStatus::Unknown);
    EXPECT_EQ(judged[2].topic, "b");
    EXPECT_EQ(judged[2].messages(), 3u);
    EXPECT_TRUE(judged[2].atLeast);
}

TEST_F(LagEvaluatorTest, WhatTheLedgerNeverSavedItWantsFromTheBeginning)
{
    const auto judged = look({{"a", 0, 0, {}}, {"a", 1, 9, {}}}, {}, true);
    EXPECT_EQ(judged[0].messages(), 0u);
    EXPECT_EQ(judged[0].status, LagStatus::Ok);
    EXPECT_EQ(judged[1].messages(), 9u);
}

TEST_F(LagEvaluatorTest, WhereNothingWasWrittenNobodyIsBehind)
{
    const auto judged = look({{"a", 0, 0, {}}, {"a", 1, 9, {}}}, {});
    EXPECT_EQ(judged[0].messages(), 0u);
    EXPECT_EQ(judged[0].status, LagStatus::Ok);
    EXPECT_FALSE(judged[1].messages());
}

TEST_F(LagEvaluatorTest, GroupsAreJudgedApart)
{
    for (int i = 0; i < 11; ++i) {
        const std::int64_t end = 100 + i;
        const auto slow = look({{"a", 0, end, {}}}, {{"a", 0, 10}}, false, "slow");
        m_clock.advance(-1s);
        const auto fast = look({{"a", 0, end, {}}}, {{"a", 0, end}}, false, "fast");
        EXPECT_EQ(fast[0].status, LagStatus::Ok);
        EXPECT_EQ(slow[0].status, i < 10 ? LagStatus::Unknown : LagStatus::Stall) << i;
    }
}

TEST_F(LagEvaluatorTest, ALogThatEndsBeforeWhatWasReadIsNotKnown)
{
    for (int i = 0; i < 12; ++i)
        (void)look({{"a", 0, 50, {}}}, {{"a", 0, 40}});
    const auto judged = look({{"a", 0, 5, {}}}, {{"a", 0, 40}});
    EXPECT_FALSE(judged[0].messages());
    EXPECT_EQ(judged[0].status, LagStatus::Unknown);
    EXPECT_EQ(look({{"a", 0, 50, {}}}, {{"a", 0, 40}})[0].status, LagStatus::Unknown)
        << "its window starts anew";
}

TEST_F(LagEvaluatorTest, APartitionThatIsGoneIsForgotten)
{
    (void)look({{"a", 0, 50, {}}, {"a", 1, 50, {}}}, {{"a", 0, 40}, {"a", 1, 40}});
    m_clock.advance(30s);
    EXPECT_EQ(look({{"a", 0, 50, {}}}, {{"a", 0, 40}, {"a", 1, 40}}).size(), 1u);
    const auto back = look({{"a", 0, 50, {}}, {"a", 1, 50, {}}}, {{"a", 0, 40}, {"a", 1, 40}});
    ASSERT_EQ(back.size(), 2u);
    EXPECT_DOUBLE_EQ(*back[0].secondsBehind, 32);
    EXPECT_DOUBLE_EQ(*back[1].secondsBehind, 0) << "nobody watched it meanwhile";
    EXPECT_TRUE(back[1].atLeast);
}

TEST(GroupLag, SumsOnlyWhatIsKnownAndShowsTheWorst)
{
    GroupLag group;
    EXPECT_EQ(group.total(), 0u);
    EXPECT_EQ(group.worst(), LagStatus::Unknown);
    group.partitions = {{"a", 0, 3, 10, {}, false, LagStatus::Ok},
                        {"a", 1, 5, 5, {}, false, LagStatus::Warn}};
    EXPECT_EQ(group.total(), 7u);
    EXPECT_EQ(group.worst(), LagStatus::Warn);
    group.partitions.push_back({"a", 2, std::nullopt, 5, {}, false, LagStatus::Unknown});
    EXPECT_FALSE(group.total());
    EXPECT_EQ(group.worst(), LagStatus::Warn);
    group.partitions.push_back({"a", 3, 0, 5, {}, false, LagStatus::Rewind});
    EXPECT_EQ(group.worst(), LagStatus::Rewind);
}
