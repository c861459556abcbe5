#include "backend/telemetry/last_second.h"

#include <algorithm>
#include <cmath>

namespace firstcome::telemetry {

LastSecond lastSecond(const std::vector<ServerTick>& ticks)
{
    constexpr std::int64_t kTicksOfASecond = 1000 / kTickMs;
    LastSecond second;
    double requests = 0;
    int seen = 0;
    for (const auto& tick : ticks) {
        if (tick.index <= ticks.back().index - kTicksOfASecond)
            continue;
        ++seen;
        requests += tick.requests;
        if (!std::isnan(tick.p95Ms))
            second.p95Ms = std::max(second.p95Ms.value_or(0), double(tick.p95Ms));
    }
    if (seen > 0)
        second.requestsPerSecond = requests * kTicksOfASecond / seen;
    return second;
}

} // namespace firstcome::telemetry
