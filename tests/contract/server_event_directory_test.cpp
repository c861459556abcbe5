#include "backend/ledger/sql_event_directory.h"
#include "backend/ledger/sql_node_registry.h"
#include "tests/contract/node_registry_contract.h"
#include "tests/support/sql_servers.h"

using namespace firstcome;
using namespace firstcome::testing;

namespace {

/// A directory on a server that this program starts once.
class ServerDirectoryHarness final : public DirectoryHarness
{
public:
    explicit ServerDirectoryHarness(SqlServer& server)
        : m_target(server.makeDatabase())
    {
    }
    std::unique_ptr<EventDirectory> make() override
    {
        return std::make_unique<ledger::SqlEventDirectory>(m_target);
    }
    std::unique_ptr<NodeRegistry> makeRegistry() override
    {
        return std::make_unique<ledger::SqlNodeRegistry>(m_target);
    }
    bool run(const std::string& sql) override
    {
        try {
            RawSql(m_target).run(sql);
            return true;
        } catch (const std::runtime_error&) {
            return false;
        }
    }

private:
    ledger::SqlTarget m_target;
};

template <std::unique_ptr<SqlServer> (*start)()>
std::unique_ptr<DirectoryHarness> onServer()
{
    static const std::unique_ptr<SqlServer> server = start();
    return std::make_unique<ServerDirectoryHarness>(*server);
}

} // namespace

INSTANTIATE_TEST_SUITE_P(Servers, EventDirectoryContract,
                         ::testing::Values(DirectoryKind{"mariadb", &onServer<&SqlServer::mariaDb>},
                                           DirectoryKind{"postgresql", &onServer<&SqlServer::postgreSql>}),
                         [](const auto& tested) { return tested.param.name; });
