#include "backend/spike/thresholds.h"

#include "backend/core/trimmed.h"
#include "backend/spike/measurements.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace firstcome::spike {

namespace {

enum class MetricKind { Trend, Rate, Counter };

struct MetricName
{
    std::string_view name;
    Metric metric;
    MetricKind kind;
};

constexpr std::array<MetricName, 12> kMetrics{{
    {"http_req_duration", Metric::Duration, MetricKind::Trend},
    {"http_req_duration_intended", Metric::DurationIntended, MetricKind::Trend},
    {"http_req_blocked", Metric::Blocked, MetricKind::Trend},
    {"http_req_connecting", Metric::Connecting, MetricKind::Trend},
    {"http_req_sending", Metric::Sending, MetricKind::Trend},
    {"http_req_waiting", Metric::Waiting, MetricKind::Trend},
    {"http_req_receiving", Metric::Receiving, MetricKind::Trend},
    {"http_req_failed", Metric::Failed, MetricKind::Rate},
    {"checks", Metric::Checks, MetricKind::Rate},
    {"http_reqs", Metric::Requests, MetricKind::Counter},
    {"iterations", Metric::Iterations, MetricKind::Counter},
    {"dropped_arrivals", Metric::Dropped, MetricKind::Counter},
}};

struct AggregationName
{
    std::string_view name;
    Aggregation aggregation;
};

constexpr std::array<AggregationName, 6> kAggregations{{
    {"avg", Aggregation::Avg},
    {"min", Aggregation::Min},
    {"med", Aggregation::Med},
    {"max", Aggregation::Max},
    {"rate", Aggregation::Rate},
    {"count", Aggregation::Count},
}};

struct ComparisonName
{
    std::string_view name;
    Comparison comparison;
};

/// The longer ones first, so that `<=` is not read as `<`.
constexpr std::array<ComparisonName, 6> kComparisons{{
    {"<=", Comparison::LessOrEqual},
    {">=", Comparison::GreaterOrEqual},
    {"==", Comparison::Equal},
    {"!=", Comparison::NotEqual},
    {"<", Comparison::Less},
    {">", Comparison::Greater},
}};

std::optional<double> numberIn(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

auto bad(std::string detail)
{
    return core::fail(core::ErrorKind::InvalidArgument, "bad_threshold", std::move(detail));
}

std::optional<MetricKind> readMetric(std::string_view name, Threshold& threshold)
{
    for (const auto& known : kMetrics)
        if (known.name == name) {
            threshold.metric = known.metric;
            return known.kind;
        }
    for (std::size_t i = 0; i <= issuing::kVerdictCount; ++i)
        if (clientVerdictName(i) == name) {
            threshold.metric = Metric::Verdict;
            threshold.verdict = i;
            return MetricKind::Counter;
        }
    return std::nullopt;
}

bool readAggregation(std::string_view text, Threshold& threshold)
{
    for (const auto& known : kAggregations)
        if (known.name == text) {
            threshold.aggregation = known.aggregation;
            return true;
        }
    if (!text.starts_with("p(") || !text.ends_with(')'))
        return false;
    const auto percentile = numberIn(core::trimmed(text.substr(2, text.size() - 3)));
    if (!percentile || *percentile < 0 || *percentile > 100)
        return false;
    threshold.aggregation = Aggregation::Percentile;
    threshold.percentile = *percentile;
    return true;
}

bool fits(Aggregation aggregation, MetricKind kind)
{
    switch (kind) {
    case MetricKind::Trend:
        return aggregation != Aggregation::Rate && aggregation != Aggregation::Count;
    case MetricKind::Rate:
        return aggregation == Aggregation::Rate;
    case MetricKind::Counter:
        return aggregation == Aggregation::Rate || aggregation == Aggregation::Count;
    }
    return false;
}

const telemetry::Histogram& trend(Metric metric, const Measurements& measured)
{
    switch (metric) {
    case Metric::DurationIntended:
        return measured.intended;
    case Metric::Blocked:
        return measured.phases[static_cast<std::size_t>(Phase::Blocked)];
    case Metric::Connecting:
        return measured.phases[static_cast<std::size_t>(Phase::Connecting)];
    case Metric::Sending:
        return measured.phases[static_cast<std::size_t>(Phase::Sending)];
    case Metric::Waiting:
        return measured.phases[static_cast<std::size_t>(Phase::Waiting)];
    case Metric::Receiving:
        return measured.phases[static_cast<std::size_t>(Phase::Receiving)];
    default:
        return measured.duration;
    }
}

std::optional<double> trendValue(const Threshold& threshold, const telemetry::Histogram& histogram)
{
    if (threshold.aggregation == Aggregation::Avg) {
        const auto mean = histogram.mean();
        return mean ? std::optional(*mean / 1e6) : std::nullopt;
    }
    std::optional<std::chrono::nanoseconds> value;
    switch (threshold.aggregation) {
    case Aggregation::Min:
        value = histogram.percentile(0);
        break;
    case Aggregation::Med:
        value = histogram.percentile(50);
        break;
    case Aggregation::Max:
        value = histogram.max();
        break;
    default:
        value = histogram.percentile(threshold.percentile);
        break;
    }
    return value ? std::optional(static_cast<double>(value->count()) / 1e6) : std::nullopt;
}

std::optional<double> counterValue(Aggregation aggregation, std::uint64_t count, double seconds)
{
    if (aggregation == Aggregation::Count)
        return static_cast<double>(count);
    return seconds > 0 ? std::optional(static_cast<double>(count) / seconds) : std::nullopt;
}

std::optional<double> shareOf(std::uint64_t part, std::uint64_t whole)
{
    return whole > 0 ? std::optional(static_cast<double>(part) / static_cast<double>(whole)) : std::nullopt;
}

std::optional<double> valueOf(const Threshold& threshold, const Measurements& measured, double seconds)
{
    switch (threshold.metric) {
    case Metric::Failed:
        return shareOf(measured.failed, measured.requests);
    case Metric::Checks:
        return shareOf(measured.requests - measured.verdicts[kUnknownVerdict], measured.requests);
    case Metric::Requests:
    case Metric::Iterations:
        return counterValue(threshold.aggregation, measured.requests, seconds);
    case Metric::Dropped:
        return counterValue(threshold.aggregation, measured.dropped, seconds);
    case Metric::Verdict:
        return counterValue(threshold.aggregation, measured.verdicts[threshold.verdict], seconds);
    default:
        return trendValue(threshold, trend(threshold.metric, measured));
    }
}

bool holds(double value, Comparison comparison, double bound)
{
    switch (comparison) {
    case Comparison::Less:
        return value < bound;
    case Comparison::LessOrEqual:
        return value <= bound;
    case Comparison::Greater:
        return value > bound;
    case Comparison::GreaterOrEqual:
        return value >= bound;
    case Comparison::Equal:
        return value == bound;
    case Comparison::NotEqual:
        return value != bound;
    }
    return false;
}

} // namespace

core::Result<Threshold> parseThreshold(std::string_view text)
{
    const auto colon = text.find(':');
    if (colon == std::string_view::npos)
        return bad("a threshold is written \"metric: aggregation operator number\"");
    Threshold threshold;
    threshold.metricName = core::trimmed(text.substr(0, colon));
    threshold.expression = core::trimmed(text.substr(colon + 1));
    const auto kind = readMetric(threshold.metricName, threshold);
    if (!kind)
        return bad("unknown metric \"" + threshold.metricName + "\"");

    const std::string_view expression = threshold.expression;
    const auto at = expression.find_first_of("<>=!");
    if (at == std::string_view::npos)
        return bad("no operator in \"" + threshold.expression + "\"");
    const auto known = std::find_if(kComparisons.begin(), kComparisons.end(), [&](const ComparisonName& c) {
        return expression.substr(at).starts_with(c.name);
    });
    if (known == kComparisons.end())
        return bad("unknown operator in \"" + threshold.expression + "\"");
    threshold.comparison = known->comparison;

    if (!readAggregation(core::trimmed(expression.substr(0, at)), threshold))
        return bad("unknown aggregation in \"" + threshold.expression + "\"");
    if (!fits(threshold.aggregation, *kind))
        return bad("\"" + threshold.metricName + "\" has no such aggregation: \"" + threshold.expression +
                   "\"");
    const auto bound = numberIn(core::trimmed(expression.substr(at + known->name.size())));
    if (!bound)
        return bad("no number after the operator in \"" + threshold.expression + "\"");
    threshold.bound = *bound;
    return threshold;
}

std::vector<ThresholdResult> judge(std::span<const Threshold> thresholds, const Measurements& measured,
                                   double seconds)
{
    std::vector<ThresholdResult> results;
    results.reserve(thresholds.size());
    for (const auto& threshold : thresholds) {
        const auto value = valueOf(threshold, measured, seconds);
        results.push_back({threshold.metricName, threshold.expression, value,
                           value && holds(*value, threshold.comparison, threshold.bound)});
    }
    return results;
}

} // namespace firstcome::spike
