#pragma once

#include "backend/snapshot.h"

#include <string>

namespace firstcome::local {

/// How a node is doing, for the registry: one line of JSON with `requestsPerSecond` and `p95Ms` of its last second,
/// `inFlight`, `connections`, and the code of each part that is unwell under `problems`. What is not known is null.
std::string nodeSummary(const Snapshot& snapshot);

} // namespace firstcome::local
