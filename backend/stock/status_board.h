#pragma once

#include "backend/stock/stock_store.h"
#include "backend/stock/store_session.h"

#include <mutex>

namespace firstcome::stock {

/// What the embedded store shows of itself. The store thread writes, anybody reads; neither waits for more
/// than a copy. It shows committed states only.
class StatusBoard
{
public:
    StoreStatus read() const;
    void ready(std::uint64_t epoch);
    /// The instances last shown stay, so that the screen keeps its numbers while the disk is away.
    void recovering(const core::Error& problem);
    void failed(std::string problem, std::string detail);
    void stopped();
    void changed(SessionChanges changes);
    void committed(std::chrono::nanoseconds took, core::WallTime at);

private:
    mutable std::mutex m_mutex;
    StoreStatus m_status;
};

} // namespace firstcome::stock
