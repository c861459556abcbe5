#include "backend/local/estimates.h"

#include <gtest/gtest.h>

namespace firstcome::local {

namespace {

const auto kInstance = issuing::InstanceId::random();

/// So many ticks of 100 ms; each is a second's tenth further in what is taken and what is saved.
std::vector<telemetry::InstanceTick> ticksOf(int count, std::int64_t takenPerSecond, std::int64_t savedPerSecond,
                                             std::int64_t waiting)
{
    std::vector<telemetry::InstanceTick> ticks;
    for (int i = 0; i < count; ++i) {
        telemetry::InstanceTick tick;
        tick.index = 100 + i;
        tick.instance = kInstance;
        tick.remaining = 10'000 - i * takenPerSecond / 10;
        tick.outbox = 0;
        tick.unconsumed = waiting;
        tick.ledger = i * savedPerSecond / 10;
        ticks.push_back(tick);
        tick.instance = issuing::InstanceId::random(); // another event's, between
        tick.remaining = tick.ledger = tick.unconsumed = 7;
        ticks.push_back(tick);
    }
    return ticks;
}

} // namespace

TEST(Estimates, SayWhenTheStockIsGoneAndWhenAllIsSaved)
{
    auto ticks = ticksOf(31, 1'000, 3'000, 4'000);
    const auto estimates = estimate(ticks, kInstance);
    EXPECT_DOUBLE_EQ(estimates.soldOutInSeconds.value(), 7.0) << "7,000 left at 1,000 a second";
    EXPECT_DOUBLE_EQ(estimates.savedPerSecond.value(), 3'000.0);
    EXPECT_DOUBLE_EQ(estimates.allSavedInSeconds.value(), 2.0) << "4,000 wait, and 2,000 a second more go than come";
    ticks[ticks.size() - 2].outbox = 2'000;
    EXPECT_DOUBLE_EQ(estimate(ticks, kInstance).allSavedInSeconds.value(), 3.0) << "what the log has not waits too";
}

TEST(Estimates, SayNothingThatIsNotKnown)
{
    EXPECT_FALSE(estimate({}, kInstance).savedPerSecond);
    EXPECT_FALSE(estimate(ticksOf(10, 1'000, 3'000, 4'000), kInstance).savedPerSecond) << "less than a second";
    EXPECT_FALSE(estimate(ticksOf(31, 1'000, 3'000, 4'000), issuing::InstanceId::random()).soldOutInSeconds);
    const auto falling = estimate(ticksOf(31, 3'000, 1'000, 4'000), kInstance);
    EXPECT_FALSE(falling.allSavedInSeconds) << "more comes than goes";
    EXPECT_TRUE(falling.savedPerSecond);
    const auto still = estimate(ticksOf(31, 0, 0, 4'000), kInstance);
    EXPECT_FALSE(still.soldOutInSeconds);
    EXPECT_FALSE(still.allSavedInSeconds);
    EXPECT_FALSE(estimate(ticksOf(31, 1'000, 3'000, 0), kInstance).allSavedInSeconds) << "nothing waits";
    EXPECT_FALSE(estimate(ticksOf(31, 1'000, 3'000, -1), kInstance).allSavedInSeconds) << "not known how many wait";
}

} // namespace firstcome::local
