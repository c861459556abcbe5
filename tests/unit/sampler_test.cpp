#include "backend/telemetry/sampler.h"

#include <gtest/gtest.h>

#include <numeric>

using namespace firstcome;
using namespace firstcome::telemetry;
using namespace std::chrono_literals;
using issuing::InstanceId;
using issuing::Verdict;

namespace {

const core::WallTime kStart{std::chrono::seconds(1'800'000'000)};
constexpr std::int64_t kFirst = 18'000'000'000; ///< index of the tick that begins at kStart

core::WallTime at(std::chrono::milliseconds offset)
{
    return kStart + offset;
}

std::uint64_t sum(const InstanceTick& tick)
{
    return std::accumulate(tick.verdicts.begin(), tick.verdicts.end(), std::uint64_t{0});
}

} // namespace

TEST(Sampler, ConfirmationsAreToldSecondBySecond)
{
    Sampler sampler;
    sampler.sample(at(105ms), {});
    EXPECT_EQ(sampler.confirmations().count, 0u) << "nothing was ever committed";
    const auto before = sampler.mark();
    for (int i = 1; i <= 100; ++i)
        sampler.confirmed(std::chrono::milliseconds(i));
    sampler.sample(at(905ms), {});
    EXPECT_EQ(sampler.confirmations().count, 0u) << "the second has not ended";
    sampler.sample(at(1'005ms), {});
    const auto first = sampler.confirmations();
    EXPECT_EQ(first.count, 100u);
    EXPECT_NEAR(first.p50Ms, 50, 0.05);
    EXPECT_NEAR(first.p95Ms, 95, 0.1);
    EXPECT_NEAR(first.maxMs, 100, 0.1);
    EXPECT_EQ(first.at, at(1s));
    sampler.sample(at(2'005ms), {});
    EXPECT_EQ(sampler.confirmations().at, at(1s)) << "the newest second with a commit";
    sampler.confirmed(7ms);
    sampler.sample(at(3'005ms), {});
    EXPECT_EQ(sampler.confirmations().count, 1u);
    EXPECT_EQ(sampler.confirmations().at, at(3s));
    EXPECT_EQ(sampler.since(before).confirmed.count, 101u);
    EXPECT_EQ(sampler.since(sampler.mark()).confirmed.count, 0u);
}

TEST(Sampler, ATickHoldsWhatHappenedSinceTheOneBefore)
{
    Sampler sampler;
    auto& one = sampler.newRecorder();
    auto& two = sampler.newRecorder();
    const auto instance = InstanceId::random();
    one.attempt(instance, Verdict::Accepted, 2ms);
    two.attempt(instance, Verdict::Accepted, 2ms);
    two.attempt(instance, Verdict::SoldOut, 4ms);
    two.stage(Stage::Commit, 1ms);

    auto sample = sampler.sample(at(105ms), {{instance, {7, 1, 2, 3}}});
    ASSERT_EQ(sample.serverTicks.size(), 1u);
    const auto& server = sample.serverTicks[0];
    EXPECT_EQ(server.index, kFirst);
    EXPECT_EQ(server.requests, 3u);
    EXPECT_EQ(server.peakRequests, 3u);
    EXPECT_NEAR(server.p50Ms, 2, 0.002);
    EXPECT_NEAR(server.p99Ms, 4, 0.004);
    EXPECT_NEAR(server.maxMs, 4, 0.004);
    EXPECT_NEAR(server.stageP95Ms[static_cast<std::size_t>(Stage::Commit)], 1, 0.001);
    EXPECT_TRUE(std::isnan(server.stageP95Ms[static_cast<std::size_t>(Stage::Parse)]));
    ASSERT_EQ(sample.instanceTicks.size(), 1u);
    EXPECT_EQ(sample.instanceTicks[0].index, kFirst);
    EXPECT_EQ(sample.instanceTicks[0].instance, instance);
    EXPECT_EQ(sample.instanceTicks[0].verdicts[static_cast<std::size_t>(Verdict::Accepted)], 2u);
    EXPECT_EQ(sample.instanceTicks[0].remaining, 7);
    EXPECT_EQ(sample.instanceTicks[0].outbox, 1);
    EXPECT_EQ(sample.instanceTicks[0].unconsumed, 2);
    EXPECT_EQ(sample.instanceTicks[0].ledger, 3);

    one.attempt(instance, Verdict::Duplicate, 100us);
    sample = sampler.sample(at(205ms), {});
    EXPECT_EQ(sample.serverTicks[0].index, kFirst + 1);
    EXPECT_EQ(sample.serverTicks[0].requests, 1u);
    EXPECT_NEAR(sample.serverTicks[0].maxMs, 0.1, 0.0001); // the 4 ms of the tick before are gone
    EXPECT_EQ(sample.instanceTicks[0].remaining, -1);
    EXPECT_EQ(sampler.totals().at(instance).attempts(), 4u);
}

TEST(Sampler, AnIdleTickKnowsNoTimes)
{
    Sampler sampler;
    sampler.newRecorder();
    const auto instance = InstanceId::random();
    const auto sample = sampler.sample(at(105ms), {{instance, {}}});
    EXPECT_EQ(sample.serverTicks.at(0).requests, 0u);
    EXPECT_TRUE(std::isnan(sample.serverTicks[0].p50Ms));
    EXPECT_TRUE(std::isnan(sample.serverTicks[0].maxMs));
    EXPECT_EQ(sample.instanceTicks.at(0).instance, instance); // levels alone are worth a tick
    EXPECT_EQ(sample.instanceTicks[0].remaining, -1);
    EXPECT_TRUE(sampler.totals().empty());
}

TEST(Sampler, AttemptsAtNoKnownEventCountForNoInstance)
{
    Sampler sampler;
    sampler.newRecorder().attempt({}, Verdict::UnknownEvent, 1ms);
    const auto sample = sampler.sample(at(105ms), {});
    EXPECT_EQ(sample.serverTicks.at(0).requests, 1u);
    EXPECT_TRUE(sample.instanceTicks.at(0).instance.isNil());
    EXPECT_TRUE(sampler.sample(at(205ms), {}).instanceTicks.empty());
}

TEST(Sampler, TheSameTenthIsToldOnce)
{
    Sampler sampler;
    auto& recorder = sampler.newRecorder();
    EXPECT_EQ(sampler.sample(at(105ms), {}).serverTicks.size(), 1u);
    recorder.attempt({}, Verdict::Accepted, 1ms);
    EXPECT_TRUE(sampler.sample(at(199ms), {}).serverTicks.empty());
    EXPECT_EQ(sampler.sample(at(200ms), {}).serverTicks.at(0).requests, 1u); // and nothing was lost
}

TEST(Sampler, ALateSampleIsSpreadOverTheTenthsItCovers)
{
    Sampler sampler;
    auto& recorder = sampler.newRecorder();
    const auto instance = InstanceId::random();
    sampler.sample(at(105ms), {});
    for (int i = 0; i < 10; ++i)
        recorder.attempt(instance, Verdict::Accepted, 3ms);
    const auto sample = sampler.sample(at(405ms), {{instance, {5, 0, 0, 10}}});
    ASSERT_EQ(sample.serverTicks.size(), 3u);
    ASSERT_EQ(sample.instanceTicks.size(), 3u);
    std::uint64_t requests = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(sample.serverTicks[i].index, kFirst + 1 + static_cast<std::int64_t>(i));
        EXPECT_GE(sample.serverTicks[i].requests, 3u);
        EXPECT_LE(sample.serverTicks[i].requests, 4u);
        EXPECT_EQ(sum(sample.instanceTicks[i]), sample.serverTicks[i].requests);
        requests += sample.serverTicks[i].requests;
    }
    EXPECT_EQ(requests, 10u);
    EXPECT_EQ(sample.instanceTicks[1].remaining, -1); // nobody looked then
    EXPECT_EQ(sample.instanceTicks[2].remaining, 5);
}

TEST(Sampler, AfterALongPauseOnlyTheLastSecondIsFilled)
{
    Sampler sampler;
    auto& recorder = sampler.newRecorder();
    sampler.sample(at(105ms), {});
    recorder.attempt({}, Verdict::Accepted, 3ms);
    const auto sample = sampler.sample(at(3'600'005ms), {});
    EXPECT_EQ(sample.serverTicks.size(), 10u);
    EXPECT_EQ(sample.serverTicks.back().index, kFirst + 35'999);
}

TEST(Sampler, AClockThatIsSetBackStartsAnewOrIsAwaited)
{
    Sampler sampler;
    auto& recorder = sampler.newRecorder();
    sampler.sample(at(10'005ms), {});
    recorder.attempt({}, Verdict::Accepted, 3ms);
    EXPECT_TRUE(sampler.sample(at(9'505ms), {}).serverTicks.empty());
    const auto sample = sampler.sample(at(5'005ms), {});
    ASSERT_EQ(sample.serverTicks.size(), 1u);
    EXPECT_EQ(sample.serverTicks[0].index, kFirst + 49);
    EXPECT_EQ(sample.serverTicks[0].requests, 1u);
}

TEST(Sampler, SaysWhenToSampleNext)
{
    for (const auto offset : {0ms, 1ms, 50ms, 99ms}) {
        const auto next = Sampler::nextSampleAt(at(offset));
        EXPECT_GE(next, at(100ms));
        EXPECT_LT(next, at(120ms));
    }
}

TEST(Sampler, TimesSinceAMarkForgetWhatWasBefore)
{
    Sampler sampler;
    auto& recorder = sampler.newRecorder();
    for (int i = 0; i < 100; ++i)
        recorder.attempt({}, Verdict::Accepted, 500ms);
    recorder.stage(Stage::Parse, 7ms);
    const auto mark = sampler.mark();
    EXPECT_EQ(sampler.since(mark).attempts.count, 0u);
    EXPECT_FALSE(sampler.since(mark).attempts.p50);
    for (int i = 0; i < 50; ++i)
        recorder.attempt({}, Verdict::Accepted, 2ms);
    recorder.stage(Stage::Reply, 1ms);

    const auto during = sampler.since(mark);
    EXPECT_EQ(during.attempts.count, 50u);
    EXPECT_NEAR(*during.attempts.p999, 2, 0.002);
    EXPECT_NEAR(*during.attempts.max, 2, 0.002);
    EXPECT_NEAR(*during.attempts.avg, 2, 1e-9);
    EXPECT_EQ(during.stages[static_cast<std::size_t>(Stage::Parse)].count, 0u);
    EXPECT_EQ(during.stages[static_cast<std::size_t>(Stage::Reply)].count, 1u);
    EXPECT_EQ(sampler.since(nullptr).attempts.count, 150u);
}

TEST(Sampler, CountsOpenConnections)
{
    Sampler sampler;
    auto& one = sampler.newRecorder();
    auto& two = sampler.newRecorder();
    one.connectionOpened();
    one.connectionOpened();
    two.connectionOpened();
    one.connectionClosed();
    EXPECT_EQ(sampler.connections(), 2u);
}
