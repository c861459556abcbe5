#include "tests/support/fleet.h"

#include "backend/core/clock.h"
#include "backend/ledger/sql_ledger.h"
#include "backend/stock/redis_instance.h"
#include "tests/support/core_application.h"
#include "tests/support/free_port.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace firstcome::testing {

Fleet::Fleet(KafkaServer& broker, SqlServer& sql, FleetTerms terms)
    : m_terms(std::move(terms))
    , m_redis({}, m_terms.beforeRedis)
    , m_database(sql.makeDatabase())
    , m_toRedis(m_redis.port())
    , m_toSql(m_database.port)
    , m_topics(broker.target())
{
    ensureCoreApplication();
    for (std::size_t i = 0; i < m_terms.nodes; ++i)
        startAnother();
    std::vector<std::uint16_t> ports;
    for (auto& node : m_nodes) {
        if (!node->isReady())
            throw std::runtime_error("a node does not serve: " + node->err());
        ports.push_back(node->port());
    }
    m_proxy = std::make_unique<HaproxyServer>(ports);
}

const std::string& Fleet::token()
{
    static const std::string fixed = "fleet-0123456789abcdef0123456789abcdef";
    return fixed;
}

std::string Fleet::config(std::size_t index, std::uint16_t port) const
{
    std::string sentinels;
    for (const auto& address : m_terms.sentinels)
        sentinels += (sentinels.empty() ? "\"" : ", \"") + address + '"';
    const bool mariaDb = m_database.dialect == ledger::SqlDialect::MariaDb;
    std::ostringstream toml;
    toml << "profile = \"cluster\"\nnode = \"" << name(index) << "\"\n[http]\nport = " << port
         << "\nadvertise = \"" << name(index) << ".example:8081\"\nrequest_deadline_ms = " << m_terms.deadline.count()
         << "\noperator_token = \"" << token()
         << "\"\n[redis]\nport = " << m_toRedis.port() << "\nsentinels = [" << sentinels << "]\n[sql]\nserver = \""
         << (mariaDb ? "mariadb" : "postgresql") << "\"\nport = " << m_toSql.port() << "\ndatabase = \""
         << m_database.database << "\"\nuser = \"" << m_database.user << "\"\n[kafka]\nbrokers = \""
         << m_topics.brokers << "\"\ntopic = \"" << m_topics.topic << "\"\nshadow_topic = \""
         << m_topics.shadowTopic << "\"\ngroup = \"" << m_topics.group << "\"\n";
    if (m_terms.outboxLimit != 0)
        toml << "[store]\noutbox_limit = " << m_terms.outboxLimit << '\n';
    return toml.str();
}

NodeProgram& Fleet::startAgain(std::size_t index)
{
    const auto& launch = m_launches.at(index);
    m_nodes.at(index).reset();
    m_nodes[index] = std::make_unique<NodeProgram>(m_directory.path() / name(index), config(index, launch.port),
                                                   token(), launch.before);
    return *m_nodes[index];
}

NodeProgram& Fleet::startAnother(const std::vector<std::string>& before)
{
    std::filesystem::create_directories(m_directory.path() / name(m_nodes.size()));
    m_launches.push_back({freePort(), before});
    m_nodes.push_back(nullptr);
    return startAgain(m_nodes.size() - 1);
}

std::unique_ptr<NodeProgram> Fleet::impostorOf(std::size_t index)
{
    const auto directory = m_directory.path() / ("impostor-" + std::to_string(++m_impostors));
    std::filesystem::create_directories(directory);
    return std::make_unique<NodeProgram>(directory, config(index, 0), token());
}

std::string Fleet::instanceOf(const std::string& couponId)
{
    for (auto& node : m_nodes) {
        if (!node || node->ended())
            continue;
        const auto event = node->event(couponId);
        if (const auto* instance = event.if_contains("instance"); instance && instance->is_object())
            return instance->at("id").as_string().c_str();
    }
    throw std::runtime_error("no node shows an instance of " + couponId);
}

std::optional<std::size_t> Fleet::relayOf(const std::string& couponId)
{
    const stock::RedisKeys keys(issuing::InstanceId::parse(instanceOf(couponId)).value());
    const auto holder = m_redis.connect().ask({"GET", keys.lease}).text;
    for (std::size_t i = 0; i < m_nodes.size(); ++i)
        if (holder == name(i))
            return i;
    return std::nullopt;
}

std::map<std::string, std::uint32_t> Fleet::ledgerSlots(const std::string& couponId)
{
    const core::SystemClock clock;
    ledger::SqlLedger ledger(m_database, clock);
    const auto instance = issuing::InstanceId::parse(instanceOf(couponId)).value();
    std::map<std::string, std::uint32_t> slots;
    const auto rows = ledger.open().and_then([&] { return ledger.readIssues(instance, 0, 1'000'000); });
    if (!rows)
        throw std::runtime_error(rows.error().detail);
    for (const auto& issue : *rows)
        slots.emplace(issue.publicId.str(), issue.slot);
    ledger.close();
    return slots;
}

std::vector<std::string> Fleet::trail(std::size_t index, const std::string& couponId)
{
    std::vector<std::string> codes;
    const auto acts = objectOf(node(index).asOperator("GET", "/api/operator/acts?couponId=" + couponId));
    for (const auto& act : acts.at("acts").as_array())
        codes.emplace_back(act.at("code").as_string());
    std::ranges::reverse(codes);
    return codes;
}

} // namespace firstcome::testing
