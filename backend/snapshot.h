#pragma once

#include "backend/core/clock.h"
#include "backend/eventlog/lag.h"
#include "backend/issuing/audit.h"
#include "backend/issuing/event.h"
#include "backend/issuing/go_no_go.h"
#include "backend/issuing/suspension.h"
#include "backend/issuing/timeline.h"
#include "backend/spike/spike_part.h"
#include "backend/stock/durability.h"
#include "backend/telemetry/telemetry_part.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace firstcome {

enum class PartHealth { Unknown, Fine, Warning, Critical };

/// Health of one of the four parts on the status strip. `code` says what is wrong (a stable word); `since`
/// is when it became so.
struct PartStatus
{
    PartHealth health = PartHealth::Unknown;
    std::string code;
    std::string detail;
    core::WallTime since;
};

/// Estimates from the mean rate of the last 3 s; absent below 1 s of data or at rate 0.
struct Estimates
{
    std::optional<double> soldOutInSeconds;
    std::optional<double> allSavedInSeconds;
    std::optional<double> savedPerSecond;
};

/// What the console knows of one event besides its definition.
struct EventView
{
    issuing::Event event;
    std::string shownName; ///< the draft's name; a rehearsal's original name for shadow instances
    std::optional<issuing::Conservation> conservation; ///< absent while draft
    std::optional<std::uint64_t> published; ///< confirmed written to the log
    std::optional<std::uint64_t> confirmed; ///< in the ledger
    std::optional<issuing::GoNoGo> goNoGo;  ///< draft, armed and held only
    std::optional<issuing::AuditReport> audit; ///< the newest exact one of this instance
    std::optional<issuing::Suspension> suspension; ///< the store lost something of it: nobody is answered
    Estimates estimates;
};

/// How a console stands with one node that it attached to.
enum class LinkState {
    Connecting,  ///< never heard of yet
    Live,
    Stale,       ///< connected, but its newest snapshot is over a second old
    Unreachable, ///< tried again by itself
    Refused      ///< it is there, but will not have this console; tried again by itself
};

/// One node of those that a console attached to. What is not known is absent.
struct NodeView
{
    std::string address; ///< as it is tried: `127.0.0.1:8081`
    std::string name;    ///< what it calls itself; empty until it has said so
    LinkState state = LinkState::Connecting;
    std::string code;    ///< why it is not live: `connection_refused`, `wrong_token`, …; empty otherwise
    std::string detail;
    std::optional<std::chrono::milliseconds> age; ///< of its newest snapshot
    std::optional<double> requestsPerSecond;      ///< of its last second
    std::optional<double> p95Ms;                  ///< the highest of its last second
    std::optional<std::uint64_t> inFlight;
};

/// One node of those that share the servers, as their registry shows it.
struct FleetNode
{
    std::string name;
    std::string address; ///< host:port that it is reached under; empty while it has none
    std::string program; ///< name and version
    bool live = false;   ///< heard of in the last seconds
    std::chrono::milliseconds age{0}; ///< since it was last heard of
};

/// An immutable picture of the whole backend, made 10 times a second by the control thread and shared.
struct Snapshot
{
    std::uint64_t sequence = 0;
    core::WallTime takenAt;
    std::string profile = "embedded";
    std::string node = "node-1"; ///< its name among those that share servers
    std::uint16_t port = 0; ///< 0: not bound
    bool starting = true;
    bool eventsKnown = true; ///< false until the directory has been read: `events` says nothing then
    PartStatus store, log, ledger, api;
    stock::Durability durability; ///< of the store
    std::vector<EventView> events; ///< in order of creation; shadow ones last
    std::vector<issuing::TimelineEntry> recentTimeline; ///< the newest 200 of all events, newest first
    std::uint64_t peopleCount = 0;
    telemetry::TelemetryPart telemetry;
    spike::SpikePart spike;
    std::optional<eventlog::LagPart> lag; ///< absent where the log has no partitions and no other readers
    std::vector<FleetNode> fleet; ///< by name, silent ones too; empty where no other node can be
    std::vector<NodeView> nodes; ///< only where a console attached to nodes: one for each address it was given
};

} // namespace firstcome
