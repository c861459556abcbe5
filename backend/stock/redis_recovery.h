#pragma once

#include "backend/core/clock.h"
#include "backend/stock/accept_journal.h"
#include "backend/stock/redis_control.h"
#include "backend/stock/redis_fence.h"
#include "backend/stock/redis_instance.h"
#include "backend/stock/stock_store.h"

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <thread>
#include <vector>

namespace firstcome::stock {

/// Where this node stands among those that share the server.
struct RedisNodeTerms
{
    std::string node = "node-1";
    /// The names of the nodes that live, this one among them; may block. Fails while this one's name is not its own:
    /// then it says nothing under it, and goes on with no server. Absent: there is only this one.
    std::function<core::Result<std::vector<std::string>>()> liveNodes;
    /// This node's relay has found since then that it may not carry the instance, and nothing of it is on its way to the
    /// log any more. Absent: there is no relay.
    std::function<bool(const issuing::InstanceId&, core::SteadyTime since)> relayLetGo;
};

/// Brings nodes and servers together again after a server was started anew, or is another one: every live
/// node says (in the new server itself: it answers, and a report that were elsewhere could be of another
/// server) what it was shown, and none goes on with it before all have. Instances of which the server has less are
/// suspended; this tells whom that concerns, by the node's journal, and hands the journal over to whoever
/// rebuilds them. Whenever a server is met anew, or an instance was rebuilt, all that the journal still has is held
/// against it: others may have gone on without this node while nobody heard it. What the server could be given back
/// suspends the instance; all of it waits in `shownAndLost` for somebody to name these people, and is kept in the
/// journal until then. A thread of its own looks fifty times a second.
class RedisRecovery
{
public:
    RedisRecovery(RedisControl& control, RedisFence& fence, const AcceptJournal* journal, RedisNodeTerms terms);
    ~RedisRecovery();

    void start();
    void stop();

    /// These are the servers now. Any thread.
    void met(const std::vector<RedisServerMet>& servers);
    /// What the server shows of an instance of which `seen` was known before it was asked. Any thread.
    void compare(const issuing::InstanceId& instance, const RedisFence::Seen& seen,
                 const std::optional<RedisInstance>& shown);
    /// There is no such instance any more, by somebody's act.
    void forget(const issuing::InstanceId& instance);

    std::map<issuing::InstanceId, issuing::Suspension> suspended() const;
    /// See StoreRepair, as of the two below.
    std::vector<JournalEntry> shownAndLost() const;
    void keep(std::span<const JournalEntry> named);
    bool isHeldAgainst(const issuing::InstanceId& instance) const;
    /// Live nodes that have not said what they were shown; while there are any nobody goes on.
    std::vector<std::string> waitingFor() const;
    /// Why a server that was met anew does not take, or show, what nodes were shown; meanwhile nobody goes on with it.
    std::optional<core::Error> refusal() const;
    /// All live nodes have said to the server that has the instance what they were shown.
    bool isAgreed(const issuing::InstanceId& instance) const;

    /// Reads what all nodes said of the server that has the instance, and merges it into the fence.
    core::Result<void> mergeReports(const issuing::InstanceId& instance);
    core::Result<std::vector<std::string>> liveNodes() const;

private:
    /// An instance of which the server lacks something.
    struct Lost
    {
        std::uint32_t highWater = 0, inStore = 0;
        std::uint64_t rebuild = 0;
        core::SteadyTime rebuildSeen; ///< when this node first saw it
        std::uint32_t rebuildAfter = 0;
        issuing::Suspension shown;
        bool isListed = false;
        std::pair<std::uint64_t, std::uint32_t> handedOver; ///< for which rebuild, beyond which slot
    };
    /// What the journal was held against: the term of a server, and the epoch of the instance there.
    using Held = std::pair<std::string, std::uint64_t>;
    /// An instance that a server shows with all that was shown of it, as far as slots tell.
    struct Kept
    {
        std::uint64_t epoch = 0;                      ///< there; 0: it is lost
        std::optional<Held> held;                     ///< the journal, against this
        std::vector<issuing::Issue> free;             ///< shown, and nobody's there: a rebuild gives them back
        std::vector<JournalEntry> shownAndLost; ///< not named yet
    };

    /// How many other nodes have shown a slot that is nobody's by now: a rebuild gives those back, and then a report
    /// from before it says nothing any more, also of a node that is gone.
    struct FreeOfOthers
    {
        std::uint64_t rebuiltTo = 0; ///< the epoch that a server showed with all that was shown
        std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> nodes; ///< node → epoch it asks for, how many

        std::uint64_t total() const;
    };

    std::uint64_t freeOf(const issuing::InstanceId& instance) const; ///< this node's; under m_mutex
    void run();
    void agree(const RedisServerMet& server);
    core::Result<void> report(const RedisServerMet& server);
    /// The names of the nodes that said something of this server.
    core::Result<std::set<std::string>> mergeReports(const RedisServerMet& server);
    bool isMet(const RedisServerMet& server) const; ///< and not gone since; under m_mutex
    bool isAgreed(const RedisServerMet& server) const;
    void askTheOthers();
    core::Result<RedisServerMet> serverOf(const issuing::InstanceId& instance) const;
    void holdJournal();
    std::vector<std::pair<issuing::InstanceId, RedisServerMet>> notHeldYet() const;
    core::Result<void> holdJournal(const issuing::InstanceId& instance, const RedisServerMet& server);
    std::optional<Held> nowAt(const issuing::InstanceId& instance) const; ///< under m_mutex
    const RedisServerMet* metServerOf(const issuing::InstanceId& instance) const; ///< under m_mutex
    void listPeople();
    void handOver();
    core::Result<void> handOver(const issuing::InstanceId& instance, std::uint64_t rebuild,
                                std::uint32_t afterSlot);

    RedisControl& m_control;
    RedisFence& m_fence;
    const AcceptJournal* const m_journal;
    const RedisNodeTerms m_terms;
    mutable std::mutex m_mutex; ///< guards what follows
    std::condition_variable m_wake;
    std::map<issuing::InstanceId, Lost> m_lost;
    std::map<issuing::InstanceId, Kept> m_kept; ///< none where no journal is
    std::map<issuing::InstanceId, FreeOfOthers> m_freeOfOthers;
    std::vector<RedisServerMet> m_servers;
    std::set<std::string> m_agreed; ///< terms
    std::map<std::string, std::vector<std::string>> m_waitingFor; ///< term → nodes
    std::map<std::string, core::Error> m_refusals;                ///< term → why
    std::chrono::steady_clock::time_point m_holdAfter; ///< the recovery's thread's, as the next
    std::chrono::steady_clock::time_point m_handOverAfter;
    std::vector<RedisServerMet> m_unreported;          ///< since their agreement this node has found out more
    std::chrono::steady_clock::time_point m_agreeAfter; ///< who is asked for was not there yet
    bool m_stopping = true;
    std::thread m_thread;
};

/// What a node's journal has of one slot, as it is handed over, and back.
std::string handedText(const JournalEntry& entry);
std::optional<JournalEntry> readHanded(const issuing::InstanceId& instance, std::string_view slot,
                                       std::string_view text);

} // namespace firstcome::stock
