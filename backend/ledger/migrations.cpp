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

int versionOf(SqlConnection& connection)
{
    if (!connection.hasTable("schema_version"))
        return 0;
    SqlStatement found = connection.ask("SELECT coalesce(max(version), 0) FROM schema_version");
    return found.next() ? static_cast<int>(found.integer(0)) : 0;
}

} // namespace

int migrate(SqlConnection& connection, std::string_view schema)
{
    std::vector<Migration> steps;
    for (const Migration& step : embeddedMigrations())
        if (step.dialect == connection.traits().name && step.schema == schema)
            steps.push_back(step);
    const int newest = steps.empty() ? 0 : steps.back().version;
    int present = versionOf(connection);
    if (present < newest) {
        SqlTransaction transaction(connection);
        present = versionOf(connection); // another program may have been faster
        if (present == 0)
            connection.execute("CREATE TABLE IF NOT EXISTS schema_version "
                               "(version INTEGER NOT NULL PRIMARY KEY, name VARCHAR(100) NOT NULL)");
        for (const Migration& step : steps) {
            if (step.version <= present)
                continue;
            for (const std::string_view sql : statementsOf(step.sql))
                connection.execute(sql);
            connection.ask("INSERT INTO schema_version (version, name) VALUES (?, ?)",
                           std::int64_t(step.version), step.name);
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

} // namespace firstcome::ledger
