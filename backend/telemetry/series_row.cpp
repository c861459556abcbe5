#include "backend/telemetry/series_row.h"

#include <algorithm>

namespace firstcome::telemetry {

namespace {

constexpr std::size_t kRequests = 0, kP50 = 1, kP95 = 2, kP99 = 3, kMax = 4, kStages = 5;
constexpr std::size_t kRemaining = issuing::kVerdictCount, kOutbox = kRemaining + 1,
                      kUnconsumed = kRemaining + 2, kLedger = kRemaining + 3;

void addKnown(Measure& measure, float value)
{
    if (!std::isnan(value))
        measure.add(static_cast<double>(value));
}

void addKnown(Measure& measure, std::int64_t level)
{
    if (level >= 0)
        measure.add(static_cast<double>(level));
}

float highest(const Measure& measure)
{
    return measure.count ? static_cast<float>(measure.max) : kUnknown;
}

} // namespace

void Measure::add(double value)
{
    merge({value, value, value, 1});
}

void Measure::merge(const Measure& other)
{
    if (other.count == 0)
        return;
    min = count ? std::min(min, other.min) : other.min;
    max = count ? std::max(max, other.max) : other.max;
    sum += other.sum;
    count += other.count;
}

ServerRow rowOf(const ServerTick& tick)
{
    ServerRow row;
    row.index = tick.index;
    row.measures[kRequests].add(tick.requests);
    addKnown(row.measures[kP50], tick.p50Ms);
    addKnown(row.measures[kP95], tick.p95Ms);
    addKnown(row.measures[kP99], tick.p99Ms);
    addKnown(row.measures[kMax], tick.maxMs);
    for (std::size_t s = 0; s < kStageCount; ++s)
        addKnown(row.measures[kStages + s], tick.stageP95Ms[s]);
    return row;
}

InstanceRow rowOf(const InstanceTick& tick)
{
    InstanceRow row;
    row.index = tick.index;
    row.instance = tick.instance;
    for (std::size_t v = 0; v < issuing::kVerdictCount; ++v)
        row.measures[v].add(tick.verdicts[v]);
    addKnown(row.measures[kRemaining], tick.remaining);
    addKnown(row.measures[kOutbox], tick.outbox);
    addKnown(row.measures[kUnconsumed], tick.unconsumed);
    addKnown(row.measures[kLedger], tick.ledger);
    return row;
}

ServerTick tickOf(const ServerRow& row)
{
    ServerTick tick;
    tick.index = row.index;
    tick.requests = static_cast<std::uint32_t>(row.measures[kRequests].sum);
    tick.peakRequests = static_cast<std::uint32_t>(row.measures[kRequests].max);
    tick.p50Ms = highest(row.measures[kP50]);
    tick.p95Ms = highest(row.measures[kP95]);
    tick.p99Ms = highest(row.measures[kP99]);
    tick.maxMs = highest(row.measures[kMax]);
    for (std::size_t s = 0; s < kStageCount; ++s)
        tick.stageP95Ms[s] = highest(row.measures[kStages + s]);
    return tick;
}

InstanceTick tickOf(const InstanceRow& row)
{
    InstanceTick tick;
    tick.index = row.index;
    tick.instance = row.instance;
    for (std::size_t v = 0; v < issuing::kVerdictCount; ++v)
        tick.verdicts[v] = static_cast<std::uint32_t>(row.measures[v].sum);
    const auto level = [&row](std::size_t figure, double Measure::*bound) {
        const auto& measure = row.measures[figure];
        return measure.count ? static_cast<std::int64_t>(measure.*bound) : std::int64_t{-1};
    };
    tick.remaining = level(kRemaining, &Measure::min);
    tick.outbox = level(kOutbox, &Measure::max);
    tick.unconsumed = level(kUnconsumed, &Measure::max);
    tick.ledger = level(kLedger, &Measure::max);
    return tick;
}

} // namespace firstcome::telemetry
