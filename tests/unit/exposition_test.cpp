#include "backend/telemetry/exposition.h"

#include <gtest/gtest.h>

#include <gmock/gmock.h>

using namespace firstcome;
using namespace firstcome::telemetry;
using testing::HasSubstr;
using testing::Not;

TEST(Exposition, WritesEverythingThatIsKnown)
{
    TelemetryPart part;
    const auto instance = issuing::InstanceId::random();
    part.totals[instance].verdicts[0] = 500;
    part.totals[{}].verdicts[static_cast<std::size_t>(issuing::Verdict::UnknownEvent)] = 3;
    part.connections = 12;
    part.host.cpuPercent = 62.5;
    InstanceTick tick;
    tick.instance = instance;
    tick.remaining = 9;
    part.instanceTicks.push_back(tick);
    tick.remaining = 7;
    part.instanceTicks.push_back(tick);
    ServerLatency latency;
    latency.attempts = {
        .count = 503, .p50 = 2.0, .p90 = 3.0, .p95 = 4.0, .p99 = 5.0, .p999 = 6.0, .max = 7.0, .avg = 2.0};

    latency.confirmed.count = 500;
    latency.confirmed.p95 = 120;
    latency.confirmed.avg = 80;
    const auto text = exposition(part, latency);
    EXPECT_THAT(text, HasSubstr("firstcome_confirm_seconds{quantile=\"0.95\"} 0.12\n"));
    EXPECT_THAT(text, HasSubstr("firstcome_confirm_seconds_count 500\n"));
    EXPECT_THAT(text, HasSubstr("# TYPE firstcome_attempts_total counter\n"));
    EXPECT_THAT(text, HasSubstr("firstcome_attempts_total{instance=\"" + instance.str() +
                                "\",verdict=\"accepted\"} 500\n"));
    EXPECT_THAT(text, HasSubstr("firstcome_attempts_total{instance=\"none\",verdict=\"unknown_event\"} 3\n"));
    EXPECT_THAT(text, HasSubstr("firstcome_attempt_seconds{quantile=\"0.99\"} 0.005\n"));
    EXPECT_THAT(text, HasSubstr("firstcome_attempt_seconds_count 503\n"));
    EXPECT_THAT(text, HasSubstr("firstcome_attempt_seconds_sum 1.006\n"));
    EXPECT_THAT(text, HasSubstr("firstcome_stage_seconds_count{stage=\"commit\"} 0\n"));
    EXPECT_THAT(text, HasSubstr("firstcome_remaining{instance=\"" + instance.str() + "\"} 7\n"));
    EXPECT_THAT(text, HasSubstr("firstcome_connections 12\n"));
    EXPECT_THAT(text, HasSubstr("firstcome_host_cpu_percent 62.5\n"));
}

TEST(Exposition, LeavesOutWhatIsNotKnown)
{
    const auto text = exposition({}, {});
    EXPECT_THAT(text, Not(HasSubstr("firstcome_remaining")));
    EXPECT_THAT(text, Not(HasSubstr("firstcome_free_disk_bytes")));
    EXPECT_THAT(text, Not(HasSubstr("firstcome_host_cpu_percent")));
    EXPECT_THAT(text, Not(HasSubstr("quantile")));
    EXPECT_THAT(text, Not(HasSubstr("firstcome_attempts_total")));
}
