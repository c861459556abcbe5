#include "backend/ledger/sql_ledger.h"
#include "tests/contract/dead_letter_contract.h"
#include "tests/support/core_application.h"
#include "tests/support/sqlite_ledger_harness.h"

#include <fstream>

using namespace firstcome;
using namespace firstcome::testing;

INSTANTIATE_TEST_SUITE_P(Sqlite, LedgerContract,
                         ::testing::Values(LedgerKind{
                             "sqlite", [] { return std::make_unique<SqliteLedgerHarness>(); }}),
                         [](const auto& tested) { return tested.param.name; });

namespace {

class SqliteLedger : public ::testing::Test
{
protected:
    void SetUp() override
    {
        m_ledger = m_harness.make();
        ASSERT_TRUE(m_ledger->open());
    }
    void TearDown() override { m_ledger->close(); }

    SqliteLedgerHarness m_harness;
    std::unique_ptr<ledger::Ledger> m_ledger;
};

} // namespace

TEST_F(SqliteLedger, ShadowRowsStandInTheirOwnTable)
{
    RecordMaker shadow(10, true), real(10);
    writeAll(*m_ledger, shadow.range(1, 7));
    writeAll(*m_ledger, real.range(1, 4));
    EXPECT_EQ(m_harness.number("SELECT count(*) FROM shadow_issues"), 7);
    EXPECT_EQ(m_harness.number("SELECT count(*) FROM issues"), 4);
    EXPECT_EQ(m_harness.number("SELECT count(*) FROM issued_coupons WHERE coupon_id = 'XMAS'"), 4);
    EXPECT_EQ(m_harness.number("SELECT count(*) FROM issued_coupons WHERE accepted_at GLOB '20*T*Z'"), 4);
}

TEST_F(SqliteLedger, TheTableItselfRefusesWhatTheLedgerMustNotHold)
{
    RecordMaker make(10);
    writeAll(*m_ledger, make.range(1, 3));
    const std::string head =
        "INSERT INTO issues (instance_key, slot, public_id, total, accepted_at) VALUES (1, ";
    EXPECT_THROW(m_harness.run(head + "11, 'x', 10, 0)"), std::runtime_error);
    EXPECT_THROW(m_harness.run(head + "0, 'x', 10, 0)"), std::runtime_error);
    EXPECT_THROW(m_harness.run(head + "3, 'x', 10, 0)"), std::runtime_error);
    EXPECT_THROW(m_harness.run(head + "4, 'p-3', 10, 0)"), std::runtime_error);
    EXPECT_NO_THROW(m_harness.run(head + "4, 'P-3', 10, 0)"));
}

TEST_F(SqliteLedger, APurgeCutShortGoesOnWhenOpened)
{
    RecordMaker make(10, true);
    writeAll(*m_ledger, make.range(1, 7));
    m_harness.run("UPDATE instances SET tombstoned = 1, row_count = 0");
    const auto next = m_harness.make();
    ASSERT_TRUE(next->open());
    next->close();
    EXPECT_EQ(m_harness.number("SELECT count(*) FROM shadow_issues"), 0);
}

TEST_F(SqliteLedger, ADatabaseOfANewerProgramIsLeftAlone)
{
    m_harness.run("INSERT INTO schema_versions (schema_name, version, name) VALUES ('ledger', 999, 'later')");
    const auto opened = m_harness.make()->open();
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, "schema_newer");
}

TEST(SqliteLedgerFile, ManyOpenANewFileAtOnceAndAllSucceed)
{
    ensureCoreApplication();
    const core::SystemClock clock;
    for (int round = 0; round < 10; ++round) {
        const TemporaryDirectory directory;
        std::atomic<int> opened = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&] {
                ledger::SqlLedger mine(ledger::SqlTarget::sqliteFile(directory.path() / "ledger.db"), clock);
                const auto result = mine.open();
                EXPECT_TRUE(result) << result.error().code << ' ' << result.error().detail;
                opened += result.has_value();
                mine.close();
            });
        for (auto& thread : threads)
            thread.join();
        EXPECT_EQ(opened, 8);
    }
}

TEST(SqliteLedgerFile, SaysWhatIsWrongWithIt)
{
    ensureCoreApplication();
    const core::SystemClock clock;
    const TemporaryDirectory directory;
    ledger::SqlLedger nowhere(ledger::SqlTarget::sqliteFile(directory.path() / "no" / "ledger.db"), clock);
    EXPECT_EQ(nowhere.open().error().code, "ledger_down");

    std::ofstream(directory.path() / "text.db") << std::string(8'192, 'x');
    ledger::SqlLedger text(ledger::SqlTarget::sqliteFile(directory.path() / "text.db"), clock);
    EXPECT_EQ(text.open().error().code, "ledger_corrupt");
}
