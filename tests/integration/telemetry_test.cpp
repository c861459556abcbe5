#include "backend/telemetry/telemetry.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <thread>

using namespace firstcome;
using namespace firstcome::telemetry;
using namespace std::chrono_literals;
using issuing::InstanceId;
using issuing::Verdict;

TEST(Telemetry, CountsEveryAttemptOnceWhileThreadsRecordAndOneSamples)
{
    constexpr int kThreads = 3, kEach = 40'000;
    const firstcome::testing::TemporaryDirectory directory;
    firstcome::testing::ManualClock clock;
    Telemetry telemetry(directory.path(), clock);
    telemetry.start();
    const std::array<InstanceId, 3> instances{InstanceId::random(), InstanceId::random(),
                                              InstanceId::random()};
    const auto mark = telemetry.mark();

    std::atomic<int> running = kThreads;
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t)
        threads.emplace_back([&, &recorder = telemetry.newRecorder(), t] {
            recorder.connectionOpened();
            for (int i = 0; i < kEach; ++i) {
                const auto n = static_cast<std::size_t>(i);
                recorder.attempt(instances[n % 3], issuing::kVerdicts[n % 10],
                                 std::chrono::microseconds(1 + i));
                recorder.stage(static_cast<Stage>(n % kStageCount), std::chrono::microseconds(1 + i));
            }
            if (t > 0)
                recorder.connectionClosed();
            --running;
        });

    std::map<InstanceId, InstanceTotals> ticks; // what all ticks together told
    std::uint64_t requests = 0;
    std::int64_t newest = 0;
    const auto take = [&] {
        clock.advance(100ms);
        const auto part = telemetry.sample({});
        for (const auto& tick : part.serverTicks)
            if (tick.index > newest)
                requests += tick.requests;
        for (const auto& tick : part.instanceTicks)
            if (tick.index > newest)
                for (std::size_t v = 0; v < issuing::kVerdictCount; ++v)
                    ticks[tick.instance].verdicts[v] += tick.verdicts[v];
        newest = part.serverTicks.back().index;
        return part;
    };
    while (running > 0) {
        take();
        std::this_thread::yield();
    }
    for (auto& thread : threads)
        thread.join();
    const auto last = take();

    EXPECT_EQ(requests, static_cast<std::uint64_t>(kThreads) * kEach);
    ASSERT_EQ(last.totals.size(), 3u);
    for (const auto& [instance, totals] : last.totals)
        EXPECT_EQ(ticks[instance].verdicts, totals.verdicts);
    EXPECT_EQ(last.connections, 1u);
    const auto latency = telemetry.since(mark);
    EXPECT_EQ(latency.attempts.count, static_cast<std::uint64_t>(kThreads) * kEach);
    EXPECT_NEAR(*latency.attempts.p50, kEach / 2 / 1000.0, kEach / 2 / 1000.0 * 0.001 + 0.001);
    EXPECT_NEAR(*latency.attempts.avg, (kEach + 1) / 2000.0, 1e-6);
    std::uint64_t stages = 0;
    for (const auto& stage : latency.stages)
        stages += stage.count;
    EXPECT_EQ(stages, static_cast<std::uint64_t>(kThreads) * kEach);
}

TEST(Telemetry, KeepsFiveSecondsAtHandAndTheRestInTheHistoryAcrossARestart)
{
    const firstcome::testing::TemporaryDirectory directory;
    firstcome::testing::ManualClock clock;
    const auto instance = InstanceId::random();
    std::int64_t newest = 0;
    {
        Telemetry telemetry(directory.path(), clock);
        telemetry.start();
        auto& recorder = telemetry.newRecorder();
        for (int i = 0; i < 80; ++i) {
            recorder.attempt(instance, Verdict::Accepted, 1ms);
            clock.advance(100ms);
            const auto part = telemetry.sample({{instance, {100 - i, 0, 0, i}}});
            newest = part.serverTicks.back().index;
            EXPECT_EQ(part.serverTicks.size(), static_cast<std::size_t>(std::min(i + 1, 50)));
            EXPECT_EQ(part.instanceTicks.size(), part.serverTicks.size());
            EXPECT_EQ(part.instanceTicks.back().remaining, 100 - i);
            EXPECT_TRUE(part.host.freeDiskBytes);
        }
        EXPECT_EQ(telemetry.readHistory(newest - 79, newest + 1, 1)->serverTicks.size(), 80u);
    }
    Telemetry telemetry(directory.path(), clock);
    clock.advance(100ms);
    EXPECT_EQ(telemetry.sample({}).serverTicks.size(), 1u); // while it starts
    telemetry.start();
    const auto history = telemetry.readHistory(newest - 79, newest + 2, 1);
    EXPECT_EQ(history->serverTicks.size(), 79u); // but the tick that was being filled
    EXPECT_EQ(history->instanceTicks.front().remaining, 100);
    clock.advance(100ms);
    EXPECT_EQ(telemetry.sample({}).serverTicks.size(), 2u);
    EXPECT_EQ(telemetry.readHistory(newest + 1, newest + 9, 1)->serverTicks.size(), 1u);
}

TEST(Telemetry, LivesOnWithoutADirectoryToWriteTo)
{
    const firstcome::testing::TemporaryDirectory directory;
    std::ofstream(directory.path() / "series") << "in the way";
    firstcome::testing::ManualClock clock;
    std::vector<std::string> problems;
    {
        Telemetry telemetry(directory.path(), clock,
                            [&problems](const core::Error& error) { problems.push_back(error.code); });
        telemetry.start();
        for (int i = 0; i < 30; ++i) {
            clock.advance(100ms);
            telemetry.sample({});
        }
        EXPECT_EQ(telemetry.readHistory(0, INT64_MAX, 10)->serverTicks.size(), 3u);
        telemetry.stop();
    }
    EXPECT_EQ(problems, std::vector<std::string>{"series_unreadable"});
}
