#pragma once

#include <chrono>
#include <optional>

namespace firstcome::core {

/// How far the kernel believes its clock to be from true time, from adjtimex(2); absent while nothing
/// disciplines the clock (STA_UNSYNC), since then nobody knows. Any thread, does not block.
std::optional<std::chrono::microseconds> kernelClockOffset();

} // namespace firstcome::core
