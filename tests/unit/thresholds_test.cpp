#include "backend/spike/measurements.h"
#include "backend/spike/thresholds.h"

#include <gtest/gtest.h>

using namespace firstcome;
using namespace firstcome::spike;
using namespace std::chrono_literals;

namespace {

Outcome outcome(issuing::Verdict verdict, int status, std::chrono::nanoseconds latency)
{
    Outcome o;
    o.verdict = static_cast<std::size_t>(verdict);
    o.status = status;
    o.latency = latency;
    o.phases[static_cast<std::size_t>(Phase::Waiting)] = latency;
    return o;
}

/// 100 attempts of 1 to 100 ms: 90 sold out, 5 unavailable, 5 without a reply.
Measurements hundred()
{
    Measurements m;
    for (int i = 1; i <= 100; ++i) {
        auto o = outcome(issuing::Verdict::SoldOut, 410, i * 1ms);
        if (i > 90)
            o = outcome(issuing::Verdict::Unavailable, 503, i * 1ms);
        if (i > 95) {
            o.verdict = kUnknownVerdict;
            o.status = 0;
        }
        m.record(o, false);
    }
    return m;
}

ThresholdResult judged(const std::string& text, const Measurements& measured, double seconds = 10)
{
    const std::vector thresholds{parseThreshold(text).value()};
    return judge(thresholds, measured, seconds).at(0);
}

} // namespace

TEST(Thresholds, ReadTheUsualGrammar)
{
    const auto t = parseThreshold("  http_req_duration :  p( 99.9 )  <=  2000.5 ");
    ASSERT_TRUE(t) << t.error().detail;
    EXPECT_EQ(t->metricName, "http_req_duration");
    EXPECT_EQ(t->expression, "p( 99.9 )  <=  2000.5");
    EXPECT_EQ(t->aggregation, Aggregation::Percentile);
    EXPECT_EQ(t->percentile, 99.9);
    EXPECT_EQ(t->comparison, Comparison::LessOrEqual);
    EXPECT_EQ(t->bound, 2000.5);
    for (const char* good :
         {"http_req_duration:avg<1", "http_req_blocked: min>=0", "http_req_waiting: med!=3",
          "http_reqs: count>10", "http_reqs: rate>10", "http_req_failed: rate==0", "checks: rate>0.99",
          "dropped_arrivals: count<1", "sold_out: count>0", "unknown: count==0",
          "http_req_duration_intended: max<1e3", "iterations: rate>1"})
        EXPECT_TRUE(parseThreshold(good)) << good;
}

TEST(Thresholds, RefuseEverythingElse)
{
    for (const char* bad : {"",
                            ":",
                            "http_req_duration",
                            "http_req_duration: ",
                            "http_req_duration: p(95)",
                            "http_req_duration: <3",
                            "http_req_duration: p(95)<",
                            "http_req_duration: p(95)<x",
                            "http_req_duration: p(95)<2000ms",
                            "http_req_duration: p(101)<1",
                            "http_req_duration: p()<1",
                            "http_req_duration: p95<1",
                            "http_req_duration: rate<1",
                            "http_req_failed: p(95)<1",
                            "http_reqs: avg<1",
                            "http_req_duration: p(95)=1",
                            "http_req_duration: p(95)===1",
                            "http_req_duration: p(95)<>1",
                            "nothing: rate<1",
                            "http_req_duration: p(95)<nan",
                            "http_req_duration: p(95)<1 && max<3",
                            "accepted: rate(1)<3"}) {
        const auto parsed = parseThreshold(bad);
        ASSERT_FALSE(parsed) << bad;
        EXPECT_EQ(parsed.error().code, "bad_threshold");
    }
}

TEST(Thresholds, JudgeTrends)
{
    const auto m = hundred();
    EXPECT_NEAR(*judged("http_req_duration: p(95)<2000", m).value, 95, 0.1);
    EXPECT_NEAR(*judged("http_req_duration: med<2000", m).value, 50, 0.1);
    EXPECT_NEAR(*judged("http_req_duration: min<2000", m).value, 1, 0.01);
    EXPECT_EQ(*judged("http_req_duration: max<2000", m).value, 100);
    EXPECT_NEAR(*judged("http_req_waiting: avg<2000", m).value, 50.5, 1e-6);
    EXPECT_TRUE(judged("http_req_duration: p(95)<96", m).passed);
    EXPECT_FALSE(judged("http_req_duration: p(95)<94", m).passed);
    EXPECT_TRUE(judged("http_req_duration: max<=100", m).passed);
    EXPECT_FALSE(judged("http_req_duration: max<100", m).passed);
    EXPECT_TRUE(judged("http_req_duration: max==100", m).passed);
    EXPECT_FALSE(judged("http_req_duration: max!=100", m).passed);
    EXPECT_TRUE(judged("http_req_duration: max>99", m).passed);
    EXPECT_TRUE(judged("http_req_duration: max>=100", m).passed);
}

TEST(Thresholds, ExpectedRefusalsAreNotFailures)
{
    const auto m = hundred();
    EXPECT_EQ(*judged("http_req_failed: rate<0.05", m).value, 0.1); // 503 and no reply; 410 is an answer
    EXPECT_FALSE(judged("http_req_failed: rate<0.05", m).passed);
    EXPECT_EQ(*judged("checks: rate>0.9", m).value, 0.95);
    EXPECT_EQ(*judged("sold_out: count==90", m).value, 90);
    EXPECT_EQ(*judged("unknown: count==5", m).value, 5);
    EXPECT_EQ(*judged("http_reqs: rate>5", m).value, 10);

    Measurements refusals;
    for (const auto& [verdict, status] : {std::pair{issuing::Verdict::Duplicate, 409},
                                          {issuing::Verdict::SoldOut, 410},
                                          {issuing::Verdict::NotOpen, 425},
                                          {issuing::Verdict::Closed, 403},
                                          {issuing::Verdict::UnknownUser, 404},
                                          {issuing::Verdict::Throttled, 429}})
        refusals.record(outcome(verdict, status, 1ms), false);
    EXPECT_TRUE(judged("http_req_failed: rate==0", refusals).passed);
}

TEST(Thresholds, WhatWasNotMeasuredHasNotPassed)
{
    const Measurements none;
    for (const char* text : {"http_req_duration: p(95)<2000", "http_req_failed: rate<0.05", "checks: rate<=1",
                             "http_req_duration_intended: avg<1"}) {
        const auto result = judged(text, none);
        EXPECT_FALSE(result.value) << text;
        EXPECT_FALSE(result.passed) << text;
    }
    EXPECT_TRUE(judged("dropped_arrivals: count==0", none).passed);
    EXPECT_FALSE(judged("http_reqs: rate<1", none, 0).passed);
}
