#pragma once

#include "backend/core/worker_thread.h"

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <functional>
#include <string>

namespace firstcome::core {

/// A thread that does one thing again and again. Its owner starts it once and stops it.
class RepeatingThread
{
public:
    using Pause = std::chrono::milliseconds;

    /// `step` returns how long to wait before the next.
    RepeatingThread(std::string name, std::function<Pause()> step);
    ~RepeatingThread();

    /// The first step follows at once.
    void start();
    /// Waits for a step under way; `last` is done on the thread then. Without effect where it does not run.
    void stop(std::function<void()> last = {});

private:
    void run();

    const std::function<Pause()> m_step;
    WorkerThread m_thread;
    boost::asio::steady_timer m_timer;
    bool m_started = false;
    bool m_stopping = false; ///< its thread only
};

} // namespace firstcome::core
