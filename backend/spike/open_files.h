#pragma once

#include <cstdint>
#include <sys/resource.h>

namespace firstcome::spike {

/// Raises this process's limit of open files to the hard one, and tells it.
inline std::uint64_t raiseOpenFilesLimit()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 0;
    if (limit.rlim_cur < limit.rlim_max) {
        const auto before = limit.rlim_cur;
        limit.rlim_cur = limit.rlim_max;
        if (setrlimit(RLIMIT_NOFILE, &limit) != 0)
            return before;
    }
    return limit.rlim_cur;
}

} // namespace firstcome::spike
