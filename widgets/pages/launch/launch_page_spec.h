#pragma once

#include "widgets/pages/launch/launch_charts.h"
#include "widgets/shell/page_spec.h"

#include <functional>

namespace firstcome::pages::launch {

class LaunchPage;

/// What the page needs from the outside, besides what the shell lends.
struct LaunchPageNeeds
{
    models::BackendModel& backend;
    const core::Clock& clock;
    LagThresholds lag;
    qint64 windowMs = 120'000;                  ///< remembered length of the charts' window
    std::function<void(qint64)> rememberWindow; ///< may be empty
    std::function<void()> goToRehearsal;        ///< the empty page offers it; may be empty
};

/// The Launch page for the shell, with its keys: those of the act table, and Ctrl+N for a new event.
shell::PageSpec launchPageSpec(const LaunchPageNeeds& needs);

/// Binds the keys of the acts to `page`'s buttons in the scope `launch`.
void bindKeys(shell::KeyRegistry& keys, LaunchPage& page);

} // namespace firstcome::pages::launch
