#pragma once

#include "backend/core/result.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace firstcome::spike {

/// Closed: each virtual user waits for its answer before the next try. Open: arrivals come at a rate,
/// whatever the answers do.
enum class LoadModel { Users, ArrivalRate };

/// Moves linearly from the previous target (0 at the start) to `target` during `duration`.
struct Stage
{
    std::chrono::milliseconds duration{0};
    double target = 0; ///< virtual users, or arrivals per second
};

/// One load profile with what it must reach. Written and read as TOML (resources/scenarios/*.toml).
struct Scenario
{
    std::string name;
    std::string description;
    LoadModel model = LoadModel::Users;
    std::vector<Stage> stages;
    double startTarget = 0;                ///< level at time 0
    std::uint32_t stock = 500;             ///< of the shadow event of a rehearsal
    std::uint64_t people = 2000;           ///< distinct publicIds; each attempt is for one of them at random
    std::chrono::milliseconds thinkTime{0};///< a user's pause between two tries
    bool keepAlive = true;
    bool distinctPeople = false;           ///< every attempt a person not tried before, while there are any
    std::chrono::milliseconds openAfter{0};///< a rehearsal opens the event this long after the first arrival
    std::uint32_t maxConnections = 5000;   ///< open model: in flight at most; more arrivals are dropped
    std::chrono::milliseconds requestTimeout{10'000};
    std::vector<std::string> thresholds;   ///< such as `http_req_duration: p(95)<2000`

    std::chrono::milliseconds duration() const;
    /// Planned level at `elapsed`.
    double targetAt(std::chrono::milliseconds elapsed) const;
};

/// Reads a scenario; unknown keys, bad values and syntax are InvalidArgument `bad_scenario`, with the line.
core::Result<Scenario> parseScenario(std::string_view toml, std::string_view fileName);
std::string toToml(const Scenario& scenario);
/// Checks ranges: at least one stage, positive durations of at most 24 h in all, targets at most 1,000,000,
/// thresholds that parse. InvalidArgument `bad_scenario`.
core::Result<void> validate(const Scenario& scenario);

/// smoke, load, stress, spike, launch, quick: built in, so that nothing has to be found on disk.
const std::vector<Scenario>& presetScenarios();

/// The preset of that name, else the file of that name, else (`-`) what standard input holds. NotFound
/// `unknown_scenario`, and parseScenario's errors. Blocks on the file.
core::Result<Scenario> loadScenario(const std::string& name);

} // namespace firstcome::spike
