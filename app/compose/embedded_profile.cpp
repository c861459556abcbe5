#include "app/compose/embedded_profile.h"

#include "backend/eventlog/embedded_event_log.h"
#include "backend/http/operator_token.h"
#include "backend/ledger/sql_event_directory.h"
#include "backend/ledger/sql_ledger.h"
#include "backend/local/local_backend.h"
#include "backend/stock/embedded_stock_store.h"
#include "build_stamp.h"

#include <QCoreApplication>

namespace firstcome::app {

namespace {

std::filesystem::path besideThisProgram(const char* name)
{
    return std::filesystem::path(QCoreApplication::applicationDirPath().toStdString()) / name;
}

} // namespace

ledger::SqlTarget auditorLedgerTarget(const core::Config& config)
{
    return ledger::SqlTarget::sqliteFile(config.dataDir / "ledger.db");
}

ledger::SqlTarget consumerLedgerTarget(const core::Config& config)
{
    auto target = auditorLedgerTarget(config);
    target.cacheKiB = ledger::SqlTarget::kWriterCacheKiB;
    return target;
}

core::Result<std::unique_ptr<Backend>> makeEmbeddedBackend(const core::Config& config, BackendExtras extras)
{
    if (config.profile != "embedded")
        return core::fail(core::ErrorKind::InvalidArgument, "bad_config",
                          "this build serves the embedded profile only, not \"" + config.profile + "\"");
    auto logFile = core::Log::open(config.dataDir / "log");
    if (!logFile)
        return tl::unexpected(logFile.error());
    auto token = http::loadOrCreateOperatorToken(config.dataDir);
    if (!token)
        return tl::unexpected(token.error());
    (*logFile)->hide(*token);

    local::LocalParts parts;
    parts.config = config;
    parts.clock = std::make_unique<core::SystemClock>();
    parts.logFile = std::move(*logFile);
    const core::Clock& clock = *parts.clock;

    stock::EmbeddedStoreOptions options;
    options.session.database.file = config.dataDir / "store.db";
    options.session.outboxLimit = config.store.outboxLimit;
    options.maxBatch = config.store.maxBatch;
    auto store = std::make_unique<stock::EmbeddedStockStore>(options, clock);
    parts.log = std::make_unique<eventlog::EmbeddedEventLog>(
        options.session.database.file, options.session.database.vfs, store->feed(),
        [&store = *store](const issuing::InstanceId& instance, std::uint32_t through) {
            store.confirmThrough(instance, through);
        });
    parts.store = std::move(store);
    parts.directory = std::make_unique<ledger::SqlEventDirectory>(
        ledger::SqlTarget::sqliteFile(config.dataDir / "directory.db"));
    parts.consumerLedger = std::make_unique<ledger::SqlLedger>(consumerLedgerTarget(config), clock);
    parts.auditorLedger = std::make_unique<ledger::SqlLedger>(auditorLedgerTarget(config), clock);
    parts.operatorToken = std::move(*token);
    parts.spikeProgram = extras.spikeProgram.empty() ? besideThisProgram("firstcome-spike") : extras.spikeProgram;
    parts.build = kBuildStamp;
    parts.guiReadings = std::move(extras.guiReadings);
    return std::make_unique<local::LocalBackend>(std::move(parts));
}

} // namespace firstcome::app
