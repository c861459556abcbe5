#include "backend/local/spike_conductor.h"

#include "backend/local/spike_run.h"
#include "backend/spike/run_archive.h"

namespace firstcome::local {

namespace {

/// By its text: a name that leads here by way of a resolver would have to be waited for.
bool leadsHere(std::string target, std::uint16_t port)
{
    if (target.ends_with('/'))
        target.pop_back();
    const auto end = ":" + std::to_string(port);
    return target == "http://127.0.0.1" + end || target == "http://localhost" + end;
}

} // namespace

SpikeConductor::SpikeConductor(Desk& desk, Auditor& auditor, const core::Clock& clock, ConductorPorts ports,
                               std::filesystem::path program, std::filesystem::path dataDir, std::string build)
    : m_desk(desk)
    , m_auditor(auditor)
    , m_clock(clock)
    , m_ports(std::move(ports))
    , m_program(std::move(program))
    , m_dataDir(std::move(dataDir))
    , m_build(std::move(build))
    , m_pastRuns(std::make_shared<std::vector<spike::PastRun>>())
{
}

SpikeConductor::~SpikeConductor()
{
    stop();
}

void SpikeConductor::start()
{
    listPastRuns();
}

void SpikeConductor::stop()
{
    (void)abort();
    if (m_thread.joinable())
        m_thread.join();
}

core::Result<void> SpikeConductor::begin(const StartSpike& command)
{
    if (auto valid = spike::validate(command.scenario); !valid)
        return valid;
    if (!command.rehearsal && !command.couponId)
        return core::fail(core::ErrorKind::InvalidArgument, "unknown_event", "no event to fire at");
    const auto port = m_ports.port();
    const auto target = command.target.empty() ? "http://127.0.0.1:" + std::to_string(port) : command.target;
    if (command.rehearsal && !leadsHere(target, port))
        return core::fail(core::ErrorKind::InvalidArgument, "rehearsal_elsewhere", target);
    const std::lock_guard lock(m_mutex);
    const auto phase = m_progress.phase;
    if (phase != spike::RunPhase::Idle && phase != spike::RunPhase::Done && phase != spike::RunPhase::Failed)
        return core::fail(core::ErrorKind::Conflict, "run_under_way", m_progress.scenario.name);
    if (m_thread.joinable())
        m_thread.join(); // it has set Done or Failed: nothing is left to wait for
    const auto number = m_progress.number + 1;
    m_progress = {};
    m_progress.phase = spike::RunPhase::Preparing;
    m_progress.number = number;
    m_progress.scenario = command.scenario;
    m_progress.target = target;
    m_progress.rehearsal = command.rehearsal;
    m_abortAsked = false;
    m_thread = std::thread([this, command, target] { Run(*this, command, target).execute(); });
    return {};
}

core::Result<void> SpikeConductor::abort()
{
    const std::lock_guard lock(m_mutex);
    const auto phase = m_progress.phase;
    if (phase != spike::RunPhase::Preparing && phase != spike::RunPhase::Running)
        return core::fail(core::ErrorKind::WrongState, "no_run");
    m_abortAsked = true;
    return {};
}

core::Result<std::shared_ptr<const spike::RunResult>> SpikeConductor::read(const std::string& id) const
{
    auto result = spike::RunArchive(m_dataDir).read(id);
    if (!result)
        return tl::unexpected(result.error());
    return std::make_shared<const spike::RunResult>(std::move(*result));
}

void SpikeConductor::setProgress(const std::function<void(spike::RunProgress&)>& change)
{
    const std::lock_guard lock(m_mutex);
    change(m_progress);
}

void SpikeConductor::listPastRuns()
{
    auto runs = std::make_shared<const std::vector<spike::PastRun>>(spike::RunArchive(m_dataDir).list());
    const std::lock_guard lock(m_mutex);
    m_pastRuns = std::move(runs);
}

spike::SpikePart SpikeConductor::part() const
{
    const std::lock_guard lock(m_mutex);
    return {m_progress, m_pastRuns};
}

} // namespace firstcome::local
