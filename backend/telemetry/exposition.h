#pragma once

#include "backend/telemetry/sampler.h"

#include <string>

namespace firstcome::telemetry {

/// Everything in Prometheus' text format (version 0.0.4), names beginning with `firstcome_`. What is not
/// known is left out, never written as zero. `latency` is that since start.
std::string exposition(const TelemetryPart& part, const ServerLatency& latency);

} // namespace firstcome::telemetry
