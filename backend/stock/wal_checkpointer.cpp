#include "backend/stock/wal_checkpointer.h"

#include "backend/core/thread_priority.h"

#include <sqlite3.h>

#include <pthread.h>

namespace firstcome::stock {

WalCheckpointer::WalCheckpointer(const DatabaseOptions& options)
    : m_target{options.file, options.vfs, false}
    , m_synchronous(options.synchronous)
    , m_thread([this] { run(); })
{
}

WalCheckpointer::~WalCheckpointer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_changed.notify_one();
    m_thread.join();
}

void WalCheckpointer::ask()
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_asked)
            return;
        m_asked = true;
    }
    m_changed.notify_one();
}

bool WalCheckpointer::busy() const
{
    const std::lock_guard lock(m_mutex);
    return m_asked;
}

void WalCheckpointer::run()
{
    pthread_setname_np(pthread_self(), "fc-checkpoint");
    core::lowerThisThreadsPriority();
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_asked || m_stopping; });
        if (m_stopping)
            return;
        lock.unlock();
        round();
        lock.lock();
        m_asked = false;
    }
}

void WalCheckpointer::round()
{
    if (!m_connection.isOpen()) {
        const auto pragma = "PRAGMA synchronous=" + m_synchronous;
        if (!m_connection.open(m_target) || !m_connection.execute(pragma.c_str())) {
            m_connection.close();
            return;
        }
    }
    const int code =
        sqlite3_wal_checkpoint_v2(m_connection.handle(), "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    if (code != SQLITE_OK && code != SQLITE_BUSY)
        m_connection.close();
}

} // namespace firstcome::stock
