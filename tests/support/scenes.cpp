#include "tests/support/scenes.h"

#include "tests/support/scene_ticks.h"

#include <algorithm>
#include <functional>

namespace firstcome::testing {

namespace {

using issuing::EventState;
using issuing::GoLine;
using issuing::GoStatus;
using issuing::Severity;

constexpr std::int64_t kGB = 1'000'000'000;

issuing::CouponId coupon(std::string_view text)
{
    return *issuing::CouponId::parse(text);
}

issuing::InstanceId instanceId(std::string_view last)
{
    return *issuing::InstanceId::parse("5f0c1d3a-8b1e-4c55-9a77-0000000000" + std::string(last));
}

const char* named(Names names, const char* english, const char* korean)
{
    return names == Names::English ? english : korean;
}

EventView draftOf(std::string_view couponId, std::string name, std::uint32_t total, core::WallTime opens,
                  core::WallTime closes)
{
    EventView view;
    view.event.draft.couponId = coupon(couponId);
    view.event.draft.name = name;
    view.event.draft.total = total;
    view.event.draft.opensAt = opens;
    view.event.draft.closesAt = closes;
    view.event.version = 1;
    view.event.plannedTotal = total;
    view.shownName = std::move(name);
    return view;
}

void armInstance(EventView& view, issuing::InstanceId id, EventState state, std::uint64_t version)
{
    issuing::Instance instance;
    instance.id = id;
    instance.couponId = view.event.draft.couponId;
    instance.total = view.event.draft.total;
    instance.audience = view.event.draft.audience;
    instance.state = state;
    instance.version = version;
    instance.opensAt = view.event.draft.opensAt;
    instance.closesAt = view.event.draft.closesAt;
    view.event.instance = instance;
    view.event.state = state;
    view.event.version = version;
    view.conservation = issuing::Conservation{instance.total, instance.total, 0, 0, 0, 0, 0};
    view.published = view.confirmed = 0;
}

issuing::GoLineState line(GoLine what, bool hard, GoStatus status, std::optional<double> value,
                          std::optional<double> threshold, std::string source, core::WallTime at)
{
    issuing::GoLineState state;
    state.line = what;
    state.hard = hard;
    state.status = status;
    state.value = value;
    state.threshold = threshold;
    state.source = std::move(source);
    if (status != GoStatus::NotMeasured)
        state.measuredAt = at;
    return state;
}

issuing::GoNoGo allGo(double loaded, double planned, core::WallTime at, const char* waiver)
{
    issuing::GoNoGo list;
    list.lines = {
        line(GoLine::StoreWritable, true, GoStatus::Go, 0.4, 2000, "store probe", at),
        line(GoLine::StockAsPlanned, true, loaded == planned ? GoStatus::Go : GoStatus::NoGo, loaded, planned,
             "store", at),
        line(GoLine::PeopleLoaded, false, GoStatus::Go, 1'204'311, 1'204'311, "directory", at),
        line(GoLine::FreeDisk, true, GoStatus::Go, 53.0 * kGB, 2.0 * kGB, "data directory", at),
        line(GoLine::ClockOffset, false, GoStatus::Go, 2, 50, "chrony", at),
        line(GoLine::ConsumerRunning, true, GoStatus::Go, 10, 10, "consumer", at),
        line(GoLine::PortBound, true, GoStatus::Go, 8081, std::nullopt, "acceptor", at),
        line(GoLine::RehearsalPassed, false, GoStatus::Warning, 26 * 3600, 24 * 3600, "past runs", at),
    };
    if (waiver)
        list.lines.back().waivedBecause = waiver;
    list.holdsCountdown = loaded != planned;
    return list;
}

Scene healthy(core::WallTime now)
{
    Scene scene;
    auto& snapshot = scene.snapshot;
    snapshot.takenAt = now;
    snapshot.port = 8081;
    snapshot.starting = false;
    for (PartStatus* part : {&snapshot.store, &snapshot.log, &snapshot.ledger, &snapshot.api}) {
        part->health = PartHealth::Fine;
        part->since = now - std::chrono::hours(1);
    }
    auto& host = snapshot.telemetry.host;
    host.cpuPercent = 61;
    host.processCpuPercent = 87;
    host.residentBytes = 212'000'000;
    host.freeDiskBytes = 53 * kGB;
    host.openFiles = 1'204;
    host.openFilesLimit = 524'288;
    snapshot.telemetry.connections = 1'000;
    snapshot.spike.pastRuns = std::make_shared<const std::vector<spike::PastRun>>();
    return scene;
}

/// The four events of the pictures; the first one draft, for the caller to arm.
void addEvents(Scene& scene, Names names)
{
    auto& events = scene.snapshot.events;
    events.push_back(draftOf("XMAS-2026", named(names, "Christmas 50 % off", "크리스마스 50% 쿠폰"), 100'000,
                             seoul(2026, 12, 24, 10, 0, 0), seoul(2026, 12, 24, 23, 59, 59)));
    events.push_back(draftOf("FREE-SHIP", named(names, "First orders, free delivery", "첫 주문 무료 배송"), 20'000,
                             seoul(2026, 12, 24, 18, 14, 32), seoul(2026, 12, 25, 23, 59, 59)));
    armInstance(events.back(), instanceId("02"), EventState::Armed, 2);
    events.back().goNoGo = allGo(20'000, 20'000, scene.snapshot.takenAt, nullptr);
    events.push_back(draftOf("NY-2027", named(names, "New year early bird", "새해 얼리버드"), 5'000,
                             seoul(2027, 1, 1, 0, 0, 0), seoul(2027, 1, 3, 23, 59, 59)));
    events.push_back(draftOf("AUTUMN-26", named(names, "Autumn flash sale", "가을 플래시 세일"), 30'000,
                             seoul(2026, 10, 9, 12, 0, 0), seoul(2026, 10, 9, 18, 0, 0)));
    auto& autumn = events.back();
    armInstance(autumn, instanceId("04"), EventState::Closed, 9);
    autumn.event.instance->issued = 30'000;
    autumn.event.instance->openedAt = autumn.event.draft.opensAt;
    autumn.event.instance->closedAt = autumn.event.draft.closesAt;
    autumn.conservation = issuing::Conservation{30'000, 0, 0, 0, 30'000, 0, 0};
    autumn.published = autumn.confirmed = 30'000;
    issuing::AuditReport audit;
    audit.instance = instanceId("04");
    audit.couponId = coupon("AUTUMN-26");
    audit.exact = audit.closed = true;
    audit.at = seoul(2026, 10, 9, 18, 0, 2);
    audit.took = std::chrono::milliseconds(143);
    audit.conservation = *autumn.conservation;
    audit.issued = 30'000;
    autumn.audit = audit;
    scene.snapshot.peopleCount = 1'204'311;
}

void addEntry(Scene& scene, core::WallTime at, std::string code, Severity severity, std::string actor,
              std::vector<std::string> arguments = {})
{
    auto& timeline = scene.snapshot.recentTimeline;
    issuing::TimelineEntry entry;
    entry.id = timeline.empty() ? 1 : timeline.front().id + 1;
    entry.at = at;
    entry.couponId = coupon("XMAS-2026");
    entry.instance = instanceId("01");
    entry.code = std::move(code);
    entry.severity = severity;
    entry.actor = std::move(actor);
    entry.outcome = "ok";
    entry.arguments = std::move(arguments);
    timeline.insert(timeline.begin(), std::move(entry));
}

void addMorning(Scene& scene, Names names)
{
    addEntry(scene, seoul(2026, 12, 24, 9, 40, 10.2), "edited", Severity::Info, "operator", {"100000"});
    addEntry(scene, seoul(2026, 12, 24, 9, 41, 22.9), "armed", Severity::Info, "operator");
    addEntry(scene, seoul(2026, 12, 24, 9, 57, 3.4), "waived", Severity::Warning, "operator",
             {"rehearsal", named(names, "rehearsal 26 h old, same build", "26시간 전 리허설, 같은 빌드")});
}

/// A rehearsal of Christmas as the ghost in the stock chart: the same stock, gone a little later.
std::shared_ptr<const spike::RunResult> christmasRehearsal()
{
    auto run = std::make_shared<spike::RunResult>();
    run->id = "20261120T101420Z-launch";
    run->scenario = "launch";
    run->startedAt = seoul(2026, 11, 20, 19, 14, 20);
    run->durationSeconds = 30;
    run->couponId = "XMAS-2026";
    run->rehearsal = run->passed = true;
    run->validity = spike::Validity::Valid;
    run->exitCode = spike::ExitCode::Passed;
    run->stock = run->issued = 100'000;
    std::uint64_t accepted = 0;
    for (int i = 0; i < 300; ++i) {
        spike::ClientTick tick;
        tick.atSeconds = i / 10.0;
        if (i >= 50) { // opened 5 s after the first arrival
            const std::uint64_t now = std::min<std::uint64_t>(100'000, static_cast<std::uint64_t>(i - 49) * 1'860);
            tick.verdicts[0] = static_cast<std::uint32_t>(now - accepted);
            accepted = now;
        }
        run->ticks100ms.push_back(tick);
    }
    return run;
}

void addRehearsal(Scene& scene)
{
    const auto run = christmasRehearsal();
    scene.runs.push_back(run);
    spike::PastRun past;
    past.id = run->id;
    past.scenario = run->scenario;
    past.startedAt = run->startedAt;
    past.passed = past.rehearsal = true;
    past.validity = run->validity;
    past.p95Ms = 7.9;
    past.requestsPerSecond = 21'400;
    scene.snapshot.spike.pastRuns = std::make_shared<const std::vector<spike::PastRun>>(1, past);
}

} // namespace

core::WallTime seoul(int year, unsigned month, unsigned day, int hour, int minute, double second)
{
    using namespace std::chrono;
    const sys_days date = std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
    return core::WallTime(date) + hours(hour - 9) + minutes(minute)
        + microseconds(static_cast<std::int64_t>(second * 1e6 + 0.5));
}

Scene emptyScene()
{
    return healthy(seoul(2026, 12, 24, 9, 58, 2));
}

Scene heldScene(Names names)
{
    const auto now = seoul(2026, 12, 24, 9, 58, 2);
    Scene scene = healthy(now);
    addEvents(scene, names);
    addMorning(scene, names);
    addEntry(scene, seoul(2026, 12, 24, 9, 57, 29), "held_by_no_go", Severity::Critical, "go/no-go",
             {"stock_as_planned", "98000", "100000"});
    auto& view = scene.snapshot.events.front();
    armInstance(view, instanceId("01"), EventState::Held, 4);
    view.event.instance->total = 98'000;
    view.event.instance->timeLeft = std::chrono::seconds(151);
    view.conservation = issuing::Conservation{98'000, 98'000, 0, 0, 0, 0, 0};
    view.goNoGo = allGo(98'000, 100'000, now,
                        named(names, "rehearsal 26 h old, same build", "26시간 전 리허설, 같은 빌드"));
    auto& clock = view.goNoGo->lines[4];
    clock.status = GoStatus::NotMeasured;
    clock.value.reset();
    clock.measuredAt.reset();
    addWaitingTicks(scene, instanceId("01"), now, 150, 1'375, 98'000);
    addTotals(scene, instanceId("01"), 38'402);
    addRehearsal(scene);
    return scene;
}

Scene openScene(Names names)
{
    const auto opening = seoul(2026, 12, 24, 10, 0, 0);
    const auto now = opening + std::chrono::seconds(9);
    Scene scene = healthy(now);
    addEvents(scene, names);
    addMorning(scene, names);
    addEntry(scene, opening - std::chrono::seconds(10), "countdown_10s", Severity::Info, "clock");
    addEntry(scene, opening, "opened_on_schedule", Severity::Good, "clock", {"0.8"});
    addEntry(scene, opening + std::chrono::milliseconds(2400), "lag_critical", Severity::Critical, "system",
             {"10000", "2050"});
    addEntry(scene, opening + std::chrono::milliseconds(4762), "sold_out", Severity::Good, "system",
             {"100000", "4762"});
    auto& view = scene.snapshot.events.front();
    armInstance(view, instanceId("01"), EventState::Open, 5);
    auto& instance = *view.event.instance;
    instance.issued = 100'000;
    instance.openedAt = opening;
    instance.soldOutAt = instance.lastAcceptedAt = opening + std::chrono::milliseconds(4762);
    view.conservation = issuing::Conservation{100'000, 0, 17, 10'990, 88'993, 0, 0};
    view.published = 99'983;
    view.confirmed = 88'993;
    view.estimates.allSavedInSeconds = 11'007 / 2'050.0;
    view.estimates.savedPerSecond = 2'050;
    view.goNoGo = allGo(100'000, 100'000, opening,
                        named(names, "rehearsal 26 h old, same build", "26시간 전 리허설, 같은 빌드"));
    addLaunchTicks(scene, instanceId("01"), opening);
    addTotals(scene, instanceId("01"), 412'905);
    addRehearsal(scene);
    return scene;
}

namespace {

/// A group on the ten partitions of the launch's topic and of the rehearsals', which are read to their end.
eventlog::GroupLag readers(const char* name, bool ours, std::uint32_t members, eventlog::LagStatus status,
                           const std::function<std::int64_t(int)>& lagOf, core::WallTime at)
{
    eventlog::GroupLag group;
    group.group = name;
    group.ours = ours;
    group.readers = members;
    group.measuredAt = at - std::chrono::milliseconds(400);
    for (const char* topic : {"coupon-issue-requested", "coupon-issue-requested.rehearsal"})
        for (int i = 0; i < 10; ++i) {
            const bool shadow = std::string_view(topic).ends_with(".rehearsal");
            const std::int64_t end = shadow ? 4'000 + 31 * i : 9'998 + (i < 3);
            const std::int64_t lag = shadow ? 0 : lagOf(i);
            group.partitions.push_back({topic, i, end - lag, end, lag > 0 ? 5.2 + 0.1 * i : 0.0, lag > 9'000,
                                        lag > 0 ? status : eventlog::LagStatus::Ok});
        }
    return group;
}

} // namespace

Scene clusterScene(Names names)
{
    using eventlog::LagStatus;
    Scene scene = openScene(names);
    auto& snapshot = scene.snapshot;
    snapshot.profile = "cluster";
    const auto at = snapshot.takenAt;
    eventlog::LagPart lag;
    lag.groups.push_back(readers("firstcome-ledger", true, 2, LagStatus::Ok, [](int i) { return 1'090 + 2 * i; }, at));
    lag.groups.push_back(readers("billing", false, 1, LagStatus::Warn, [](int i) { return i == 4 ? 812 : 0; }, at));
    lag.groups.push_back(readers("archive", false, 0, LagStatus::Stop, [](int i) { return 9'997 + (i < 3); }, at));
    snapshot.lag = std::move(lag);
    return scene;
}

} // namespace firstcome::testing
