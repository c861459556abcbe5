#include "tests/support/watched_sync.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <map>
#include <mutex>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace firstcome::testing {

namespace {

struct Synced
{
    std::size_t asked = 0;
    std::optional<std::uintmax_t> durableBytes;
};

/// What the one that lives has seen.
struct Seen
{
    std::mutex mutex;
    bool watching = false;
    std::map<std::string, Synced> files;
    std::string failingEnd;
    int error = 0;
};

Seen& seen()
{
    static Seen& all = *new Seen; // syncs may come as late as they like
    return all;
}

std::string pathOf(int descriptor)
{
    std::array<char, 4096> path{};
    const auto length =
        ::readlink(("/proc/self/fd/" + std::to_string(descriptor)).c_str(), path.data(), path.size());
    return {path.data(), static_cast<std::size_t>(std::max<ssize_t>(length, 0))};
}

int sync(int descriptor, long call)
{
    const std::string path = pathOf(descriptor);
    struct stat before
    {
    };
    ::fstat(descriptor, &before);
    Seen& all = seen();
    {
        const std::lock_guard lock(all.mutex);
        if (all.watching)
            ++all.files[path].asked;
        if (all.watching && all.error != 0 && path.ends_with(all.failingEnd)) {
            errno = all.error;
            return -1;
        }
    }
    const int done = static_cast<int>(::syscall(call, descriptor));
    const int error = errno;
    {
        const std::lock_guard lock(all.mutex);
        if (all.watching && done == 0)
            all.files[path].durableBytes = static_cast<std::uintmax_t>(before.st_size);
    }
    errno = error;
    return done;
}

} // namespace

WatchedSync::WatchedSync()
{
    const std::lock_guard lock(seen().mutex);
    seen().files.clear();
    seen().error = 0;
    seen().watching = true;
}

WatchedSync::~WatchedSync()
{
    const std::lock_guard lock(seen().mutex);
    seen().watching = false;
}

std::size_t WatchedSync::asked(const std::filesystem::path& path) const
{
    const std::lock_guard lock(seen().mutex);
    const auto found = seen().files.find(std::filesystem::canonical(path).string());
    return found == seen().files.end() ? 0 : found->second.asked;
}

std::optional<std::uintmax_t> WatchedSync::durableBytes(const std::filesystem::path& path) const
{
    const std::lock_guard lock(seen().mutex);
    const auto found = seen().files.find(std::filesystem::canonical(path).string());
    return found == seen().files.end() ? std::nullopt : found->second.durableBytes;
}

void WatchedSync::fail(std::string ending, int error)
{
    const std::lock_guard lock(seen().mutex);
    seen().failingEnd = std::move(ending);
    seen().error = error;
}

void WatchedSync::mend()
{
    const std::lock_guard lock(seen().mutex);
    seen().error = 0;
}

} // namespace firstcome::testing

extern "C" {

int fdatasync(int descriptor)
{
    return firstcome::testing::sync(descriptor, SYS_fdatasync);
}

int fsync(int descriptor)
{
    return firstcome::testing::sync(descriptor, SYS_fsync);
}

} // extern "C"
