#pragma once

#include "backend/core/clock.h"
#include "backend/core/config.h"
#include "backend/core/logging.h"
#include "backend/eventlog/event_log.h"
#include "backend/eventlog/lag_source.h"
#include "backend/eventlog/outbox_relay.h"
#include "backend/issuing/event_directory.h"
#include "backend/issuing/node_registry.h"
#include "backend/ledger/ledger.h"
#include "backend/spike/run_result.h"
#include "backend/stock/stock_store.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace firstcome::local {

/// Everything that differs between profiles and programs, made by whoever composes a local backend.
struct LocalParts
{
    core::Config config;
    std::unique_ptr<core::Clock> clock;
    std::unique_ptr<core::Log> logFile;
    std::unique_ptr<stock::StockStore> store;
    std::unique_ptr<eventlog::Outbox> outbox;     ///< null where the store itself is the log
    std::unique_ptr<eventlog::OutboxRelay> relay; ///< carries from the outbox to the log; null likewise
    std::unique_ptr<eventlog::EventLog> log;
    std::unique_ptr<issuing::EventDirectory> directory;
    std::unique_ptr<issuing::NodeRegistry> nodes; ///< null where no other node can be
    std::string session;       ///< of this run among other nodes; empty likewise
    std::string sessionBefore; ///< of the run before it in this data directory
    std::unique_ptr<ledger::Ledger> consumerLedger; ///< writes every issue: its cache may be larger
    std::unique_ptr<ledger::Ledger> auditorLedger;
    std::unique_ptr<ledger::Ledger> watchLedger; ///< null where this process' consumer sees every issue
    std::unique_ptr<ledger::Ledger> rebuilderLedger; ///< null where the store cannot lose anything by itself
    /// Writes issues to the log once more; absent likewise. Blocks.
    std::function<core::Result<void>(std::span<const eventlog::LogRecord>)> republish;
    /// What is otherwise in the log's topics than it must be; absent where the log has none. Blocks.
    std::function<core::Result<std::vector<std::string>>()> topicDifferences;
    std::unique_ptr<eventlog::LagSource> lagSource; ///< null where the log has no partitions
    std::unique_ptr<ledger::Ledger> lagLedger;      ///< null likewise; it must fail within a few seconds
    std::string operatorToken;
    std::filesystem::path spikeProgram; ///< firstcome-spike
    std::string program = "firstcome";  ///< which one carries the backend
    std::string build;                  ///< version and commit, for reports
    /// What the window has to say for the result of a run; absent without one. Any thread.
    std::function<std::optional<spike::RunResult::Gui>()> guiReadings;
};

} // namespace firstcome::local
