#pragma once

#include "backend/core/worker_thread.h"
#include "backend/eventlog/event_log.h"
#include "backend/ledger/ledger.h"
#include "backend/local/slot_union.h"
#include "backend/stock/stock_store.h"
#include "backend/stock/store_repair.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace firstcome::local {

/// What a rebuild came to.
struct RebuildReport
{
    issuing::Instance instance;      ///< as it goes on
    std::uint64_t named = 0;         ///< people who have a slot
    std::uint64_t republished = 0;   ///< of them, those that the ledger lacked
    std::uint64_t voided = 0;        ///< slots that nobody can be named for, newly void
    std::uint64_t contradicted = 0;  ///< people shown a slot that is another's, or another one: dead letters now
};

/// What the rebuilder is given by whoever wires it. Called on its thread.
struct RebuildPorts
{
    std::function<core::Result<void>(std::span<const eventlog::LogRecord>)> republish;
    /// The relay has let go of the instance since then, and nothing of it is on its way to the log.
    std::function<bool(const issuing::InstanceId&, core::SteadyTime since)> relayIsQuiet;
    /// The audience of a listed instance, from the directory.
    std::function<core::Result<void>(const issuing::CouponId&)> copyAudience;
};

/// Gives a suspended instance back what the store's server lost: raises the epoch, drains the log, unites
/// ledger, journals, what survived and dead letters, has the log given what the ledger lacks, voids the slots
/// that nobody can be named for, and lets the instance go on behind the highest slot, paused. Each step may be
/// made again, so that a rebuild that was cut short is finished by the next. One at a time, on a thread and a
/// ledger connection of its own. Errors: those of store, log and ledger, `not_suspended`, `rebuild_not_drained`, `node_missing`.
class Rebuilder
{
public:
    using Done = std::function<void(const core::Result<RebuildReport>&)>;

    Rebuilder(stock::StockStore& store, eventlog::EventLog& log, std::unique_ptr<ledger::Ledger> ledger,
              RebuildPorts ports);

    void start();
    void stop();
    /// `known` is the instance as it was when it was lost; `done` runs on the rebuilder's thread.
    void rebuild(const issuing::Instance& known, Done done);

private:
    core::Result<RebuildReport> run(const issuing::Instance& known, stock::StoreRepair& repair);
    core::Result<std::uint32_t> savedWithoutHole(const issuing::InstanceId& instance);
    core::Result<void> drain(const issuing::InstanceId& instance);
    /// Whether the consumer has passed these ends; asks for them first where there are none.
    core::Result<bool> hasPassed(std::optional<std::vector<eventlog::LogEnd>>& ends);
    core::Result<void> addLedger(const issuing::InstanceId& instance, SlotUnion& slots);
    core::Result<void> addDeadLetters(const issuing::InstanceId& instance, SlotUnion& slots);
    bool waitALittle() const;

    stock::StockStore& m_store;
    eventlog::EventLog& m_log;
    std::unique_ptr<ledger::Ledger> m_ledger;
    RebuildPorts m_ports;
    std::atomic<bool> m_stopping = false;
    core::WorkerThread m_thread{"rebuilder"};
};

} // namespace firstcome::local
