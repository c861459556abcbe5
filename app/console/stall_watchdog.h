#pragma once

#include <QObject>

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

namespace firstcome::console {

/// Measures how long the GUI loop leaves a posted event waiting. Its own thread posts a ping every 10 ms,
/// none while one is pending, and the loop's answer gives the delay. Made, started, read and destroyed on the
/// GUI thread.
class StallWatchdog final : public QObject
{
    Q_OBJECT

public:
    /// Upper bounds of the histogram's buckets; the last bucket is everything above.
    static constexpr std::array kBoundsMs{1, 2, 5, 10, 16, 25, 50, 100, 250, 1000};
    using Histogram = std::array<std::uint64_t, kBoundsMs.size() + 1>;

    explicit StallWatchdog(QObject* parent = nullptr);
    ~StallWatchdog() override;

    void start();
    void stop();
    /// Forgets what was measured, as a run begins.
    void reset();

    /// The longest delay since start or reset.
    std::chrono::microseconds longest() const { return m_longest; }
    const Histogram& histogram() const { return m_histogram; }
    std::uint64_t pings() const;

private:
    using Clock = std::chrono::steady_clock;

    void loop();
    void answered(Clock::time_point posted);

    std::chrono::microseconds m_longest{0};
    Histogram m_histogram{};
    Clock::time_point m_countFrom; ///< pings posted before are not counted

    std::atomic<bool> m_pending{false};
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stopping = false; ///< under m_mutex
    std::thread m_thread;
};

} // namespace firstcome::console
