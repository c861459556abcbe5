#pragma once

#include "backend/core/clock.h"
#include "backend/core/worker_thread.h"
#include "backend/issuing/node_registry.h"

#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace firstcome::local {

/// What this node saw of all nodes when it last looked; immutable.
struct NodesSeen
{
    std::vector<issuing::NodeRecord> nodes; ///< by name, silent ones too; this node is among them
    core::SteadyTime at;                    ///< when they were read
};

/// Keeps in touch with the other nodes through the registry, on a thread of its own that may block: beats once a
/// second, shows who else is there, and looks five times a second whether the directory was written to. Nothing of
/// the node that another of the same name could disturb may run before `onEnrolled`.
class Presence
{
public:
    struct Doing
    {
        std::string address, summary; ///< as NodeSelf's
    };
    struct Callbacks
    {
        std::function<Doing()> doing;      ///< asked before each beat
        std::function<void()> onEnrolled;  ///< the name is this run's; once
        std::function<void()> onNameLost;  ///< another run took it while this one was silent; once
        std::function<void()> onNews;      ///< somebody wrote to the directory, or its server is back
    };

    Presence(issuing::NodeRegistry& registry, issuing::NodeSelf self, const core::Clock& clock, Callbacks callbacks);

    void start();
    /// Takes the node out of the registry.
    void stop();

    /// `node_in_use` while another live node has this name; absent while it is tried, and once it is ours. Any
    /// thread, as those below.
    std::optional<core::Error> problem() const;
    std::shared_ptr<const NodesSeen> seen() const; ///< never null
    /// This one is the first of the live nodes by name: what only one needs to do is its to do. True where
    /// nothing has been seen for a while: better twice than never.
    bool leads() const;

private:
    void touch();
    void enroll();
    bool beat(); ///< false where there is nothing more to do
    void listen();
    void describe();
    void look();
    void again(std::chrono::milliseconds after);
    void setProblem(std::optional<core::Error> problem);

    issuing::NodeRegistry& m_registry;
    issuing::NodeSelf m_self; ///< presence thread only, as all down to the mutex
    const core::Clock& m_clock;
    const Callbacks m_callbacks;
    core::WorkerThread m_thread{"nodes"};
    boost::asio::steady_timer m_timer{m_thread.context()};
    bool m_stopping = false;
    bool m_connected = false;
    bool m_enrolled = false;
    unsigned m_touches = 0;
    std::optional<std::uint64_t> m_heard; ///< the directory's revision
    std::optional<core::SteadyTime> m_refusedSince;
    mutable std::mutex m_mutex; ///< guards the two below
    std::optional<core::Error> m_problem;
    std::shared_ptr<const NodesSeen> m_seen = std::make_shared<NodesSeen>();
};

} // namespace firstcome::local
