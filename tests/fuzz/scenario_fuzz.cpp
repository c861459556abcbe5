#include "backend/spike/scenario.h"

#include <cmath>
#include <cstdlib>

using namespace firstcome::spike;

/// Any text is either a whole, valid scenario that survives being written and read again, or refused with a
/// line.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto scenario = parseScenario({reinterpret_cast<const char*>(data), size}, "fuzz.toml");
    if (!scenario) {
        if (scenario.error().code != "bad_scenario" || !scenario.error().detail.starts_with("fuzz.toml:"))
            std::abort();
        return 0;
    }
    if (!validate(*scenario))
        std::abort();
    const auto again = parseScenario(toToml(*scenario), "again.toml");
    if (!again || toToml(*again) != toToml(*scenario))
        std::abort();
    const auto middle = scenario->duration() / 2;
    if (const double level = scenario->targetAt(middle); !(level >= 0) || level > 1'000'000)
        std::abort();
    return 0;
}
