#pragma once

#include "backend/core/result.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace firstcome::core {

/// Limits of the HTTP server.
struct HttpConfig
{
    std::string bind = "127.0.0.1";
    std::uint16_t port = 8081; ///< 0: any free one
    std::string advertise;     ///< host:port that others reach it under; empty: the bound address and port
    unsigned ioThreads = 0;    ///< 0: one on up to two cores, cores / 2 above
    std::size_t maxHeaderBytes = 8 * 1024;
    std::size_t maxBodyBytes = 64 * 1024;              ///< of public routes
    std::size_t maxOperatorBodyBytes = 64 * 1024 * 1024;///< people as CSV
    std::chrono::milliseconds headerTimeout{10'000};   ///< first byte of a request to the end of its header
    std::chrono::milliseconds bodyTimeout{30'000};
    std::chrono::milliseconds idleTimeout{60'000};     ///< between two requests
    std::chrono::milliseconds requestDeadline{800};    ///< of one attempt at the store: told within a second
    std::uint32_t maxConnections = 20'000;
    std::uint32_t maxConnectionsPerAddress = 200;      ///< not for loopback
    std::uint32_t maxInFlight = 20'000;                ///< attempts not yet answered; more get 503 overloaded
    std::vector<std::string> trustedProxies;
    /// One for all nodes of a fleet, at least kShortestToken characters; empty: the one in the data directory.
    /// From the environment variable that `operator_token_env` names, where that is given.
    std::string operatorToken;

    static constexpr std::size_t kShortestToken = 32;
};

/// Token buckets before the store. A rate of 0 means no limit.
struct AdmissionConfig
{
    double globalPerSecond = 0;
    double globalBurst = 0;
    double perAddressPerSecond = 50; ///< not for loopback
    double perAddressBurst = 100;
};

struct StoreConfig
{
    std::uint64_t outboxLimit = 5'000'000; ///< issues accepted and not yet confirmed by the log
    std::uint32_t maxBatch = 2'000;
};

struct ConsumerConfig
{
    std::uint32_t batchRows = 500;
    std::chrono::milliseconds batchTime{100};
    std::uint64_t lagWarning = 1'000;
    std::uint64_t lagCritical = 10'000;
};

/// The SQL server of ledger and directory; with `sqlite` both are files of the data directory.
struct SqlConfig
{
    std::string server = "sqlite"; ///< sqlite, mariadb (MySQL too) or postgresql
    std::string host = "127.0.0.1"; ///< name, address, or absolute path of a Unix socket (PostgreSQL: its folder)
    std::uint16_t port = 0;         ///< 0: the server's usual one
    std::string database = "firstcome";
    std::string user = "firstcome";
    std::string password; ///< from the environment variable that `password_env` names, where that is given
};

/// Profile cluster: the Redis server of the stock store.
struct RedisConfig
{
    std::string host = "127.0.0.1"; ///< name, address, or absolute path of a Unix socket
    std::uint16_t port = 6379;
    std::string user, password; ///< as SqlConfig's
    int database = 0;
    std::vector<std::string> sentinels;  ///< host:port of each; where given they say where the master is
    std::string masterName = "mymaster"; ///< as the Sentinels call it
    /// host:port of some servers of a Redis Cluster, through which the others are found, instead of host and port.
    /// Not with Sentinels, nor with a Unix socket or another database than 0.
    std::vector<std::string> cluster;
    /// What keeps an accept that was shown: `everysec+journal`, the server's AOF and a journal beside each node;
    /// or `always`, the server's AOF synced before it answers, and no journal.
    std::string durability = "everysec+journal";
    /// Before a slot is shown so many replicas of the master must have it (WAIT); 0: it is not waited for.
    std::uint32_t waitReplicas = 0;
    std::chrono::milliseconds waitTimeout{500}; ///< then 503; asked again, a person gets the true verdict
};

/// Profile cluster: the Kafka cluster of the event log.
struct KafkaConfig
{
    std::string brokers = "127.0.0.1:9092"; ///< host:port, with commas between
    std::string topic = "coupon-issue-requested";
    std::string shadowTopic = "coupon-issue-requested.rehearsal";
    std::string group = "firstcome-ledger";
    int partitions = 10;
    std::vector<std::string> watchGroups; ///< whose lag is shown too, beside our own group's
    std::map<std::string, std::string> properties; ///< librdkafka's, for instance `sasl.password`
};

/// Everything a backend is told at start. Checked whole: nothing starts on half of it.
struct Config
{
    std::string profile = "embedded"; ///< or `cluster`: Redis and Kafka, and an SQL server
    std::string node = "node-1";      ///< this node's name among those that share Redis, Kafka and SQL
    std::filesystem::path dataDir;
    HttpConfig http;
    AdmissionConfig admission;
    StoreConfig store;
    ConsumerConfig consumer;
    SqlConfig sql;
    RedisConfig redis;
    KafkaConfig kafka;
};

bool isProfile(const std::string& name);
/// 1 to 249 of A-Z a-z 0-9 . _ -
bool isNodeName(const std::string& name);

/// Reads TOML. Where a password belongs, `password_env` may name a variable of the environment instead, and
/// nothing starts where that is not set. An unknown key, a value of the wrong type or out of range, and bad syntax are InvalidArgument
/// `bad_config` whose detail names file, line and key of each, one a line. Keys not given keep their defaults.
/// Keys are the members above in snake_case, in tables [http], [admission], [store], [consumer], [sql], [redis],
/// [kafka]; durations are integers of milliseconds whose key ends with `_ms`.
Result<Config> parseConfig(std::string_view toml, std::string_view fileName);
/// As parseConfig; a file that cannot be read is Io `config_unreadable`.
Result<Config> loadConfig(const std::filesystem::path& file);
/// Every key that parseConfig knows, such as `http.port`.
std::vector<std::string> configKeys();

} // namespace firstcome::core
