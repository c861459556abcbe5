#pragma once

#include "backend/stock/redis_cluster.h"
#include "backend/stock/redis_connection.h"
#include "backend/stock/redis_scripts.h"

#include <functional>
#include <list>
#include <memory>
#include <string>
#include <vector>

namespace firstcome::stock {

/// A server that answers as a master. A value.
struct RedisServerMet
{
    std::string address; ///< host:port
    std::string runId;
    /// The run id and the id of its replication: a master that was a replica meanwhile has another. What nodes agree
    /// on (RedisRecovery).
    std::string term;
    std::string tag;            ///< as a hash tag it makes a key one of this server's; empty: all keys are
    RedisSlotMap::Ranges slots; ///< none: all are

    bool has(std::string_view key) const;
    bool operator==(const RedisServerMet&) const = default;
};

/// The connections of one thread to all servers of a store: to the one that the target finds, or to each master of a
/// cluster, and each command to the server that has its key. Where the slots of a cluster are is asked of every
/// master ten times a second, and the answer of the one in the newest epoch is taken; MOVED and ASK are followed
/// once. All calls on the context's thread.
class RedisServers
{
public:
    using Words = std::vector<std::string>;
    using OnValue = std::function<void(const RedisValue* value)>; ///< null: the connection was lost
    struct Listener
    {
        /// Other servers than before answer, or other slots are theirs; null: this is no cluster.
        std::function<void(const std::vector<RedisServerMet>&, std::shared_ptr<const RedisSlotMap>)> onMet;
        std::function<void(const core::Error&)> onDown;
    };

    RedisServers(boost::asio::io_context& context, RedisTarget target, const RedisScripts& scripts, Listener listener);
    ~RedisServers();

    void start();
    /// To be called ten times a second.
    void look();
    /// What a command is sent by; empty where it has no key.
    static std::string_view keyOf(const Words& words);
    /// To the server that has the key; answered exactly once, at once where that has no connection.
    void ask(std::string_view key, const Words& words, OnValue onValue);
    /// To all.
    void askEach(const Words& words, const OnValue& onValue);
    bool isReady() const; ///< one at least
    bool wereTried() const; ///< each has been connected to, or could not be

private:
    struct Link;
    struct SlotsTold
    {
        std::uint64_t epoch = 0;
        RedisSlotMap map;
    };

    bool isCluster() const { return !m_target.cluster.empty(); }
    Link* linkTo(const std::string& address);
    Link* linkOf(std::string_view key);
    Link& connect(const std::string& address);
    void connectSeeds();
    void met(Link& link);
    void askSlots(Link& link);
    void askReplication(Link& link);
    void take(RedisSlotMap map);
    void tell();

    boost::asio::io_context& m_context;
    const RedisTarget m_target;
    const RedisScripts& m_scripts;
    const Listener m_listener;
    std::list<Link> m_links;
    std::shared_ptr<const RedisSlotMap> m_map, m_toldMap;
    std::vector<RedisServerMet> m_told;
};

} // namespace firstcome::stock
