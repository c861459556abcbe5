#include "backend/stock/sqlite_connection.h"

#include <sqlite3.h>

#include <cerrno>
#include <utility>

namespace firstcome::stock {

namespace {

constexpr int kBusyTimeoutMs = 2000;

/// The disk's own word where SQLite says only "I/O error".
const char* problemOfSystem(int systemError)
{
    switch (systemError) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return "disk_full";
    case EROFS:
    case EACCES:
    case EPERM:
        return "read_only";
    default:
        return "io_error";
    }
}

} // namespace

core::Error sqliteError(sqlite3* handle, int code, std::string_view what)
{
    std::string detail(what);
    detail += ": ";
    detail += sqlite3_errstr(code);
    if (handle && sqlite3_errcode(handle) != SQLITE_OK) {
        detail += ", ";
        detail += sqlite3_errmsg(handle);
    }
    switch (code & 0xff) {
    case SQLITE_FULL:
        return {core::ErrorKind::Unavailable, "disk_full", std::move(detail)};
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return {core::ErrorKind::Unavailable, "read_only", std::move(detail)};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return {core::ErrorKind::Corrupt, "corrupt", std::move(detail)};
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        return {core::ErrorKind::Io, problemOfSystem(handle ? sqlite3_system_errno(handle) : 0),
                std::move(detail)};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {core::ErrorKind::TimedOut, "io_error", std::move(detail)};
    default:
        return {core::ErrorKind::Io, "io_error", std::move(detail)};
    }
}

SqliteStatement::SqliteStatement(sqlite3* connection, sqlite3_stmt* statement)
    : m_connection(connection)
    , m_statement(statement)
{
}

SqliteStatement::SqliteStatement(SqliteStatement&& other) noexcept
    : m_connection(std::exchange(other.m_connection, nullptr))
    , m_statement(std::exchange(other.m_statement, nullptr))
{
}

SqliteStatement& SqliteStatement::operator=(SqliteStatement&& other) noexcept
{
    std::swap(m_connection, other.m_connection);
    std::swap(m_statement, other.m_statement);
    return *this;
}

SqliteStatement::~SqliteStatement()
{
    sqlite3_finalize(m_statement);
}

SqliteStatement& SqliteStatement::bind(int index, std::int64_t value)
{
    sqlite3_bind_int64(m_statement, index, value);
    return *this;
}

SqliteStatement& SqliteStatement::bind(int index, std::string_view text)
{
    sqlite3_bind_text(m_statement, index, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
    return *this;
}

SqliteStatement& SqliteStatement::bindNull(int index)
{
    sqlite3_bind_null(m_statement, index);
    return *this;
}

core::Result<bool> SqliteStatement::step()
{
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE) {
        sqlite3_reset(m_statement);
        return false;
    }
    auto error = sqliteError(m_connection, code, sqlite3_sql(m_statement));
    sqlite3_reset(m_statement);
    return tl::unexpected(std::move(error));
}

core::Result<void> SqliteStatement::run()
{
    for (;;) {
        const auto row = step();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return {};
    }
}

void SqliteStatement::reset()
{
    sqlite3_reset(m_statement);
}

std::int64_t SqliteStatement::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

std::string_view SqliteStatement::text(int column) const
{
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
    return text ? std::string_view(text, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column)))
                : std::string_view();
}

bool SqliteStatement::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

SqliteConnection::~SqliteConnection()
{
    close();
}

core::Result<void> SqliteConnection::open(const SqliteTarget& target)
{
    close();
    const int access = target.readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    const int code = sqlite3_open_v2(target.file.c_str(), &m_handle, access | SQLITE_OPEN_NOMUTEX,
                                     target.vfs.empty() ? nullptr : target.vfs.c_str());
    if (code != SQLITE_OK) {
        auto failed = error(code, "open " + target.file.string());
        close();
        return tl::unexpected(std::move(failed));
    }
    sqlite3_extended_result_codes(m_handle, 1);
    sqlite3_busy_timeout(m_handle, kBusyTimeoutMs);
    return {};
}

void SqliteConnection::close()
{
    sqlite3_close_v2(std::exchange(m_handle, nullptr));
}

core::Result<void> SqliteConnection::execute(const char* sql)
{
    const int code = sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return tl::unexpected(error(code, sql));
    return {};
}

core::Result<SqliteStatement> SqliteConnection::prepare(std::string_view sql)
{
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(m_handle, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK)
        return tl::unexpected(error(code, sql));
    return SqliteStatement(m_handle, statement);
}

} // namespace firstcome::stock
