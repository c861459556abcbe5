#include "app/console/stall_watchdog.h"

#include <QMetaObject>

#include <algorithm>
#include <numeric>

namespace firstcome::console {

namespace {

constexpr auto kPingEvery = std::chrono::milliseconds(10);

} // namespace

StallWatchdog::StallWatchdog(QObject* parent)
    : QObject(parent)
{
}

StallWatchdog::~StallWatchdog()
{
    stop();
}

void StallWatchdog::start()
{
    if (m_thread.joinable())
        return;
    reset();
    m_stopping = false;
    m_thread = std::thread([this] { loop(); });
}

void StallWatchdog::stop()
{
    if (!m_thread.joinable())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void StallWatchdog::reset()
{
    m_longest = std::chrono::microseconds(0);
    m_histogram.fill(0);
    m_countFrom = Clock::now();
}

std::uint64_t StallWatchdog::pings() const
{
    return std::accumulate(m_histogram.begin(), m_histogram.end(), std::uint64_t{0});
}

void StallWatchdog::loop()
{
    std::unique_lock lock(m_mutex);
    while (!m_wake.wait_for(lock, kPingEvery, [this] { return m_stopping; })) {
        if (m_pending.exchange(true))
            continue;
        // Dropped by Qt where this object is gone first.
        QMetaObject::invokeMethod(
            this, [this, posted = Clock::now()] { answered(posted); }, Qt::QueuedConnection);
    }
}

void StallWatchdog::answered(Clock::time_point posted)
{
    m_pending = false;
    if (posted < m_countFrom)
        return;
    const auto delay = std::chrono::floor<std::chrono::microseconds>(Clock::now() - posted);
    m_longest = std::max(m_longest, delay);
    const auto bound = std::ranges::upper_bound(
        kBoundsMs, std::chrono::floor<std::chrono::milliseconds>(delay).count(), std::less<long>());
    ++m_histogram[static_cast<std::size_t>(bound - kBoundsMs.begin())];
}

} // namespace firstcome::console
