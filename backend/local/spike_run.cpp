#include "backend/local/spike_run.h"

#include "backend/spike/progress_lines.h"
#include "backend/spike/run_archive.h"
#include "backend/spike/spike_runner.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <thread>

namespace firstcome::local {

namespace {

using namespace std::chrono_literals;
using spike::RunPhase;

constexpr auto kLook = 20ms;
constexpr auto kDrainAtMost = 60s;
constexpr auto kShownAtLeast = 500ms; ///< an audited shadow event stays on screen, so that it can be seen
constexpr auto kGeneratorGrace = 30s; ///< beyond the scenario's own length

core::Error drainTooLong()
{
    return {core::ErrorKind::TimedOut, "drain_timed_out", "not everything was saved within 60 s"};
}

} // namespace

SpikeConductor::Run::Run(SpikeConductor& conductor, StartSpike command, std::string target)
    : m_owner(conductor)
    , m_command(std::move(command))
    , m_target(std::move(target))
{
}

void SpikeConductor::Run::execute()
{
    auto done = prepare()
                    .and_then([this] { return runGenerator(); })
                    .and_then([this] { return closeAndDrain(); })
                    .and_then([this] { return audit(); });
    if (done) {
        judge();
        done = keep();
    }
    forget();
    if (!done)
        return fail(done.error());
    m_owner.listPastRuns();
    m_owner.setProgress([&](spike::RunProgress& progress) {
        progress.result = m_result;
        progress.thresholds = m_result->thresholds;
        progress.phase = RunPhase::Done;
    });
}

void SpikeConductor::Run::fail(const core::Error& error)
{
    m_owner.setProgress([&](spike::RunProgress& progress) {
        progress.problem = error.code;
        progress.detail = error.detail;
        progress.phase = RunPhase::Failed;
    });
}

bool SpikeConductor::Run::abortAsked() const
{
    const std::lock_guard lock(m_owner.m_mutex);
    return m_owner.m_abortAsked;
}

core::Result<void> SpikeConductor::Run::prepare()
{
    m_id = spike::runId(m_owner.m_clock.wall(), m_command.scenario.name);
    if (m_command.rehearsal) {
        auto event = m_owner.m_desk.call<issuing::Event>(
            [&](issuing::EventService& service) -> core::Result<issuing::Event> {
                const auto modelled = m_command.couponId ? service.find(*m_command.couponId) : std::nullopt;
                const auto name = modelled ? modelled->draft.name : m_command.scenario.name;
                return service.armShadow(name, m_command.scenario.stock);
            });
        if (!event)
            return tl::unexpected(event.error());
        m_event = *event;
    } else if (m_command.couponId) {
        const auto desk = m_owner.m_desk.state();
        for (const auto& line : desk->events)
            if (line.event.draft.couponId == *m_command.couponId)
                m_event = line.event;
    }
    m_owner.m_ports.settle();
    m_owner.setProgress([&](spike::RunProgress& progress) {
        if (m_event) {
            progress.couponId = m_event->draft.couponId;
            if (m_event->instance)
                progress.instance = m_event->instance->id;
        }
    });
    return {};
}

core::Result<issuing::Event> SpikeConductor::Run::act(issuing::Act act)
{
    auto result = m_owner.m_desk.call<issuing::Event>(
        [&](issuing::EventService& service) -> core::Result<issuing::Event> {
            const auto now = service.find(m_event->draft.couponId);
            if (!now)
                return core::fail(core::ErrorKind::NotFound, "unknown_event");
            return service.act("rehearsal", m_event->draft.couponId, act, now->version, {});
        });
    if (result)
        m_event = *result;
    return result;
}

core::Result<void> SpikeConductor::Run::runGenerator()
{
    spike::GeneratorOptions options;
    options.program = m_owner.m_program;
    options.scenario = m_command.scenario;
    options.target = m_target;
    if (m_event)
        options.couponId = m_event->draft.couponId;
    options.peoplePrefix = "spike-";

    boost::asio::io_context context;
    spike::SpikeRunner runner(context.get_executor());
    std::optional<spike::GeneratorExit> ended;
    m_owner.m_ports.markLatency();
    const auto began = std::chrono::steady_clock::now();
    auto started = runner.start(
        options,
        [this](const spike::RunProgress& tick) {
            m_owner.setProgress([&](spike::RunProgress& progress) { spike::apply(tick, progress); });
        },
        [&](const spike::GeneratorExit& exit) { ended = exit; });
    if (!started)
        return started;
    m_owner.setProgress([](spike::RunProgress& progress) { progress.phase = RunPhase::Running; });

    core::Result<void> opening;
    bool aborted = false;
    const auto abortOnce = [&] {
        if (!std::exchange(aborted, true)) {
            m_owner.setProgress([](spike::RunProgress& progress) { progress.phase = RunPhase::Stopping; });
            runner.abort();
        }
    };
    while (!ended) {
        context.restart();
        context.run_for(kLook);
        noteLag();
        if (opening)
            opening = openWhenDue(began);
        const bool late = std::chrono::steady_clock::now() - began
            > m_command.scenario.duration() + m_command.scenario.requestTimeout + kGeneratorGrace;
        if (!opening || late || abortAsked())
            abortOnce();
    }
    if (!opening)
        return opening;
    if (!ended->result)
        return core::fail(core::ErrorKind::Internal, "generator_failed",
                          ended->exitCode ? "exit " + std::to_string(*ended->exitCode) + ": " + ended->words
                                          : "signal " + std::to_string(ended->signal));
    *m_result = *ended->result;
    return {};
}

void SpikeConductor::Run::noteLag()
{
    if (!m_event || !m_event->instance)
        return;
    if (const auto unsaved = m_owner.m_ports.unsaved(m_event->instance->id))
        m_highestLag = std::max(m_highestLag.value_or(0), *unsaved);
}

core::Result<void> SpikeConductor::Run::openWhenDue(std::chrono::steady_clock::time_point began)
{
    if (!m_command.rehearsal || m_opened || std::chrono::steady_clock::now() - began < m_command.scenario.openAfter)
        return {};
    m_opened = true;
    const auto opened = act(issuing::Act::Open);
    if (!opened)
        return tl::unexpected(opened.error());
    return {};
}

core::Result<void> SpikeConductor::Run::closeAndDrain()
{
    m_loadEnded = std::chrono::steady_clock::now();
    m_owner.m_ports.readLatency(*m_result);
    m_result->gui = m_owner.m_ports.guiReadings(); // of the load alone, not of the pictures taken afterwards
    if (!m_event || !m_event->instance)
        return {};
    m_owner.setProgress([](spike::RunProgress& progress) { progress.phase = RunPhase::Draining; });
    if (m_command.rehearsal) {
        if (!m_opened)
            if (auto opened = act(issuing::Act::Open); !opened)
                return tl::unexpected(opened.error());
        if (auto closed = act(issuing::Act::Close); !closed)
            return tl::unexpected(closed.error());
    }
    const auto instance = m_event->instance->id;
    for (;;) {
        noteLag();
        const auto unsaved = m_owner.m_ports.unsaved(instance);
        if (unsaved && *unsaved == 0)
            break;
        if (std::chrono::steady_clock::now() - m_loadEnded > kDrainAtMost)
            return tl::unexpected(drainTooLong());
        std::this_thread::sleep_for(kLook);
    }
    m_result->ledgerAfterSeconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - m_loadEnded).count();
    m_owner.m_ports.readConfirmed(*m_result);
    return {};
}

