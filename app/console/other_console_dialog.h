#pragma once

#include "app/console/single_instance.h"

namespace firstcome::console {

/// Another console holds the data directory: names it and offers to show it. With `silent` it only says so on
/// standard error. Runs until answered; the process's exit code (0 shown, 3 not).
int tellOfOther(SingleInstance& instance, const InstanceHolder& holder, bool silent);

} // namespace firstcome::console
