#include "backend/core/config.h"

#include "backend/core/parsed_number.h"

#include <toml++/toml.h>

#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>

namespace firstcome::core {

namespace {

constexpr std::int64_t kMiB = 1024 * 1024;
constexpr std::int64_t kDayMs = 24 * 60 * 60 * 1000;

/// Gathers every problem of one file, each with its line.
struct Problems
{
    std::string file;
    std::vector<std::string> lines;

    void add(const toml::source_region& where, const std::string& what)
    {
        lines.push_back(file + ":" + std::to_string(where.begin.line) + ": " + what);
    }
};

/// Reads one table key by key, and then knows which keys nobody asked for.
class TableReader
{
public:
    TableReader(const toml::table* table, std::string path, Problems& problems,
                std::vector<std::string>& keys)
        : m_table(table)
        , m_path(std::move(path))
        , m_problems(problems)
        , m_keys(keys)
    {
    }

    template <class Integer>
    void integer(std::string_view key, Integer& out, std::int64_t lowest, std::int64_t highest)
    {
        const auto* node = find(key);
        if (!node)
            return;
        const auto value = node->value_exact<std::int64_t>();
        if (value && *value >= lowest && *value <= highest)
            out = static_cast<Integer>(*value);
        else
            refuse(*node, key,
                   "must be a whole number from " + std::to_string(lowest) + " to " +
                       std::to_string(highest));
    }

    void milliseconds(std::string_view key, std::chrono::milliseconds& out, std::int64_t lowest,
                      std::int64_t highest)
    {
        auto count = out.count();
        integer(key, count, lowest, highest);
        out = std::chrono::milliseconds(count);
    }

    void rate(std::string_view key, double& out)
    {
        const auto* node = find(key);
        if (!node)
            return;
        const auto value = node->is_number() ? node->value<double>() : std::nullopt;
        if (value && std::isfinite(*value) && *value >= 0 && *value <= 1e9)
            out = *value;
        else
            refuse(*node, key, "must be a number from 0 to 1000000000");
    }

    template <class Check>
    void text(std::string_view key, std::string& out, Check&& holds, std::string_view rule)
    {
        const auto* node = find(key);
        if (!node)
            return;
        auto value = node->value_exact<std::string>();
        if (value && holds(*value))
            out = std::move(*value);
        else
            refuse(*node, key, rule);
    }

    template <class Check>
    void texts(std::string_view key, std::vector<std::string>& out, Check&& holds, std::string_view rule)
    {
        const auto* node = find(key);
        if (!node)
            return;
        if (!node->is_array()) {
            refuse(*node, key, rule);
            return;
        }
        std::vector<std::string> values;
        for (const auto& element : *node->as_array()) {
            auto value = element.value_exact<std::string>();
            if (value && holds(*value))
                values.push_back(std::move(*value));
            else
                refuse(element, key, rule);
        }
        out = std::move(values);
    }

    /// A password, or the name of the variable that holds it.
    void secret(std::string_view key, std::string& out)
    {
        const auto any = [](const std::string&) { return true; };
        text(key, out, any, "must be a text");
        std::string variable;
        const std::string variableKey = std::string(key) + "_env";
        text(variableKey, variable, [](const std::string& name) { return std::getenv(name.c_str()) != nullptr; },
             "must name a variable that is set in the environment");
        if (!variable.empty())
            out = std::getenv(variable.c_str());
    }

    /// Refuses what `secret` read, at the line that it came from.
    void refuseSecret(std::string_view key, std::string_view rule)
    {
        const std::string variableKey = std::string(key) + "_env";
        const bool fromVariable = m_table && m_table->contains(variableKey);
        if (const auto* node = m_table ? m_table->get(fromVariable ? variableKey : key) : nullptr)
            refuse(*node, fromVariable ? variableKey : key, rule);
    }

    /// Every key of a table whose keys are not ours, with its text.
    void anyTexts(std::map<std::string, std::string>& out)
    {
        m_keys.push_back(m_path + "*");
        if (!m_table)
            return;
        for (const auto& [key, node] : *m_table) {
            m_known.emplace(key.str());
            if (const auto value = node.value_exact<std::string>())
                out.emplace(key.str(), *value);
            else
                refuse(node, key.str(), "must be a text");
        }
    }

    TableReader table(std::string_view key)
    {
        m_known.emplace(key);
        const toml::node* node = m_table ? m_table->get(key) : nullptr;
        if (node && !node->is_table())
            refuse(*node, key, "must be a table");
        return {node ? node->as_table() : nullptr, m_path + std::string(key) + ".", m_problems, m_keys};
    }

    /// Refuses the pair of keys at the line of the first that was given.
    void refusePair(std::string_view first, std::string_view second, std::string_view rule)
    {
        const toml::node* node = m_table ? m_table->get(first) : nullptr;
        if (!node && m_table)
            node = m_table->get(second);
        if (node)
            refuse(*node, first, rule);
    }

