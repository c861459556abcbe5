#include "backend/spike/scenario.h"

#include "backend/issuing/event.h"
#include "backend/issuing/ids.h"
#include "backend/spike/scenario_problem.h"
#include "backend/spike/thresholds.h"
#include "embedded/spike_scenarios.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>

namespace firstcome::spike {

using std::chrono::milliseconds;

namespace {

constexpr double kMaxTarget = 1'000'000;
constexpr milliseconds kMaxDuration = std::chrono::hours(24);
constexpr std::size_t kMaxStages = 100;
constexpr std::size_t kMaxDescription = 500;
constexpr std::uint64_t kMaxPeople = 1'000'000'000;
constexpr std::uint32_t kMaxConnectionLimit = 100'000;

bool hasControlCharacter(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7f;
    });
}

bool isTarget(double target)
{
    return std::isfinite(target) && target >= 0 && target <= kMaxTarget;
}

std::optional<ScenarioProblem> findStageProblem(const Scenario& scenario)
{
    if (scenario.stages.empty() || scenario.stages.size() > kMaxStages)
        return ScenarioProblem{"stages", "there must be 1 to 100 stages"};
    milliseconds total{0};
    bool anyLoad = scenario.startTarget > 0;
    for (std::size_t i = 0; i < scenario.stages.size(); ++i) {
        const auto& stage = scenario.stages[i];
        const auto path = "stages[" + std::to_string(i) + "]";
        if (stage.duration <= milliseconds(0) || stage.duration > kMaxDuration)
            return ScenarioProblem{path + ".duration_ms", "must be above 0 and at most 24 hours"};
        if (!isTarget(stage.target))
            return ScenarioProblem{path + ".target", "must be 0 to 1,000,000"};
        total += stage.duration;
        anyLoad = anyLoad || stage.target > 0;
    }
    if (total > kMaxDuration)
        return ScenarioProblem{"stages", "all stages together last longer than 24 hours"};
    if (!anyLoad)
        return ScenarioProblem{"stages", "no stage has any load"};
    return std::nullopt;
}

std::optional<ScenarioProblem> findLimitProblem(const Scenario& scenario)
{
    if (!isTarget(scenario.startTarget))
        return ScenarioProblem{"start_target", "must be 0 to 1,000,000"};
    if (scenario.stock < 1 || scenario.stock > issuing::kMaxTotal)
        return ScenarioProblem{"stock", "must be 1 to 100,000,000"};
    if (scenario.people < 1 || scenario.people > kMaxPeople)
        return ScenarioProblem{"people", "must be 1 to 1,000,000,000"};
    if (scenario.thinkTime < milliseconds(0) || scenario.thinkTime > std::chrono::hours(1))
        return ScenarioProblem{"think_time_ms", "must be 0 to 1 hour"};
    if (scenario.openAfter < milliseconds(0) || scenario.openAfter >= scenario.duration())
        return ScenarioProblem{"open_after_ms", "must be 0 or more and before the end of the last stage"};
    if (scenario.maxConnections < 1 || scenario.maxConnections > kMaxConnectionLimit)
        return ScenarioProblem{"max_connections", "must be 1 to 100,000"};
    if (scenario.requestTimeout < milliseconds(10) || scenario.requestTimeout > std::chrono::minutes(10))
        return ScenarioProblem{"request_timeout_ms", "must be 10 ms to 10 minutes"};
    return std::nullopt;
}

std::string tomlString(std::string_view text)
{
    constexpr char kHex[] = "0123456789ABCDEF";
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            out += {'\\', c};
        else if (byte < 0x20 || byte == 0x7f)
            out += std::string("\\u00") + kHex[byte >> 4] + kHex[byte & 15];
        else
            out += c;
    }
    return out + '"';
}

std::string number(double value)
{
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    return {text, end};
}

} // namespace

milliseconds Scenario::duration() const
{
    milliseconds total{0};
    for (const auto& stage : stages)
        total += stage.duration;
    return total;
}

double Scenario::targetAt(milliseconds elapsed) const
{
    double from = startTarget;
    for (const auto& stage : stages) {
        if (elapsed < stage.duration) {
            const double share = static_cast<double>(std::max(elapsed, milliseconds(0)).count()) /
                                 static_cast<double>(stage.duration.count());
            return from + (stage.target - from) * share;
        }
        elapsed -= stage.duration;
        from = stage.target;
    }
    return from;
}

std::optional<ScenarioProblem> findProblem(const Scenario& scenario)
{
    if (!issuing::CouponId::parse(scenario.name))
        return ScenarioProblem{"name", "must be 1 to 64 of A-Za-z0-9._-, the first a letter or digit"};
    if (scenario.description.size() > kMaxDescription || hasControlCharacter(scenario.description))
        return ScenarioProblem{"description", "must be at most 500 bytes without control characters"};
    if (auto problem = findStageProblem(scenario))
        return problem;
    if (auto problem = findLimitProblem(scenario))
        return problem;
    for (std::size_t i = 0; i < scenario.thresholds.size(); ++i)
        if (const auto parsed = parseThreshold(scenario.thresholds[i]); !parsed)
            return ScenarioProblem{"thresholds[" + std::to_string(i) + "]", parsed.error().detail};
    return std::nullopt;
}

core::Result<void> validate(const Scenario& scenario)
{
    if (const auto problem = findProblem(scenario))
        return core::fail(core::ErrorKind::InvalidArgument, "bad_scenario",
                          problem->path + ": " + problem->text);
    return {};
}

std::string toToml(const Scenario& scenario)
{
    std::string out;
    const auto line = [&out](std::string_view key, const std::string& value) {
        out.append(key).append(" = ").append(value).append("\n");
    };
    const auto flag = [](bool value) { return std::string(value ? "true" : "false"); };
    line("name", tomlString(scenario.name));
    line("description", tomlString(scenario.description));
    line("model", scenario.model == LoadModel::Users ? "\"users\"" : "\"arrival_rate\"");
    line("start_target", number(scenario.startTarget));
    line("stock", std::to_string(scenario.stock));
    line("people", std::to_string(scenario.people));
    line("think_time_ms", std::to_string(scenario.thinkTime.count()));
    line("keep_alive", flag(scenario.keepAlive));
    line("distinct_people", flag(scenario.distinctPeople));
    line("open_after_ms", std::to_string(scenario.openAfter.count()));
    line("max_connections", std::to_string(scenario.maxConnections));
    line("request_timeout_ms", std::to_string(scenario.requestTimeout.count()));
    std::string thresholds = "[\n";
    for (const auto& threshold : scenario.thresholds)
        thresholds += "    " + tomlString(threshold) + ",\n";
    line("thresholds", thresholds + "]");
    for (const auto& stage : scenario.stages) {
        out += "\n[[stages]]\n";
        line("duration_ms", std::to_string(stage.duration.count()));
        line("target", number(stage.target));
    }
    return out;
}

const std::vector<Scenario>& presetScenarios()
{
    static const std::vector<Scenario> presets = [] {
        namespace files = embedded::spike_scenarios;
        std::vector<Scenario> scenarios;
        for (const auto text : {files::smoke_toml, files::load_toml, files::stress_toml, files::spike_toml,
                                files::launch_toml, files::quick_toml}) {
            auto scenario = parseScenario(text, "preset");
            if (!scenario)
                throw std::logic_error(scenario.error().detail); // a preset is part of the program
            scenarios.push_back(std::move(*scenario));
        }
        return scenarios;
    }();
    return presets;
}

} // namespace firstcome::spike
