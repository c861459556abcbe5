#pragma once

#include "backend/backend.h"
#include "backend/core/worker_thread.h"
#include "backend/remote/command_sender.h"
#include "backend/remote/fleet_picture.h"
#include "backend/remote/node_link.h"

#include <boost/asio/steady_timer.hpp>

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace firstcome::remote {

/// The backend of a console that attached to running nodes: their streams are its snapshots, and commands go to the
/// first node that is live. Nothing serves or is stored here. One thread of its own does everything; see backend.h for
/// the promises. A node that cannot be had is no error: the snapshot says so, and it is tried again.
class RemoteBackend final : public Backend
{
public:
    RemoteBackend(std::vector<NodeAddress> nodes, std::string token, std::unique_ptr<core::Clock> clock);
    ~RemoteBackend() override;

    core::Result<void> start(std::function<void()> onSnapshot) override;
    void stop() override;
    /// Beside the nodes' own errors: Unavailable `no_node`, `connection_refused`, `connection_lost`, `stopping`;
    /// TimedOut `node_silent`. After the last three of a command's own connection nobody knows whether it was done.
    void submit(Command command, Completion completion) override;
    std::shared_ptr<const Snapshot> snapshot() const override;

private:
    /// Answered, but not yet shown: it waits for the node's snapshot of that number.
    struct Held
    {
        std::size_t node;
        std::uint64_t sequence;
        core::SteadyTime until; ///< not longer than this
        Reply reply;
        Completion completion;
    };
    struct Gathering;

    std::vector<NodeReading> read() const;
    void publish();
    void joinResult(spike::RunProgress& run, std::optional<std::size_t> host);
    void askResult(const std::string& id, std::size_t host);
    void keepPastRuns(spike::SpikePart& part);
    void release();
    void scheduleLook();
    void carryOut(const Command& command, Completion completion);
    void readHistory(const ReadHistory& wanted, const std::vector<NodeReading>& readings, std::size_t leader,
                     Completion completion);

    std::unique_ptr<core::Clock> m_clock;
    core::WorkerThread m_io{"remote"};
    CommandSender m_sender;
    std::vector<std::unique_ptr<NodeLink>> m_links;
    FleetPicture m_picture;
    boost::asio::steady_timer m_look;
    std::function<void()> m_onSnapshot;
    std::vector<Held> m_held;
    /// By run: absent while it is fetched, null where there is none.
    std::map<std::string, std::optional<std::shared_ptr<const spike::RunResult>>> m_results;
    std::shared_ptr<const std::vector<spike::PastRun>> m_pastRuns;
    std::uint64_t m_sequence = 0;
    core::SteadyTime m_publishedAt;
    bool m_ended = false; ///< nothing is begun any more

    mutable std::mutex m_mutex; ///< guards the two below
    std::shared_ptr<const Snapshot> m_snapshot;
    bool m_stopping = false;
};

} // namespace firstcome::remote