    void finish()
    {
        if (!m_table)
            return;
        for (const auto& [key, node] : *m_table)
            if (!m_known.contains(key.str()))
                m_problems.add(key.source(), "unknown key " + m_path + std::string(key.str()));
    }

private:
    const toml::node* find(std::string_view key)
    {
        m_known.emplace(key);
        m_keys.push_back(m_path + std::string(key));
        return m_table ? m_table->get(key) : nullptr;
    }

    void refuse(const toml::node& node, std::string_view key, std::string_view rule)
    {
        m_problems.add(node.source(), m_path + std::string(key) + " " + std::string(rule));
    }

    const toml::table* m_table;
    std::string m_path;
    Problems& m_problems;
    std::vector<std::string>& m_keys;
    std::set<std::string, std::less<>> m_known;
};

int addressBits(const std::string& text)
{
    unsigned char bytes[sizeof(in6_addr)];
    if (inet_pton(AF_INET, text.c_str(), bytes) == 1)
        return 32;
    return inet_pton(AF_INET6, text.c_str(), bytes) == 1 ? 128 : 0;
}

bool isAddress(const std::string& text)
{
    return addressBits(text) != 0;
}

bool isAddressOrNetwork(const std::string& text)
{
    const auto slash = text.find('/');
    const int bits = addressBits(text.substr(0, slash));
    if (slash == std::string::npos || bits == 0)
        return bits != 0;
    const auto length = text.substr(slash + 1);
    if (length.empty() || length.size() > 3 || length.find_first_not_of("0123456789") != std::string::npos)
        return false;
    return std::stoi(length) <= bits;
}

/// Goes into a header as it is.
bool isToken(const std::string& text)
{
    return text.size() >= HttpConfig::kShortestToken &&
           std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; });
}