core::Result<void> SpikeConductor::Run::audit()
{
    if (!m_command.rehearsal)
        return {}; // a real event is audited when it is paused or drained, not while it goes on
    m_owner.setProgress([](spike::RunProgress& progress) { progress.phase = RunPhase::Auditing; });
    // The store's newest word on the instance, not what the last act left behind.
    const auto now = m_owner.m_desk.call<issuing::Event>(
        [&](issuing::EventService& service) -> core::Result<issuing::Event> {
            service.lookAtClock();
            const auto event = service.find(m_event->draft.couponId);
            if (!event || !event->instance)
                return core::fail(core::ErrorKind::NotFound, "unknown_event");
            return *event;
        });
    if (!now)
        return tl::unexpected(now.error());
    m_event = *now;
    const auto report = m_owner.m_auditor.auditAndWait(*m_event->instance);
    if (!report)
        return tl::unexpected(report.error());
    m_result->audit = *report;
    m_result->stock = m_event->instance->total;
    m_result->issued = report->issued;
    m_result->duplicates = report->duplicates;
    m_result->oversold = report->oversold;
    if (report->closed)
        (void)m_owner.m_desk.call<issuing::Event>([&](issuing::EventService& service) {
            return service.finish(m_event->draft.couponId, m_event->version);
        });
    return {};
}

void SpikeConductor::Run::judge()
{
    auto& result = *m_result;
    const bool violated = result.audit && !result.audit->closed;
    const bool crossed = std::ranges::any_of(result.thresholds, [](const auto& t) { return !t.passed; });
    result.exitCode = violated                                 ? spike::ExitCode::AuditViolated
        : result.validity != spike::Validity::Valid            ? spike::ExitCode::NotValid
        : crossed                                              ? spike::ExitCode::ThresholdsCrossed
                                                               : spike::ExitCode::Passed;
    result.passed = result.exitCode == spike::ExitCode::Passed;
}

core::Result<void> SpikeConductor::Run::keep()
{
    m_owner.setProgress([](spike::RunProgress& progress) { progress.phase = RunPhase::Reporting; });
    m_result->id = m_id;
    m_result->rehearsal = m_command.rehearsal;
    m_result->highestLag = m_highestLag;
    m_result->build = m_owner.m_build;
    return spike::RunArchive(m_owner.m_dataDir).save(*m_result);
}

void SpikeConductor::Run::forget()
{
    if (!m_command.rehearsal || !m_event || !m_event->instance)
        return;
    std::this_thread::sleep_for(kShownAtLeast);
    const auto instance = m_event->instance->id;
    (void)m_owner.m_desk.call<std::monostate>(
        [&](issuing::EventService& service) -> core::Result<std::monostate> {
            (void)service.forgetShadow(m_event->draft.couponId); // what stays is forgotten at the next start
            return std::monostate{};
        });
    (void)m_owner.m_auditor.tombstone(instance, true);
}

} // namespace firstcome::local
