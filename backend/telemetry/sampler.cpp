#include "backend/telemetry/sampler.h"

#include "backend/telemetry/latency_summary.h"

#include <algorithm>
#include <set>

namespace firstcome::telemetry {

namespace {

constexpr std::int64_t kMostSpread = 10; ///< ticks
constexpr std::chrono::milliseconds kTick(kTickMs);
constexpr std::chrono::milliseconds kAfterTick(5); ///< lets what ended with the tick be recorded

std::int64_t newestWholeTick(core::WallTime now)
{
    return std::chrono::floor<std::chrono::milliseconds>(now.time_since_epoch()) / kTick - 1;
}

/// The share of the `part`-th of `parts` in `count`; all shares add up to `count`.
std::uint32_t share(std::uint64_t count, std::int64_t part, std::int64_t parts)
{
    const auto p = static_cast<std::uint64_t>(part), n = static_cast<std::uint64_t>(parts);
    return static_cast<std::uint32_t>(count * (p + 1) / n - count * p / n);
}

float milliseconds(const std::optional<std::chrono::nanoseconds>& time)
{
    return time ? static_cast<float>(static_cast<double>(time->count()) / 1e6) : kUnknown;
}

} // namespace

Sampler::Sampler() = default;

ThreadRecorder& Sampler::newRecorder()
{
    const std::lock_guard lock(m_mutex);
    return m_recorders.emplace_back();
}

std::vector<const ThreadRecorder*> Sampler::recorders() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<const ThreadRecorder*> all;
    for (const auto& recorder : m_recorders)
        all.push_back(&recorder);
    return all;
}

void Sampler::collect(const std::vector<const ThreadRecorder*>& recorders, Times& into) const
{
    into.confirmed.clear();
    into.confirmed.merge(m_confirmed);
    into.attempts.clear();
    for (auto& stage : into.stages)
        stage.clear();
    for (const auto* recorder : recorders) {
        into.attempts.merge(recorder->latency());
        for (std::size_t s = 0; s < kStageCount; ++s)
            into.stages[s].merge(recorder->stageTimes(static_cast<Stage>(s)));
    }
}

std::map<issuing::InstanceId, InstanceTotals>
Sampler::countNow(const std::vector<const ThreadRecorder*>& recorders)
{
    std::map<issuing::InstanceId, InstanceTotals> now;
    for (const auto* recorder : recorders)
        for (const auto* counters = recorder->counters(); counters; counters = counters->next) {
            auto& totals = now[counters->instance];
            for (std::size_t v = 0; v < issuing::kVerdictCount; ++v)
                totals.verdicts[v] += counters->verdicts[v].load(std::memory_order_relaxed);
        }
    return now;
}

void Sampler::fillTimes(ServerTick& tick)
{
    m_between.assignDifference(m_times.attempts, m_previousTimes.attempts);
    tick.p50Ms = milliseconds(m_between.percentile(50));
    tick.p95Ms = milliseconds(m_between.percentile(95));
    tick.p99Ms = milliseconds(m_between.percentile(99));
    tick.maxMs = milliseconds(m_between.max());
    for (std::size_t s = 0; s < kStageCount; ++s) {
        m_between.assignDifference(m_times.stages[s], m_previousTimes.stages[s]);
        tick.stageP95Ms[s] = milliseconds(m_between.percentile(95));
    }
}

void Sampler::tellConfirmations(std::int64_t second)
{
    if (m_second == second)
        return;
    m_second = second;
    m_between.assignDifference(m_times.confirmed, m_confirmedBefore);
    m_confirmedBefore = m_times.confirmed;
    if (m_between.count() == 0)
        return;
    m_confirmations = {m_between.count(), milliseconds(m_between.percentile(50)), milliseconds(m_between.percentile(95)),
                       milliseconds(m_between.max()), core::WallTime(std::chrono::seconds(second))};
}

Sampler::Sample Sampler::sample(core::WallTime now,
                                const std::map<issuing::InstanceId, InstanceLevels>& levels)
{
    const auto index = newestWholeTick(now);
    // A clock set back by more than a second starts anew; by less, the ticks wait until it has caught up.
    if (m_lastIndex && index <= *m_lastIndex && *m_lastIndex - index <= kMostSpread)
        return {};
    const auto parts = m_lastIndex && index > *m_lastIndex ? std::min(index - *m_lastIndex, kMostSpread) : 1;
    m_lastIndex = index;

    const auto all = recorders();
    auto counts = countNow(all);
    std::swap(m_times, m_previousTimes);
    collect(all, m_times);
    ServerTick times;
    fillTimes(times);
    tellConfirmations((index + 1) * kTickMs / 1000);

    std::set<issuing::InstanceId> told;
    for (const auto& [instance, ignored] : levels)
        told.insert(instance);
    for (const auto& [instance, totals] : counts)
        if (totals.attempts() > m_totals[instance].attempts())
            told.insert(instance);

    Sample sample;
    for (std::int64_t part = 0; part < parts; ++part) {
        ServerTick server = times;
        server.index = index - parts + 1 + part;
        for (const auto& instance : told) {
            InstanceTick tick;
            tick.index = server.index;
            tick.instance = instance;
            const auto& before = m_totals[instance].verdicts;
            const auto& after = counts[instance].verdicts;
            for (std::size_t v = 0; v < issuing::kVerdictCount; ++v) {
                tick.verdicts[v] = share(after[v] - before[v], part, parts);
                server.requests += tick.verdicts[v];
            }
            const auto level = levels.find(instance);
            if (level != levels.end() && part == parts - 1) {
                tick.remaining = level->second.remaining;
                tick.outbox = level->second.outbox;
                tick.unconsumed = level->second.unconsumed;
                tick.ledger = level->second.ledger;
            }
            sample.instanceTicks.push_back(tick);
        }
        server.peakRequests = server.requests;
        if (server.requests == 0)
            server.p50Ms = server.p95Ms = server.p99Ms = server.maxMs = kUnknown;
        sample.serverTicks.push_back(server);
    }
    std::erase_if(counts, [](const auto& entry) { return entry.second.attempts() == 0; });
    m_totals = std::move(counts);
    return sample;
}

core::WallTime Sampler::nextSampleAt(core::WallTime now)
{
    return core::WallTime(kTick * (newestWholeTick(now) + 2) + kAfterTick);
}

std::uint64_t Sampler::connections() const
{
    std::uint64_t open = 0;
    for (const auto* recorder : recorders())
        open += recorder->connections();
    return open;
}

std::shared_ptr<const Sampler::Times> Sampler::mark() const
{
    auto times = std::make_shared<Times>();
    collect(recorders(), *times);
    return times;
}

ServerLatency Sampler::since(const std::shared_ptr<const Times>& mark) const
{
    auto now = std::make_shared<Times>();
    collect(recorders(), *now);
    if (mark)
        now->attempts.subtract(mark->attempts);
    if (mark)
        now->confirmed.subtract(mark->confirmed);
    ServerLatency latency;
    latency.confirmed = summarize(now->confirmed);
    latency.attempts = summarize(now->attempts);
    for (std::size_t s = 0; s < kStageCount; ++s) {
        if (mark)
            now->stages[s].subtract(mark->stages[s]);
        latency.stages[s] = summarize(now->stages[s]);
    }
    return latency;
}

} // namespace firstcome::telemetry
