#pragma once

#include "backend/issuing/ids.h"

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <unordered_map>

namespace firstcome::stock {

/// What the lanes of one process have been shown, together, and which server they speak to. A server that was
/// started anew (another run id) may lack what one of them was answered; so a lane goes on with it only when
/// no other still holds on to the one before, and then asks with the highest slot that any of them saw: the
/// script refuses where the server has fewer. And not before the nodes that share the server have agreed on it
/// (RedisRecovery). Any thread.
class RedisFence
{
public:
    struct Seen
    {
        std::uint64_t epoch = 0;
        std::uint32_t slot = 0;
    };
    using SeenByInstance = std::unordered_map<issuing::InstanceId, Seen>;
    /// Told the run id of the newest server; must only post: a lane still on another one has to let go of it.
    using OnOtherServer = std::function<void(const std::string& runId)>;

    int enter(OnOtherServer onOtherServer);
    void leave(int lane);

    /// The lane speaks to this server now; empty: to none.
    void speaksTo(int lane, const std::string& runId);
    /// No lane speaks to any other server.
    bool hasLetGo(const std::string& runId) const;
    /// Every live node has said what it was shown, and it was merged here.
    void agree(const std::string& runId);
    /// No lane speaks to any other server, and the nodes have agreed on this one.
    bool mayGoOn(const std::string& runId) const;
    void saw(const issuing::InstanceId& instance, const Seen& seen);
    SeenByInstance seen() const;
    Seen seenOf(const issuing::InstanceId& instance) const;
    void forget(const issuing::InstanceId& instance);

private:
    struct Lane
    {
        OnOtherServer onOtherServer;
        std::string runId;
    };

    mutable std::mutex m_mutex;
    std::map<int, Lane> m_lanes;
    SeenByInstance m_seen;
    std::string m_agreed;
    int m_next = 0;
};

} // namespace firstcome::stock
