#include "backend/telemetry/histogram.h"
#include "backend/telemetry/latency_summary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

using namespace firstcome::telemetry;
using std::chrono::nanoseconds;
using namespace std::chrono_literals;

namespace {

/// The definition that the histogram approximates: the value at rank ceil(percent × n / 100).
std::int64_t exactPercentile(std::vector<std::int64_t> values, double percent)
{
    std::ranges::sort(values);
    const auto rank =
        static_cast<std::size_t>(std::ceil(percent / 100 * static_cast<double>(values.size()) - 1e-6));
    return values[std::max<std::size_t>(rank, 1) - 1];
}

std::vector<std::int64_t> latencies(unsigned seed, std::size_t count)
{
    std::mt19937_64 random(seed);
    std::lognormal_distribution<double> shape(std::log(2e6), 1.5); // median 2 ms, long tail
    std::vector<std::int64_t> values(count);
    for (auto& value : values)
        value = std::clamp<std::int64_t>(static_cast<std::int64_t>(shape(random)), 1'000, 60'000'000'000);
    return values;
}

constexpr double kPercents[] = {0, 1, 25, 50, 90, 95, 99, 99.9, 99.99, 100};

void expectSame(const Histogram& a, const Histogram& b)
{
    EXPECT_EQ(a.count(), b.count());
    EXPECT_EQ(a.mean(), b.mean());
    for (const double p : kPercents)
        EXPECT_EQ(a.percentile(p), b.percentile(p)) << p;
}

} // namespace

TEST(Buckets, CoverTheRangeWithoutGapOrOverlap)
{
    EXPECT_EQ(buckets::lowest(0), 0u);
    for (std::size_t i = 0; i + 1 < buckets::kCount; ++i)
        ASSERT_EQ(buckets::highest(i) + 1, buckets::lowest(i + 1)) << i;
    EXPECT_EQ(buckets::indexOf(buckets::kHighest) + 1, buckets::kCount);
    EXPECT_GE(buckets::highest(buckets::kCount - 1), buckets::kHighest);
}

TEST(Buckets, HoldTheirOwnEdgesAndAreAThousandthWideAtMost)
{
    for (std::size_t i = 1; i < buckets::kCount; ++i) {
        const auto low = buckets::lowest(i);
        const auto high = std::min(buckets::highest(i), buckets::kHighest);
        ASSERT_EQ(buckets::indexOf(low), i);
        ASSERT_EQ(buckets::indexOf(high), i);
        if (low >= 1'000) { // from 1 µs on
            ASSERT_LE(static_cast<double>(high - low), static_cast<double>(low) * 0.001) << low;
        }
    }
}

TEST(Histogram, SaysNothingWhileEmpty)
{
    const Histogram empty;
    EXPECT_EQ(empty.count(), 0u);
    EXPECT_FALSE(empty.percentile(50));
    EXPECT_FALSE(empty.max());
    EXPECT_FALSE(empty.mean());
    const auto summary = summarize(empty);
    EXPECT_EQ(summary.count, 0u);
    EXPECT_FALSE(summary.p50 || summary.p999 || summary.max || summary.avg);
}

