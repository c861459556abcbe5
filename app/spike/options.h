#pragma once

#include "backend/core/result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firstcome {

/// The command line of firstcome-spike.
struct SpikeOptions
{
    bool help = false;
    std::string target = "http://127.0.0.1:8081";
    std::string coupon;
    std::string scenario;                ///< a preset's name, a file, or `-` for standard input
    std::optional<std::uint64_t> people; ///< instead of the scenario's
    std::string peoplePrefix = "spike-";
    std::filesystem::path out;
    std::filesystem::path record;
    unsigned threads = 1;
    std::optional<int> nice;
    bool allowRemote = false;
    bool progress = false;
};

inline constexpr std::string_view kSpikeUsage =
    R"(firstcome-spike --coupon ID --scenario NAME|FILE|- [options]

  --target URL          http://host:port (http://127.0.0.1:8081)
  --coupon ID           the event to try for
  --scenario NAME       smoke, load, stress, spike, launch, quick, a TOML file, or - for standard input
  --people N            distinct people, instead of the scenario's
  --people-prefix P     people are P1, P2, ... (spike-)
  --out FILE            write the result as JSON
  --record FILE         write every call and its outcome, one JSON object a line
  --progress            JSON lines on standard output, ten a second, the last one the result
  --threads N           worker threads (1)
  --nice N              run at this niceness
  --allow-remote        a target that is not this machine

Exit status: 0 passed, 99 thresholds crossed, 98 the run is not valid, 1 error.
)";

/// InvalidArgument `bad_option`, whose detail names the option.
core::Result<SpikeOptions> parseSpikeOptions(const std::vector<std::string>& arguments);

} // namespace firstcome
