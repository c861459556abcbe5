#include "tests/support/scene_answers.h"

#include <algorithm>

namespace firstcome::testing {

namespace {

using core::ErrorKind;
using core::fail;
using issuing::Event;
using issuing::EventState;

EventView* viewOf(Scene& scene, const issuing::CouponId& couponId)
{
    const auto found = std::ranges::find_if(scene.snapshot.events, [&](const EventView& view) {
        return view.event.draft.couponId == couponId && !view.event.shadow();
    });
    return found == scene.snapshot.events.end() ? nullptr : &*found;
}

void note(Scene& scene, const issuing::CouponId& couponId, std::string code, std::string actor,
          std::vector<std::string> arguments = {})
{
    issuing::TimelineEntry entry;
    auto& timeline = scene.snapshot.recentTimeline;
    entry.id = timeline.empty() ? 1 : timeline.front().id + 1;
    entry.at = scene.snapshot.takenAt;
    entry.couponId = couponId;
    entry.code = std::move(code);
    entry.actor = std::move(actor);
    entry.outcome = "ok";
    entry.arguments = std::move(arguments);
    timeline.insert(timeline.begin(), std::move(entry));
}

core::Result<Reply> unknownEvent(const issuing::CouponId& couponId)
{
    return fail(ErrorKind::NotFound, "unknown_event", couponId.str());
}

void takeInstance(EventView& view, const issuing::Instance& instance)
{
    view.event.instance = instance;
    view.event.state = instance.state;
    view.event.version = instance.version;
    view.event.plannedTotal = instance.total;
    auto& terms = view.conservation ? *view.conservation : view.conservation.emplace();
    terms.total = instance.total;
    terms.remaining = instance.remaining();
    for (auto* term : {&terms.outbox, &terms.unconsumed, &terms.ledger, &terms.deadLetters, &terms.voided})
        if (!*term)
            *term = 0;
    if (view.goNoGo)
        for (auto& line : view.goNoGo->lines)
            if (line.line == issuing::GoLine::StockAsPlanned) {
                line.value = line.threshold = instance.total;
                line.status = issuing::GoStatus::Go;
            }
}

core::Result<Reply> arm(EventView& view, std::uint64_t expectedVersion)
{
    Event& event = view.event;
    if (event.version != expectedVersion)
        return fail(ErrorKind::VersionConflict, "version_conflict");
    if (event.state != EventState::Draft)
        return fail(ErrorKind::WrongState, "wrong_state");
    issuing::Instance instance;
    instance.id = issuing::InstanceId::random();
    instance.couponId = event.draft.couponId;
    instance.total = event.draft.total;
    instance.audience = event.draft.audience;
    instance.opensAt = event.draft.opensAt;
    instance.closesAt = event.draft.closesAt;
    instance.version = expectedVersion + 1;
    takeInstance(view, instance);
    return Reply(event);
}

core::Result<Reply> act(Scene& scene, const ActOnEvent& command)
{
    EventView* view = viewOf(scene, command.couponId);
    if (!view)
        return unknownEvent(command.couponId);
    if (command.act == issuing::Act::Arm)
        return arm(*view, command.expectedVersion);
    if (!view->event.instance)
        return fail(ErrorKind::WrongState, "wrong_state");
    const auto changed = issuing::applyAct(*view->event.instance, command.act, command.expectedVersion,
                                           scene.snapshot.takenAt);
    if (!changed)
        return tl::unexpected(changed.error());
    takeInstance(*view, *changed);
    if (changed->state == EventState::Draft) {
        view->event.instance.reset();
        view->conservation.reset();
    }
    note(scene, command.couponId, std::string(issuing::actSpec(command.act).name), command.actor);
    return Reply(view->event);
}

core::Result<Reply> create(Scene& scene, const CreateEvent& command)
{
    if (const auto valid = issuing::validate(command.draft); !valid)
        return tl::unexpected(valid.error());
    if (viewOf(scene, command.draft.couponId))
        return fail(ErrorKind::Conflict, "coupon_exists", command.draft.couponId.str());
    EventView view;
    view.event.draft = command.draft;
    view.event.version = 1;
    view.event.plannedTotal = command.draft.total;
    view.shownName = command.draft.name;
    scene.snapshot.events.push_back(view);
    return Reply(view.event);
}

core::Result<Reply> update(Scene& scene, const UpdateEvent& command)
{
    EventView* view = viewOf(scene, command.draft.couponId);
    if (!view)
        return unknownEvent(command.draft.couponId);
    if (view->event.version != command.expectedVersion)
        return fail(ErrorKind::VersionConflict, "version_conflict");
    if (view->event.state != EventState::Draft)
        return fail(ErrorKind::WrongState, "wrong_state");
    if (const auto valid = issuing::validate(command.draft); !valid)
        return tl::unexpected(valid.error());
    view->event.draft = command.draft;
    view->shownName = command.draft.name;
    ++view->event.version;
    return Reply(view->event);
}

core::Result<Reply> remove(Scene& scene, const DeleteEvent& command)
{
    EventView* view = viewOf(scene, command.couponId);
    if (!view)
        return unknownEvent(command.couponId);
    if (view->event.version != command.expectedVersion)
        return fail(ErrorKind::VersionConflict, "version_conflict");
    if (view->event.state != EventState::Draft)
        return fail(ErrorKind::WrongState, "wrong_state");
    auto& events = scene.snapshot.events;
    events.erase(events.begin() + (view - events.data()));
    return Reply();
}

core::Result<Reply> correctStock(Scene& scene, const CorrectStock& command)
{
    EventView* view = viewOf(scene, command.couponId);
    if (!view || !view->event.instance)
        return unknownEvent(command.couponId);
    const auto changed = issuing::applyTotal(*view->event.instance, command.total, command.expectedVersion,
                                             scene.snapshot.takenAt);
    if (!changed)
        return tl::unexpected(changed.error());
    takeInstance(*view, *changed);
    note(scene, command.couponId, "stock_corrected", command.actor,
         {std::to_string(command.total), command.reason});
    return Reply(view->event);
}

core::Result<Reply> rebuild(Scene& scene, const RebuildEvent& command)
{
    EventView* view = viewOf(scene, command.couponId);
    if (!view || !view->event.instance)
        return unknownEvent(command.couponId);
    if (!view->suspension)
        return fail(ErrorKind::WrongState, "not_suspended");
    issuing::Instance paused = *view->event.instance;
    paused.state = EventState::Paused;
    ++paused.version;
    takeInstance(*view, paused);
    view->suspension.reset();
    scene.snapshot.store = {PartHealth::Fine, {}, {}, scene.snapshot.takenAt};
    note(scene, command.couponId, "rebuilt", command.actor, {"100", "3", "0", "0"});
    return Reply(view->event);
}

core::Result<Reply> waive(Scene& scene, const WaiveLine& command)
{
    EventView* view = viewOf(scene, command.couponId);
    if (!view || !view->goNoGo)
        return unknownEvent(command.couponId);
    for (auto& line : view->goNoGo->lines)
        if (line.line == command.line) {
            line.waivedBecause.reset();
            if (!command.reason.empty())
                line.waivedBecause = command.reason;
        }
    note(scene, command.couponId, command.reason.empty() ? "waiver_withdrawn" : "waived", command.actor,
         {std::string(issuing::goLineName(command.line)), command.reason});
    return Reply();
}

core::Result<Reply> readTimeline(const Scene& scene, const ReadTimeline& command)
{
    std::vector<issuing::TimelineEntry> entries;
    for (const auto& entry : scene.snapshot.recentTimeline)
        if ((!command.couponId || entry.couponId == *command.couponId)
            && (command.before == 0 || entry.id < command.before) && entries.size() < command.limit)
            entries.push_back(entry);
    return Reply(std::move(entries));
}

core::Result<Reply> readHistory(const Scene& scene, const ReadHistory& command)
{
    History history;
    const auto wanted = [&](std::int64_t index) {
        return index >= command.from && index < command.to && index % std::max(1, command.step) == 0;
    };
    std::ranges::copy_if(scene.serverTicks, std::back_inserter(history.serverTicks), wanted,
                         &telemetry::ServerTick::index);
    std::ranges::copy_if(scene.instanceTicks, std::back_inserter(history.instanceTicks), wanted,
                         &telemetry::InstanceTick::index);
    return Reply(std::move(history));
}

core::Result<Reply> runAudit(Scene& scene, const RunAudit& command)
{
    EventView* view = viewOf(scene, command.couponId);
    if (!view || !view->event.instance)
        return unknownEvent(command.couponId);
    issuing::AuditReport report;
    report.instance = view->event.instance->id;
    report.couponId = command.couponId;
    report.exact = command.exact;
    report.closed = command.exact;
    report.at = scene.snapshot.takenAt;
    report.conservation = view->conservation.value_or(issuing::Conservation{});
    report.issued = view->event.instance->issued;
    if (command.exact)
        view->audit = report;
    return Reply(report);
}

core::Result<Reply> readRun(const Scene& scene, const ReadRun& command)
{
    const auto found = std::ranges::find_if(scene.runs, [&](const auto& run) { return run->id == command.id; });
    if (found == scene.runs.end())
        return fail(ErrorKind::NotFound, "unknown_run", command.id);
    return Reply(*found);
}

core::Result<Reply> replay(Scene& scene, const ReplayDeadLetters& command)
{
    auto& letters = scene.deadLetters.letters;
    const auto wanted = [&](const ledger::LetterPreview& letter) {
        return command.ids.empty() || std::ranges::find(command.ids, letter.id) != command.ids.end();
    };
    ledger::ReplayReport report;
    report.refused = static_cast<std::uint64_t>(std::ranges::count_if(letters, [&](const auto& letter) {
        return wanted(letter) && letter.effect == ledger::ReplayEffect::FailsAgain;
    }));
    report.replayed = std::erase_if(letters, [&](const auto& letter) {
        return wanted(letter) && letter.effect != ledger::ReplayEffect::FailsAgain;
    });
    scene.deadLetters.waiting = letters.size();
    return Reply(report);
}

core::Result<Reply> addPeople(Scene& scene, std::uint64_t count)
{
    issuing::PeopleReport report;
    report.added = count;
    report.total = scene.snapshot.peopleCount += count;
    return Reply(report);
}

core::Result<Reply> startSpike(Scene& scene, const StartSpike& command)
{
    auto& run = scene.snapshot.spike.run;
    const auto number = run.number + 1;
    run = {};
    run.number = number;
    run.phase = spike::RunPhase::Preparing;
    run.scenario = command.scenario;
    run.target = command.target;
    run.rehearsal = command.rehearsal;
    run.couponId = command.couponId.value_or(issuing::CouponId{});
    return Reply();
}

template <class... Kinds>
struct Overloaded : Kinds...
{
    using Kinds::operator()...;
};

} // namespace

core::Result<Reply> answer(Scene& scene, const Command& command)
{
    return std::visit(
        Overloaded{
            [&](const CreateEvent& c) { return create(scene, c); },
            [&](const UpdateEvent& c) { return update(scene, c); },
            [&](const DeleteEvent& c) { return remove(scene, c); },
            [&](const ActOnEvent& c) { return act(scene, c); },
            [&](const CorrectStock& c) { return correctStock(scene, c); },
            [&](const WaiveLine& c) { return waive(scene, c); },
            [&](const CreatePeople& c) { return addPeople(scene, c.count); },
            [&](const ImportPeople& c) {
                return addPeople(scene, static_cast<std::uint64_t>(std::ranges::count(c.csv, '\n')));
            },
            [&](const RebuildEvent& c) { return rebuild(scene, c); },
            [&](const RunAudit& c) { return runAudit(scene, c); },
            [&](const ReadTimeline& c) { return readTimeline(scene, c); },
            [&](const PreviewReplay&) -> core::Result<Reply> { return Reply(scene.deadLetters); },
            [&](const ReplayDeadLetters& c) { return replay(scene, c); },
            [&](const ReadHistory& c) { return readHistory(scene, c); },
            [&](const StartSpike& c) { return startSpike(scene, c); },
            [&](const AbortSpike&) -> core::Result<Reply> {
                scene.snapshot.spike.run.phase = spike::RunPhase::Stopping;
                return Reply();
            },
            [&](const ReadRun& c) { return readRun(scene, c); },
        },
        command);
}

} // namespace firstcome::testing
