#pragma once

#include "models/run_series.h"
#include "widgets/charts/chart_spec.h"

#include <array>

/// What the charts of a spike run show, and the values of one tick in the order of the layers.
namespace firstcome::pages {

charts::ChartSpec usersChart();
charts::ChartSpec ratesChart(const QString& title, bool withPlan);
charts::ChartSpec latencyChart();
charts::ChartSpec sharesChart();

/// Users, then the plan's ghost.
std::array<double, 2> usersValues(const spike::ClientTick& tick);
/// Per second, as stacked: accepted, duplicate, sold out, not open with paused and closed, throttled, unknown
/// event or person, failed. They sum to the attempts.
std::array<double, 7> ratesValues(const spike::ClientTick& tick);
std::array<double, 3> latencyValues(const spike::ClientTick& tick);
std::array<double, 3> sharesValues(const models::TimeShares& shares);

/// Milliseconds since the run's start.
std::int64_t timeOf(const spike::ClientTick& tick);

} // namespace firstcome::pages
