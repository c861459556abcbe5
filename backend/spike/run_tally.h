#pragma once

#include "backend/spike/interval_exchange.h"
#include "backend/spike/measurements.h"
#include "backend/spike/run_result.h"
#include "backend/spike/scenario.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

namespace firstcome::spike {

/// Adds the intervals of all workers up to the totals and the two series of a run. One thread.
class RunTally
{
public:
    /// Fine ticks are kept for the first hour; the series by the second goes on to the end.
    static constexpr std::size_t kMaxFineTicks = 36'000;

    RunTally(const Scenario& scenario, unsigned workers, IntervalExchange& exchange);

    /// Takes one interval. Each tick that it completes is given to `onTick`.
    void add(std::unique_ptr<Interval> interval, const std::function<void(const ClientTick&)>& onTick);
    /// The last interval of every worker is in.
    bool complete() const { return m_unfinished == 0; }
    /// Closes the second that is under way.
    void finish();

    const Measurements& totals() const { return m_totals; }
    const std::vector<ClientTick>& fineTicks() const { return m_fine; }
    const std::vector<ClientTick>& secondTicks() const { return m_seconds; }
    /// Percent of one core, of the busiest worker of each second.
    const std::vector<double>& busiestCpu() const { return m_busiestCpu; }

private:
    struct Slot
    {
        std::unique_ptr<Interval> sum;
        unsigned delivered = 0;
    };

    ClientTick closeTick(const Interval& sum);
    void addToSecond(const ClientTick& tick, const Interval& sum);
    void closeSecond();

    const Scenario& m_scenario;
    IntervalExchange& m_exchange;
    unsigned m_unfinished;
    std::vector<std::int64_t> m_lastOf; ///< last interval of each worker; −1 while it runs
    std::int64_t m_firstOpen = 0;       ///< index of m_open.front()
    std::deque<Slot> m_open;
    Measurements m_totals;
    std::vector<ClientTick> m_fine, m_seconds;
    ClientTick m_second;
    unsigned m_ticksInSecond = 0;
    telemetry::Histogram m_secondDuration;
    std::vector<double> m_cpuOfSecond; ///< of each worker, summed over the second's ticks
    std::vector<double> m_busiestCpu;
};

} // namespace firstcome::spike