void readHttp(TableReader in, HttpConfig& http)
{
    in.text("bind", http.bind, isAddress, "must be an IPv4 or IPv6 address");
    in.integer("port", http.port, 0, 65'535);
    in.integer("io_threads", http.ioThreads, 0, 256);
    in.integer("max_header_bytes", http.maxHeaderBytes, 1024, kMiB);
    in.integer("max_body_bytes", http.maxBodyBytes, 0, 1024 * kMiB);
    in.integer("max_operator_body_bytes", http.maxOperatorBodyBytes, 1024, 1024 * kMiB);
    in.milliseconds("header_timeout_ms", http.headerTimeout, 1, kDayMs);
    in.milliseconds("body_timeout_ms", http.bodyTimeout, 1, kDayMs);
    in.milliseconds("idle_timeout_ms", http.idleTimeout, 1, kDayMs);
    in.milliseconds("request_deadline_ms", http.requestDeadline, 1, kDayMs);
    in.integer("max_connections", http.maxConnections, 1, 1'000'000);
    in.integer("max_connections_per_address", http.maxConnectionsPerAddress, 1, 1'000'000);
    in.integer("max_in_flight", http.maxInFlight, 1, 1'000'000);
    in.texts("trusted_proxies", http.trustedProxies, isAddressOrNetwork,
             "must be a list of addresses or networks such as \"10.0.0.0/8\"");
    in.secret("operator_token", http.operatorToken);
    if (!http.operatorToken.empty() && !isToken(http.operatorToken))
        in.refuseSecret("operator_token", "must be at least 32 characters of ASCII without blanks");
    in.finish();
}

void readAdmission(TableReader in, AdmissionConfig& admission)
{
    in.rate("global_per_second", admission.globalPerSecond);
    in.rate("global_burst", admission.globalBurst);
    in.rate("per_address_per_second", admission.perAddressPerSecond);
    in.rate("per_address_burst", admission.perAddressBurst);
    // A bucket that never holds one whole token lets nobody through, ever.
    if (admission.globalPerSecond > 0 && admission.globalBurst < 1)
        in.refusePair("global_burst", "global_per_second",
                      "must be at least 1 where global_per_second is not 0");
    if (admission.perAddressPerSecond > 0 && admission.perAddressBurst < 1)
        in.refusePair("per_address_burst", "per_address_per_second",
                      "must be at least 1 where per_address_per_second is not 0");
    in.finish();
}

void readConsumer(TableReader in, ConsumerConfig& consumer)
{
    in.integer("batch_rows", consumer.batchRows, 1, 10'000);
    in.milliseconds("batch_time_ms", consumer.batchTime, 1, 60'000);
    in.integer("lag_warning", consumer.lagWarning, 1, 1'000'000'000);
    in.integer("lag_critical", consumer.lagCritical, 1, 1'000'000'000);
    if (consumer.lagWarning > consumer.lagCritical)
        in.refusePair("lag_warning", "lag_critical", "must not be above lag_critical");
    in.finish();
}

bool isName(const std::string& text)
{
    return !text.empty() && text.size() <= 249 &&
           text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") ==
               std::string::npos;
}

constexpr std::string_view kNameRule = "must be 1 to 249 of A-Z a-z 0-9 . _ -";

bool isHostAndPort(const std::string& text)
{
    const auto colon = text.rfind(':');
    const auto port = colon == std::string::npos ? std::nullopt
                                                 : numberIn<std::uint16_t>(std::string_view(text).substr(colon + 1));
    return port && *port != 0 && colon > 0;
}

bool isGiven(const std::string& text)
{
    return !text.empty();
}

void readSql(TableReader in, SqlConfig& sql)
{
    in.text(
        "server", sql.server,
        [](const std::string& name) { return name == "sqlite" || name == "mariadb" || name == "postgresql"; },
        "must be \"sqlite\", \"mariadb\" or \"postgresql\"");
    in.text("host", sql.host, isGiven, "must be a name, an address or the path of a socket");
    in.integer("port", sql.port, 0, 65'535);
    in.text("database", sql.database, isGiven, "must be a database's name");
    in.text("user", sql.user, isGiven, "must be a user's name");
    in.secret("password", sql.password);
    in.finish();
}

void readRedis(TableReader in, RedisConfig& redis)
{
    in.text("host", redis.host, isGiven, "must be a name, an address or the path of a socket");
    in.integer("port", redis.port, 1, 65'535);
    in.text("user", redis.user, [](const std::string&) { return true; }, "must be a user's name");
    in.secret("password", redis.password);
    in.integer("database", redis.database, 0, 1'000'000);
    in.texts("sentinels", redis.sentinels, isHostAndPort, "must be host:port");
    in.text("master_name", redis.masterName, isName, kNameRule);
    in.text(
        "durability", redis.durability,
        [](const std::string& name) { return name == "everysec+journal" || name == "always"; },
        "must be \"everysec+journal\" or \"always\"");
    in.finish();
}

void readKafka(TableReader in, KafkaConfig& kafka)
{
    in.text("brokers", kafka.brokers, isGiven, "must be host:port, with commas between");
    in.text("topic", kafka.topic, isName, kNameRule);
    in.text("shadow_topic", kafka.shadowTopic, isName, kNameRule);
    in.text("group", kafka.group, isName, kNameRule);
    in.integer("partitions", kafka.partitions, 1, 1'000);
    in.texts("watch_groups", kafka.watchGroups, isName, "must be a list of names of groups");
    if (kafka.topic == kafka.shadowTopic)
        in.refusePair("shadow_topic", "topic", "must not be the topic too");
    in.table("properties").anyTexts(kafka.properties);
    in.finish();
}

void readAll(TableReader in, Config& config)
{
    in.text("profile", config.profile, isProfile, "must be \"embedded\" or \"cluster\"");
    in.text("node", config.node, isNodeName, kNameRule);
    auto dataDir = config.dataDir.string();
    in.text(
        "data_dir", dataDir, [](const std::string& path) { return !path.empty(); }, "must be a path");
    config.dataDir = dataDir;
    readHttp(in.table("http"), config.http);
    readAdmission(in.table("admission"), config.admission);
    auto store = in.table("store");
    store.integer("outbox_limit", config.store.outboxLimit, 1, 1'000'000'000);
    store.integer("max_batch", config.store.maxBatch, 1, 100'000);
    store.finish();
    readConsumer(in.table("consumer"), config.consumer);
    readSql(in.table("sql"), config.sql);
    readRedis(in.table("redis"), config.redis);
    readKafka(in.table("kafka"), config.kafka);
    in.finish();
}

std::string joined(const std::vector<std::string>& lines)
{
    std::string text;
    for (const auto& line : lines)
        text += (text.empty() ? "" : "\n") + line;
    return text;
}

} // namespace

bool isProfile(const std::string& name)
{
    return name == "embedded" || name == "cluster";
}

bool isNodeName(const std::string& name)
{
    return isName(name);
}

Result<Config> parseConfig(std::string_view text, std::string_view fileName)
{
    Problems problems{std::string(fileName), {}};
    Config config;
    try {
        const toml::table parsed = toml::parse(text);
        std::vector<std::string> keys;
        readAll({&parsed, "", problems, keys}, config);
    } catch (const toml::parse_error& error) {
        problems.add(error.source(), std::string(error.description()));
    }
    if (!problems.lines.empty())
        return fail(ErrorKind::InvalidArgument, "bad_config", joined(problems.lines));
    return config;
}

Result<Config> loadConfig(const std::filesystem::path& file)
{
    errno = 0;
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    if (in)
        text << in.rdbuf();
    if (!in || in.bad() || std::filesystem::is_directory(file))
        return fail(ErrorKind::Io, "config_unreadable",
                    file.string() + ": " + std::strerror(errno ? errno : EISDIR));
    return parseConfig(std::move(text).str(), file.string());
}

std::vector<std::string> configKeys()
{
    Problems problems;
    std::vector<std::string> keys;
    Config config;
    readAll({nullptr, "", problems, keys}, config);
    return keys;
}

} // namespace firstcome::core
