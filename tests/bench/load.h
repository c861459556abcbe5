#pragma once

#include "tests/support/child_program.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

namespace firstcome::bench {

/// Fires a scenario (TOML) at event BENCH with the product's own generator, and waits; its result.json. `folder`
/// takes the files.
inline std::string fireScenario(std::uint16_t port, const std::filesystem::path& folder, const std::string& toml)
{
    const auto scenario = folder / "bench.toml", out = folder / "result.json";
    std::ofstream(scenario) << toml;
    testing::ChildProgram generator({std::string(FIRSTCOME_BINARY_DIR) + "/bin/firstcome-spike", "--target",
                                     "http://127.0.0.1:" + std::to_string(port), "--coupon", "BENCH", "--scenario",
                                     scenario.string(), "--out", out.string()});
    generator.wait();
    return testing::readFile(out);
}

/// Every attempt of a person not seen before, from so many connections that never wait.
inline std::string closedLoad(int connections, int seconds)
{
    return "name = \"bench\"\ndistinct_people = true\npeople = 1000000000\nstart_target = " +
           std::to_string(connections) + "\n[[stages]]\nduration_ms = " + std::to_string(seconds * 1000) +
           "\ntarget = " + std::to_string(connections) + "\n";
}

/// So many attempts a second, whatever becomes of them.
inline std::string offeredLoad(int perSecond, int seconds)
{
    return "name = \"bench\"\nmodel = \"arrival_rate\"\ndistinct_people = true\npeople = 1000000000\nstart_target = " +
           std::to_string(perSecond) + "\n[[stages]]\nduration_ms = " + std::to_string(seconds * 1000) +
           "\ntarget = " + std::to_string(perSecond) + "\n";
}

} // namespace firstcome::bench
