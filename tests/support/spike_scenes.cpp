#include "tests/support/scene_ticks.h"
#include "tests/support/scenes.h"

#include <cmath>

namespace firstcome::testing {

namespace {

using issuing::Verdict;
using namespace std::chrono_literals;

spike::Scenario spikePreset()
{
    spike::Scenario scenario;
    scenario.name = "spike";
    scenario.description = "0 to 500 users in 10 s, held 30 s, back in 10 s";
    scenario.stages = {{10s, 500}, {30s, 500}, {10s, 0}};
    scenario.stock = 500;
    scenario.people = 2'000;
    scenario.thresholds = {"http_req_duration: p(95)<2000", "http_req_duration: p(99)<3000",
                           "http_req_failed: rate<0.05"};
    return scenario;
}

std::vector<spike::ThresholdResult> thresholds()
{
    return {{"http_req_duration", "p(95)<2000", 4.4, true},
            {"http_req_duration", "p(99)<3000", 8.0, true},
            {"http_req_failed", "rate<0.05", 0.0, true}};
}

const issuing::InstanceId& shadowId()
{
    static const auto id = *issuing::InstanceId::parse("5f0c1d3a-8b1e-4c55-9a77-0000000000ff");
    return id;
}

template <std::size_t N>
void setVerdict(std::array<std::uint64_t, N>& verdicts, Verdict verdict, std::uint64_t count)
{
    verdicts[static_cast<std::size_t>(verdict)] = count;
}

telemetry::LatencySummary latency(std::uint64_t count, double avg, double p50, double p90, double p95, double p99,
                                  double p999, double max)
{
    telemetry::LatencySummary summary;
    summary.count = count;
    summary.avg = avg;
    summary.p50 = p50;
    summary.p90 = p90;
    summary.p95 = p95;
    summary.p99 = p99;
    summary.p999 = p999;
    summary.max = max;
    return summary;
}

/// The shadow event of a rehearsal of Christmas.
EventView shadowEvent(const EventView& original, issuing::EventState state, core::WallTime opened)
{
    EventView view = original;
    view.goNoGo.reset();
    view.audit.reset();
    issuing::Instance instance;
    instance.id = shadowId();
    instance.couponId = original.event.draft.couponId;
    instance.total = instance.issued = 500;
    instance.shadow = true;
    instance.state = state;
    instance.version = 3;
    instance.openedAt = opened;
    instance.soldOutAt = opened + 1s;
    view.event.instance = instance;
    view.event.state = state;
    view.event.version = 3;
    view.event.plannedTotal = 500;
    view.conservation = issuing::Conservation{500, 0, 0, 0, 500, 0, 0};
    view.published = view.confirmed = 500;
    return view;
}

issuing::AuditReport cleanAudit(core::WallTime at)
{
    issuing::AuditReport audit;
    audit.instance = shadowId();
    audit.exact = audit.closed = true;
    audit.at = at;
    audit.took = 12ms;
    audit.issued = 500;
    audit.conservation = issuing::Conservation{500, 0, 0, 0, 500, 0, 0};
    return audit;
}

spike::PastRun pastRun(std::string scenario, core::WallTime at, bool passed, spike::Validity validity,
                       std::optional<double> p95, double rps)
{
    spike::PastRun run;
    run.id = "2026-" + scenario + "-" + std::to_string(at.time_since_epoch().count() / 1'000'000);
    run.scenario = std::move(scenario);
    run.startedAt = at;
    run.passed = passed;
    run.rehearsal = true;
    run.validity = validity;
    run.p95Ms = p95;
    run.requestsPerSecond = rps;
    return run;
}

std::vector<spike::PastRun> earlierRuns()
{
    using enum spike::Validity;
    return {pastRun("launch", seoul(2026, 11, 21, 9, 58, 0), true, Valid, 7.9, 31'400),
            pastRun("stress", seoul(2026, 11, 21, 9, 41, 0), false, Valid, 61, 29'000),
            pastRun("spike", seoul(2026, 11, 21, 9, 12, 0), false, GeneratorLimited, std::nullopt, 0),
            pastRun("smoke", seoul(2026, 11, 20, 17, 3, 0), true, Valid, 1.1, 100)};
}

/// Where both spike scenes start: Christmas open elsewhere would distract, so every event is at rest.
Scene morning(Names names, core::WallTime now)
{
    Scene scene = heldScene(names);
    scene.serverTicks.clear();
    scene.instanceTicks.clear();
    scene.runs.clear();
    scene.snapshot.recentTimeline.clear();
    scene.snapshot.telemetry.totals.clear();
    scene.snapshot.takenAt = now;
    auto& christmas = scene.snapshot.events.front();
    christmas.event.instance.reset();
    christmas.event.state = issuing::EventState::Draft;
    christmas.conservation.reset();
    auto& delivery = scene.snapshot.events[1];
    delivery.event.draft.opensAt = delivery.event.instance->opensAt = now + 7h + 59min + 12s;
    return scene;
}

std::shared_ptr<const spike::RunResult> verdict(core::WallTime startedAt)
{
    auto run = std::make_shared<spike::RunResult>();
    run->id = "20261121T011400Z-spike";
    run->scenario = "spike";
    run->startedAt = startedAt;
    run->durationSeconds = 50;
    run->target = "http://127.0.0.1:8081";
    run->couponId = "XMAS-2026";
    run->build = "1.0.0 (a41c9e2)";
    run->cores = 2;
    run->rehearsal = run->passed = true;
    run->exitCode = spike::ExitCode::Passed;
    run->validity = spike::Validity::Valid;
    run->stock = run->issued = 500;
    run->duplicates = run->oversold = 0;
    run->audit = cleanAudit(startedAt + 51s);
    run->ledgerAfterSeconds = 0.31;
    run->requests = 1'092'318;
    run->requestsPerSecond = 1'092'318 / 50.0;
    setVerdict(run->verdicts, Verdict::Accepted, 500);
    setVerdict(run->verdicts, Verdict::Duplicate, 318'007);
    setVerdict(run->verdicts, Verdict::SoldOut, 773'811);
    run->statusCounts = {{202, 500}, {409, 318'007}, {410, 773'811}};
    run->client = latency(run->requests, 1.9, 1.5, 3.4, 4.4, 8.0, 14.2, 31.6);
    run->phases = {latency(run->requests, 0.0, 0.0, 0.0, 0.1, 0.1, 0.3, 0.9),
                   latency(500, 0.1, 0.0, 0.2, 0.3, 1.9, 4.0, 6.2),
                   latency(run->requests, 0.0, 0.0, 0.1, 0.1, 0.2, 0.4, 1.0),
                   latency(run->requests, 1.7, 1.4, 3.1, 4.0, 7.4, 13.0, 30.8),
                   latency(run->requests, 0.1, 0.1, 0.1, 0.2, 0.3, 0.6, 1.1)};
    run->server = latency(run->requests, 0.9, 0.7, 1.5, 1.9, 3.8, 7.7, 12.4);
    run->serverStages = {latency(run->requests, 0.0, 0.0, 0.1, 0.1, 0.1, 0.2, 0.7),
                         latency(run->requests, 0.0, 0.0, 0.0, 0.0, 0.1, 0.1, 0.4),
                         latency(run->requests, 0.3, 0.2, 0.6, 0.8, 1.7, 3.1, 5.9),
                         latency(run->requests, 0.4, 0.3, 0.7, 0.9, 1.8, 4.1, 6.0),
                         latency(run->requests, 0.1, 0.1, 0.1, 0.1, 0.2, 0.3, 1.2)};
    run->thresholds = thresholds();
    run->generatorCpuPercent = 41;
    run->schedulerLateP99Ms = 0.6;
    run->ticks100ms = spikeTicks(50);
    for (std::size_t i = 0; i < run->ticks100ms.size(); i += 10) {
        spike::ClientTick second = run->ticks100ms[i];
        for (std::size_t k = i + 1; k < i + 10; ++k)
            for (std::size_t v = 0; v < second.verdicts.size(); ++v)
                second.verdicts[v] += run->ticks100ms[k].verdicts[v];
        run->ticks1s.push_back(second);
    }
    return run;
}

} // namespace

Scene spikeRunningScene(Names names)
{
    const auto now = seoul(2026, 11, 21, 10, 14, 36);
    Scene scene = morning(names, now);
    addSpikeServerTicks(scene, shadowId(), now, 34.1);
    scene.snapshot.events.push_back(
        shadowEvent(scene.snapshot.events.front(), issuing::EventState::Open, now - 34100ms));
    auto& run = scene.snapshot.spike.run;
    run.phase = spike::RunPhase::Running;
    run.number = 1;
    run.scenario = spikePreset();
    run.target = "http://127.0.0.1:8081";
    run.rehearsal = true;
    run.instance = shadowId();
    run.couponId = scene.snapshot.events.front().event.draft.couponId;
    run.elapsedSeconds = 34.1;
    run.stage = 1;
    run.requests = 742'318;
    setVerdict(run.verdicts, Verdict::Accepted, 500);
    setVerdict(run.verdicts, Verdict::Duplicate, 215'102);
    setVerdict(run.verdicts, Verdict::SoldOut, 526'716);
    run.p95Ms = 4.4;
    run.p99Ms = 8.0;
    run.failedRate = 0;
    run.generatorCpuPercent = 41;
    run.thresholds = thresholds();
    run.recent = spikeTicks(34.1);
    scene.snapshot.telemetry.totals[shadowId()].verdicts = {500, 215'102, 526'716};
    scene.snapshot.spike.pastRuns = std::make_shared<const std::vector<spike::PastRun>>(earlierRuns());
    return scene;
}

Scene spikeVerdictScene(Names names)
{
    const auto now = seoul(2026, 11, 21, 10, 15, 20);
    Scene scene = morning(names, now);
    const auto result = verdict(seoul(2026, 11, 21, 10, 14, 1.9));
    scene.runs.push_back(result);
    auto& run = scene.snapshot.spike.run;
    run.phase = spike::RunPhase::Done;
    run.number = 1;
    run.scenario = spikePreset();
    run.target = result->target;
    run.rehearsal = true;
    run.couponId = scene.snapshot.events.front().event.draft.couponId;
    run.elapsedSeconds = 50;
    run.stage = 2;
    run.requests = result->requests;
    run.verdicts = result->verdicts;
    run.p95Ms = 4.4;
    run.p99Ms = 8.0;
    run.failedRate = 0;
    run.generatorCpuPercent = 41;
    run.thresholds = result->thresholds;
    run.result = result;
    auto past = earlierRuns();
    auto newest = pastRun("spike", result->startedAt, true, spike::Validity::Valid, 4.4,
                          result->requestsPerSecond);
    newest.id = result->id;
    past.insert(past.begin(), newest);
    scene.snapshot.spike.pastRuns = std::make_shared<const std::vector<spike::PastRun>>(std::move(past));
    return scene;
}

} // namespace firstcome::testing
