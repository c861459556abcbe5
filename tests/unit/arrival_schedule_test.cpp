#include "backend/spike/arrival_schedule.h"

#include <gtest/gtest.h>

using namespace firstcome::spike;
using namespace std::chrono_literals;

namespace {

Scenario withStages(double start, std::vector<Stage> stages)
{
    Scenario scenario;
    scenario.model = LoadModel::ArrivalRate;
    scenario.startTarget = start;
    scenario.stages = std::move(stages);
    return scenario;
}

} // namespace

TEST(ArrivalSchedule, AConstantRateIsEvenlySpaced)
{
    const ArrivalSchedule schedule(withStages(100, {{2s, 100}}));
    EXPECT_EQ(schedule.count(), 200u);
    EXPECT_NEAR(std::chrono::duration<double>(*schedule.timeOf(0)).count(), 0.005, 1e-8);
    EXPECT_NEAR(std::chrono::duration<double>(*schedule.timeOf(199)).count(), 1.995, 1e-8);
    EXPECT_FALSE(schedule.timeOf(200));
}

TEST(ArrivalSchedule, ARampHasItsAreaAndGrowsDenser)
{
    const Scenario scenario = withStages(0, {{10s, 100}, {5s, 100}, {10s, 0}});
    const ArrivalSchedule schedule(scenario);
    EXPECT_EQ(schedule.count(), 1500u);
    std::uint64_t inSecond[25] = {};
    auto last = -1ns;
    for (std::uint64_t n = 0; n < schedule.count(); ++n) {
        const auto time = schedule.timeOf(n).value();
        ASSERT_GT(time, last) << n;
        last = time;
        ASSERT_LT(time, 25s);
        ++inSecond[time / 1s];
    }
    for (int second = 0; second < 25; ++second) {
        const double expected = (scenario.targetAt(second * 1s) + scenario.targetAt((second + 1) * 1s)) / 2;
        EXPECT_NEAR(static_cast<double>(inSecond[second]), expected, 1.0) << second;
    }
}

TEST(ArrivalSchedule, AStretchWithoutArrivalsIsSkipped)
{
    const ArrivalSchedule schedule(withStages(10, {{1s, 0}, {100s, 0}, {1s, 10}}));
    EXPECT_EQ(schedule.count(), 10u);
    EXPECT_LT(*schedule.timeOf(4), 1s);
    EXPECT_GT(*schedule.timeOf(5), 101s);
}

TEST(ArrivalSchedule, NextToNothingIsNothing)
{
    EXPECT_EQ(ArrivalSchedule(withStages(0, {{1s, 0.5}})).count(), 0u);
    EXPECT_EQ(ArrivalSchedule(withStages(0, {{1s, 1}})).count(), 1u);
}
