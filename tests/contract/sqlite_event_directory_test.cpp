#include "backend/ledger/sql_event_directory.h"
#include "backend/ledger/sql_node_registry.h"
#include "tests/contract/node_registry_contract.h"
#include "tests/support/core_application.h"
#include "tests/support/temporary_directory.h"

#include <sqlite3.h>

using namespace firstcome;
using namespace firstcome::testing;

namespace {

class SqliteDirectoryHarness final : public DirectoryHarness
{
public:
    SqliteDirectoryHarness() { ensureCoreApplication(); }
    std::unique_ptr<EventDirectory> make() override
    {
        return std::make_unique<ledger::SqlEventDirectory>(ledger::SqlTarget::sqliteFile(file()));
    }
    std::unique_ptr<NodeRegistry> makeRegistry() override
    {
        return std::make_unique<ledger::SqlNodeRegistry>(ledger::SqlTarget::sqliteFile(file()));
    }
    bool run(const std::string& sql) override
    {
        sqlite3* connection = nullptr;
        const bool opened = sqlite3_open(file().c_str(), &connection) == SQLITE_OK;
        const bool ran =
            opened && sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
        sqlite3_close(connection);
        return ran;
    }

private:
    std::filesystem::path file() const { return m_directory.path() / "directory.db"; }
    TemporaryDirectory m_directory;
};

} // namespace

INSTANTIATE_TEST_SUITE_P(Sqlite, EventDirectoryContract,
                         ::testing::Values(DirectoryKind{
                             "sqlite", [] { return std::make_unique<SqliteDirectoryHarness>(); }}),
                         [](const auto& tested) { return tested.param.name; });
