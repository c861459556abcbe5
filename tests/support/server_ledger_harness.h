#pragma once

#include "backend/core/clock.h"
#include "tests/support/ledger_harness.h"
#include "tests/support/sql_servers.h"

namespace firstcome::testing {

/// The ledger on a real server, in a database of its own. Locks and triggers are set past the ledger, on a
/// connection of the harness's. Thread of its maker.
class ServerLedgerHarness final : public LedgerHarness
{
public:
    /// `server` is the caller's and must outlive it.
    explicit ServerLedgerHarness(SqlServer& server);
    std::unique_ptr<ledger::Ledger> make() override;
    void refuseRowsOf(const std::string& publicId) override;
    void acceptAllRows() override;
    void lockWriters() override;
    void unlockWriters() override;

    const ledger::SqlTarget& target() const { return m_target; }
    RawSql& raw() { return m_raw; }

private:
    bool isMariaDb() const { return m_target.dialect == ledger::SqlDialect::MariaDb; }

    core::SystemClock m_clock;
    ledger::SqlTarget m_target;
    RawSql m_raw;
};

} // namespace firstcome::testing
