#include "backend/ledger/sql_ledger.h"
#include "tests/contract/dead_letter_contract.h"
#include "tests/support/free_port.h"
#include "tests/support/memory_event_log.h"
#include "tests/support/node_program.h"
#include "tests/support/server_ledger_harness.h"

using namespace firstcome;
using namespace firstcome::testing;

namespace {

/// The two servers of this program, each started when first asked for and stopped at its end.
class Servers final : public ::testing::Environment
{
public:
    void TearDown() override
    {
        m_mariaDb.reset();
        m_postgreSql.reset();
    }
    SqlServer& of(ledger::SqlDialect dialect)
    {
        auto& server = dialect == ledger::SqlDialect::MariaDb ? m_mariaDb : m_postgreSql;
        if (!server)
            server = dialect == ledger::SqlDialect::MariaDb ? SqlServer::mariaDb() : SqlServer::postgreSql();
        return *server;
    }

private:
    std::unique_ptr<SqlServer> m_mariaDb, m_postgreSql;
};

Servers& servers()
{
    static auto* const environment = static_cast<Servers*>(::testing::AddGlobalTestEnvironment(new Servers));
    return *environment;
}

const bool kRegistered = (servers(), true);

class ServerLedger : public ::testing::TestWithParam<ledger::SqlDialect>
{
protected:
    ServerLedgerHarness m_harness{servers().of(GetParam())};
};

} // namespace

INSTANTIATE_TEST_SUITE_P(Servers, LedgerContract,
                         ::testing::Values(LedgerKind{"mariadb",
                                                      [] {
                                                          return std::make_unique<ServerLedgerHarness>(
                                                              servers().of(ledger::SqlDialect::MariaDb));
                                                      }},
                                           LedgerKind{"postgresql",
                                                      [] {
                                                          return std::make_unique<ServerLedgerHarness>(
                                                              servers().of(ledger::SqlDialect::PostgreSql));
                                                      }}),
                         [](const auto& tested) { return tested.param.name; });

INSTANTIATE_TEST_SUITE_P(Servers, ServerLedger,
                         ::testing::Values(ledger::SqlDialect::MariaDb, ledger::SqlDialect::PostgreSql),
                         [](const auto& tested) { return std::string(ledger::traitsOf(tested.param).name); });

TEST_P(ServerLedger, TheTableItselfRefusesWhatTheLedgerMustNotHold)
{
    const auto tested = m_harness.make();
    ASSERT_TRUE(tested->open());
    RecordMaker make(10);
    writeAll(*tested, make.range(1, 3));
    const std::string head =
        "INSERT INTO issues (instance_key, slot, public_id, total, accepted_at) VALUES (1, ";
    EXPECT_THROW(m_harness.raw().run(head + "11, 'x', 10, 0)"), std::runtime_error);
    EXPECT_THROW(m_harness.raw().run(head + "0, 'x', 10, 0)"), std::runtime_error);
    EXPECT_THROW(m_harness.raw().run(head + "3, 'x', 10, 0)"), std::runtime_error);
    EXPECT_THROW(m_harness.raw().run(head + "4, 'p-3', 10, 0)"), std::runtime_error);
    EXPECT_NO_THROW(m_harness.raw().run(head + "4, 'P-3', 10, 0)"));
    EXPECT_EQ(m_harness.raw().number("SELECT count(*) FROM issued_coupons WHERE accepted_at LIKE '20%T%Z'"),
              3);
}

TEST_P(ServerLedger, ManyThatStartAtOnceMigrateOnce)
{
    std::vector<std::thread> threads;
    std::atomic<int> opened = 0;
    const core::SystemClock clock;
    auto target = m_harness.target();
    target.busyTimeout = std::chrono::seconds(30);
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            ledger::SqlLedger mine(target, clock);
            const auto result = mine.open();
            EXPECT_TRUE(result) << result.error().code << ' ' << result.error().detail;
            opened += result.has_value();
            mine.close();
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(opened, 8);
    EXPECT_EQ(m_harness.raw().number("SELECT count(*) FROM schema_versions WHERE schema_name = 'ledger'"),
              m_harness.raw().number("SELECT max(version) FROM schema_versions WHERE schema_name = 'ledger'"));
}

