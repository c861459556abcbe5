#pragma once

#include "backend/core/clock.h"
#include "backend/core/repeating_thread.h"
#include "backend/ledger/ledger.h"
#include "backend/stock/stock_store.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>

namespace firstcome::local {

/// What the ledger has of one instance, whichever node's consumer wrote it.
struct SavedInstance
{
    ledger::InstanceCounts counts;
    std::uint32_t savedThrough = 0; ///< every slot up to here has its row
};

/// The ledger as it was at one time; immutable.
struct LedgerSeen
{
    core::SteadyTime at; ///< when reading began: nothing in it is older
    std::map<issuing::InstanceId, SavedInstance> instances;
    std::optional<core::Error> problem;
};

/// Reads from the ledger itself, ten times a second, how far the store's instances have come. For nodes that share
/// a log: each consumer sees some partitions only, so none of them knows. On a thread and a connection of its own.
class LedgerWatch
{
public:
    LedgerWatch(std::unique_ptr<ledger::Ledger> ledger, const stock::StockStore& store, const core::Clock& clock);

    void start();
    void stop();
    /// The newest picture; never null. Any thread.
    std::shared_ptr<const LedgerSeen> seen() const;

private:
    core::RepeatingThread::Pause look();
    core::Result<void> readAll(LedgerSeen& into);
    core::Result<SavedInstance> read(const issuing::InstanceId& instance, const SavedInstance& before);

    std::unique_ptr<ledger::Ledger> m_ledger;
    const stock::StockStore& m_store;
    const core::Clock& m_clock;
    bool m_open = false; ///< the thread's, as the next
    std::uint64_t m_looks = 0;
    mutable std::mutex m_mutex; ///< guards m_seen
    std::shared_ptr<const LedgerSeen> m_seen = std::make_shared<LedgerSeen>();
    core::RepeatingThread m_thread{"ledger", [this] { return look(); }}; ///< last: it reads all of them
};

} // namespace firstcome::local
