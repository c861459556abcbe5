#include "backend/core/kernel_clock.h"

#include <sys/timex.h>

namespace firstcome::core {

std::optional<std::chrono::microseconds> kernelClockOffset()
{
    timex reading{};
    if (adjtimex(&reading) == -1 || (reading.status & STA_UNSYNC))
        return std::nullopt;
    const bool nanoseconds = reading.status & STA_NANO;
    return std::chrono::microseconds(nanoseconds ? reading.offset / 1000 : reading.offset);
}

} // namespace firstcome::core
