#pragma once

#include "backend/issuing/ids.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace firstcome::stock {

/// What the lanes of one process have been shown, together, and which servers they go on with. A server that was
/// started anew, or that became a master, may lack what one of them was answered; so a lane goes on with it only
/// after every other has let go of those that were there before and the nodes that share the servers have agreed on
/// it (RedisRecovery), and then asks with the highest slot that any of them saw: the script refuses where the server
/// has fewer. Any thread.
class RedisFence
{
public:
    struct Seen
    {
        std::uint64_t epoch = 0;
        std::uint32_t slot = 0;
    };
    using SeenByInstance = std::unordered_map<issuing::InstanceId, Seen>;
    /// The server that the lane goes on with is not one of ours any more; must only post that it be let go of.
    using OnOtherServers = std::function<void()>;

    int enter(OnOtherServers onOtherServers);
    void leave(int lane);

    /// These are the servers now: run id → term (RedisServerMet). Lanes that go on with others are told.
    void meets(std::map<std::string, std::string> servers);
    bool isMet(const std::string& runId) const;
    /// Every live node has said what it was shown, and it was merged here.
    void agree(const std::string& term);
    /// Whether the lane may go on with the server; it then does.
    bool goOn(int lane, const std::string& runId);
    void letGo(int lane);
    bool mustLetGo(int lane) const; ///< it goes on with a server that is not one of ours
    /// No lane goes on with a server that is not one of ours.
    bool hasLetGo() const;

    void saw(const issuing::InstanceId& instance, const Seen& seen);
    /// As `saw`, of what somebody else knows: lanes that go on with a server ask it with this from now on too.
    void demand(const issuing::InstanceId& instance, const Seen& seen);
    /// Another number after each demand that told something new.
    std::uint64_t demands() const { return m_demands.load(std::memory_order_acquire); }
    SeenByInstance seen() const;
    Seen seenOf(const issuing::InstanceId& instance) const;
    void forget(const issuing::InstanceId& instance);

private:
    struct Lane
    {
        OnOtherServers onOtherServers;
        std::string term; ///< of the server that it goes on with; empty: none
    };
    bool isOurs(const std::string& term) const;

    mutable std::mutex m_mutex;
    std::map<int, Lane> m_lanes;
    SeenByInstance m_seen;
    std::atomic<std::uint64_t> m_demands = 0;
    std::map<std::string, std::string> m_servers; ///< run id → term
    std::set<std::string> m_agreed;               ///< terms
    int m_next = 0;
};

} // namespace firstcome::stock
