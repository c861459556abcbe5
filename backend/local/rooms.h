#pragma once

#include "backend/eventlog/ledger_consumer.h"
#include "backend/http/http_server.h"
#include "backend/issuing/admission.h"
#include "backend/local/auditor.h"
#include "backend/local/command_router.h"
#include "backend/local/dead_letter_alarm.h"
#include "backend/local/desk.h"
#include "backend/local/lag_watch.h"
#include "backend/local/launch_watch.h"
#include "backend/local/ledger_watch.h"
#include "backend/local/local_backend.h"
#include "backend/local/presence.h"
#include "backend/local/probe_loop.h"
#include "backend/local/rebuilder.h"
#include "backend/local/server_watch.h"
#include "backend/local/snapshot_builder.h"
#include "backend/local/spike_conductor.h"
#include "backend/telemetry/telemetry.h"

#include <atomic>
#include <deque>
#include <set>
#include <span>

namespace firstcome::local {

/// The rooms of a local backend, wired. Members are in order of dependence, so that they end in reverse.
struct LocalBackend::Rooms
{
    Rooms(LocalParts given, http::OperatorPort& port, CommandRouter::Settle settle);

    /// Control thread. With `sample` the tenth of a second that just ended becomes a tick.
    std::shared_ptr<const Snapshot> makeSnapshot(bool sample, bool starting);
    std::shared_ptr<const issuing::EventTable> eventTable(const Snapshot& snapshot) const;
    std::string exposition(const Snapshot& snapshot) const;
    void setApiProblem(std::optional<core::Error> problem);

    LocalParts parts;
    std::unique_ptr<Presence> presence; ///< null where no other node can be
    telemetry::Telemetry telemetry;
    issuing::Admission admission;
    eventlog::LedgerConsumer consumer;
    Desk desk;
    Auditor auditor;
    DeadLetterAlarm deadLetterAlarm;
    std::unique_ptr<LedgerWatch> ledgerWatch; ///< null where the consumer knows
    Rebuilder rebuilder;
    ProbeLoop probe;
    ServerWatch servers;
    LagWatch lag;
    LaunchWatch watch;
    SnapshotBuilder builder;
    http::HttpServer server;
    SpikeConductor conductor;
    CommandRouter commands;

private:
    RebuildPorts rebuildPorts();
    ConductorPorts conductorPorts(CommandRouter::Settle settle);
    /// How far the ledger had come, by instance.
    using Saved = std::map<issuing::InstanceId, InstanceProgress>;
    std::shared_ptr<const Saved> savedNow() const;
    /// The newest of them that is not younger than what the store shows.
    std::shared_ptr<const Saved> savedBefore(core::SteadyTime seenAt);
    std::optional<core::Error> ledgerProblem() const;
    std::optional<std::uint32_t> savedThroughOf(const issuing::Event& event) const;
    void measureProgress(SnapshotInputs& inputs);
    std::vector<FleetNode> fleetNow() const;
    void sampleTelemetry(SnapshotInputs& inputs);
    void noteConfirmed(std::span<const eventlog::LogRecord> records, const ledger::WriteReport& report);
    void nameShownAndLost();
    void lookForDeadLetters(const SnapshotInputs& inputs);

    mutable std::mutex m_mutex; ///< guards the three below
    std::optional<core::Error> m_apiProblem;
    std::map<issuing::InstanceId, std::uint64_t> m_unsaved;
    telemetry::Telemetry::Mark m_mark;

    telemetry::TelemetryPart m_telemetryPart;       ///< of the last tick; control thread
    std::set<issuing::InstanceId> m_askedConsumer;  ///< control thread
    std::deque<std::pair<core::SteadyTime, std::shared_ptr<const Saved>>> m_saved; ///< oldest first; control thread
    std::map<issuing::InstanceId, std::uint32_t> m_savedThrough; ///< what may be told; control thread
    std::atomic<bool> m_isNaming = false; ///< people are being named to the ledger
    core::SteadyTime m_nameAgain;         ///< control thread
    std::set<issuing::InstanceId> m_suspended; ///< at the last look; control thread
};

} // namespace firstcome::local
