#include "backend/spike/progress_lines.h"

#include "backend/core/json_text.h"
#include "backend/spike/json_fields.h"

#include <boost/json.hpp>

namespace firstcome::spike {

namespace json = boost::json;
using namespace fields;

namespace {

constexpr std::size_t kRecentTicks = 50;

RunProgress progressFromJson(const json::value& value)
{
    RunProgress progress;
    progress.phase = boolOr(value, "stopping") ? RunPhase::Stopping : RunPhase::Running;
    progress.elapsedSeconds = asDouble(require(value, "elapsedSeconds"), "elapsedSeconds");
    progress.stage = static_cast<std::size_t>(asCount(require(value, "stage"), "stage"));
    progress.requests = asCount(require(value, "requests"), "requests");
    progress.verdicts = verdictsFromJson(require(value, "verdicts"));
    progress.p95Ms = optionalDouble(value, "p95Ms");
    progress.p99Ms = optionalDouble(value, "p99Ms");
    progress.failedRate = optionalDouble(value, "failedRate");
    progress.generatorCpuPercent = optionalDouble(value, "generatorCpuPercent");
    progress.thresholds = thresholdsFromJson(require(value, "thresholds"));
    progress.recent = ticksFromJson(require(value, "ticks"));
    return progress;
}

} // namespace

std::string progressLine(const RunProgress& progress)
{
    return core::jsonText(json::object{{"type", "progress"},
                                       {"stopping", progress.phase == RunPhase::Stopping},
                                       {"elapsedSeconds", progress.elapsedSeconds},
                                       {"stage", progress.stage},
                                       {"requests", progress.requests},
                                       {"verdicts", verdictsToJson(progress.verdicts)},
                                       {"p95Ms", fromOptional(progress.p95Ms)},
                                       {"p99Ms", fromOptional(progress.p99Ms)},
                                       {"failedRate", fromOptional(progress.failedRate)},
                                       {"generatorCpuPercent", fromOptional(progress.generatorCpuPercent)},
                                       {"thresholds", thresholdsToJson(progress.thresholds)},
                                       {"ticks", ticksToJson(progress.recent)}});
}

std::string resultLine(const RunResult& result)
{
    return core::jsonText(json::object{{"type", "result"}, {"result", resultToJson(result)}});
}

core::Result<SpikeLine> readSpikeLine(std::string_view line)
{
    boost::system::error_code error;
    const auto value = json::parse({line.data(), line.size()}, error);
    if (error)
        return core::fail(core::ErrorKind::InvalidArgument, "bad_line", error.message());
    try {
        const auto type = asText(require(value, "type"), "type");
        if (type == "progress")
            return progressFromJson(value);
        if (type == "result")
            return std::make_shared<const RunResult>(resultFromJson(require(value, "result")));
        return core::fail(core::ErrorKind::InvalidArgument, "bad_line", "unknown type " + type);
    } catch (const BadField& field) {
        return core::fail(core::ErrorKind::InvalidArgument, "bad_line", field.name + " is missing or wrong");
    }
}

void apply(const RunProgress& tick, RunProgress& run)
{
    run.phase = tick.phase;
    run.elapsedSeconds = tick.elapsedSeconds;
    run.stage = tick.stage;
    run.requests = tick.requests;
    run.verdicts = tick.verdicts;
    run.p95Ms = tick.p95Ms;
    run.p99Ms = tick.p99Ms;
    run.failedRate = tick.failedRate;
    run.generatorCpuPercent = tick.generatorCpuPercent;
    run.thresholds = tick.thresholds;
    run.recent.insert(run.recent.end(), tick.recent.begin(), tick.recent.end());
    if (run.recent.size() > kRecentTicks)
        run.recent.erase(run.recent.begin(), run.recent.end() - kRecentTicks);
}

} // namespace firstcome::spike
