#pragma once

#include "backend/commands.h"
#include "backend/core/worker_thread.h"
#include "backend/local/auditor.h"
#include "backend/local/desk.h"
#include "backend/local/rebuilder.h"
#include "backend/local/spike_conductor.h"

#include <functional>
#include <memory>

namespace firstcome::local {

/// Sends each command to the room that carries it out, and completes it once a snapshot shows the effect. Any
/// thread; never waits.
class CommandRouter
{
public:
    /// Makes the effect visible, then calls back on some backend thread.
    using Settle = std::function<void(std::function<void()> then)>;
    using ReadSeries = std::function<core::Result<telemetry::History>(const ReadHistory&)>;

    CommandRouter(Desk& desk, Auditor& auditor, Rebuilder& rebuilder, SpikeConductor& conductor,
                  ReadSeries readSeries, Settle settle);

    void start();
    void stop(); ///< answers what was asked before

    /// `snapshot` is what the sender decided on; go/no-go is taken from it.
    void carryOut(Command command, std::shared_ptr<const Snapshot> snapshot, Completion completion);

private:
    template <class T>
    void atDesk(std::function<core::Result<T>(issuing::EventService&)> work, Completion completion);
    void previewReplay(const PreviewReplay& command, const Snapshot& snapshot, Completion completion);
    void replay(const ReplayDeadLetters& command, const Snapshot& snapshot, Completion completion);
    void rebuild(const RebuildEvent& command, const Snapshot& snapshot, Completion completion);
    void audit(const RunAudit& command, const Snapshot& snapshot, Completion completion);

    Desk& m_desk;
    Auditor& m_auditor;
    Rebuilder& m_rebuilder;
    SpikeConductor& m_conductor;
    ReadSeries m_readSeries;
    Settle m_settle;
    core::WorkerThread m_reader{"reader"}; ///< reads what may block or is long: history, files of past runs
};

} // namespace firstcome::local
