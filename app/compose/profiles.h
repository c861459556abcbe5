#pragma once

#include "app/compose/connect_options.h"
#include "backend/backend.h"
#include "backend/core/config.h"
#include "backend/core/result.h"
#include "backend/ledger/sql_dialect.h"
#include "backend/spike/run_result.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

namespace firstcome::app {

/// What a program may add to the backend that it carries.
struct BackendExtras
{
    /// The window's own readings for the result of a run. Any thread.
    std::function<std::optional<spike::RunResult::Gui>()> guiReadings;
    std::filesystem::path spikeProgram; ///< empty: `firstcome-spike` beside this program
};

/// The backend of a console that attaches to running nodes.
std::unique_ptr<Backend> makeRemoteBackend(Attachment attachment);

/// One database, two connections: the consumer's writes every issue, the auditor's reads.
ledger::SqlTarget consumerLedgerTarget(const core::Config& config);
ledger::SqlTarget auditorLedgerTarget(const core::Config& config);

/// Composes the profile that the config names. Embedded: SQLite store, its table as the log, no server. Cluster:
/// Redis as the store, Kafka as the log. Ledger and directory are in either where [sql] says. Needs a
/// QCoreApplication. Errors: Io `log_unwritable`, `token_io`; Corrupt `bad_token`. A server that is not there is no
/// error: the backend says so and keeps trying.
core::Result<std::unique_ptr<Backend>> makeBackend(const core::Config& config, BackendExtras extras);

} // namespace firstcome::app
