#pragma once

#include "backend/core/config.h"
#include "backend/issuing/go_no_go_watch.h"
#include "backend/local/desk.h"
#include "backend/snapshot.h"
#include "backend/stock/stock_store.h"

#include <map>
#include <memory>
#include <optional>

namespace firstcome::local {

/// How far one instance's issues have come behind the store; absent fields were not measured.
struct InstanceProgress
{
    std::optional<std::uint64_t> published; ///< held by the log for sure
    std::optional<std::uint64_t> consumed;  ///< read from the log and dealt with in the ledger's transactions
    std::uint64_t ledgerRows = 0;
    std::uint64_t deadLetters = 0;
    std::uint64_t voided = 0;
    std::uint32_t savedThrough = 0; ///< every slot up to here is dealt with in the ledger
};

/// Everything that one snapshot is made from, read in the order that keeps the terms comparable: the ledger's
/// side first, then the log's end, then the store, so that a slot taken in between is never missed.
struct SnapshotInputs
{
    core::WallTime now;
    bool starting = false;
    std::shared_ptr<const DeskState> desk;
    stock::StoreStatus storeBefore; ///< read before the log's end
    stock::StoreStatus storeAfter;  ///< and after it
    std::map<issuing::InstanceId, InstanceProgress> progress;
    std::optional<core::Error> logProblem;
    std::optional<core::Error> ledgerProblem;
    std::optional<core::Error> nodeProblem; ///< another node has this one's name
    bool consumerRunning = false;
    std::uint16_t port = 0;
    std::optional<core::Error> apiProblem;
    issuing::GoReadings readings;
    std::map<issuing::InstanceId, issuing::AuditReport> audits;
    telemetry::TelemetryPart telemetry;
    spike::SpikePart spike;
    std::optional<eventlog::LagPart> lag;
    std::vector<FleetNode> fleet;
    std::map<issuing::InstanceId, std::uint64_t> peopleLoaded;
};

/// Makes immutable snapshots on the control thread and remembers what needs memory: since when a part is
/// unwell, and since when a go/no-go line fails.
class SnapshotBuilder
{
public:
    /// `outboxLimit`: how many issues of an instance may wait for the log before attempts are refused.
    SnapshotBuilder(std::string profile, std::string node, std::uint64_t outboxLimit);
    std::shared_ptr<const Snapshot> build(SnapshotInputs inputs);

private:
    EventView view(const DeskState::Line& line, const SnapshotInputs& inputs);
    PartStatus storePart(const SnapshotInputs& inputs);
    /// How full the outbox is, of the open instance that has most in it; at 100 its attempts are refused.
    std::uint64_t outboxPercent(const SnapshotInputs& inputs) const;
    PartStatus part(PartStatus& memory, PartHealth health, const std::string& code, const std::string& detail,
                    core::WallTime now);
    void judge(EventView& view, const DeskState::Line& line, const SnapshotInputs& inputs);

    std::string m_profile;
    std::string m_node;
    std::uint64_t m_outboxLimit;
    std::uint64_t m_sequence = 0;
    PartStatus m_store, m_log, m_ledger, m_api;
    std::map<issuing::CouponId, issuing::GoNoGoWatch> m_watches;
};

} // namespace firstcome::local
