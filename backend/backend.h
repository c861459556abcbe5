#pragma once

#include "backend/commands.h"
#include "backend/core/result.h"
#include "backend/snapshot.h"

#include <functional>
#include <memory>

namespace firstcome {

/// The whole issuing backend behind four calls. The local kind carries it in worker threads; a remote kind
/// speaks to a firstcome-node.
class Backend
{
public:
    virtual ~Backend() = default;

    /// Begins starting and returns at once; snapshots say how it goes. `onSnapshot` is called on a backend
    /// thread after each new snapshot and must only post.
    virtual core::Result<void> start(std::function<void()> onSnapshot) = 0;
    /// Stops accepting, answers what is in flight, flushes. Blocks up to 15 s; never on the GUI thread while
    /// the window is shown.
    virtual void stop() = 0;
    /// Any thread, never waits. `completion` is called exactly once, on a backend thread, and must only post.
    virtual void submit(Command command, Completion completion) = 0;
    /// The newest snapshot; never null. Any thread, never waits.
    virtual std::shared_ptr<const Snapshot> snapshot() const = 0;
};

} // namespace firstcome
