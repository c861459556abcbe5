// Preloaded into a program, this is a disk that others keep busy as long as there is the file that SLOW_SYNC_WHILE
// names: what is written is taken, and no sync comes to its end.
#include <cstdlib>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

void waitForTheDisk()
{
    const char* busy = std::getenv("SLOW_SYNC_WHILE");
    while (busy && ::access(busy, F_OK) == 0)
        ::usleep(10'000);
}

} // namespace

extern "C" {

int fdatasync(int descriptor)
{
    waitForTheDisk();
    return static_cast<int>(::syscall(SYS_fdatasync, descriptor));
}

int fsync(int descriptor)
{
    waitForTheDisk();
    return static_cast<int>(::syscall(SYS_fsync, descriptor));
}

} // extern "C"
