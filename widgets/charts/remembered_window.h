#pragma once

namespace firstcome::models {
class PreferencesStore;
}

namespace firstcome::charts {

class ChartGroup;

/// Gives the group the length of window it was left with, remembers a new one, and takes a reset over. The
/// store outlives the group.
void rememberWindow(ChartGroup& group, models::PreferencesStore& preferences);

} // namespace firstcome::charts
