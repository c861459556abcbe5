#include "backend/spike/run_tally.h"

#include <algorithm>

namespace firstcome::spike {

namespace {

constexpr unsigned kTicksPerSecond = 10;

float percentileMs(const telemetry::Histogram& histogram, double percent)
{
    const auto value = histogram.percentile(percent);
    return value ? static_cast<float>(static_cast<double>(value->count()) / 1e6) : telemetry::kUnknown;
}

void setPercentiles(ClientTick& tick, const telemetry::Histogram& histogram)
{
    tick.p50Ms = percentileMs(histogram, 50);
    tick.p95Ms = percentileMs(histogram, 95);
    tick.p99Ms = percentileMs(histogram, 99);
}

} // namespace

RunTally::RunTally(const Scenario& scenario, unsigned workers, IntervalExchange& exchange)
    : m_scenario(scenario)
    , m_exchange(exchange)
    , m_unfinished(workers)
    , m_lastOf(workers, -1)
    , m_cpuOfSecond(workers, 0)
{
}

void RunTally::add(std::unique_ptr<Interval> interval, const std::function<void(const ClientTick&)>& onTick)
{
    if (interval->last) {
        m_lastOf[interval->worker] = interval->index;
        --m_unfinished;
    }
    m_cpuOfSecond[interval->worker] += interval->cpuPercent;
    const auto at = static_cast<std::size_t>(interval->index - m_firstOpen);
    while (m_open.size() <= at)
        m_open.emplace_back();
    auto& slot = m_open[at];
    ++slot.delivered;
    if (!slot.sum) {
        slot.sum = std::move(interval);
    } else {
        slot.sum->users += interval->users;
        slot.sum->measured.merge(interval->measured);
        m_exchange.giveBack(std::move(interval));
    }
    while (!m_open.empty()) {
        const auto ended = std::count_if(m_lastOf.begin(), m_lastOf.end(), [this](std::int64_t last) {
            return last >= 0 && last < m_firstOpen; // delivers nothing for this index any more
        });
        auto& first = m_open.front();
        if (!first.sum || first.delivered + static_cast<unsigned>(ended) < m_lastOf.size())
            break;
        onTick(closeTick(*first.sum));
        m_exchange.giveBack(std::move(first.sum));
        m_open.pop_front();
        ++m_firstOpen;
    }
}

ClientTick RunTally::closeTick(const Interval& sum)
{
    const auto begin = sum.index * kInterval;
    ClientTick tick;
    tick.atSeconds = static_cast<double>(begin.count()) / 1000;
    tick.target = m_scenario.targetAt(begin + kInterval);
    tick.users = sum.users;
    for (std::size_t i = 0; i < tick.verdicts.size(); ++i)
        tick.verdicts[i] = static_cast<std::uint32_t>(sum.measured.verdicts[i]);
    setPercentiles(tick, sum.measured.duration);
    m_totals.merge(sum.measured);
    if (m_fine.size() < kMaxFineTicks)
        m_fine.push_back(tick);
    addToSecond(tick, sum);
    return tick;
}

void RunTally::addToSecond(const ClientTick& tick, const Interval& sum)
{
    if (m_ticksInSecond == 0)
        m_second = ClientTick{tick.atSeconds};
    ++m_ticksInSecond;
    m_second.target += tick.target;
    m_second.users += tick.users;
    for (std::size_t i = 0; i < tick.verdicts.size(); ++i)
        m_second.verdicts[i] += tick.verdicts[i];
    m_secondDuration.merge(sum.measured.duration);
    if (m_ticksInSecond == kTicksPerSecond) {
        m_busiestCpu.push_back(*std::max_element(m_cpuOfSecond.begin(), m_cpuOfSecond.end()) /
                               kTicksPerSecond);
        closeSecond();
    }
}

void RunTally::closeSecond()
{
    m_second.target /= m_ticksInSecond;
    m_second.users /= m_ticksInSecond;
    setPercentiles(m_second, m_secondDuration);
    m_seconds.push_back(m_second);
    m_secondDuration.clear();
    std::fill(m_cpuOfSecond.begin(), m_cpuOfSecond.end(), 0);
    m_ticksInSecond = 0;
}

void RunTally::finish()
{
    if (m_ticksInSecond > 0)
        closeSecond();
}

} // namespace firstcome::spike
