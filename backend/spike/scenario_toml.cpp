#include "backend/core/file_text.h"
#include "backend/spike/scenario.h"
#include "backend/spike/scenario_problem.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <iostream>
#include <limits>

namespace firstcome::spike {

namespace {

using std::chrono::milliseconds;

core::Result<Scenario> badScenario(std::string_view fileName, std::size_t line, const std::string& text)
{
    return core::fail(core::ErrorKind::InvalidArgument, "bad_scenario",
                      std::string(fileName) + ":" + std::to_string(line) + ": " + text);
}

/// A wrong key or value, on its way out of the reading functions below.
struct Refusal
{
    std::size_t line;
    std::string text;
};

std::size_t lineOf(const toml::node& node)
{
    return node.source().begin.line;
}

template <class T>
T valueOf(const toml::node& node, std::string_view key, const char* kind)
{
    const auto value = node.value_exact<T>();
    if (!value)
        throw Refusal{lineOf(node), std::string(key) + " must be " + kind};
    return *value;
}

template <class T>
T integerOf(const toml::node& node, std::string_view key)
{
    const auto value = valueOf<std::int64_t>(node, key, "an integer");
    if (value < 0 || static_cast<std::uint64_t>(value) > std::numeric_limits<T>::max())
        throw Refusal{lineOf(node), std::string(key) + " is out of range"};
    return static_cast<T>(value);
}

milliseconds durationOf(const toml::node& node, std::string_view key)
{
    const auto value = valueOf<std::int64_t>(node, key, "an integer of milliseconds");
    constexpr std::int64_t kLimit = 1'000'000'000'000; // far above every bound, far below an overflow
    if (value < -kLimit || value > kLimit)
        throw Refusal{lineOf(node), std::string(key) + " is out of range"};
    return milliseconds(value);
}

double numberOf(const toml::node& node, std::string_view key)
{
    if (const auto whole = node.value_exact<std::int64_t>())
        return static_cast<double>(*whole);
    return valueOf<double>(node, key, "a number");
}

LoadModel modelOf(const toml::node& node)
{
    const auto name = valueOf<std::string>(node, "model", "a string");
    if (name == "users")
        return LoadModel::Users;
    if (name == "arrival_rate")
        return LoadModel::ArrivalRate;
    throw Refusal{lineOf(node), "model must be \"users\" or \"arrival_rate\""};
}

std::vector<std::string> textsOf(const toml::node& node, std::string_view key)
{
    const auto* array = node.as_array();
    if (!array)
        throw Refusal{lineOf(node), std::string(key) + " must be an array of strings"};
    std::vector<std::string> texts;
    for (const auto& item : *array)
        texts.push_back(valueOf<std::string>(item, key, "an array of strings"));
    return texts;
}

std::vector<Stage> stagesOf(const toml::node& node)
{
    const auto* array = node.as_array();
    if (!array)
        throw Refusal{lineOf(node), "stages must be tables, each [[stages]]"};
    std::vector<Stage> stages;
    for (const auto& item : *array) {
        const auto* table = item.as_table();
        if (!table)
            throw Refusal{lineOf(item), "stages must be tables, each [[stages]]"};
        if (!table->contains("duration_ms") || !table->contains("target"))
            throw Refusal{lineOf(item), "a stage needs duration_ms and target"};
        Stage stage;
        for (const auto& [key, value] : *table) {
            if (key == "duration_ms")
                stage.duration = durationOf(value, "duration_ms");
            else if (key == "target")
                stage.target = numberOf(value, "target");
            else
                throw Refusal{lineOf(value), "unknown key stages." + std::string(key.str())};
        }
        stages.push_back(stage);
    }
    return stages;
}

struct Key
{
    std::string_view name;
    void (*read)(Scenario& scenario, const toml::node& node);
};

constexpr std::array<Key, 14> kKeys{{
    {"name", [](Scenario& s, const toml::node& n) { s.name = valueOf<std::string>(n, "name", "a string"); }},
    {"description",
     [](Scenario& s, const toml::node& n) {
         s.description = valueOf<std::string>(n, "description", "a string");
     }},
    {"model", [](Scenario& s, const toml::node& n) { s.model = modelOf(n); }},
    {"start_target", [](Scenario& s, const toml::node& n) { s.startTarget = numberOf(n, "start_target"); }},
    {"stock", [](Scenario& s, const toml::node& n) { s.stock = integerOf<std::uint32_t>(n, "stock"); }},
    {"people", [](Scenario& s, const toml::node& n) { s.people = integerOf<std::uint64_t>(n, "people"); }},
    {"think_time_ms", [](Scenario& s, const toml::node& n) { s.thinkTime = durationOf(n, "think_time_ms"); }},
    {"keep_alive",
     [](Scenario& s, const toml::node& n) { s.keepAlive = valueOf<bool>(n, "keep_alive", "true or false"); }},
    {"distinct_people",
     [](Scenario& s, const toml::node& n) {
         s.distinctPeople = valueOf<bool>(n, "distinct_people", "true or false");
     }},
    {"open_after_ms", [](Scenario& s, const toml::node& n) { s.openAfter = durationOf(n, "open_after_ms"); }},
    {"max_connections",
     [](Scenario& s, const toml::node& n) {
         s.maxConnections = integerOf<std::uint32_t>(n, "max_connections");
     }},
    {"request_timeout_ms",
     [](Scenario& s, const toml::node& n) { s.requestTimeout = durationOf(n, "request_timeout_ms"); }},
    {"thresholds", [](Scenario& s, const toml::node& n) { s.thresholds = textsOf(n, "thresholds"); }},
    {"stages", [](Scenario& s, const toml::node& n) { s.stages = stagesOf(n); }},
}};

Scenario read(const toml::table& table)
{
    Scenario scenario;
    for (const auto& [key, node] : table) {
        const auto known =
            std::find_if(kKeys.begin(), kKeys.end(), [&key](const Key& k) { return k.name == key.str(); });
        if (known == kKeys.end())
            throw Refusal{lineOf(node), "unknown key " + std::string(key.str())};
        known->read(scenario, node);
    }
    return scenario;
}

std::size_t lineOfPath(const toml::table& table, const std::string& path)
{
    const auto node = table.at_path(path);
    return node ? lineOf(*node.node()) : 1; // a key not given: the file as a whole
}

} // namespace

core::Result<Scenario> parseScenario(std::string_view toml, std::string_view fileName)
{
    try {
        const toml::table table = toml::parse(toml, fileName);
        Scenario scenario = read(table);
        if (const auto problem = findProblem(scenario))
            return badScenario(fileName, lineOfPath(table, problem->path),
                               problem->path + ": " + problem->text);
        return scenario;
    } catch (const toml::parse_error& error) {
        return badScenario(fileName, error.source().begin.line, std::string(error.description()));
    } catch (const Refusal& refusal) {
        return badScenario(fileName, refusal.line, refusal.text);
    }
}

core::Result<Scenario> loadScenario(const std::string& name)
{
    for (const auto& preset : presetScenarios())
        if (preset.name == name)
            return preset;
    const bool piped = name == "-";
    const auto text = piped ? core::textOf(std::cin) : core::textOf(std::filesystem::path(name));
    if (!text)
        return core::fail(core::ErrorKind::NotFound, "unknown_scenario",
                          name + " is no preset and no readable file");
    return parseScenario(*text, piped ? "standard input" : name);
}

} // namespace firstcome::spike
