#pragma once

#include "backend/ledger/sql_dialect.h"
#include "tests/support/child_program.h"
#include "tests/support/temporary_directory.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

class QSqlDatabase;

namespace firstcome::testing {

/// A connection to a server past everything that is tested. Thread of its maker.
class RawSql
{
public:
    explicit RawSql(const ledger::SqlTarget& target);
    ~RawSql();
    RawSql(const RawSql&) = delete;
    RawSql& operator=(const RawSql&) = delete;

    /// Throws std::runtime_error with the server's words.
    void run(const std::string& sql);
    /// First column of the first row, as a number.
    std::int64_t number(const std::string& sql);

private:
    QSqlDatabase database() const;
    std::string m_name;
};

/// A real SQL server with a directory and a free port of its own, stopped by its process id. Its data lie on
/// disk as a user's would, but are not synced: what survives a power cut is not what tests ask of it.
class SqlServer
{
public:
    virtual ~SqlServer() = default;
    SqlServer(const SqlServer&) = delete;
    SqlServer& operator=(const SqlServer&) = delete;

    /// A new, empty database.
    ledger::SqlTarget makeDatabase();
    std::uint16_t port() const { return m_port; }

    pid_t pid() const { return m_program->pid(); } ///< of the first of its processes
    /// Returns once it answers. The port stays the same.
    void start();
    void kill();  ///< at once, as by power
    void pause(); ///< SIGSTOP
    void unpause();

    static std::unique_ptr<SqlServer> mariaDb();
    static std::unique_ptr<SqlServer> postgreSql();

protected:
    explicit SqlServer(ledger::SqlDialect dialect, std::string owner);

    virtual std::vector<std::string> command() const = 0;
    virtual std::string administrativeDatabase() const = 0;
    /// Runs a program to its end as the server's user; throws where it fails.
    void prepare(const std::vector<std::string>& arguments) const;
    std::string dataDirectory() const { return (m_directory.path() / "data").string(); }
    std::string socketDirectory() const { return m_directory.path().string(); }

private:
    void signalAll(int number);
    std::vector<std::string> asOwner(std::vector<std::string> arguments) const;
    ledger::SqlTarget target(const std::string& database) const;

    TemporaryDirectory m_directory;
    const ledger::SqlDialect m_dialect;
    const std::string m_owner; ///< whom it runs as where this process is root's
    std::uint16_t m_port;
    std::unique_ptr<ChildProgram> m_program;
    int m_databases = 0;
};

} // namespace firstcome::testing
