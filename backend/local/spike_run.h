#pragma once

#include "backend/local/spike_conductor.h"

#include <chrono>

namespace firstcome::local {

/// One run from preparing to done, executed by the conductor's thread from top to bottom. A step that fails
/// ends the run with a problem in words; what a rehearsal made is forgotten in every case.
class SpikeConductor::Run
{
public:
    Run(SpikeConductor& conductor, StartSpike command, std::string target);

    /// Everything; leaves the result or the problem in the conductor's progress.
    void execute();

private:
    using Shared = std::shared_ptr<spike::RunResult>;

    core::Result<void> prepare();
    core::Result<void> runGenerator();
    void noteLag();
    core::Result<void> openWhenDue(std::chrono::steady_clock::time_point began);
    core::Result<void> closeAndDrain();
    core::Result<void> audit();
    void judge();
    core::Result<void> keep();
    void forget();
    void fail(const core::Error& error);
    bool abortAsked() const;
    core::Result<issuing::Event> act(issuing::Act act);

    SpikeConductor& m_owner;
    StartSpike m_command;
    std::string m_target;
    std::string m_id;
    std::optional<issuing::Event> m_event; ///< fired at, where this backend serves it
    bool m_opened = false;
    std::optional<std::uint64_t> m_highestLag;
    Shared m_result = std::make_shared<spike::RunResult>();
    std::chrono::steady_clock::time_point m_loadEnded;
};

} // namespace firstcome::local
