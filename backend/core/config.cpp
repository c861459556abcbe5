#include "backend/core/config.h"

#include "backend/core/config_table.h"
#include "backend/core/file_text.h"
#include "backend/core/parsed_number.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <optional>

namespace firstcome::core {

namespace {

constexpr std::int64_t kMiB = 1024 * 1024;
constexpr std::int64_t kDayMs = 24 * 60 * 60 * 1000;

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

bool isHostAndPort(const std::string& text)
{
    const auto colon = text.rfind(':');
    const auto port = colon == std::string::npos ? std::nullopt
                                                 : numberIn<std::uint16_t>(std::string_view(text).substr(colon + 1));
    return port && *port != 0 && colon > 0;
}

/// A name or an address and a port, in characters that a URL has there.
bool isAdvertised(const std::string& text)
{
    return text.empty() ||
           (text.size() <= 255 && isHostAndPort(text) &&
            text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_:[]") ==
                std::string::npos);
}

void readHttp(ConfigTable in, HttpConfig& http)
{
    in.text("bind", http.bind, isAddress, "must be an IPv4 or IPv6 address");
    in.integer("port", http.port, 0, 65'535);
    in.text("advertise", http.advertise, isAdvertised, "must be host:port, such as \"node-1.example:8081\"");
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

void readAdmission(ConfigTable in, AdmissionConfig& admission)
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

void readConsumer(ConfigTable in, ConsumerConfig& consumer)
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

bool isGiven(const std::string& text)
{
    return !text.empty();
}

void readSql(ConfigTable in, SqlConfig& sql)
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

void readRedis(ConfigTable in, RedisConfig& redis)
{
    in.text("host", redis.host, isGiven, "must be a name, an address or the path of a socket");
    in.integer("port", redis.port, 1, 65'535);
    in.refuseAny("tls", "is not spoken here: let stunnel carry it, and give stunnel's address as host and port");
    in.text("user", redis.user, [](const std::string&) { return true; }, "must be a user's name");
    in.secret("password", redis.password);
    in.integer("database", redis.database, 0, 1'000'000);
    in.texts("sentinels", redis.sentinels, isHostAndPort, "must be host:port");
    in.text("master_name", redis.masterName, isName, kNameRule);
    in.texts("cluster", redis.cluster, isHostAndPort, "must be host:port");
    if (!redis.cluster.empty() && !redis.sentinels.empty())
        in.refusePair("cluster", "sentinels", "must not be given with sentinels: a cluster fails over by itself");
    if (!redis.cluster.empty() && redis.host.starts_with('/'))
        in.refusePair("cluster", "host", "must not be given with a Unix socket as host");
    if (!redis.cluster.empty() && redis.database != 0)
        in.refusePair("cluster", "database", "must not be given with a database: a cluster has only 0");
    in.text(
        "durability", redis.durability,
        [](const std::string& name) { return name == "everysec+journal" || name == "always"; },
        "must be \"everysec+journal\" or \"always\"");
    in.integer("wait_replicas", redis.waitReplicas, 0, 100);
    in.milliseconds("wait_timeout_ms", redis.waitTimeout, 1, 2'000); // below what a silent server is given
    in.finish();
}

void readKafka(ConfigTable in, KafkaConfig& kafka)
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

void readAll(ConfigTable in, Config& config)
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
    ConfigProblems problems{std::string(fileName), {}};
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
    const auto text = textOf(file);
    if (!text)
        return fail(ErrorKind::Io, "config_unreadable", file.string() + ": " + std::strerror(errno));
    return parseConfig(*text, file.string());
}

std::vector<std::string> configKeys()
{
    ConfigProblems problems;
    std::vector<std::string> keys;
    Config config;
    readAll({nullptr, "", problems, keys}, config);
    return keys;
}

} // namespace firstcome::core
