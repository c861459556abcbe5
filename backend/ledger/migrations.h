#pragma once

#include "backend/core/result.h"

#include <functional>
#include <span>
#include <string_view>

namespace firstcome::ledger {

class SqlConnection;

/// One numbered step of one schema in one dialect. Its statements are separated by blank lines, so that a
/// trigger's body may hold semicolons.
struct Migration
{
    std::string_view dialect;
    std::string_view schema; ///< `ledger` or `directory`
    int version;             ///< 1, 2, 3, … without holes
    std::string_view name;
    std::string_view sql;
};

/// Everything below resources/migrations, ordered by dialect, schema and version; part of this library.
std::span<const Migration> embeddedMigrations();

/// Brings the database to the newest version of `schema`, in one transaction under a lock of the server's, so
/// that of two programs that start together one migrates and the other finds it done. (MariaDB commits at
/// every definition: there each step can be taken again.) Throws SqlFailure;
/// WrongState `schema_newer` where the database was written by a newer program. Returns the version.
int migrate(SqlConnection& connection, std::string_view schema);

/// Opens the connection, migrates and does `then`; closed again where that fails.
core::Result<void> openMigrated(SqlConnection& connection, std::string_view schema,
                                const std::function<void()>& then = {});

} // namespace firstcome::ledger
