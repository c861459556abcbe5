#pragma once

#include "backend/core/clock.h"
#include "backend/core/result.h"
#include "backend/ledger/sql_dialect.h"
#include "backend/ledger/sql_watchdog.h"

#include <QSqlDatabase>
#include <QSqlQuery>

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>

namespace firstcome::ledger {

/// A failed statement on its way to the edge of this room, where `SqlConnection::attempt` makes a Result of
/// it.
class SqlFailure final : public std::exception
{
public:
    SqlFailure(SqlProblem problem, core::Error error)
        : m_problem(problem)
        , m_error(std::move(error))
    {
    }
    const char* what() const noexcept override { return m_error.detail.c_str(); }
    SqlProblem problem() const { return m_problem; }
    const core::Error& error() const { return m_error; }

private:
    SqlProblem m_problem;
    core::Error m_error;
};

class SqlConnection;

/// One use of a prepared statement: bind in order, run, read. Going out of scope ends the reading, so that no
/// cursor keeps a snapshot open. Throws SqlFailure.
class SqlStatement
{
public:
    SqlStatement(const SqlConnection& connection, QSqlQuery& query)
        : m_connection(&connection)
        , m_query(&query)
    {
    }
    ~SqlStatement();
    SqlStatement(SqlStatement&& other) noexcept
        : m_connection(other.m_connection)
        , m_query(std::exchange(other.m_query, nullptr))
    {
    }
    SqlStatement& operator=(SqlStatement&&) = delete;

    SqlStatement& bind(std::int64_t value);
    SqlStatement& bind(std::string_view utf8);
    template <class Value>
    SqlStatement& bind(const std::optional<Value>& value)
    {
        return value ? bind(*value) : bindNull();
    }
    SqlStatement& bindNull();

    void run();
    bool next();
    std::int64_t affected() const;
    std::int64_t insertedId() const;
    bool isNull(int column) const;
    std::int64_t integer(int column) const;
    core::WallTime time(int column) const; ///< kept as microseconds since 1970
    std::string text(int column) const;

private:
    const SqlConnection* m_connection;
    QSqlQuery* m_query;
};

/// One connection to one database and its prepared statements. Belongs to the thread that opened it; `close`
/// must be called there. `part` begins the codes of its errors: `<part>_down`, `_io`, `_corrupt`, `_busy`,
/// `_row_refused`, `_sql`.
class SqlConnection
{
public:
    SqlConnection(SqlTarget target, std::string part);
    ~SqlConnection();
    SqlConnection(const SqlConnection&) = delete;
    SqlConnection& operator=(const SqlConnection&) = delete;

    /// Connects and sets the session up. Throws SqlFailure and is closed after it.
    void open();
    void close();
    bool isOpen() const { return m_open; }
    const SqlTarget& target() const { return m_target; }
    const DialectTraits& traits() const { return traitsOf(m_target.dialect); }

    /// Runs one statement that is not worth keeping prepared.
    void execute(std::string_view sql);
    /// The prepared statement of this text, prepared at its first use. One use at a time of each text.
    SqlStatement statement(std::string_view sql);
    /// Binds, runs, and returns the statement for reading.
    template <class... Values>
    SqlStatement ask(std::string_view sql, const Values&... values)
    {
        SqlStatement use = statement(sql);
        (use.bind(values), ...);
        use.run();
        return use;
    }
    bool hasTable(std::string_view name) const;

    /// Watched while the server is waited for; null where its client has a time-out of its own.
    SqlWatchdog* watchdog() const { return m_watchdog.get(); }

    [[noreturn]] void raise(const QSqlError& error, std::string_view doing) const;

    /// Runs `work` and turns what it throws into an Error: the edge of the room.
    template <class Work>
    auto attempt(Work work) -> core::Result<std::invoke_result_t<Work>>
    {
        try {
            if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
                work();
                return {};
            } else {
                return work();
            }
        } catch (const SqlFailure& failure) {
            return tl::unexpected<core::Error>(failure.error());
        }
    }

private:
    struct TextHash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };

    void release();
    void requireOpen() const;
    /// For what the server's own wait for locks does not cover, such as the change to WAL of a new file.
    void executePatiently(std::string_view sql);

    SqlTarget m_target;
    std::string m_part;
    QString m_name;
    QSqlDatabase m_database;
    std::unordered_map<std::string, std::unique_ptr<QSqlQuery>, TextHash, std::equal_to<>> m_statements;
    std::unique_ptr<SqlWatchdog> m_watchdog;
    bool m_open = false;
};

/// A transaction that may write; rolled back unless committed. Throws SqlFailure.
class SqlTransaction
{
public:
    explicit SqlTransaction(SqlConnection& connection);
    ~SqlTransaction();
    SqlTransaction(const SqlTransaction&) = delete;
    SqlTransaction& operator=(const SqlTransaction&) = delete;
    void commit();

private:
    SqlConnection& m_connection;
    bool m_open = true;
};

/// Throws for a reason that is not the server's: NotFound, Conflict and their like.
[[noreturn]] void raise(core::ErrorKind kind, std::string code, std::string detail = {});

} // namespace firstcome::ledger
