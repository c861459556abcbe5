#include "tests/support/sqlite_ledger_harness.h"

#include "backend/ledger/sql_ledger.h"
#include "tests/support/core_application.h"

#include <sqlite3.h>

#include <stdexcept>

namespace firstcome::testing {

SqliteLedgerHarness::SqliteLedgerHarness()
    : m_target(ledger::SqlTarget::sqliteFile(m_directory.path() / "ledger.db"))
{
    ensureCoreApplication();
    m_target.busyTimeout = std::chrono::milliseconds(30); // a test that locks on purpose need not wait long
}

SqliteLedgerHarness::~SqliteLedgerHarness()
{
    sqlite3_close(m_connection);
}

std::unique_ptr<ledger::Ledger> SqliteLedgerHarness::make()
{
    return std::make_unique<ledger::SqlLedger>(m_target, m_clock);
}

sqlite3* SqliteLedgerHarness::connection()
{
    if (!m_connection) {
        if (sqlite3_open(m_target.database.c_str(), &m_connection) != SQLITE_OK)
            throw std::runtime_error(sqlite3_errmsg(m_connection));
        sqlite3_busy_timeout(m_connection, 10'000);
    }
    return m_connection;
}

void SqliteLedgerHarness::run(const std::string& sql)
{
    if (sqlite3_exec(connection(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        throw std::runtime_error(sql + ": " + sqlite3_errmsg(m_connection));
}

std::int64_t SqliteLedgerHarness::number(const std::string& sql)
{
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(connection(), sql.c_str(), -1, &statement, nullptr) != SQLITE_OK ||
        sqlite3_step(statement) != SQLITE_ROW)
        throw std::runtime_error(sql + ": " + sqlite3_errmsg(m_connection));
    const std::int64_t value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

void SqliteLedgerHarness::refuseRowsOf(const std::string& publicId)
{
    run("CREATE TRIGGER planted_refusal BEFORE INSERT ON issues WHEN new.public_id = '" + publicId +
        "' BEGIN SELECT RAISE(ABORT, 'planted'); END");
}

void SqliteLedgerHarness::acceptAllRows()
{
    run("DROP TRIGGER planted_refusal");
}

void SqliteLedgerHarness::lockWriters()
{
    run("BEGIN IMMEDIATE");
}

void SqliteLedgerHarness::unlockWriters()
{
    run("ROLLBACK");
}

} // namespace firstcome::testing
