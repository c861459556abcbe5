#pragma once

#include "backend/core/clock.h"
#include "backend/core/result.h"
#include "backend/issuing/audit.h"
#include "backend/issuing/verdict.h"
#include "backend/spike/scenario.h"
#include "backend/telemetry/telemetry_part.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firstcome::spike {

enum class Phase { Blocked, Connecting, Sending, Waiting, Receiving };
inline constexpr std::size_t kPhaseCount = 5;

enum class Validity { Valid, GeneratorLimited, Invalid };
std::string_view validityName(Validity validity); ///< `valid`, `generator_limited`, `invalid`

/// Exit codes of firstcome-spike and of a rehearsal.
enum class ExitCode { Passed = 0, Error = 1, AuditViolated = 97, NotValid = 98, ThresholdsCrossed = 99 };

struct ThresholdResult
{
    std::string metric;     ///< `http_req_duration`
    std::string expression; ///< `p(95)<2000`
    std::optional<double> value; ///< absent where nothing was measured; then it has not passed
    bool passed = false;
};

/// One second, or one tenth of a second, as the clients saw it.
struct ClientTick
{
    double atSeconds = 0; ///< since the run's start
    double target = 0;    ///< planned users or rate
    double users = 0;     ///< active
    std::array<std::uint32_t, issuing::kVerdictCount + 1> verdicts{}; ///< the last is unknown
    float p50Ms = telemetry::kUnknown, p95Ms = telemetry::kUnknown, p99Ms = telemetry::kUnknown;
};

/// Everything that one spike run measured; written as `result.json`.
struct RunResult
{
    std::string id;         ///< folder name in the list of past runs: `20261121T101420Z-spike`
    std::string scenario;
    core::WallTime startedAt;
    double durationSeconds = 0;
    std::string target;     ///< `http://127.0.0.1:8081`
    std::string couponId;
    std::string build;      ///< version and commit
    unsigned cores = 0;
    bool rehearsal = false;
    bool aborted = false;

    bool passed = false;
    ExitCode exitCode = ExitCode::Error;
    Validity validity = Validity::Invalid;
    std::vector<std::string> validityReasons; ///< codes with arguments: `generator_cpu 93 %`

    std::optional<std::uint64_t> stock, issued, duplicates, oversold; ///< the server's truth, absent off rehearsals
    std::optional<issuing::AuditReport> audit;
    double ledgerAfterSeconds = 0; ///< from the end of load to everything saved
    /// Most issues at once that were accepted and not yet saved, looked at 10 times a second.
    std::optional<std::uint64_t> highestLag;

    std::uint64_t requests = 0;
    double requestsPerSecond = 0;
    std::array<std::uint64_t, issuing::kVerdictCount + 1> verdicts{}; ///< the last is unknown; sums to requests
    std::map<int, std::uint64_t> statusCounts;                        ///< HTTP status; 0 is no reply
    telemetry::LatencySummary client;              ///< raw
    std::optional<telemetry::LatencySummary> clientFromIntended; ///< open model only
    std::array<telemetry::LatencySummary, kPhaseCount> phases;
    std::optional<telemetry::LatencySummary> server;
    std::array<telemetry::LatencySummary, telemetry::kStageCount> serverStages;
    /// From accepted, by the store's clock, to committed in the ledger; rows that this backend's consumer committed.
    std::optional<telemetry::LatencySummary> confirmed;
    std::vector<ThresholdResult> thresholds;
    double generatorCpuPercent = 0;  ///< of one core, mean
    double schedulerLateP99Ms = 0;
    std::uint64_t droppedArrivals = 0;

    std::vector<ClientTick> ticks100ms;
    std::vector<ClientTick> ticks1s;

    /// Present where a window was shown.
    struct Gui
    {
        double longestStallMs = 0, tickCpuP50Ms = 0, tickCpuP99Ms = 0, tickCpuMaxMs = 0;
        std::uint64_t ticksSkipped = 0;
    };
    std::optional<Gui> gui;
};

/// JSON as design.md lists the fields, and more; and back, where unknown fields are ignored and missing
/// required ones are InvalidArgument `bad_result`.
std::string toJson(const RunResult& result);
core::Result<RunResult> runResultFromJson(std::string_view json);

} // namespace firstcome::spike
