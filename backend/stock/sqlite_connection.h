#pragma once

#include "backend/core/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace firstcome::stock {

/// A failed call of SQLite as an error whose code is the store's stable word for it: `disk_full`,
/// `read_only`, `corrupt` or `io_error`.
core::Error sqliteError(sqlite3* handle, int code, std::string_view what);

/// One prepared statement. Owned by whoever owns its connection and gone before it; same thread. Text that is
/// bound is not copied: it must live until the statement is reset.
class SqliteStatement
{
public:
    SqliteStatement() = default;
    SqliteStatement(sqlite3* connection, sqlite3_stmt* statement);
    SqliteStatement(SqliteStatement&& other) noexcept;
    SqliteStatement& operator=(SqliteStatement&& other) noexcept;
    ~SqliteStatement();

    SqliteStatement& bind(int index, std::int64_t value);
    SqliteStatement& bind(int index, std::string_view text);
    SqliteStatement& bindNull(int index);

    /// True: there is a row to read. False: done, and reset for the next use.
    core::Result<bool> step();
    /// Steps to the end; rows are passed over.
    core::Result<void> run();
    void reset();

    std::int64_t integer(int column) const;
    std::string_view text(int column) const; ///< until the next step
    bool isNull(int column) const;

private:
    sqlite3* m_connection = nullptr;
    sqlite3_stmt* m_statement = nullptr;
};

/// How to open a database file.
struct SqliteTarget
{
    std::filesystem::path file;
    std::string vfs; ///< empty: SQLite's default
    bool readOnly = false;
};

/// One connection of SQLite's C API. It may move between threads, but one at a time uses it.
class SqliteConnection
{
public:
    SqliteConnection() = default;
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;
    ~SqliteConnection();

    core::Result<void> open(const SqliteTarget& target);
    void close();
    bool isOpen() const { return m_handle != nullptr; }

    core::Result<void> execute(const char* sql);
    core::Result<SqliteStatement> prepare(std::string_view sql);
    core::Error error(int code, std::string_view what) const { return sqliteError(m_handle, code, what); }
    sqlite3* handle() const { return m_handle; }

private:
    sqlite3* m_handle = nullptr;
};

} // namespace firstcome::stock
