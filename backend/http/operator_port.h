#pragma once

#include "backend/commands.h"
#include "backend/core/result.h"
#include "backend/snapshot.h"

#include <functional>
#include <memory>
#include <string>

namespace firstcome::http {

/// A try at an operator route that was turned away, for the audit trail.
struct RefusedAccess
{
    std::string address; ///< of the client
    std::string method;
    std::string path;              ///< cut to 200 characters, printable ASCII
    std::string code;              ///< `unauthorized` or `tls_required`
    std::uint64_t alsoRefused = 0; ///< further ones since the last report, not reported one by one
};

/// What the HTTP room asks of the backend beside the issue path. Implemented by what composes the backend.
/// Everything is called on io threads and must not wait; it must outlive the server.
class OperatorPort
{
public:
    virtual ~OperatorPort() = default;

    /// Carries a command out. `completion` is called exactly once, on any thread, after a snapshot that shows
    /// the effect has become the one that snapshot() returns: a client that acts twice in a row must find
    /// its own first act. It may be called after the server has gone; then it does nothing.
    virtual void submit(Command command, Completion completion) = 0;
    /// The newest snapshot; never null.
    virtual std::shared_ptr<const Snapshot> snapshot() const = 0;
    /// The exposition in Prometheus' text format, handed over on any thread.
    virtual void metrics(std::function<void(std::string)> done) = 0;
    /// At most a few a second from each io thread.
    virtual void refused(const RefusedAccess& refusal) = 0;
};

} // namespace firstcome::http
