#pragma once

#include "backend/ledger/replay_preview.h"
#include "backend/snapshot.h"

#include <memory>
#include <vector>

namespace firstcome::testing {

/// Everything that a backend knows at one moment, history included.
struct Scene
{
    Snapshot snapshot; ///< its ticks are copied from the history when it is published
    std::vector<telemetry::ServerTick> serverTicks;     ///< oldest first
    std::vector<telemetry::InstanceTick> instanceTicks; ///< oldest first
    std::vector<std::shared_ptr<const spike::RunResult>> runs; ///< what ReadRun finds
    ledger::ReplayPreview deadLetters; ///< what a replay of them would do
};

/// In which language the events of a scene were named.
enum class Names { English, Korean };

/// A fresh installation: everything healthy, no event, nothing ever run.
Scene emptyScene();
/// Christmas, 100,000 planned but 98,000 loaded: the countdown is held by go/no-go at T−02:31.
Scene heldScene(Names names = Names::English);
/// The same event 9 s after opening on schedule: sold out after 4.76 s, 11,007 not yet saved.
Scene openScene(Names names = Names::English);
/// That launch on the cluster profile: our group saves and keeps up, `billing` falls behind, `archive` has no reader.
Scene clusterScene(Names names = Names::English);
/// The preset `spike` 34.1 s into a rehearsal: 742,318 requests.
Scene spikeRunningScene(Names names = Names::English);
/// That run's verdict, with five past runs.
Scene spikeVerdictScene(Names names = Names::English);

/// Local time of the scenes (Asia/Seoul, UTC+9) as what the backend keeps.
core::WallTime seoul(int year, unsigned month, unsigned day, int hour, int minute, double second);

} // namespace firstcome::testing
