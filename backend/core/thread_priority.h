#pragma once

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace firstcome::core {

/// Relay and consumer: behind the issue path, before series and reports.
inline constexpr int kCarrierNiceness = 5;

/// Lets the calling thread give way to the issue path and the screen: for relay, consumer, series writer and
/// reports. There is no way back without privileges. Refusal by the system is harmless and ignored.
inline void lowerThisThreadsPriority(int nice = 10)
{
    // On Linux, unlike POSIX, PRIO_PROCESS with a thread's id means that thread alone (setpriority(2)).
    setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), nice);
}

} // namespace firstcome::core
