#include "backend/ledger/sql_dialect.h"

#include <QSqlError>
#include <QString>
#include <sqlite3.h>

namespace firstcome::ledger {

namespace {

/// Pages in the write-ahead log before they are copied into the database: random pages of the index on the
/// person are rewritten by many transactions, and so copied once for all of them.
constexpr int kCheckpointPages = 16'000;

constexpr DialectTraits kSqlite{
    .name = "sqlite",
    .driver = "QSQLITE",
    .beginWrite = "BEGIN IMMEDIATE",
    .failureEndsTransaction = false,
    .insertOrSkip = "INSERT OR IGNORE INTO ",
    .skipTail = "",
    .positionUpsertTail =
        " ON CONFLICT (topic, log_partition) DO UPDATE SET next_offset = excluded.next_offset,"
        " record_count = positions.record_count + excluded.record_count",
};

SqlProblem sqliteProblem(const QSqlError& error)
{
    bool isNumber = false;
    const int code = error.nativeErrorCode().toInt(&isNumber) & 0xff; // primary code of an extended one
    if (!isNumber)
        return error.type() == QSqlError::ConnectionError ? SqlProblem::Down : SqlProblem::Other;
    switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return SqlProblem::Busy;
    case SQLITE_CANTOPEN:
    case SQLITE_NOMEM:
    case SQLITE_AUTH:
    case SQLITE_PERM:
        return SqlProblem::Down;
    case SQLITE_FULL:
    case SQLITE_READONLY:
    case SQLITE_IOERR:
    case SQLITE_PROTOCOL:
    case SQLITE_NOLFS:
        return SqlProblem::Io;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
        return SqlProblem::Corrupt;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
        return SqlProblem::RowRefused;
    default:
        return SqlProblem::Other;
    }
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
    case SqlDialect::Sqlite:
        break;
    }
    return kSqlite;
}

SqlProblem problemOf(SqlDialect dialect, const QSqlError& error)
{
    switch (dialect) {
    case SqlDialect::Sqlite:
        break;
    }
    return sqliteProblem(error);
}

std::vector<std::string> sessionStatements(const SqlTarget& target)
{
    return {
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "PRAGMA cache_size = -" + std::to_string(target.cacheKiB),
        "PRAGMA wal_autocheckpoint = " + std::to_string(kCheckpointPages),
    };
}

std::string connectOptions(const SqlTarget& target)
{
    return "QSQLITE_BUSY_TIMEOUT=" + std::to_string(target.busyTimeout.count());
}

} // namespace firstcome::ledger
