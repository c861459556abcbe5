#pragma once

#include "backend/spike/scenario.h"

#include <optional>
#include <string>

namespace firstcome::spike {

/// What is wrong with a scenario, and where: `path` as in TOML, such as `stages[2].target`.
struct ScenarioProblem
{
    std::string path;
    std::string text;
};

/// The first thing wrong with `scenario`, or nothing.
std::optional<ScenarioProblem> findProblem(const Scenario& scenario);

} // namespace firstcome::spike
