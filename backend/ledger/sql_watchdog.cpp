#include "backend/ledger/sql_watchdog.h"

#include "backend/core/thread_name.h"

#include <QSqlDriver>
#include <QVariant>

#include <algorithm>
#include <libpq-fe.h>
#include <sys/socket.h>

namespace firstcome::ledger {

namespace {

constexpr std::chrono::milliseconds kLongestNap(1'000);

} // namespace

int SqlWatchdog::socketOf(const QSqlDriver& driver)
{
    const QVariant handle = driver.handle();
    // The driver's word for the type, or that of libpq's own header.
    if (qstrcmp(handle.typeName(), "PGconn*") != 0 && qstrcmp(handle.typeName(), "pg_conn*") != 0)
        return -1;
    const auto* connection = *static_cast<PGconn* const*>(handle.constData());
    return connection ? PQsocket(connection) : -1;
}

SqlWatchdog::SqlWatchdog(int socket, std::chrono::milliseconds patience)
    : m_socket(socket)
    , m_patience(patience)
    , m_thread([this] { watch(); })
{
}

SqlWatchdog::~SqlWatchdog()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void SqlWatchdog::begin()
{
    const auto now = std::chrono::steady_clock::now();
    const std::lock_guard lock(m_mutex);
    m_waitingSince = now;
}

void SqlWatchdog::end()
{
    const std::lock_guard lock(m_mutex);
    m_waitingSince.reset();
}

void SqlWatchdog::watch()
{
    core::nameThisThread("sql-watchdog");
    const auto nap = std::clamp(m_patience / 4, std::chrono::milliseconds(1), kLongestNap);
    std::unique_lock lock(m_mutex);
    while (!m_wake.wait_for(lock, nap, [this] { return m_stopping; }))
        if (m_waitingSince && std::chrono::steady_clock::now() - *m_waitingSince > m_patience)
            ::shutdown(m_socket, SHUT_RDWR); // its owner is still in its wait: it cannot be another's by now
}

} // namespace firstcome::ledger
