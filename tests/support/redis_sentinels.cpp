#include "tests/support/redis_sentinels.h"

#include "tests/support/node_program.h"

namespace firstcome::testing {

RedisSentinels::RedisSentinels()
{
    const std::vector<std::string> durable{"--appendfsync", "always", "--repl-diskless-sync-delay", "0"};
    m_servers.push_back(std::make_unique<RedisServer>(durable));
    auto replica = durable;
    replica.insert(replica.end(), {"--replicaof", "127.0.0.1", std::to_string(master().port())});
    m_servers.push_back(std::make_unique<RedisServer>(replica));
    const auto isThere = [&] { return isReplicated(); };
    if (!comesTrue(isThere))
        throw std::runtime_error("the replica does not follow");
    for (int i = 0; i < 3; ++i) {
        m_sentinels.push_back(std::make_unique<RedisServer>(RedisServer::Sentinel{}));
        auto sentinel = m_sentinels.back()->connect();
        sentinel.ask({"SENTINEL", "MONITOR", "mymaster", "127.0.0.1", std::to_string(master().port()), "2"});
        sentinel.ask({"SENTINEL", "SET", "mymaster", "down-after-milliseconds", "500", "failover-timeout", "3000"});
    }
    const auto knowEachOther = [&] {
        return std::ranges::all_of(m_sentinels, [](const auto& sentinel) {
            const auto others = sentinel->connect().ask({"SENTINEL", "SENTINELS", "mymaster"}).list.size();
            const auto replicas = sentinel->connect().ask({"SENTINEL", "REPLICAS", "mymaster"}).list.size();
            return others == 2 && replicas == 1;
        });
    };
    if (!comesTrue(knowEachOther))
        throw std::runtime_error("the Sentinels do not find each other");
}

stock::RedisTarget RedisSentinels::target() const
{
    stock::RedisTarget target;
    target.port = 1; // nothing is there: only the Sentinels know
    target.sentinels = addresses();
    return target;
}

std::vector<std::string> RedisSentinels::addresses() const
{
    std::vector<std::string> all;
    for (const auto& sentinel : m_sentinels)
        all.push_back("127.0.0.1:" + std::to_string(sentinel->port()));
    return all;
}

bool RedisSentinels::isReplicated()
{
    return comesTrue([this] {
        const auto role = replica().connect().ask({"ROLE"}); // slave, host, port, state, offset
        const auto own = master().connect().ask({"ROLE"});   // master, offset, replicas
        return role.list.size() == 5 && role.list[3].text == "connected" && own.list.size() == 3 &&
               role.list[4].integer >= own.list[1].integer;
    });
}

void RedisSentinels::cutReplicaOff()
{
    // It has to log in from now on, and does not know how; who is connected already stays so.
    auto connection = master().connect();
    connection.ask({"CONFIG", "SET", "requirepass", "not for the replica"});
    connection.ask({"CLIENT", "KILL", "TYPE", "replica"});
}

} // namespace firstcome::testing
