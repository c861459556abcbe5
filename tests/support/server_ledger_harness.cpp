#include "tests/support/server_ledger_harness.h"

#include "backend/ledger/sql_ledger.h"

namespace firstcome::testing {

ServerLedgerHarness::ServerLedgerHarness(SqlServer& server)
    : m_target(server.makeDatabase())
    , m_raw(m_target)
{
    m_target.busyTimeout = std::chrono::milliseconds(30); // a test that locks on purpose need not wait long
}

std::unique_ptr<ledger::Ledger> ServerLedgerHarness::make()
{
    return std::make_unique<ledger::SqlLedger>(m_target, m_clock);
}

void ServerLedgerHarness::refuseRowsOf(const std::string& publicId)
{
    const std::string condition = "IF new.public_id = '" + publicId + "' THEN ";
    if (isMariaDb()) {
        m_raw.run("CREATE TRIGGER planted_refusal BEFORE INSERT ON issues FOR EACH ROW BEGIN " + condition +
                  "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'planted'; END IF; END");
    } else {
        m_raw.run("CREATE FUNCTION planted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + condition +
                  "RAISE EXCEPTION 'planted'; END IF; RETURN new; END $$");
        m_raw.run("CREATE TRIGGER planted_refusal BEFORE INSERT ON issues FOR EACH ROW"
                  " EXECUTE FUNCTION planted()");
    }
}

void ServerLedgerHarness::acceptAllRows()
{
    m_raw.run(isMariaDb() ? "DROP TRIGGER planted_refusal" : "DROP TRIGGER planted_refusal ON issues");
}

void ServerLedgerHarness::lockWriters()
{
    if (isMariaDb()) {
        m_raw.run("LOCK TABLES instances READ, issues READ, positions READ");
    } else {
        m_raw.run("BEGIN");
        m_raw.run("LOCK TABLE instances, issues, positions IN EXCLUSIVE MODE");
    }
}

void ServerLedgerHarness::unlockWriters()
{
    m_raw.run(isMariaDb() ? "UNLOCK TABLES" : "ROLLBACK");
}

} // namespace firstcome::testing
