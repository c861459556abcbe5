#pragma once

#include "backend/snapshot.h"

namespace firstcome::local {

/// When the stock will be gone and when everything will be saved, from the mean rate of the last 3 s of
/// `instance`'s ticks (100 ms each, oldest first; other instances' ticks are skipped). A figure is absent below
/// 1 s of data, at rate 0, and where its level is not known or already reached.
Estimates estimate(const std::vector<telemetry::InstanceTick>& ticks, const issuing::InstanceId& instance);

} // namespace firstcome::local
