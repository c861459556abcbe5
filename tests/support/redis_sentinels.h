#pragma once

#include "tests/support/redis_server.h"

#include <memory>
#include <string>
#include <vector>

namespace firstcome::testing {

/// A Redis master with one replica, and three real Sentinels that watch them and fail over within a second or
/// two of the master's death. Each in a directory of its own on a free port.
class RedisSentinels
{
public:
    RedisSentinels();

    /// What finds the master through the Sentinels.
    stock::RedisTarget target() const;
    /// host:port of each Sentinel.
    std::vector<std::string> addresses() const;
    RedisServer& master() { return *m_servers[0]; }  ///< the first one, whatever it is by now
    RedisServer& replica() { return *m_servers[1]; } ///< likewise
    /// Waits until the replica has all that the master has; false where it does not get there.
    bool isReplicated();
    /// The replica hears no more of the master, and goes on with what it has.
    void cutReplicaOff();
    void killSentinel(std::size_t number) { m_sentinels.at(number)->kill(); }

private:
    std::vector<std::unique_ptr<RedisServer>> m_servers;
    std::vector<std::unique_ptr<RedisServer>> m_sentinels;
};

} // namespace firstcome::testing
