#include "backend/ledger/sql_dialect.h"

#include <QSqlError>
#include <QString>
#include <sqlite3.h>

#include <algorithm>
#include <array>

namespace firstcome::ledger {

namespace {

SqlProblem unnumbered(const QSqlError& error)
{
    return error.type() == QSqlError::ConnectionError ? SqlProblem::Down : SqlProblem::Other;
}

SqlProblem sqliteProblem(const QSqlError& error)
{
    bool isNumber = false;
    const int code = error.nativeErrorCode().toInt(&isNumber) & 0xff; // primary code of an extended one
    if (!isNumber)
        return unnumbered(error);
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

/// Numbers of https://mariadb.com/kb/en/mariadb-error-code-reference/; those from 2000 on are the client's.
SqlProblem mariaDbProblem(const QSqlError& error)
{
    struct Meaning
    {
        int code;
        SqlProblem problem;
    };
    using enum SqlProblem;
    static constexpr std::array<Meaning, 44> kMeanings{{
        {1205, Busy},       // lock wait timeout
        {1213, Busy},       // deadlock
        {1020, Busy},       // record has changed since last read
        {1969, Busy},       // max_statement_time
        {3024, Busy},       // the same, MySQL
        {1040, Down},       // too many connections
        {1042, Down},       // cannot get host name
        {1044, Down},       // access to the database denied
        {1045, Down},       // access denied
        {1049, Down},       // unknown database
        {1053, Down},       // server shutdown in progress
        {1077, Down},       // normal shutdown
        {1079, Down},       // shutdown complete
        {1129, Down},       // host is blocked
        {1130, Down},       // host is not allowed
        {1152, Down},       // aborted connection
        {1158, Down},       // net read error
        {1159, Down},       // net read interrupted
        {1160, Down},       // net error on write
        {1161, Down},       // net write interrupted
        {1184, Down},       // aborting connection
        {1203, Down},       // too many user connections
        {1317, Busy},       // query interrupted
        {1698, Down},       // access denied
        {1927, Down},       // connection was killed
        {3, Io},            // error writing file
        {11, Io},           // error on close
        {14, Io},           // cannot change size
        {20, Io},           // disk full
        {28, Io},           // no space
        {1021, Io},         // disk full
        {1026, Io},         // error writing file
        {1030, Io},         // storage engine error
        {1036, Io},         // table is read-only
        {1114, Io},         // table is full
        {1290, Io},         // --read-only
        {1792, Io},         // read-only transaction
        {1836, Io},         // read-only mode
        {1034, Corrupt},    // incorrect key file
        {1194, Corrupt},    // table is marked as crashed
        {1712, Corrupt},    // index is corrupted
        {1644, RowRefused}, // SIGNAL of a trigger
        {1366, RowRefused}, // incorrect value
        {4025, RowRefused}, // check failed
    }};
    static constexpr std::array kRowCodes{1022, 1048, 1062, 1169, 1216, 1217, 1264, 1265,
                                          1406, 1451, 1452, 1557, 1586, 1690, 3819};
    bool isNumber = false;
    const int code = error.nativeErrorCode().toInt(&isNumber);
    if (!isNumber)
        return unnumbered(error);
    if (code >= 2000 && code < 2100) // lost, refused, or an answer that never came
        return Down;
    if (std::ranges::find(kRowCodes, code) != kRowCodes.end())
        return RowRefused;
    const auto found = std::ranges::find(kMeanings, code, &Meaning::code);
    return found == kMeanings.end() ? unnumbered(error) : found->problem;
}

/// SQLSTATE, https://www.postgresql.org/docs/15/errcodes-appendix.html; the longest prefix decides.
SqlProblem postgreSqlProblem(const QSqlError& error)
{
    struct Meaning
    {
        QLatin1StringView prefix;
        SqlProblem problem;
    };
    using enum SqlProblem;
    using namespace Qt::Literals::StringLiterals;
    static constexpr std::array<Meaning, 18> kMeanings{{
        {"40"_L1, Busy},       // rolled back: serialization, deadlock
        {"55P03"_L1, Busy},    // lock not available
        {"57014"_L1, Busy},    // cancelled, for instance by statement_timeout
        {"25P03"_L1, Down},    // idle in a transaction for too long: the connection is gone
        {"08"_L1, Down},       // connection exception
        {"28"_L1, Down},       // not authorised
        {"3D"_L1, Down},       // no such database
        {"53300"_L1, Down},    // too many connections
        {"57P"_L1, Down},      // shutdown, crash, cannot connect now
        {"53"_L1, Io},         // out of disk, of memory
        {"58"_L1, Io},         // I/O of the system
        {"25006"_L1, Io},      // read-only transaction
        {"XX001"_L1, Corrupt}, // data
        {"XX002"_L1, Corrupt}, // index
        {"22"_L1, RowRefused}, // data exception
        {"23"_L1, RowRefused}, // integrity
        {"44"_L1, RowRefused}, // check option
        {"P0"_L1, RowRefused}, // raised by a trigger
    }};
    const QString state = error.nativeErrorCode();
    const Meaning* best = nullptr;
    for (const Meaning& meaning : kMeanings)
        if (state.startsWith(meaning.prefix) && (!best || meaning.prefix.size() > best->prefix.size()))
            best = &meaning;
    if (best)
        return best->problem;
    return state.isEmpty() ? Down : unnumbered(error); // the server always gives a state; a dead line cannot
}

} // namespace

SqlProblem problemOf(SqlDialect dialect, const QSqlError& error)
{
    switch (dialect) {
    case SqlDialect::MariaDb:
        return mariaDbProblem(error);
    case SqlDialect::PostgreSql:
        return postgreSqlProblem(error);
    case SqlDialect::Sqlite:
        break;
    }
    return sqliteProblem(error);
}

} // namespace firstcome::ledger
