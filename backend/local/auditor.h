#pragma once

#include "backend/core/worker_thread.h"
#include "backend/eventlog/event_log.h"
#include "backend/issuing/audit.h"
#include "backend/ledger/ledger.h"
#include "backend/stock/stock_store.h"
#include "backend/stock/store_repair.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>

namespace firstcome::local {

/// Runs exact audits on a thread and a ledger connection of its own, and keeps the newest report of each
/// instance. Any thread may call.
class Auditor
{
public:
    using Done = std::function<void(const core::Result<issuing::AuditReport>&)>;

    Auditor(stock::StockStore& store, eventlog::EventLog& log, std::unique_ptr<ledger::Ledger> ledger,
            const core::Clock& clock);

    void start();
    void stop();

    /// Audits `instance`; `done` runs on the auditor's thread. WrongState `not_drained` while the consumer has
    /// not come to the log's end: what is on its way is not lost. WrongState `suspended` and Unavailable `store_down`
    /// where the store lacks, or may lack, what people were shown: then its agreeing with the ledger proves nothing.
    void audit(const issuing::Instance& instance, Done done);
    /// As audit, waiting for it. Never on the GUI thread or an io thread.
    core::Result<issuing::AuditReport> auditAndWait(const issuing::Instance& instance);
    /// Writes the ledger's tombstone, so that the rows of a forgotten instance go.
    core::Result<void> tombstone(const issuing::InstanceId& instance, bool shadow);
    /// Names people whom a store showed a slot that it gave on, or does not know, among the dead letters; `done` is told
    /// of those who were not there yet, on the auditor's thread.
    void nameShownAndLost(std::vector<stock::JournalEntry> entries,
                          std::function<void(const core::Result<std::vector<eventlog::LogRecord>>&)> done);
    /// The dead letters of the instance, as Ledger says; `done` runs on the auditor's thread.
    void readDeadLetters(const issuing::InstanceId& instance,
                         std::function<void(const core::Result<std::vector<ledger::DeadLetter>>&)> done);
    /// What replaying these dead letters would do; none named: all that wait. As Ledger says.
    void previewReplay(const issuing::InstanceId& instance, std::vector<std::int64_t> ids,
                       std::function<void(const core::Result<ledger::ReplayPreview>&)> done);
    /// Replays those of them that can be written now.
    void replayDeadLetters(const issuing::InstanceId& instance, std::vector<std::int64_t> ids,
                           std::function<void(const core::Result<ledger::ReplayReport>&)> done);

    std::map<issuing::InstanceId, issuing::AuditReport> reports() const;
    /// Takes back what was found of an instance that has changed since.
    void drop(const issuing::InstanceId& instance);

private:
    core::Result<void> ensureOpen();
    bool isWhole(const issuing::InstanceId& instance);
    core::Result<void> ensureStoreIsWhole(const issuing::InstanceId& instance) const;
    core::Result<void> ensureDrained(const issuing::InstanceId& instance);
    core::Result<ledger::ReplayReport> replayed(const issuing::InstanceId& instance,
                                                const std::vector<std::int64_t>& ids);
    core::Result<issuing::AuditReport> run(const issuing::Instance& instance);

    stock::StockStore& m_store;
    eventlog::EventLog& m_log;
    std::unique_ptr<ledger::Ledger> m_ledger;
    const core::Clock& m_clock;
    core::WorkerThread m_thread{"auditor"};
    bool m_open = false;
    mutable std::mutex m_mutex;
    std::map<issuing::InstanceId, issuing::AuditReport> m_reports;
};

} // namespace firstcome::local
