#pragma once

#include "widgets/charts/chart_spec.h"

namespace firstcome::pages::launch {

/// What the four charts show; the layers' values are fed in these orders.
charts::ChartSpec requestsSpec(); ///< models::kStack
charts::ChartSpec latencySpec();  ///< p50, p95, p99
charts::ChartSpec stockSpec();    ///< this launch, rehearsal
charts::ChartSpec lagSpec();      ///< unconsumed, outbox

} // namespace firstcome::pages::launch
