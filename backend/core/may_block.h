#pragma once

#ifdef FIRSTCOME_DEV
#include <cstdio>
#include <cstdlib>
#endif

namespace firstcome::core {

#ifdef FIRSTCOME_DEV
namespace detail {
inline thread_local bool t_mustNotBlock = false;
}
#endif

/// Says that the calling thread must never wait (`true`: the GUI thread, an io thread) or may again.
/// Costs nothing and does nothing in release builds.
inline void forbidBlocking([[maybe_unused]] bool forbidden = true)
{
#ifdef FIRSTCOME_DEV
    detail::t_mustNotBlock = forbidden;
#endif
}

/// Stands at the head of every function that may wait for a disk, a socket, a lock or another thread, and
/// aborts a dev build that calls it where waiting is forbidden. `what` names the call in the message.
class [[nodiscard]] MayBlock
{
public:
    explicit MayBlock([[maybe_unused]] const char* what)
    {
#ifdef FIRSTCOME_DEV
        if (!detail::t_mustNotBlock)
            return;
        std::fprintf(stderr, "%s may block, and was called on a thread that must not wait\n", what);
        std::abort();
#endif
    }
};

} // namespace firstcome::core
