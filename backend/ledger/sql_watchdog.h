#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

class QSqlDriver;

namespace firstcome::ledger {

/// Ends the wait for a PostgreSQL server that is there but silent (stopped, or hanging): its own time-outs cannot
/// run then, and the kernel still acknowledges what is sent. A thread looks now and then whether the connection's
/// owner has waited for longer than `patience`, and shuts the socket down; the driver then tells of a lost
/// connection. Owned by its connection, whose thread alone calls it.
class SqlWatchdog
{
public:
    /// The socket under a driver's open connection, or −1 where it has none that can be told.
    static int socketOf(const QSqlDriver& driver);

    SqlWatchdog(int socket, std::chrono::milliseconds patience);
    ~SqlWatchdog(); ///< before the socket is closed
    SqlWatchdog(const SqlWatchdog&) = delete;
    SqlWatchdog& operator=(const SqlWatchdog&) = delete;

    /// A wait for the server, watched from begin to end; with a null watchdog nothing is.
    class Wait
    {
    public:
        explicit Wait(SqlWatchdog* watchdog)
            : m_watchdog(watchdog)
        {
            if (m_watchdog)
                m_watchdog->begin();
        }
        ~Wait()
        {
            if (m_watchdog)
                m_watchdog->end();
        }
        Wait(const Wait&) = delete;
        Wait& operator=(const Wait&) = delete;

    private:
        SqlWatchdog* m_watchdog;
    };

private:
    void begin();
    void end();
    void watch();

    const int m_socket;
    const std::chrono::milliseconds m_patience;
    std::mutex m_mutex; ///< guards what follows
    std::condition_variable m_wake;
    std::optional<std::chrono::steady_clock::time_point> m_waitingSince;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace firstcome::ledger
