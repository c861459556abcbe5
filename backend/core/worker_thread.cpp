#include "backend/core/worker_thread.h"

#include <pthread.h>

namespace firstcome::core {

WorkerThread::WorkerThread(std::string name)
    : m_name(std::move(name))
    , m_keepRunning(boost::asio::make_work_guard(m_context))
{
}

WorkerThread::~WorkerThread()
{
    stop();
}

void WorkerThread::start()
{
    m_thread = std::thread([this] {
        pthread_setname_np(pthread_self(), m_name.substr(0, 15).c_str());
        m_context.run();
    });
}

void WorkerThread::stop()
{
    m_keepRunning.reset();
    if (m_thread.joinable())
        m_thread.join();
}

} // namespace firstcome::core
