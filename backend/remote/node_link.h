#pragma once

#include "backend/core/backoff.h"
#include "backend/core/clock.h"
#include "backend/remote/node_address.h"
#include "backend/snapshot.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace firstcome::remote {

/// A node's newest snapshot is stale from this age on.
inline constexpr std::chrono::milliseconds kStaleAfter{1'000};

/// One node as this console sees it: takes its stream of snapshots, and tries again, at growing intervals, whenever
/// that ends or cannot be had. Owned by the remote backend; all on the context's thread.
class NodeLink
{
public:
    /// `onSnapshot` is called for each snapshot, and `onChange` when the connection came to be or ended.
    NodeLink(boost::asio::io_context& context, NodeAddress address, std::string token, const core::Clock& clock,
             std::function<void()> onSnapshot, std::function<void()> onChange);
    ~NodeLink();

    void start();
    void stop();

    const NodeAddress& address() const { return m_address; }
    /// Its newest snapshot; null before the first. It stays when the connection ends.
    const std::shared_ptr<const Snapshot>& snapshot() const { return m_snapshot; }
    NodeView view() const;
    bool isLive() const { return state() == LinkState::Live; }
    /// Its time of day less this machine's when this connection's first snapshot came.
    std::chrono::microseconds clockLead() const { return m_clockLead; }

private:
    class Stream;

    void connect();
    void opened();
    void took(Snapshot snapshot);
    void ended(core::Error why, bool refused);
    LinkState state() const;
    std::optional<std::chrono::milliseconds> age() const;

    boost::asio::io_context& m_context;
    const NodeAddress m_address;
    const std::string m_token;
    const core::Clock& m_clock;
    std::function<void()> m_onSnapshot, m_onChange;
    std::shared_ptr<Stream> m_stream; ///< null between two tries
    boost::asio::steady_timer m_again;
    core::Backoff m_backoff;
    std::shared_ptr<const Snapshot> m_snapshot;
    core::SteadyTime m_snapshotAt;
    std::chrono::microseconds m_clockLead{0};
    bool m_current = false; ///< this connection has brought a snapshot
    std::optional<core::Error> m_problem; ///< of the last try, until a snapshot comes
    bool m_refused = false;
    bool m_stopped = false;
};

} // namespace firstcome::remote
