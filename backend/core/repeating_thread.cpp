#include "backend/core/repeating_thread.h"

#include <utility>

namespace firstcome::core {

RepeatingThread::RepeatingThread(std::string name, std::function<Pause()> step)
    : m_step(std::move(step))
    , m_thread(std::move(name))
    , m_timer(m_thread.context())
{
}

RepeatingThread::~RepeatingThread()
{
    stop();
}

void RepeatingThread::start()
{
    m_started = true;
    m_thread.post([this] { run(); });
    m_thread.start();
}

void RepeatingThread::stop(std::function<void()> last)
{
    if (!std::exchange(m_started, false))
        return;
    m_thread.post([this, last = std::move(last)] {
        m_stopping = true;
        m_timer.cancel();
        if (last)
            last();
    });
    m_thread.stop();
}

void RepeatingThread::run()
{
    if (m_stopping)
        return;
    m_timer.expires_after(m_step());
    m_timer.async_wait([this](const boost::system::error_code& error) {
        if (!error)
            run();
    });
}

} // namespace firstcome::core
