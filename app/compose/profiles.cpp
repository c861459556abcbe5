#include "app/compose/profiles.h"

#include "backend/eventlog/embedded_event_log.h"
#include "backend/eventlog/kafka_event_log.h"
#include "backend/eventlog/kafka_lag.h"
#include "backend/eventlog/kafka_topics.h"
#include "backend/eventlog/outbox_relay.h"
#include "backend/eventlog/republish.h"
#include "backend/http/operator_token.h"
#include "backend/ledger/sql_event_directory.h"
#include "backend/ledger/sql_ledger.h"
#include "backend/ledger/sql_node_registry.h"
#include "backend/local/local_backend.h"
#include "backend/remote/remote_backend.h"
#include "backend/stock/embedded_stock_store.h"
#include "backend/stock/redis_outbox.h"
#include "backend/stock/redis_stock_store.h"
#include "build_stamp.h"

#include <QCoreApplication>

#include <fstream>

namespace firstcome::app {

namespace {

std::filesystem::path besideThisProgram(const char* name)
{
    return std::filesystem::path(QCoreApplication::applicationDirPath().toStdString()) / name;
}

ledger::SqlTarget sqlTarget(const core::Config& config, const char* file)
{
    const auto& sql = config.sql;
    if (sql.server == "sqlite")
        return ledger::SqlTarget::sqliteFile(config.dataDir / file);
    ledger::SqlTarget target;
    target.dialect = sql.server == "mariadb" ? ledger::SqlDialect::MariaDb : ledger::SqlDialect::PostgreSql;
    target.database = sql.database;
    target.host = sql.host;
    target.port = sql.port;
    target.user = sql.user;
    target.password = sql.password;
    return target;
}

void composeEmbedded(local::LocalParts& parts)
{
    const auto& config = parts.config;
    stock::EmbeddedStoreOptions options;
    options.session.database.file = config.dataDir / "store.db";
    options.session.outboxLimit = config.store.outboxLimit;
    options.maxBatch = config.store.maxBatch;
    auto store = std::make_unique<stock::EmbeddedStockStore>(options, *parts.clock);
    parts.log = std::make_unique<eventlog::EmbeddedEventLog>(
        options.session.database.file, options.session.database.vfs, store->feed(),
        [&store = *store](const issuing::InstanceId& instance, std::uint32_t through) {
            store.confirmThrough(instance, through);
        });
    parts.store = std::move(store);
}

stock::RedisTarget redisTarget(const core::RedisConfig& redis)
{
    stock::RedisTarget target;
    target.host = redis.host;
    target.port = redis.port;
    target.user = redis.user;
    target.password = redis.password;
    target.database = redis.database;
    target.sentinels = redis.sentinels;
    target.masterName = redis.masterName;
    target.cluster = redis.cluster;
    return target;
}

eventlog::KafkaTarget kafkaTarget(const core::Config& config)
{
    const auto& kafka = config.kafka;
    eventlog::KafkaTarget target;
    target.brokers = kafka.brokers;
    target.topic = kafka.topic;
    target.shadowTopic = kafka.shadowTopic;
    target.group = kafka.group;
    target.member = config.node;
    target.partitions = kafka.partitions;
    target.properties = kafka.properties;
    return target;
}

/// Keeps this run's session for the next one, which holds the data directory's lock only once this run has ended.
/// Where it cannot be kept the next one waits until this one is silent.
std::string exchangeSession(const std::filesystem::path& file, const std::string& session)
{
    std::string before;
    std::ifstream(file) >> before;
    std::ofstream(file, std::ios::trunc) << session << "\n";
    return before;
}

/// A ledger that does not answer is told so soon: the watch looks each second, and must end when told.
ledger::SqlTarget lagLedgerTarget(const core::Config& config)
{
    auto target = auditorLedgerTarget(config);
    target.connectTimeout = std::chrono::seconds(2);
    target.statementTimeout = std::chrono::seconds(3);
    return target;
}

/// Asked by whichever thread has to know, now and then: a connection of its own each time.
core::Result<std::vector<std::string>> liveNodesIn(const ledger::SqlTarget& target, const std::string& node,
                                                   const std::string& session)
{
    ledger::SqlNodeRegistry registry(target);
    auto nodes = registry.open().and_then([&] { return issuing::liveNodes(registry, node, session); });
    registry.close();
    return nodes;
}

void composeCluster(local::LocalParts& parts)
{
    const auto& config = parts.config;
    stock::RedisStoreOptions options;
    options.target = redisTarget(config.redis);
    options.outboxLimit = config.store.outboxLimit;
    options.durability = config.redis.durability;
    options.wait = {config.redis.waitReplicas, config.redis.waitTimeout};
    if (config.redis.durability == "everysec+journal")
        options.journal = stock::AcceptJournal::Options{config.dataDir / "journal"};
    options.node.node = config.node;
    parts.session = issuing::InstanceId::random().str();
    parts.sessionBefore = exchangeSession(config.dataDir / "node.session", parts.session);
    options.node.liveNodes = [target = sqlTarget(config, "directory.db"), node = config.node,
                              session = parts.session] { return liveNodesIn(target, node, session); };
    const auto relay = std::make_shared<const eventlog::OutboxRelay*>(nullptr); // it is made after the store
    options.node.relayLetGo = [relay](const issuing::InstanceId& instance, core::SteadyTime since) {
        return (*relay)->status()->hasLetGo(instance, since);
    };
    auto store = std::make_unique<stock::RedisStockStore>(options, *parts.clock);
    auto& shared = *store;
    parts.store = std::move(store);
    parts.log = std::make_unique<eventlog::KafkaEventLog>(kafkaTarget(config));
    parts.republish = [target = kafkaTarget(config)](std::span<const eventlog::LogRecord> records) {
        return eventlog::republish(target, records);
    };
    parts.topicDifferences = [check = std::make_shared<eventlog::KafkaTopicCheck>(kafkaTarget(config))] {
        return check->differences();
    };
    parts.rebuilderLedger = std::make_unique<ledger::SqlLedger>(auditorLedgerTarget(config), *parts.clock);
    parts.outbox = std::make_unique<stock::RedisOutbox>(
        options.target, config.node, [&shared](const issuing::InstanceId& instance, std::uint32_t slot) {
            shared.carried(instance, slot);
        });
    parts.relay = std::make_unique<eventlog::OutboxRelay>(*parts.outbox, kafkaTarget(config), *parts.clock);
    *relay = parts.relay.get();
    parts.watchLedger = std::make_unique<ledger::SqlLedger>(auditorLedgerTarget(config), *parts.clock);
    parts.nodes = std::make_unique<ledger::SqlNodeRegistry>(sqlTarget(config, "directory.db"));
    parts.lagSource = std::make_unique<eventlog::KafkaLag>(kafkaTarget(config));
    parts.lagLedger = std::make_unique<ledger::SqlLedger>(lagLedgerTarget(config), *parts.clock);
}

} // namespace

std::unique_ptr<Backend> makeRemoteBackend(Attachment attachment)
{
    return std::make_unique<remote::RemoteBackend>(std::move(attachment.nodes), std::move(attachment.token),
                                                   std::make_unique<core::SystemClock>());
}

ledger::SqlTarget auditorLedgerTarget(const core::Config& config)
{
    return sqlTarget(config, "ledger.db");
}

ledger::SqlTarget consumerLedgerTarget(const core::Config& config)
{
    auto target = auditorLedgerTarget(config);
    target.cacheKiB = ledger::SqlTarget::kWriterCacheKiB;
    return target;
}

core::Result<std::unique_ptr<Backend>> makeBackend(const core::Config& config, BackendExtras extras)
{
    auto logFile = core::Log::open(config.dataDir / "log");
    if (!logFile)
        return tl::unexpected(logFile.error());
    auto token = config.http.operatorToken.empty() ? http::loadOrCreateOperatorToken(config.dataDir)
                                                   : core::Result<std::string>(config.http.operatorToken);
    if (!token)
        return tl::unexpected(token.error());
    (*logFile)->hide(*token);
    for (const auto* secret : {&config.sql.password, &config.redis.password})
        if (!secret->empty())
            (*logFile)->hide(*secret);

    local::LocalParts parts;
    parts.config = config;
    parts.clock = std::make_unique<core::SystemClock>();
    parts.logFile = std::move(*logFile);
    if (config.profile == "cluster")
        composeCluster(parts);
    else
        composeEmbedded(parts);
    parts.directory = std::make_unique<ledger::SqlEventDirectory>(sqlTarget(config, "directory.db"));
    parts.consumerLedger = std::make_unique<ledger::SqlLedger>(consumerLedgerTarget(config), *parts.clock);
    parts.auditorLedger = std::make_unique<ledger::SqlLedger>(auditorLedgerTarget(config), *parts.clock);
    parts.operatorToken = std::move(*token);
    parts.spikeProgram =
        extras.spikeProgram.empty() ? besideThisProgram("firstcome-spike") : extras.spikeProgram;
    parts.build = kBuildStamp;
    parts.program = QCoreApplication::applicationName().toStdString();
    parts.guiReadings = std::move(extras.guiReadings);
    return std::make_unique<local::LocalBackend>(std::move(parts));
}

} // namespace firstcome::app
