#pragma once

#include "backend/telemetry/histogram.h"
#include "backend/telemetry/telemetry_part.h"

namespace firstcome::telemetry {

/// The figures that reports and the screen show of `histogram`, in milliseconds.
LatencySummary summarize(const Histogram& histogram);

} // namespace firstcome::telemetry
