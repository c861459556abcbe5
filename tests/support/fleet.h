#pragma once

#include "tests/support/coupon_crowd.h"
#include "tests/support/haproxy_server.h"
#include "tests/support/kafka_server.h"
#include "tests/support/node_program.h"
#include "tests/support/redis_server.h"
#include "tests/support/sql_servers.h"
#include "tests/support/tcp_proxy.h"

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace firstcome::testing {

/// What a fleet is made of.
struct FleetTerms
{
    std::size_t nodes = 2;
    /// Of an attempt at the store; by default one that a slow machine under a sanitizer meets.
    std::chrono::milliseconds deadline = std::chrono::minutes(1);
    std::vector<std::string> beforeRedis; ///< goes before its command line
    std::vector<std::string> sentinels;   ///< host:port; where given the nodes take the Redis that these know
    std::uint64_t outboxLimit = 0;        ///< 0: as it is where nobody says anything
};

/// Several firstcome-node processes on one Redis, one Kafka and one SQL database, with one operator's token, and a
/// haproxy before them. Redis is the fleet's own; broker and SQL server are shared by the tests of a program. The
/// ways to Redis and to the SQL server can be blocked.
class Fleet
{
public:
    Fleet(KafkaServer& broker, SqlServer& sql, FleetTerms terms = {});

    std::size_t size() const { return m_nodes.size(); }
    NodeProgram& node(std::size_t index) { return *m_nodes.at(index); }
    NodeProgram& startAgain(std::size_t index); ///< under its name, on its data, at its port
    /// One more, which haproxy does not know; `before` goes before its command line. Not waited for.
    NodeProgram& startAnother(const std::vector<std::string>& before = {});
    /// Another process under the name of node `index`.
    std::unique_ptr<NodeProgram> impostorOf(std::size_t index);
    std::uint16_t port() const { return m_proxy->port(); } ///< haproxy's
    std::string name(std::size_t index) const { return "node-" + std::to_string(index + 1); }
    static const std::string& token();
    /// The node whose relay carries the event's issues now.
    std::optional<std::size_t> relayOf(const std::string& couponId);
    /// person → slot as the ledger has them for the event's instance.
    std::map<std::string, std::uint32_t> ledgerSlots(const std::string& couponId);
    /// Codes of the event's lines in the trail, oldest first, as node `index` shows them.
    std::vector<std::string> trail(std::size_t index, const std::string& couponId);
    RedisServer& redis() { return m_redis; }
    TcpProxy& wayToRedis() { return m_toRedis; }
    TcpProxy& wayToSql() { return m_toSql; }
    const ledger::SqlTarget& database() const { return m_database; } ///< past the way
    const eventlog::KafkaTarget& topics() const { return m_topics; }
    std::string instanceOf(const std::string& couponId);

private:
    /// What it takes to start a node.
    struct Launch
    {
        std::uint16_t port;
        std::vector<std::string> before;
    };
    std::string config(std::size_t index, std::uint16_t port) const;

    const FleetTerms m_terms;
    TemporaryDirectory m_directory;
    RedisServer m_redis;
    ledger::SqlTarget m_database;
    TcpProxy m_toRedis, m_toSql;
    eventlog::KafkaTarget m_topics;
    std::vector<Launch> m_launches; ///< of each node
    std::vector<std::unique_ptr<NodeProgram>> m_nodes;
    std::unique_ptr<HaproxyServer> m_proxy;
    int m_impostors = 0;
};

} // namespace firstcome::testing
