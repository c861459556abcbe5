#pragma once

#include "backend/core/clock.h"
#include "backend/core/worker_thread.h"
#include "backend/ledger/ledger.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace firstcome::local {

/// Up to where the ledger's transactions have saved the log, read on a thread of its own at a lower priority,
/// so that a server which does not answer holds up nobody but itself. Readings are one thread's; the ledger
/// is touched by the inner thread alone.
class SavedPositions
{
public:
    /// A reading waits no longer for the ledger.
    static constexpr std::chrono::milliseconds kWait{500};
    /// And one that has not answered for so long is said to be down.
    static constexpr std::chrono::seconds kPatience{3};

    struct Reading
    {
        std::optional<std::vector<eventlog::LogPosition>> positions; ///< as last read; absent: never yet
        std::string problem; ///< why they are not newer; empty otherwise
        std::string detail;
    };

    SavedPositions(std::unique_ptr<ledger::Ledger> ledger, const core::Clock& clock);

    void start();
    void stop();
    /// Has them read, unless that is under way, and waits a little for it. What was read last, where it takes
    /// longer.
    Reading readNow();

private:
    void read();

    const std::unique_ptr<ledger::Ledger> m_ledger;
    const core::Clock& m_clock;
    core::WorkerThread m_thread{"lag-ledger"};
    bool m_open = false; ///< inner thread only
    std::mutex m_mutex;  ///< guards what follows
    std::condition_variable m_answered;
    Reading m_reading;
    std::optional<core::SteadyTime> m_askedAt; ///< while an ask is under way
};

} // namespace firstcome::local
