#pragma once

#include "backend/core/result.h"
#include "backend/issuing/acts.h"
#include "backend/issuing/audit.h"
#include "backend/issuing/event_directory.h"
#include "backend/issuing/go_no_go.h"
#include "backend/ledger/replay_preview.h"
#include "backend/snapshot.h"
#include "backend/spike/scenario.h"

#include <functional>
#include <string>
#include <variant>
#include <vector>

namespace firstcome {

/// Who asks, for the audit trail: `operator` (API) or `console`.
using Actor = std::string;

struct CreateEvent { Actor actor; issuing::EventDraft draft; };
struct UpdateEvent { Actor actor; issuing::EventDraft draft; std::uint64_t expectedVersion; };
struct DeleteEvent { Actor actor; issuing::CouponId couponId; std::uint64_t expectedVersion; };
/// Every act of the table but Delete. Arm copies the audience and makes the instance.
struct ActOnEvent { Actor actor; issuing::CouponId couponId; issuing::Act act; std::uint64_t expectedVersion; };
/// `reason` must not be empty.
struct CorrectStock { Actor actor; issuing::CouponId couponId; std::uint32_t total; std::uint64_t expectedVersion; std::string reason; };
/// An empty `reason` takes a waiver back.
struct WaiveLine { Actor actor; issuing::CouponId couponId; issuing::GoLine line; std::string reason; };
struct CreatePeople { Actor actor; std::uint64_t count; std::string prefix; };
struct ImportPeople { Actor actor; std::string csv; };
/// Live: the equation from counters, at once. Exact: when paused, draining or closed.
/// Gives a suspended event back what its store lost, and leaves it paused. Takes as long as the log needs.
struct RebuildEvent { Actor actor; issuing::CouponId couponId; };
struct RunAudit { Actor actor; issuing::CouponId couponId; bool exact; };
struct ReadTimeline { std::optional<issuing::CouponId> couponId; std::int64_t before; std::size_t limit; };
/// What replaying dead letters of an event would do, read only; no ids: all that wait.
struct PreviewReplay { issuing::CouponId couponId; std::vector<std::int64_t> ids; };
/// Likewise: no ids, all that wait.
struct ReplayDeadLetters { Actor actor; issuing::CouponId couponId; std::vector<std::int64_t> ids; };
/// Ticks with index in [from, to), in steps of 1 (100 ms), 10 (1 s) or 100 (10 s) ticks.
struct ReadHistory { std::int64_t from; std::int64_t to; int step; };
/// Fires a scenario. `target` empty: this backend. With `rehearsal`, at a shadow instance made for it,
/// modelled on `couponId` where given, and served here; else at the event `couponId`.
struct StartSpike { Actor actor; spike::Scenario scenario; std::string target; bool rehearsal; std::optional<issuing::CouponId> couponId; };
struct AbortSpike { Actor actor; };
/// Whole result of a past run.
struct ReadRun { std::string id; };

using Command = std::variant<CreateEvent, UpdateEvent, DeleteEvent, ActOnEvent, CorrectStock, WaiveLine, CreatePeople,
                             ImportPeople, RebuildEvent, RunAudit, ReadTimeline, PreviewReplay, ReplayDeadLetters, ReadHistory,
                             StartSpike, AbortSpike, ReadRun>;

using History = telemetry::History;

/// What a command answers: nothing, the event after it, or what was asked for.
using Reply = std::variant<std::monostate, issuing::Event, issuing::PeopleReport, issuing::AuditReport,
                           std::vector<issuing::TimelineEntry>, ledger::ReplayPreview, ledger::ReplayReport, History,
                           std::shared_ptr<const spike::RunResult>>;

using Completion = std::function<void(core::Result<Reply>)>;

} // namespace firstcome
