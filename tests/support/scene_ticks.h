#pragma once

#include "tests/support/scenes.h"

#include <cstdint>

namespace firstcome::testing {

/// The same small irregularity at every run: −1..1, from the tick's number alone.
double irregularity(std::int64_t index, unsigned stream);

/// `seconds` of waiting crowd (not_open only) up to `until`, at about `perSecond`.
void addWaitingTicks(Scene& scene, const issuing::InstanceId& instance, core::WallTime until, int seconds,
                     double perSecond, std::int64_t remaining);

/// The launch of the pictures: 15 s before `opening` to 9 s after it, 100,000 gone after 4.76 s.
void addLaunchTicks(Scene& scene, const issuing::InstanceId& instance, core::WallTime opening);

/// Sums the scene's ticks of `instance` into its totals, and adds `earlier` attempts that were not open yet.
void addTotals(Scene& scene, const issuing::InstanceId& instance, std::uint64_t attempts);

/// The clients' view of 0→500 users in 10 s, 30 s held, →0 in 10 s, up to `seconds`.
std::vector<spike::ClientTick> spikeTicks(double seconds);
/// The server's view of the same, and the shadow instance's, ending at `now`.
void addSpikeServerTicks(Scene& scene, const issuing::InstanceId& shadow, core::WallTime now, double seconds);

} // namespace firstcome::testing
