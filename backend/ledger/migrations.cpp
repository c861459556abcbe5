#include "backend/ledger/migrations.h"

#include "backend/ledger/sql_connection.h"

#include <algorithm>
#include <vector>

namespace firstcome::ledger {

namespace {

/// The statements of a file, each with the comments above it; pieces that hold nothing but comments are left
/// out.
std::vector<std::string_view> statementsOf(std::string_view sql)
{
    std::vector<std::string_view> statements;
    while (!sql.empty()) {
        const std::size_t end = std::min(sql.find("\n\n"), sql.size());
        std::string_view piece = sql.substr(0, end);
        sql.remove_prefix(std::min(end + 2, sql.size()));
        while (piece.starts_with('\n') || piece.starts_with("--"))
            piece.remove_prefix(std::min(piece.find('\n'), piece.size() - 1) + 1);
        if (!piece.empty())
            statements.push_back(piece);
    }
    return statements;
}

int versionOf(SqlConnection& connection, std::string_view schema)
{
    if (!connection.hasTable("schema_versions"))
        return 0;
    SqlStatement found = connection.ask(
        "SELECT coalesce(max(version), 0) FROM schema_versions WHERE schema_name = ?", schema);
    return found.next() ? static_cast<int>(found.integer(0)) : 0;
}

/// Keeps other programs from migrating meanwhile. A connection that is lost gives the lock back by itself.
class MigrationLock
{
public:
    explicit MigrationLock(SqlConnection& connection)
        : m_connection(connection)
    {
        if (const auto sql = connection.traits().lockMigrations; !sql.empty())
            connection.execute(sql);
    }
    ~MigrationLock()
    {
        const auto sql = m_connection.traits().unlockMigrations;
        if (sql.empty() || !m_connection.isOpen())
            return;
        try {
            m_connection.execute(sql);
        } catch (const SqlFailure&) {
            m_connection.close(); // and with it the lock
        }
    }
    MigrationLock(const MigrationLock&) = delete;
    MigrationLock& operator=(const MigrationLock&) = delete;

private:
    SqlConnection& m_connection;
};

} // namespace

int migrate(SqlConnection& connection, std::string_view schema)
{
    std::vector<Migration> steps;
    for (const Migration& step : embeddedMigrations())
        if (step.dialect == connection.traits().name && step.schema == schema)
            steps.push_back(step);
    const int newest = steps.empty() ? 0 : steps.back().version;
    int present = versionOf(connection, schema);
    if (present < newest) {
        const MigrationLock lock(connection);
        SqlTransaction transaction(connection);
        present = versionOf(connection, schema); // another program may have been faster
        if (present == 0)
            connection.execute("CREATE TABLE IF NOT EXISTS schema_versions (schema_name VARCHAR(40) NOT NULL,"
                               " version INTEGER NOT NULL, name VARCHAR(100) NOT NULL,"
                               " PRIMARY KEY (schema_name, version))");
        for (const Migration& step : steps) {
            if (step.version <= present)
                continue;
            for (const std::string_view sql : statementsOf(step.sql))
                connection.execute(sql);
            connection.ask("INSERT INTO schema_versions (schema_name, version, name) VALUES (?, ?, ?)",
                           schema, std::int64_t(step.version), step.name);
            present = step.version;
        }
        transaction.commit();
    }
    if (present > newest)
        raise(core::ErrorKind::WrongState, "schema_newer",
              "the database is at version " + std::to_string(present) + ", this program knows " +
                  std::to_string(newest));
    return present;
}

core::Result<void> openMigrated(SqlConnection& connection, std::string_view schema, const std::function<void()>& then)
{
    return connection.attempt([&] {
        connection.open();
        try {
            migrate(connection, schema);
            if (then)
                then();
        } catch (const SqlFailure&) {
            connection.close();
            throw;
        }
    });
}

} // namespace firstcome::ledger
