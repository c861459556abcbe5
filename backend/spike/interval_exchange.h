#pragma once

#include "backend/spike/measurements.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace firstcome::spike {

/// Length of an interval and of a fine tick.
inline constexpr std::chrono::milliseconds kInterval{100};

/// What one worker did in one tenth of a second. Workers deliver every index from 0 up to their last.
struct Interval
{
    unsigned worker = 0;
    std::int64_t index = 0;
    bool last = false;
    double users = 0;      ///< active at its end; in flight in the open model
    double cpuPercent = 0; ///< of one core, that worker
    Measurements measured;
};

/// Hands intervals from workers to the thread that adds them up, and empty ones back, so that nothing big is
/// allocated while a run goes on. Any thread. Its content is bounded by ten intervals a second and worker.
class IntervalExchange
{
public:
    /// An empty one, used before where there is any.
    std::unique_ptr<Interval> blank();
    void deliver(std::unique_ptr<Interval> interval);
    /// Everything delivered, in order; waits for the first.
    std::vector<std::unique_ptr<Interval>> collect();
    void giveBack(std::unique_ptr<Interval> interval);

private:
    std::mutex m_mutex;
    std::condition_variable m_delivery;
    std::vector<std::unique_ptr<Interval>> m_delivered, m_blank;
};

} // namespace firstcome::spike
