#pragma once

#include "tests/support/redis_server.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace firstcome::testing {

/// A real Redis Cluster of three masters, each with a third of the hash slots, and a replica of each where wanted.
/// Each in a directory of its own on free ports.
class RedisCluster
{
public:
    static constexpr std::size_t kMasters = 3;

    /// `extra` goes to each server's command line.
    explicit RedisCluster(bool replicas = false, std::vector<std::string> extra = {"--appendfsync", "always"});

    /// What finds all of them through one.
    stock::RedisTarget target() const;
    /// host:port of each.
    std::vector<std::string> addresses() const;
    /// The servers by their number: masters first, then the replica of each in the same order.
    RedisServer& server(std::size_t number) { return *m_servers.at(number); }
    RedisServer& replicaOf(std::size_t master) { return server(kMasters + master); }
    /// The number of the one that is the master of a key now, as server 0, 1 or 2 says, whichever answers.
    std::size_t masterOf(std::string_view key);
    std::string idOf(std::size_t number);
    /// A key's slot has its data taken to another master, in the steps of redis-cli's reshard.
    void announceMigration(std::string_view key, std::size_t from, std::size_t to);
    /// At most so many of those that are still there.
    void moveKeys(std::string_view key, std::size_t from, std::size_t to, int most = 100);
    void finishMigration(std::string_view key, std::size_t from, std::size_t to);
    /// The replica hears no more of its master, and goes on with what it has.
    void cutReplicaOff(std::size_t master);
    /// Waits until all that answer call the cluster whole.
    bool isWhole();
    /// Waits until a replica has all that its master has.
    bool isReplicated(std::size_t master);

private:
    std::string addressOf(std::size_t number) const;

    std::vector<std::unique_ptr<RedisServer>> m_servers;
};

} // namespace firstcome::testing
