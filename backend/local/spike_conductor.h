#pragma once

#include "backend/commands.h"
#include "backend/local/auditor.h"
#include "backend/local/desk.h"
#include "backend/spike/spike_part.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace firstcome::local {

/// What a run needs of the rest of the backend.
struct ConductorPorts
{
    /// Blocks until every io thread knows the events as they stand now.
    std::function<void()> settle;
    /// Accepted and not yet in the ledger; absent while not known.
    std::function<std::optional<std::uint64_t>(const issuing::InstanceId&)> unsaved;
    /// The server's own latency, whole and by stage, since the last markLatency().
    std::function<void()> markLatency;
    std::function<void(spike::RunResult&)> readLatency;
    /// From accepted to committed in the ledger, likewise; once everything is saved.
    std::function<void(spike::RunResult&)> readConfirmed;
    std::function<std::uint16_t()> port;
    std::function<std::optional<spike::RunResult::Gui>()> guiReadings;
};

/// Conducts one spike run at a time on a thread of its own: for a rehearsal it arms a shadow instance, opens it,
/// closes, drains and audits it and forgets it again, and in any case it runs the generator as a child process,
/// joins its result with the server's truth and keeps it among the past runs. Any thread may call.
class SpikeConductor
{
public:
    SpikeConductor(Desk& desk, Auditor& auditor, const core::Clock& clock, ConductorPorts ports,
                   std::filesystem::path program, std::filesystem::path dataDir, std::string build);
    ~SpikeConductor();

    void start(); ///< reads the list of past runs
    void stop();  ///< aborts and waits

    /// Refuses with Conflict `run_under_way`; InvalidArgument `bad_scenario`, `unknown_event`,
    /// `rehearsal_elsewhere` (a rehearsal is of this console's own shadow instance, which nobody else
    /// serves).
    core::Result<void> begin(const StartSpike& command);
    /// WrongState `no_run`.
    core::Result<void> abort();
    core::Result<std::shared_ptr<const spike::RunResult>> read(const std::string& id) const;

    spike::SpikePart part() const;

private:
    class Run;

    void setProgress(const std::function<void(spike::RunProgress&)>& change);
    void listPastRuns();

    Desk& m_desk;
    Auditor& m_auditor;
    const core::Clock& m_clock;
    ConductorPorts m_ports;
    std::filesystem::path m_program;
    std::filesystem::path m_dataDir;
    std::string m_build;

    mutable std::mutex m_mutex;
    spike::RunProgress m_progress;
    std::shared_ptr<const std::vector<spike::PastRun>> m_pastRuns;
    bool m_abortAsked = false;
    std::thread m_thread;
};

} // namespace firstcome::local
