#include "backend/telemetry/latency_summary.h"

namespace firstcome::telemetry {

LatencySummary summarize(const Histogram& histogram)
{
    const auto at = [&histogram](double percent) -> std::optional<double> {
        const auto value = histogram.percentile(percent);
        return value ? std::optional(static_cast<double>(value->count()) / 1e6) : std::nullopt;
    };
    LatencySummary summary;
    summary.count = histogram.count();
    summary.p50 = at(50);
    summary.p90 = at(90);
    summary.p95 = at(95);
    summary.p99 = at(99);
    summary.p999 = at(99.9);
    if (const auto max = histogram.max())
        summary.max = static_cast<double>(max->count()) / 1e6;
    if (const auto mean = histogram.mean())
        summary.avg = *mean / 1e6;
    return summary;
}

} // namespace firstcome::telemetry
