#include "tests/support/redis_cluster.h"

#include "backend/stock/redis_cluster.h"
#include "tests/support/free_port.h"
#include "tests/support/node_program.h"

#include <algorithm>
#include <stdexcept>

namespace firstcome::testing {

namespace {

constexpr int kLastSlot = 16383;

std::vector<std::string> clusterArguments(std::vector<std::string> extra)
{
    extra.insert(extra.end(), {"--cluster-enabled", "yes", "--cluster-node-timeout", "1000", "--cluster-port",
                               std::to_string(freePort()), "--cluster-require-full-coverage", "no",
                               "--cluster-allow-replica-migration", "no", "--repl-diskless-sync-delay", "0",
                               "--cluster-replica-validity-factor", "0"});
    return extra;
}

/// A connection may take the port of the bus before the server does.
std::unique_ptr<RedisServer> startOne(const std::vector<std::string>& extra)
{
    for (int left = 5;; --left) {
        try {
            return std::make_unique<RedisServer>(clusterArguments(extra));
        } catch (const std::runtime_error&) {
            if (left == 0)
                throw;
        }
    }
}

std::string busPortOf(RedisServer& server)
{
    return server.connect().ask({"CONFIG", "GET", "cluster-port"}).list.at(1).text;
}

} // namespace

RedisCluster::RedisCluster(bool replicas, std::vector<std::string> extra)
{
    const std::size_t count = replicas ? 2 * kMasters : kMasters;
    for (std::size_t i = 0; i < count; ++i)
        m_servers.push_back(startOne(extra));
    for (std::size_t i = 0; i < kMasters; ++i) {
        auto redis = server(i).connect();
        redis.ask({"CLUSTER", "SET-CONFIG-EPOCH", std::to_string(i + 1)});
        redis.ask({"CLUSTER", "ADDSLOTSRANGE", std::to_string(i * (kLastSlot + 1) / kMasters),
                   std::to_string((i + 1) * (kLastSlot + 1) / kMasters - 1)});
    }
    for (std::size_t i = 1; i < count; ++i)
        server(0).connect().ask({"CLUSTER", "MEET", "127.0.0.1", std::to_string(server(i).port()), busPortOf(server(i))});
    for (std::size_t i = kMasters; i < count; ++i) {
        const auto master = idOf(i - kMasters);
        if (!comesTrue([&] { // not before it has heard of it
                try {
                    server(i).connect().ask({"CLUSTER", "REPLICATE", master});
                    return true;
                } catch (const std::runtime_error&) {
                    return false;
                }
            }) ||
            !isReplicated(i - kMasters))
            throw std::runtime_error("a replica does not follow");
    }
    if (!isWhole())
        throw std::runtime_error("the cluster does not come together");
}

std::string RedisCluster::addressOf(std::size_t number) const
{
    return "127.0.0.1:" + std::to_string(m_servers.at(number)->port());
}

std::vector<std::string> RedisCluster::addresses() const
{
    std::vector<std::string> all;
    for (std::size_t i = 0; i < m_servers.size(); ++i)
        all.push_back(addressOf(i));
    return all;
}

stock::RedisTarget RedisCluster::target() const
{
    stock::RedisTarget target;
    target.port = 1; // nothing is there
    target.cluster = addresses();
    return target;
}

std::string RedisCluster::idOf(std::size_t number)
{
    return server(number).connect().ask({"CLUSTER", "MYID"}).text;
}

std::size_t RedisCluster::masterOf(std::string_view key)
{
    for (std::size_t i = 0; i < kMasters; ++i) {
        try {
            const auto map = stock::RedisSlotMap::read(server(i).connect().ask({"CLUSTER", "SLOTS"}), "127.0.0.1");
            const auto all = addresses();
            const auto master = std::ranges::find(all, map.value().masterOf(stock::redisHashSlot(key)));
            return static_cast<std::size_t>(master - all.begin());
        } catch (const std::runtime_error&) { // it is away
        }
    }
    throw std::runtime_error("no server knows");
}

void RedisCluster::announceMigration(std::string_view key, std::size_t from, std::size_t to)
{
    const auto slot = std::to_string(stock::redisHashSlot(key));
    server(to).connect().ask({"CLUSTER", "SETSLOT", slot, "IMPORTING", idOf(from)});
    server(from).connect().ask({"CLUSTER", "SETSLOT", slot, "MIGRATING", idOf(to)});
}

void RedisCluster::moveKeys(std::string_view key, std::size_t from, std::size_t to, int most)
{
    auto redis = server(from).connect();
    const auto slot = std::to_string(stock::redisHashSlot(key));
    std::vector<std::string> move{"MIGRATE", "127.0.0.1", std::to_string(server(to).port()), "", "0", "5000", "KEYS"};
    const auto keys = redis.ask({"CLUSTER", "GETKEYSINSLOT", slot, std::to_string(most)});
    for (const auto& found : keys.list)
        move.push_back(found.text);
    redis.ask(move);
}

void RedisCluster::finishMigration(std::string_view key, std::size_t from, std::size_t to)
{
    const auto slot = std::to_string(stock::redisHashSlot(key));
    const auto owner = idOf(to);
    server(to).connect().ask({"CLUSTER", "SETSLOT", slot, "NODE", owner});
    server(from).connect().ask({"CLUSTER", "SETSLOT", slot, "NODE", owner});
}

void RedisCluster::cutReplicaOff(std::size_t master)
{
    // It has to log in from now on, and does not know how; who is connected already stays so.
    auto connection = server(master).connect();
    connection.ask({"CONFIG", "SET", "requirepass", "not for the replica"});
    connection.ask({"CLIENT", "KILL", "TYPE", "replica"});
}

bool RedisCluster::isWhole()
{
    return comesTrue([this] {
        return std::ranges::all_of(m_servers, [](const auto& server) {
            try {
                const auto map = stock::RedisSlotMap::read(server->connect().ask({"CLUSTER", "SLOTS"}), "127.0.0.1");
                const auto info = server->connect().ask({"CLUSTER", "INFO"}).text;
                return map && map->masters().size() == kMasters && info.starts_with("cluster_state:ok");
            } catch (const std::runtime_error&) {
                return true; // it is away
            }
        });
    });
}

bool RedisCluster::isReplicated(std::size_t master)
{
    return comesTrue([&] {
        const auto role = replicaOf(master).connect().ask({"ROLE"});  // slave, host, port, state, offset
        const auto own = server(master).connect().ask({"ROLE"}); // master, offset, replicas
        return role.list.size() == 5 && role.list[3].text == "connected" && own.list.size() == 3 &&
               role.list[4].integer >= own.list[1].integer;
    });
}

} // namespace firstcome::testing
