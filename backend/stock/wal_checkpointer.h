#pragma once

#include "backend/stock/embedded_database.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace firstcome::stock {

/// Copies the write-ahead log into the database beside the store thread, on a connection and a low-priority
/// thread of its own, so that the store thread meets the copying only where the log is about to outgrow its
/// bound. A round that fails is left to the next one, and in the end to the bound: a failed sync of the log is
/// told to every descriptor that has it open (Linux from 4.13 on, Documentation/core-api/errseq.rst), so that the
/// store thread's own sync fails too before anything that it covered is answered. Owned by the session; `ask` is
/// for the store thread.
class WalCheckpointer
{
public:
    explicit WalCheckpointer(const DatabaseOptions& options);
    ~WalCheckpointer();
    void ask();
    bool busy() const;

private:
    void run();
    void round();

    SqliteTarget m_target;
    std::string m_synchronous;
    SqliteConnection m_connection; ///< the thread's own
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_asked = false;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace firstcome::stock
