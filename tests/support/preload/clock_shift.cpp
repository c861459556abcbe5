// Preloaded into a program, this puts its time of day off by CLOCK_SHIFT_SECONDS. The monotonic clocks stay
// as they are, and so does C11's timespec_get, by which librdkafka reckons the ends of its waits: those are
// the kernel's, whose clock is right. (faketime shifts that one too, and each of these waits takes an hour.)
#include <cstdlib>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

namespace {

time_t shift()
{
    static const time_t seconds = [] {
        const char* given = std::getenv("CLOCK_SHIFT_SECONDS");
        return given ? static_cast<time_t>(std::atoll(given)) : 0;
    }();
    return seconds;
}

} // namespace

extern "C" {

int clock_gettime(clockid_t clock, timespec* now) noexcept
{
    const long failed = ::syscall(SYS_clock_gettime, clock, now);
    if (failed == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        now->tv_sec += shift();
    return static_cast<int>(failed);
}

int gettimeofday(timeval* now, void*) noexcept
{
    timespec precise{};
    clock_gettime(CLOCK_REALTIME, &precise);
    now->tv_sec = precise.tv_sec;
    now->tv_usec = precise.tv_nsec / 1'000;
    return 0;
}

time_t time(time_t* seconds) noexcept
{
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    if (seconds)
        *seconds = now.tv_sec;
    return now.tv_sec;
}

} // extern "C"
