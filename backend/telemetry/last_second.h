#pragma once

#include "backend/telemetry/ticks.h"

#include <optional>
#include <vector>

namespace firstcome::telemetry {

/// How a server did in the newest second of its ticks; absent what is not known.
struct LastSecond
{
    std::optional<double> requestsPerSecond;
    std::optional<double> p95Ms; ///< the highest of its ticks
};

LastSecond lastSecond(const std::vector<ServerTick>& ticks);

} // namespace firstcome::telemetry