TEST_P(ServerLedger, TwoThatWriteTheSameInstanceAtOnceBothArrive)
{
    const core::SystemClock clock;
    RecordMaker make(20'000);
    std::array<std::vector<std::vector<LogRecord>>, 2> batches;
    for (std::uint32_t slot = 1; slot <= 10'000; slot += 500)
        batches[slot / 5'001].push_back(make.range(slot, slot + 499));
    const auto work = [&](const std::vector<std::vector<LogRecord>>& mineToWrite) {
        auto target = m_harness.target();
        target.busyTimeout = std::chrono::seconds(10);
        ledger::SqlLedger mine(target, clock);
        ASSERT_TRUE(mine.open());
        for (const auto& records : mineToWrite) {
            core::Result<ledger::WriteReport> report;
            do
                report = mine.write(records, {}); // a broken deadlock is said to be busy: the caller tries again
            while (!report && report.error().kind == core::ErrorKind::TimedOut);
            ASSERT_TRUE(report) << report.error().detail;
            EXPECT_EQ(report->written, 500u);
        }
        mine.close();
    };
    std::thread other([&] { work(batches[1]); });
    work(batches[0]);
    other.join();
    const auto reader = m_harness.make();
    ASSERT_TRUE(reader->open());
    EXPECT_EQ(reader->counts(make.instance())->rows, 10'000u);
    EXPECT_EQ(m_harness.raw().number("SELECT count(*) FROM issues"), 10'000);
    EXPECT_EQ(m_harness.raw().number("SELECT count(*) FROM instances"), 1);
}

TEST_P(ServerLedger, FindsAPersonAndASlotByTheIndex)
{
    constexpr std::uint32_t kRows = 20'000;
    const auto tested = m_harness.make();
    ASSERT_TRUE(tested->open());
    RecordMaker make(kRows);
    for (std::uint32_t slot = 1; slot <= kRows; slot += 500)
        writeAll(*tested, make.range(slot, slot + 499));
    auto& raw = m_harness.raw();
    const bool isMariaDb = GetParam() == ledger::SqlDialect::MariaDb;
    raw.run(isMariaDb ? "ANALYZE TABLE issues" : "ANALYZE issues");
    // Rows that were read one after the other, of any statement, and those found by an index.
    const std::string scanned = isMariaDb ? "SELECT variable_value FROM information_schema.global_status"
                                            " WHERE variable_name = 'HANDLER_READ_RND_NEXT'"
                                          : "SELECT coalesce(sum(seq_tup_read), 0) FROM pg_stat_user_tables"
                                            " WHERE relname = 'issues'";
    const std::string found = isMariaDb ? "SELECT variable_value FROM information_schema.global_status"
                                          " WHERE variable_name = 'HANDLER_READ_KEY'"
                                        : "SELECT coalesce(sum(idx_scan), 0) FROM pg_stat_user_tables"
                                          " WHERE relname = 'issues'";
    raw.number(found);
    const auto scannedBefore = raw.number(scanned), foundBefore = raw.number(found);
    for (std::uint32_t slot = 100; slot <= kRows; slot += 100) {
        const auto issue = tested->find(make.instance(), *issuing::PublicId::parse("p-" + std::to_string(slot)));
        ASSERT_TRUE(issue && *issue);
        EXPECT_EQ((*issue)->slot, slot);
        EXPECT_EQ(tested->readIssues(make.instance(), slot - 1, 1).value().size(), 1u);
    }
    tested->close(); // which is when a server has counted
    EXPECT_TRUE(comesTrue([&] { return raw.number(found) - foundBefore >= 400; })) << raw.number(found) - foundBefore;
    EXPECT_LT(raw.number(scanned) - scannedBefore, kRows) << "not one look went through all of them";
}

TEST_P(ServerLedger, SaysWhyItCannotBeOpened)
{
    const core::SystemClock clock;
    auto nowhere = m_harness.target();
    nowhere.port = freePort();
    EXPECT_EQ(ledger::SqlLedger(nowhere, clock).open().error().code, "ledger_down");
    auto absent = m_harness.target();
    absent.database = "no_such_database";
    EXPECT_EQ(ledger::SqlLedger(absent, clock).open().error().code, "ledger_down");
    auto stranger = m_harness.target();
    stranger.user = "nobody_known";
    EXPECT_EQ(ledger::SqlLedger(stranger, clock).open().error().code, "ledger_down");
}

TEST_P(ServerLedger, AKilledServerIsDownAndWritesGoOnAfterIt)
{
    auto& server = servers().of(GetParam());
    const auto tested = m_harness.make();
    ASSERT_TRUE(tested->open());
    RecordMaker make(1'000);
    writeAll(*tested, make.range(1, 300));
    server.kill();
    const auto failed = tested->write(make.range(301, 600), {});
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, "ledger_down") << failed.error().detail;
    server.start();
    tested->close();
    ASSERT_TRUE(tested->open());
    EXPECT_EQ(writeAll(*tested, make.range(1, 600)).written, 300u);
    EXPECT_EQ(tested->counts(make.instance())->rows, 600u);
}

TEST_P(ServerLedger, AServerThatIsStoppedButThereIsDownInItsTimeAndServesAgainAfterwards)
{
    const core::SystemClock clock;
    auto target = m_harness.target();
    target.statementTimeout = target.connectTimeout = std::chrono::seconds(2);
    ledger::SqlLedger tested(target, clock);
    ASSERT_TRUE(tested.open());
    RecordMaker make(1'000);
    writeAll(tested, make.range(1, 10));
    auto& server = servers().of(GetParam());
    server.pause(); // its kernel still acknowledges, so that nothing below sees a dead line
    const auto lost = make.range(11, 20);
    const auto failed = tested.write(lost, positionsAfter(lost));
    tested.close();
    const auto refused = tested.open();
    server.unpause();
    ASSERT_FALSE(failed) << "comes back at all, while the server is stopped";
    EXPECT_EQ(failed.error().code, "ledger_down") << failed.error().detail;
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "ledger_down") << refused.error().detail;

    ASSERT_TRUE(tested.open());
    const auto report = writeAll(tested, lost);
    EXPECT_EQ(report.written + report.alreadyThere, 10u);
    EXPECT_EQ(tested.counts(make.instance())->rows, 20u);
    tested.close();
}

TEST_P(ServerLedger, AConsumerSaysThatItsServerIsStoppedAndGoesOnByItself)
{
    const core::SystemClock clock;
    auto target = m_harness.target();
    target.statementTimeout = target.connectTimeout = std::chrono::seconds(2);
    ledger::SqlLedger tested(target, clock);
    MemoryEventLog log;
    eventlog::LedgerConsumer consumer(log, tested, {}, clock, {}, {std::chrono::milliseconds(20), std::chrono::milliseconds(100)});
    RecordMaker make(1'000);
    log.append(make.range(1, 10));
    consumer.start();
    const auto reaches = [&](auto condition) {
        const auto until = clock.steady() + std::chrono::seconds(60);
        while (!condition(*consumer.status()) && clock.steady() < until)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        return condition(*consumer.status());
    };
    ASSERT_TRUE(reaches([](const auto& status) { return status.written == 10; }));
    auto& server = servers().of(GetParam());
    server.pause();
    log.append(make.range(11, 20));
    const bool said = reaches([](const auto& status) { return status.problem == "ledger_down" && !status.running; });
    server.unpause();
    EXPECT_TRUE(said);
    EXPECT_TRUE(reaches([](const auto& status) { return status.written + status.alreadyThere == 20 && status.running; }));
    consumer.stop();
}
