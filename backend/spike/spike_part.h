#pragma once

#include "backend/issuing/ids.h"
#include "backend/spike/run_result.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace firstcome::spike {

enum class RunPhase { Idle, Preparing, Running, Stopping, Draining, Auditing, Reporting, Done, Failed };

/// The run under way, or the last one since start.
struct RunProgress
{
    RunPhase phase = RunPhase::Idle;
    std::uint64_t number = 0; ///< grows with every run since start; 0: none yet
    Scenario scenario;
    std::string target;
    bool rehearsal = false;
    std::optional<issuing::InstanceId> instance; ///< the shadow instance of a rehearsal
    issuing::CouponId couponId;
    double elapsedSeconds = 0;
    std::size_t stage = 0; ///< index into the scenario's stages
    std::uint64_t requests = 0;
    std::array<std::uint64_t, issuing::kVerdictCount + 1> verdicts{};
    std::optional<double> p95Ms;        ///< from the client, whole run so far
    std::optional<double> p99Ms;
    std::optional<double> failedRate;   ///< 0..1
    std::optional<double> generatorCpuPercent;
    std::vector<ThresholdResult> thresholds; ///< as they stand now
    std::vector<ClientTick> recent;     ///< 100-ms ticks of the last 5 s, oldest first
    std::string problem;                ///< a stable code once Failed
    std::string detail;
    std::shared_ptr<const RunResult> result; ///< once Done
};

/// One line of the list of past runs.
struct PastRun
{
    std::string id;
    std::string scenario;
    core::WallTime startedAt;
    bool passed = false;
    bool rehearsal = false;
    Validity validity = Validity::Invalid;
    std::optional<double> p95Ms;
    double requestsPerSecond = 0;
    std::optional<std::uint64_t> highestLag; ///< as in the result; absent where it was not measured
};

/// The spike room's part of the snapshot.
struct SpikePart
{
    RunProgress run;
    std::shared_ptr<const std::vector<PastRun>> pastRuns; ///< newest first; a new pointer when it changed
};

} // namespace firstcome::spike
