#include "backend/ledger/sql_dialect.h"

#include <algorithm>

namespace firstcome::ledger {

namespace {

/// Pages in the write-ahead log before they are copied into the database: random pages of the index on the
/// person are rewritten by many transactions, and so copied once for all of them.
constexpr int kCheckpointPages = 16'000;

// A position never goes back: a consumer that was paused while others took its partitions over writes late.
constexpr std::string_view kOnConflictAddSqlite =
    " ON CONFLICT (topic, log_partition) DO UPDATE SET next_offset = max(positions.next_offset, excluded.next_offset),"
    " record_count = positions.record_count + excluded.record_count";
constexpr std::string_view kOnConflictAddPostgreSql =
    " ON CONFLICT (topic, log_partition) DO UPDATE SET"
    " next_offset = greatest(positions.next_offset, excluded.next_offset),"
    " record_count = positions.record_count + excluded.record_count";

constexpr DialectTraits kSqlite{
    .name = "sqlite",
    .driver = "QSQLITE",
    .beginWrite = "BEGIN IMMEDIATE",
    .failureEndsTransaction = false,
    .insertOrSkip = "INSERT OR IGNORE INTO ",
    .skipTail = "",
    .lockRow = "",
    .nowMicros = "CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)",
    .positionUpsertTail = kOnConflictAddSqlite,
    .lockMigrations = "",
    .unlockMigrations = "",
};

constexpr DialectTraits kMariaDb{
    .name = "mariadb",
    .driver = "QMYSQL",
    .beginWrite = "START TRANSACTION",
    .failureEndsTransaction = false,
    .insertOrSkip = "INSERT IGNORE INTO ",
    .skipTail = "",
    .lockRow = " FOR UPDATE",
    .nowMicros = "CAST(UNIX_TIMESTAMP(NOW(6)) * 1000000 AS SIGNED)",
    .positionUpsertTail = " ON DUPLICATE KEY UPDATE next_offset = GREATEST(next_offset, VALUES(next_offset)),"
                          " record_count = record_count + VALUES(record_count)",
    // The server commits at each definition, so a transaction cannot be the lock.
    .lockMigrations = "DO GET_LOCK(CONCAT('firstcome migrations of ', DATABASE()), 60)",
    .unlockMigrations = "DO RELEASE_LOCK(CONCAT('firstcome migrations of ', DATABASE()))",
};

/// The lock's number is ours alone: "firstcom" in ASCII.
constexpr DialectTraits kPostgreSql{
    .name = "postgresql",
    .driver = "QPSQL",
    .beginWrite = "BEGIN",
    .failureEndsTransaction = true,
    .insertOrSkip = "INSERT INTO ",
    .skipTail = " ON CONFLICT DO NOTHING",
    .lockRow = " FOR UPDATE",
    .nowMicros = "CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT)",
    .positionUpsertTail = kOnConflictAddPostgreSql,
    .lockMigrations = "SELECT pg_advisory_lock(7379542795466174317)",
    .unlockMigrations = "SELECT pg_advisory_unlock(7379542795466174317)",
};

std::string seconds(std::chrono::milliseconds time)
{
    return std::to_string(std::max<std::int64_t>(1, std::chrono::ceil<std::chrono::seconds>(time).count()));
}

} // namespace

SqlTarget SqlTarget::sqliteFile(const std::filesystem::path& file)
{
    SqlTarget target;
    target.database = file.string();
    return target;
}

const DialectTraits& traitsOf(SqlDialect dialect)
{
    switch (dialect) {
    case SqlDialect::MariaDb:
        return kMariaDb;
    case SqlDialect::PostgreSql:
        return kPostgreSql;
    case SqlDialect::Sqlite:
        break;
    }
    return kSqlite;
}

std::vector<std::string> sessionStatements(const SqlTarget& target)
{
    switch (target.dialect) {
    case SqlDialect::MariaDb:
        return {
            // Nothing is cut to fit, and || joins texts as it does elsewhere.
            "SET SESSION sql_mode = 'STRICT_ALL_TABLES,PIPES_AS_CONCAT,NO_ENGINE_SUBSTITUTION,"
            "ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE'",
            "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
            "SET SESSION innodb_lock_wait_timeout = " + seconds(target.busyTimeout),
            "SET SESSION lock_wait_timeout = " + seconds(target.busyTimeout),
            // Numbers for five million people are made by a recursion; each server understands one half.
            "SET SESSION wait_timeout = 28800 /*!80003 , SESSION cte_max_recursion_depth = 5000001 */"
            " /*M!100600 , SESSION max_recursive_iterations = 5000001 */",
        };
    case SqlDialect::PostgreSql:
        return {
            "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED",
            "SET synchronous_commit = on",
            "SET lock_timeout = " + std::to_string(target.busyTimeout.count()),
            "SET statement_timeout = " + std::to_string(target.statementTimeout.count()),
            "SET client_min_messages = warning",
        };
    case SqlDialect::Sqlite:
        break;
    }
    return {
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "PRAGMA cache_size = -" + std::to_string(target.cacheKiB),
        "PRAGMA wal_autocheckpoint = " + std::to_string(kCheckpointPages),
    };
}

std::string connectOptions(const SqlTarget& target)
{
    switch (target.dialect) {
    case SqlDialect::MariaDb: {
        std::string options = "MYSQL_OPT_CONNECT_TIMEOUT=" + seconds(target.connectTimeout) +
                              ";MYSQL_OPT_READ_TIMEOUT=" + seconds(target.statementTimeout) +
                              ";MYSQL_OPT_WRITE_TIMEOUT=" + seconds(target.statementTimeout);
        if (target.host.starts_with('/'))
            options += ";UNIX_SOCKET=" + target.host;
        return options;
    }
    case SqlDialect::PostgreSql:
        return "connect_timeout=" + seconds(target.connectTimeout) +
               ";keepalives_idle=5;keepalives_interval=2;keepalives_count=3;tcp_user_timeout=" +
               std::to_string(target.statementTimeout.count()) + ";application_name=firstcome";
    case SqlDialect::Sqlite:
        break;
    }
    return "QSQLITE_BUSY_TIMEOUT=" + std::to_string(target.busyTimeout.count());
}

} // namespace firstcome::ledger
