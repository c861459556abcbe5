#pragma once

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

/// One file, two connections: the consumer's writes every issue, the auditor's reads.
ledger::SqlTarget consumerLedgerTarget(const core::Config& config);
ledger::SqlTarget auditorLedgerTarget(const core::Config& config);

/// Composes the embedded profile: SQLite store, its table as the log, SQLite ledger and directory, one data
/// directory, no server. Needs a QCoreApplication. Errors: Io `log_unwritable`, `token_io`; Corrupt `bad_token`;
/// InvalidArgument `bad_config` for another profile.
core::Result<std::unique_ptr<Backend>> makeEmbeddedBackend(const core::Config& config, BackendExtras extras);

} // namespace firstcome::app
