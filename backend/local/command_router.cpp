#include "backend/local/command_router.h"

#include <algorithm>

namespace firstcome::local {

namespace {

template <class... Handlers>
struct Overloaded : Handlers...
{
    using Handlers::operator()...;
};
template <class... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

core::Result<Reply> replyOf(core::Result<void> result)
{
    return result ? core::Result<Reply>(Reply()) : tl::unexpected(result.error());
}

template <class T>
core::Result<Reply> replyOf(core::Result<T> result)
{
    return result ? core::Result<Reply>(Reply(std::move(*result))) : tl::unexpected(result.error());
}

const EventView* findView(const Snapshot& snapshot, const issuing::CouponId& couponId)
{
    const auto found = std::ranges::find_if(
        snapshot.events, [&](const EventView& view) { return view.event.draft.couponId == couponId; });
    return found == snapshot.events.end() ? nullptr : &*found;
}

/// Its store lost something of it: nothing that it says of the event's state can be relied on.
bool isSuspended(const Snapshot& snapshot, const issuing::CouponId& couponId)
{
    const EventView* view = findView(snapshot, couponId);
    return view && view->suspension;
}

/// What the guard is held against: the list on the screen, or red where there is none yet.
issuing::GoNoGo goNoGoOf(const Snapshot& snapshot, const issuing::CouponId& couponId)
{
    const EventView* view = findView(snapshot, couponId);
    if (view && view->goNoGo)
        return *view->goNoGo;
    issuing::GoLineState notMeasured;
    notMeasured.line = issuing::GoLine::StoreWritable;
    notMeasured.hard = true;
    return {{notMeasured}, false};
}

} // namespace

CommandRouter::CommandRouter(Desk& desk, Auditor& auditor, Rebuilder& rebuilder, SpikeConductor& conductor,
                             ReadSeries readSeries, Settle settle)
    : m_desk(desk)
    , m_auditor(auditor)
    , m_rebuilder(rebuilder)
    , m_conductor(conductor)
    , m_readSeries(std::move(readSeries))
    , m_settle(std::move(settle))
{
}

void CommandRouter::start()
{
    m_reader.start();
}

void CommandRouter::stop()
{
    m_reader.stop();
}

template <class T>
void CommandRouter::atDesk(std::function<core::Result<T>(issuing::EventService&)> work, Completion completion)
{
    const auto state = m_desk.state();
    if (!state->loaded)
        return completion(core::fail(core::ErrorKind::Unavailable,
                                     state->problem.empty() ? "starting" : state->problem, state->detail));
    auto result = std::make_shared<core::Result<Reply>>();
    m_desk.post([work = std::move(work), result](
                    issuing::EventService& service) { *result = replyOf(work(service)); },
                [this, result, completion = std::move(completion)] {
                    m_settle([result, completion] { completion(std::move(*result)); });
                });
}

void CommandRouter::carryOut(Command command, std::shared_ptr<const Snapshot> snapshot, Completion completion)
{
    using issuing::Event;
    using issuing::EventService;
    const Overloaded handlers{
        [&](CreateEvent& c) {
            atDesk<Event>([c](EventService& s) { return s.create(c.actor, c.draft); }, completion);
        },
        [&](UpdateEvent& c) {
            atDesk<Event>([c](EventService& s) { return s.update(c.actor, c.draft, c.expectedVersion); },
                          completion);
        },
        [&](DeleteEvent& c) {
            atDesk<void>([c](EventService& s) { return s.remove(c.actor, c.couponId, c.expectedVersion); },
                         completion);
        },
        [&](ActOnEvent& c) {
            if (isSuspended(*snapshot, c.couponId))
                return completion(core::fail(core::ErrorKind::WrongState, "suspended"));
            atDesk<Event>(
                [c, list = goNoGoOf(*snapshot, c.couponId)](EventService& s) {
                    return s.act(c.actor, c.couponId, c.act, c.expectedVersion, list);
                },
                completion);
        },
        [&](CorrectStock& c) {
            if (isSuspended(*snapshot, c.couponId))
                return completion(core::fail(core::ErrorKind::WrongState, "suspended"));
            atDesk<Event>(
                [c](EventService& s) {
                    return s.correctStock(c.actor, c.couponId, c.total, c.expectedVersion, c.reason);
                },
                completion);
        },
        [&](WaiveLine& c) {
            atDesk<void>([c](EventService& s) { return s.waive(c.actor, c.couponId, c.line, c.reason); },
                         completion);
        },
        [&](CreatePeople& c) {
            atDesk<issuing::PeopleReport>(
                [c](EventService& s) { return s.createPeople(c.actor, c.count, c.prefix); }, completion);
        },
        [&](ImportPeople& c) {
            auto shared = std::make_shared<ImportPeople>(std::move(c));
            atDesk<issuing::PeopleReport>(
                [shared](EventService& s) { return s.importPeople(shared->actor, shared->csv); }, completion);
        },
        [&](RebuildEvent& c) { rebuild(c, *snapshot, completion); },
        [&](RunAudit& c) { audit(c, *snapshot, completion); },
        [&](ReadTimeline& c) {
            atDesk<std::vector<issuing::TimelineEntry>>(
                [c](EventService& s) { return s.timeline(c.couponId, c.before, c.limit); }, completion);
        },
        [&](PreviewReplay& c) { previewReplay(c, *snapshot, completion); },
        [&](ReplayDeadLetters& c) { replay(c, *snapshot, completion); },
        [&](ReadHistory& c) {
            m_reader.post([this, c, completion] { completion(replyOf(m_readSeries(c))); });
        },
        [&](StartSpike& c) { completion(replyOf(m_conductor.begin(c))); },
        [&](AbortSpike&) { completion(replyOf(m_conductor.abort())); },
        [&](ReadRun& c) {
            m_reader.post([this, c, completion] { completion(replyOf(m_conductor.read(c.id))); });
        },
    };
    std::visit(handlers, command);
}

void CommandRouter::previewReplay(const PreviewReplay& command, const Snapshot& snapshot, Completion completion)
{
    const EventView* view = findView(snapshot, command.couponId);
    if (!view || !view->event.instance)
        return completion(core::fail(core::ErrorKind::NotFound, "unknown_event", command.couponId.str()));
    m_auditor.previewReplay(view->event.instance->id, command.ids,
                            [completion](const core::Result<ledger::ReplayPreview>& preview) {
                                completion(replyOf(preview));
                            });
}

void CommandRouter::replay(const ReplayDeadLetters& command, const Snapshot& snapshot, Completion completion)
{
    const EventView* view = findView(snapshot, command.couponId);
    if (!view || !view->event.instance)
        return completion(core::fail(core::ErrorKind::NotFound, "unknown_event", command.couponId.str()));
    m_auditor.replayDeadLetters(
        view->event.instance->id, command.ids,
        [this, command, completion](const core::Result<ledger::ReplayReport>& report) {
            if (!report)
                return completion(tl::unexpected(report.error()));
            m_desk.post(
                [command, count = report->replayed](issuing::EventService& service) {
                    service.record(command.couponId, "dead_letters_replayed", issuing::Severity::Warning,
                                   {std::to_string(count)});
                },
                [this, report = *report, completion] { m_settle([report, completion] { completion(Reply(report)); }); });
        });
}

void CommandRouter::rebuild(const RebuildEvent& command, const Snapshot& snapshot, Completion completion)
{
    const EventView* view = findView(snapshot, command.couponId);
    if (!view || !view->event.instance)
        return completion(core::fail(core::ErrorKind::NotFound, "unknown_event", command.couponId.str()));
    if (!view->suspension)
        return completion(core::fail(core::ErrorKind::WrongState, "not_suspended"));
    issuing::Instance known = *view->event.instance;
    known.total = view->event.plannedTotal; // the store may be older than the last correction
    m_rebuilder.rebuild(known, [this, command, completion](const core::Result<RebuildReport>& report) {
        auto result = std::make_shared<core::Result<Reply>>();
        m_desk.post(
            [command, report, result](issuing::EventService& service) {
                core::Result<issuing::Instance> instance = tl::unexpected(core::Error());
                std::vector<std::string> figures;
                if (report) {
                    instance = report->instance;
                    for (const auto figure : {report->named, report->republished, report->voided, report->contradicted})
                        figures.push_back(std::to_string(figure));
                } else {
                    instance = tl::unexpected(report.error());
                }
                *result = replyOf(service.rebuilt(command.actor, command.couponId, instance, std::move(figures)));
            },
            [this, result, completion] {
                m_settle([result, completion] { completion(std::move(*result)); });
            });
    });
}

void CommandRouter::audit(const RunAudit& command, const Snapshot& snapshot, Completion completion)
{
    const EventView* view = findView(snapshot, command.couponId);
    if (!view || !view->event.instance)
        return completion(core::fail(core::ErrorKind::NotFound, "unknown_event", command.couponId.str()));
    if (!command.exact) {
        issuing::AuditReport live;
        live.instance = view->event.instance->id;
        live.couponId = command.couponId;
        live.at = snapshot.takenAt;
        live.conservation = view->conservation.value_or(issuing::Conservation{});
        live.issued = view->event.instance->issued;
        return completion(Reply(live));
    }
    if (view->suspension)
        return completion(core::fail(core::ErrorKind::WrongState, "suspended"));
    using enum issuing::EventState;
    const auto state = view->event.state;
    if (state != Paused && state != Draining && state != Closed)
        return completion(core::fail(core::ErrorKind::WrongState, "wrong_state",
                                     "exact audit while " + std::string(issuing::stateName(state))));
    m_auditor.audit(*view->event.instance, [this, completion](const core::Result<issuing::AuditReport>& report) {
        m_settle([report, completion] { completion(replyOf(report)); });
    });
}

} // namespace firstcome::local
