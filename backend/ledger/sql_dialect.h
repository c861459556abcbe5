#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

class QSqlError;

namespace firstcome::ledger {

/// The SQL servers that the rooms of this folder speak to. MariaDb is MySQL too.
enum class SqlDialect { Sqlite, MariaDb, PostgreSql };

/// Where a database is and how patient to be with it. A value.
struct SqlTarget
{
    SqlDialect dialect = SqlDialect::Sqlite;
    std::string database;       ///< SQLite: path of the file; servers: its name
    std::string host;           ///< servers: name, address, or absolute path of a Unix socket
                                ///< (PostgreSQL: of the socket's folder)
    std::uint16_t port = 0;     ///< servers: 0 is the dialect's usual one
    std::string user, password; ///< servers
    std::chrono::milliseconds busyTimeout{5000}; ///< longest wait for another writer's lock
    std::chrono::milliseconds connectTimeout{5000};
    std::chrono::milliseconds statementTimeout{30'000}; ///< servers: a statement without an answer has failed
    /// SQLite: most memory for pages of one connection, taken as it is needed. The ledger's writer does well
    /// with kWriterCacheKiB: the index on the person is written at random places, 30 bytes a row.
    std::uint32_t cacheKiB = 64 * 1024;

    static constexpr std::uint32_t kWriterCacheKiB = 256 * 1024;

    static SqlTarget sqliteFile(const std::filesystem::path& file);
};

/// What an SQL failure means to us, whatever the server's own numbers.
enum class SqlProblem {
    Busy,       ///< another writer holds the lock, or a deadlock was broken: try again
    Down,       ///< cannot be opened or reached, or the connection was lost
    Io,         ///< full, read-only, or the disk fails
    Corrupt,    ///< the file is not what was written
    RowRefused, ///< a constraint, a trigger or a type refused this row; others may pass
    Other       ///< a statement that the server does not understand: ours to mend
};

/// Everything in which the dialects differ, so that the rest of the folder is plain SQL.
struct DialectTraits
{
    std::string_view name;         ///< folder of its migrations
    const char* driver;            ///< Qt's name for its driver
    std::string_view beginWrite;   ///< begins a transaction that may write, with the lock where there is one
    bool failureEndsTransaction;   ///< a failed statement spoils its transaction unless behind a savepoint
    std::string_view insertOrSkip; ///< head of an INSERT that passes over rows already there
    std::string_view skipTail;     ///< and its tail
    std::string_view lockRow;      ///< tail of a SELECT that keeps other writers from the row
    std::string_view nowMicros;    ///< the server's time, in microseconds since 1970, as a whole number
    std::string_view positionUpsertTail; ///< makes an INSERT into positions add to the row that is there, forwards
    /// Taken and given back around a migration, in one session; empty where `beginWrite` is lock enough.
    std::string_view lockMigrations, unlockMigrations;
};

const DialectTraits& traitsOf(SqlDialect dialect);
SqlProblem problemOf(SqlDialect dialect, const QSqlError& error);
/// What to say to a fresh connection before anything else.
std::vector<std::string> sessionStatements(const SqlTarget& target);
/// In the words of Qt's driver.
std::string connectOptions(const SqlTarget& target);

} // namespace firstcome::ledger
