#include "backend/spike/load_engine.h"

#include "backend/spike/call_record.h"
#include "backend/spike/interval_exchange.h"
#include "backend/spike/load_plan.h"
#include "backend/spike/load_worker.h"
#include "backend/spike/open_files.h"
#include "backend/spike/run_archive.h"
#include "backend/spike/run_tally.h"
#include "backend/spike/thresholds.h"
#include "backend/spike/validity.h"
#include "backend/telemetry/latency_summary.h"
#include "build_stamp.h"

#include <algorithm>
#include <cmath>
#include <system_error>
#include <thread>
#include <time.h>
#include <vector>

namespace firstcome::spike {

using namespace std::chrono_literals;

namespace {

constexpr unsigned kMaxThreads = 64;
constexpr std::uint64_t kOwnDescriptors = 64;

double processCpuSeconds()
{
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

double secondsSince(core::SteadyTime start)
{
    return std::max(0.0, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
}

std::vector<Threshold> thresholdsOf(const Scenario& scenario)
{
    std::vector<Threshold> thresholds;
    for (const auto& text : scenario.thresholds)
        thresholds.push_back(parseThreshold(text).value()); // validated before
    return thresholds;
}

std::uint64_t descriptorsNeeded(const Scenario& scenario)
{
    double most = scenario.startTarget;
    for (const auto& stage : scenario.stages)
        most = std::max(most, stage.target);
    if (scenario.model == LoadModel::ArrivalRate) // what a server may hold up for as long as it likes
        most = std::min(most, static_cast<double>(scenario.maxConnections));
    return static_cast<std::uint64_t>(std::ceil(most)) + kOwnDescriptors;
}

std::size_t stageAt(const Scenario& scenario, std::chrono::milliseconds elapsed)
{
    std::size_t stage = 0;
    while (stage + 1 < scenario.stages.size() && elapsed >= scenario.stages[stage].duration)
        elapsed -= scenario.stages[stage++].duration;
    return stage;
}

std::optional<double> inMilliseconds(std::optional<std::chrono::nanoseconds> time)
{
    return time ? std::optional(static_cast<double>(time->count()) / 1e6) : std::nullopt;
}

RunProgress progressOf(const LoadPlan& plan, const RunTally& tally, const std::vector<Threshold>& thresholds,
                       const ClientTick& tick)
{
    const auto& totals = tally.totals();
    RunProgress progress;
    progress.phase = plan.stop ? RunPhase::Stopping : RunPhase::Running;
    progress.elapsedSeconds = tick.atSeconds + 0.1;
    progress.stage = stageAt(plan.scenario, std::chrono::milliseconds(std::llround(tick.atSeconds * 1000)));
    progress.requests = totals.requests;
    progress.verdicts = totals.verdicts;
    progress.p95Ms = inMilliseconds(totals.duration.percentile(95));
    progress.p99Ms = inMilliseconds(totals.duration.percentile(99));
    if (totals.requests > 0)
        progress.failedRate = static_cast<double>(totals.failed) / static_cast<double>(totals.requests);
    progress.thresholds = judge(thresholds, totals, progress.elapsedSeconds);
    progress.recent = {tick};
    return progress;
}

/// The workers of one run, joined at the end of the scope whatever happens.
class WorkerThreads
{
public:
    WorkerThreads(LoadPlan& plan, IntervalExchange& exchange)
    {
        for (unsigned i = 0; i < plan.workers; ++i)
            m_workers.push_back(std::make_unique<LoadWorker>(plan, i, exchange));
        for (auto& worker : m_workers)
            m_threads.emplace_back([&worker = *worker] { worker.run(); });
    }
    ~WorkerThreads()
    {
        for (auto& thread : m_threads)
            thread.join();
    }
    WorkerThreads(const WorkerThreads&) = delete;
    WorkerThreads& operator=(const WorkerThreads&) = delete;

private:
    std::vector<std::unique_ptr<LoadWorker>> m_workers;
    std::vector<std::thread> m_threads;
};

void fillMeasured(RunResult& result, const RunTally& tally, bool openModel)
{
    const auto& totals = tally.totals();
    result.requests = totals.requests;
    if (result.durationSeconds > 0)
        result.requestsPerSecond = static_cast<double>(totals.requests) / result.durationSeconds;
    result.verdicts = totals.verdicts;
    for (std::size_t status = 0; status < totals.statuses.size(); ++status)
        if (totals.statuses[status] > 0)
            result.statusCounts[static_cast<int>(status)] = totals.statuses[status];
    result.client = telemetry::summarize(totals.duration);
    if (openModel)
        result.clientFromIntended = telemetry::summarize(totals.intended);
    for (std::size_t i = 0; i < kPhaseCount; ++i)
        result.phases[i] = telemetry::summarize(totals.phases[i]);
    result.schedulerLateP99Ms = inMilliseconds(totals.lateness.percentile(99)).value_or(0);
    result.droppedArrivals = totals.dropped;
    result.ticks100ms = tally.fineTicks();
    result.ticks1s = tally.secondTicks();
}

void judgeRun(RunResult& result, const LoadPlan& plan, const RunTally& tally, std::uint64_t openFiles)
{
    const auto& totals = tally.totals();
    ValidityEvidence evidence;
    evidence.requests = totals.requests;
    evidence.replies = totals.requests - totals.statuses[0];
    evidence.aborted = result.aborted;
    evidence.recordFailed = plan.record && plan.record->failed();
    evidence.busiestCpu = tally.busiestCpu();
    evidence.lateP99Ms = result.schedulerLateP99Ms;
    evidence.dueArrivals = totals.requests + totals.dropped;
    evidence.droppedArrivals = totals.dropped;
    evidence.openFilesLimit = openFiles;
    evidence.openFilesNeeded = descriptorsNeeded(plan.scenario);
    evidence.noDescriptor = totals.noDescriptor;
    evidence.noPort = totals.noPort;
    auto verdict = judgeValidity(evidence);
    result.validity = verdict.validity;
    result.validityReasons = std::move(verdict.reasons);
    result.thresholds = judge(thresholdsOf(plan.scenario), totals, result.durationSeconds);
    const bool allHold = std::all_of(result.thresholds.begin(), result.thresholds.end(),
                                     [](const ThresholdResult& threshold) { return threshold.passed; });
    result.exitCode = result.validity != Validity::Valid ? ExitCode::NotValid
                      : allHold                          ? ExitCode::Passed
                                                         : ExitCode::ThresholdsCrossed;
    result.passed = result.exitCode == ExitCode::Passed;
}

} // namespace

LoadEngine::LoadEngine(LoadOptions options)
    : m_options(std::move(options))
    , m_plan(std::make_unique<LoadPlan>())
{
}

LoadEngine::~LoadEngine() = default;

void LoadEngine::requestStop()
{
    m_plan->stop = true;
}

core::Result<void> LoadEngine::check() const
{
    if (auto valid = validate(m_options.scenario); !valid)
        return valid;
    const auto longest = m_options.peoplePrefix + std::to_string(m_options.scenario.people);
    if (!issuing::PublicId::parse(longest))
        return core::fail(core::ErrorKind::InvalidArgument, "bad_prefix", longest + " is no publicId");
    if (m_options.threads < 1 || m_options.threads > kMaxThreads)
        return core::fail(core::ErrorKind::InvalidArgument, "bad_threads", "must be 1 to 64");
    return {};
}

void LoadEngine::fillPlan()
{
    m_plan->scenario = m_options.scenario;
    m_plan->target = m_options.target;
    m_plan->requestHead = "POST /api/coupons/" + m_options.couponId.str() + "/issue-fcfs/";
    m_plan->requestTail = " HTTP/1.1\r\nHost: " + m_options.target.host +
                          "\r\nUser-Agent: firstcome-spike\r\nContent-Length: 0\r\n" +
                          (m_options.scenario.keepAlive ? "" : "Connection: close\r\n") + "\r\n";
    m_plan->peoplePrefix = m_options.peoplePrefix;
    m_plan->people = m_options.scenario.people;
    m_plan->workers = m_options.threads;
    m_plan->arrivals = ArrivalSchedule(m_options.scenario);
}

/// Starts the workers and adds up what they deliver, until all have ended.
void LoadEngine::drive(RunTally& tally, IntervalExchange& exchange, const OnTick& onTick)
{
    const auto thresholds = thresholdsOf(m_plan->scenario);
    m_plan->start = std::chrono::steady_clock::now() + 20ms; // every worker is there by then
    double cpuBefore = processCpuSeconds(), secondsBefore = 0;
    const auto tell = [&](const ClientTick& tick) {
        auto progress = progressOf(*m_plan, tally, thresholds, tick);
        const double cpu = processCpuSeconds(), seconds = secondsSince(m_plan->start);
        if (seconds > secondsBefore)
            progress.generatorCpuPercent = (cpu - cpuBefore) / (seconds - secondsBefore) * 100;
        cpuBefore = cpu;
        secondsBefore = seconds;
        onTick(progress);
    };
    const WorkerThreads threads(*m_plan, exchange);
    while (!tally.complete())
        for (auto& interval : exchange.collect())
            tally.add(std::move(interval), tell);
    tally.finish();
}

core::Result<RunResult> LoadEngine::run(const OnTick& onTick)
{
    if (auto checked = check(); !checked)
        return tl::unexpected(checked.error());
    const auto openFiles = raiseOpenFilesLimit();
    fillPlan();
    std::unique_ptr<CallRecord> record;
    if (!m_options.recordFile.empty()) {
        auto created = CallRecord::create(m_options.recordFile);
        if (!created)
            return tl::unexpected(created.error());
        record = std::move(*created);
    }
    m_plan->record = record.get();
    IntervalExchange exchange;
    RunTally tally(m_plan->scenario, m_plan->workers, exchange);
    RunResult result;
    result.startedAt = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    const double cpuBefore = processCpuSeconds();
    try {
        drive(tally, exchange, onTick);
    } catch (const std::system_error& error) {
        return core::fail(core::ErrorKind::Io, "no_descriptors", error.what());
    }
    result.durationSeconds = secondsSince(m_plan->start);
    result.generatorCpuPercent =
        (processCpuSeconds() - cpuBefore) / std::max(result.durationSeconds, 1e-3) * 100;
    result.aborted = m_plan->stop;
    result.id = runId(result.startedAt, m_plan->scenario.name);
    result.scenario = m_plan->scenario.name;
    result.target = m_plan->target.url;
    result.couponId = m_options.couponId.str();
    result.build = kBuildStamp;
    result.cores = std::thread::hardware_concurrency();
    fillMeasured(result, tally, m_plan->scenario.model == LoadModel::ArrivalRate);
    judgeRun(result, *m_plan, tally, openFiles);
    m_plan->record = nullptr;
    return result;
}

} // namespace firstcome::spike
