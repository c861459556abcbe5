#pragma once

#include "backend/core/clock.h"
#include "backend/ledger/sql_dialect.h"
#include "tests/support/ledger_harness.h"
#include "tests/support/temporary_directory.h"

struct sqlite3;

namespace firstcome::testing {

/// The ledger on SQLite, in a temporary directory. Speaks to the file through SQLite's own C API, so that
/// nothing of what is tested stands between a test and the rows.
class SqliteLedgerHarness final : public LedgerHarness
{
public:
    SqliteLedgerHarness();
    ~SqliteLedgerHarness() override;
    std::unique_ptr<ledger::Ledger> make() override;
    void refuseRowsOf(const std::string& publicId) override;
    void acceptAllRows() override;
    void lockWriters() override;
    void unlockWriters() override;

    const ledger::SqlTarget& target() const { return m_target; }
    /// Runs SQL past the ledger.
    void run(const std::string& sql);
    /// First column of the first row, as a number.
    std::int64_t number(const std::string& sql);

private:
    sqlite3* connection();

    core::SystemClock m_clock;
    TemporaryDirectory m_directory;
    ledger::SqlTarget m_target;
    sqlite3* m_connection = nullptr;
};

} // namespace firstcome::testing