TEST(Histogram, SingleValueIsEveryPercentile)
{
    for (const auto value : {1'000ns, 1'023ns, 2'048ns, 123'457ns, 999'999'999ns, 60'000'000'000ns}) {
        Histogram histogram;
        histogram.record(value);
        for (const double p : kPercents)
            EXPECT_NEAR(static_cast<double>(histogram.percentile(p)->count()),
                        static_cast<double>(value.count()), static_cast<double>(value.count()) * 0.001);
        EXPECT_EQ(*histogram.max(), value);
        EXPECT_DOUBLE_EQ(*histogram.mean(), static_cast<double>(value.count()));
    }
}

TEST(Histogram, PercentilesAreWithinAThousandthOfTheExactOnes)
{
    for (const unsigned seed : {1u, 2u, 3u}) {
        const auto values = latencies(seed, 50'000);
        Histogram histogram;
        double sum = 0;
        for (const auto value : values) {
            histogram.record(nanoseconds(value));
            sum += static_cast<double>(value);
        }
        for (const double p : kPercents) {
            const auto exact = static_cast<double>(exactPercentile(values, p));
            EXPECT_NEAR(static_cast<double>(histogram.percentile(p)->count()), exact, exact * 0.001) << p;
        }
        EXPECT_EQ(histogram.max()->count(), *std::ranges::max_element(values));
        EXPECT_NEAR(*histogram.mean(), sum / 50'000, 1);
    }
}

TEST(Histogram, RanksAreTakenAtTheEdge)
{
    Histogram histogram;
    histogram.record(1ms, 999);
    histogram.record(1s);
    EXPECT_NEAR(static_cast<double>(histogram.percentile(99.9)->count()), 1e6, 1e3);
    EXPECT_EQ(*histogram.percentile(99.91), 1s);
    EXPECT_EQ(histogram.count(), 1'000u);
}

TEST(Histogram, ClampsWhatIsOutsideItsRange)
{
    Histogram histogram;
    histogram.record(-5ns);
    histogram.record(10min);
    EXPECT_EQ(*histogram.percentile(1), 0ns);
    EXPECT_EQ(*histogram.max(), 60s);
    EXPECT_EQ(*histogram.percentile(100), 60s);
}

TEST(Histogram, MergedPartsEqualTheWhole)
{
    const auto values = latencies(7, 10'000);
    Histogram whole, odd, even;
    RecordedHistogram recorded;
    for (std::size_t i = 0; i < values.size(); ++i) {
        whole.record(nanoseconds(values[i]));
        if (i % 2) {
            odd.record(nanoseconds(values[i]));
        } else {
            even.record(nanoseconds(values[i]));
            recorded.record(nanoseconds(values[i]));
        }
    }
    Histogram merged;
    merged.merge(odd);
    merged.merge(even);
    expectSame(merged, whole);
    EXPECT_EQ(merged.max(), whole.max());

    Histogram fromRecorded;
    fromRecorded.merge(recorded);
    expectSame(fromRecorded, even);
    EXPECT_EQ(fromRecorded.max(), even.max());
}

TEST(Histogram, DifferenceEqualsWhatCameInBetween)
{
    const auto before = latencies(11, 5'000);
    const auto after = latencies(12, 3'000);
    Histogram cumulative, between;
    for (const auto value : before)
        cumulative.record(nanoseconds(value));
    const Histogram mark = cumulative;
    std::int64_t longest = 0;
    for (const auto value : after) {
        cumulative.record(nanoseconds(value / 10)); // shorter than before: the old maximum must not stay
        between.record(nanoseconds(value / 10));
        longest = std::max(longest, value / 10);
    }
    cumulative.subtract(mark);
    EXPECT_EQ(cumulative.count(), 3'000u);
    EXPECT_EQ(cumulative.mean(), between.mean());
    for (const double p : {0.0, 50.0, 95.0, 99.9})
        EXPECT_EQ(cumulative.percentile(p), between.percentile(p)) << p;
    EXPECT_NEAR(static_cast<double>(cumulative.max()->count()), static_cast<double>(longest),
                static_cast<double>(longest) * 0.001);
}

TEST(Histogram, DifferenceWithNothingInBetweenIsEmpty)
{
    Histogram histogram;
    histogram.record(3ms, 4);
    const Histogram mark = histogram;
    histogram.subtract(mark);
    EXPECT_EQ(histogram.count(), 0u);
    EXPECT_FALSE(histogram.max());
    histogram.record(1ms);
    EXPECT_EQ(*histogram.max(), 1ms);
}

TEST(Histogram, ClearedStartsAnew)
{
    Histogram histogram;
    histogram.record(5s, 3);
    histogram.clear();
    EXPECT_FALSE(histogram.percentile(50));
    histogram.record(2ms);
    EXPECT_EQ(histogram.count(), 1u);
    EXPECT_EQ(*histogram.max(), 2ms);
}

TEST(LatencySummary, IsInMilliseconds)
{
    Histogram histogram;
    for (int i = 1; i <= 1000; ++i)
        histogram.record(i * 1ms);
    const auto summary = summarize(histogram);
    EXPECT_EQ(summary.count, 1000u);
    EXPECT_NEAR(*summary.p50, 500, 0.5);
    EXPECT_NEAR(*summary.p90, 900, 0.9);
    EXPECT_NEAR(*summary.p95, 950, 0.95);
    EXPECT_NEAR(*summary.p99, 990, 0.99);
    EXPECT_NEAR(*summary.p999, 999, 1);
    EXPECT_DOUBLE_EQ(*summary.max, 1000);
    EXPECT_NEAR(*summary.avg, 500.5, 1e-9);
}
