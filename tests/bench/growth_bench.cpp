// What a million accepted issues take in the cluster's servers, and how that grows: for each million, accepts a second
// through one lane and what each costs Redis (AOF everysec), Redis' memory with and without the outbox, the size of the
// AOF, rows a second into the ledger of the server chosen, its size, and the exact audit over both. The relay and the
// log are left out: see cluster_bench.
//
//   growth_bench [--sql mariadb|postgresql|sqlite] [--millions 3] [--rows 500]     rows: of one ledger transaction
#include "backend/eventlog/ledger_consumer.h"
#include "backend/issuing/audit.h"
#include "backend/ledger/sql_ledger.h"
#include "backend/stock/redis_stock_store.h"
#include "tests/bench/crowd.h"
#include "tests/bench/options.h"
#include "tests/bench/process_cost.h"
#include "tests/support/core_application.h"
#include "tests/support/redis_server.h"
#include "tests/support/sql_servers.h"

#include <cstdio>
#include <sstream>

using namespace firstcome;
using namespace firstcome::bench;
using namespace firstcome::testing;

namespace {

constexpr std::size_t kOpenAttempts = 2'000;
/// No call to Redis may take longer: exactness.md.
constexpr int kSlowMicros = 5'000;

double folderMegabytes(const std::filesystem::path& folder)
{
    double bytes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            bytes += static_cast<double>(entry.file_size());
    return bytes / 1e6;
}

/// Figures of Redis past the store.
class RedisFigures
{
public:
    explicit RedisFigures(const RedisServer& server)
        : m_server(server)
        , m_redis(server.connect())
    {
        m_redis.ask({"CONFIG", "SET", "slowlog-log-slower-than", std::to_string(kSlowMicros)});
    }
    double memoryMegabytes()
    {
        return figureIn(m_redis.ask({"INFO", "memory"}).text, "used_memory:([0-9]+)") / 1e6;
    }
    double aofMegabytes() const { return folderMegabytes(m_server.dataDirectory()); }
    double cpu() const { return cpuMicros(m_server.pid()); }
    std::int64_t slowCalls() { return m_redis.ask({"SLOWLOG", "LEN"}).integer; }
    void dropOutboxes()
    {
        const auto found = m_redis.ask({"SCAN", "0", "COUNT", "1000", "TYPE", "stream"});
        for (const auto& stream : found.list.at(1).list)
            m_redis.ask({"XTRIM", stream.text, "MAXLEN", "0"});
    }

private:
    const RedisServer& m_server;
    RawRedis m_redis;
};

/// One event on its way to many millions.
class Growth
{
public:
    Growth(std::unique_ptr<ledger::SqlLedger> ledger, std::uint32_t total, int rowsAtOnce)
        : m_redis({"--appendfsync", "everysec", "--auto-aof-rewrite-percentage", "0"})
        , m_figures(m_redis)
        , m_ledger(std::move(ledger))
        , m_rowsAtOnce(static_cast<std::size_t>(rowsAtOnce))
    {
        stock::RedisStoreOptions options;
        options.target = m_redis.target();
        options.outboxLimit = total;
        m_store = std::make_unique<stock::RedisStockStore>(options, m_clock);
        issuing::Instance planned;
        planned.id = issuing::InstanceId::random();
        planned.couponId = *issuing::CouponId::parse("BENCH");
        planned.total = total;
        planned.version = 1;
        m_instance = m_store->start()
                         .and_then([&] { return m_ledger->open(); })
                         .and_then([&] { return m_store->create(planned); })
                         .and_then([&](const issuing::Instance& armed) {
                             return m_store->act(armed.id, issuing::Act::Open, armed.version);
                         })
                         .value();
    }
    ~Growth()
    {
        m_ledger->close();
        m_store->stop();
    }

    bool accept(std::size_t from, std::size_t to)
    {
        const double cpu = m_figures.cpu(), before = m_figures.memoryMegabytes(), aof = m_figures.aofMegabytes();
        boost::asio::io_context context(1);
        std::size_t accepted = 0;
        {
            auto lane = m_store->openLane(context);
            Crowd crowd(*lane, m_instance.id, from, to, [&](std::size_t, std::size_t lap, double seconds) {
                std::printf("  accepted  %8.0f a second, %.2f us CPU of Redis each\n", double(lap) / seconds,
                            (m_figures.cpu() - cpu) / double(lap));
                context.stop();
            });
            crowd.begin(kOpenAttempts);
            context.run();
            accepted = crowd.accepted();
        }
        const double full = m_figures.memoryMegabytes();
        m_figures.dropOutboxes();
        std::printf("  redis     %.0f MB with the outbox full, %.0f MB with it empty (+%.0f), AOF +%.0f MB\n", full,
                    m_figures.memoryMegabytes(), m_figures.memoryMegabytes() - before, m_figures.aofMegabytes() - aof);
        return accepted == to - from;
    }

    bool save(std::uint32_t from, std::uint32_t to)
    {
        const auto begun = std::chrono::steady_clock::now();
        std::vector<eventlog::LogRecord> batch;
        double writing = 0;
        for (std::uint32_t after = from; after < to;) {
            const auto issues = m_store->readIssues(m_instance.id, after, m_rowsAtOnce);
            if (!issues || issues->empty())
                return false;
            batch.clear();
            for (const auto& issue : *issues) {
                auto& record = batch.emplace_back();
                record.topic = "bench";
                record.offset = issue.slot;
                record.issue = issue;
                record.couponId = m_instance.couponId;
                record.total = m_instance.total;
            }
            after = issues->back().slot;
            const auto started = std::chrono::steady_clock::now();
            if (const auto written = m_ledger->write(batch, eventlog::positionsAfter(batch)); !written) {
                std::printf("%s %s\n", written.error().code.c_str(), written.error().detail.c_str());
                return false;
            }
            writing += secondsSince(started);
        }
        std::printf("  ledger    %8.0f rows/s, %zu a transaction (%.1f s with reading them back from Redis)\n",
                    double(to - from) / writing, m_rowsAtOnce, secondsSince(begun));
        return true;
    }

    bool audit()
    {
        const auto slowBefore = m_figures.slowCalls();
        m_instance = m_store->poke(m_instance.id).value();
        const auto begun = std::chrono::steady_clock::now();
        const auto report = issuing::auditExactly(
            m_instance, [&](auto after, auto limit) { return m_store->readIssues(m_instance.id, after, limit); },
            [&](auto after, auto limit) { return m_ledger->readIssues(m_instance.id, after, limit); }, 0, 0);
        const bool closed = report && report->closed;
        std::printf("  audit     %.2f s over %u issues, %s; calls to Redis over %d ms: %lld\n", secondsSince(begun),
                    m_instance.issued, closed ? "closed" : "NOT CLOSED", kSlowMicros / 1000,
                    static_cast<long long>(m_figures.slowCalls() - slowBefore));
        return closed;
    }

private:
    core::SystemClock m_clock;
    RedisServer m_redis;
    RedisFigures m_figures;
    std::unique_ptr<ledger::SqlLedger> m_ledger;
    std::unique_ptr<stock::RedisStockStore> m_store;
    issuing::Instance m_instance;
    const std::size_t m_rowsAtOnce;
};

} // namespace

int main(int argc, char** argv)
{
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    ensureCoreApplication();
    CommandLine line(argc, argv);
    const auto sql = line.text("sql", "mariadb");
    const int millions = line.number("millions", 3), rows = line.number("rows", 500);
    line.finish();

    const TemporaryDirectory directory;
    const auto server = sql == "mariadb"      ? SqlServer::mariaDb()
                        : sql == "postgresql" ? SqlServer::postgreSql()
                                              : nullptr;
    auto target = server ? server->makeDatabase() : ledger::SqlTarget::sqliteFile(directory.path() / "ledger.db");
    target.cacheKiB = ledger::SqlTarget::kWriterCacheKiB;
    const core::SystemClock clock;
    const auto lap = static_cast<std::uint32_t>(Crowd::kLap), total = static_cast<std::uint32_t>(millions) * lap;
    Growth growth(std::make_unique<ledger::SqlLedger>(target, clock), total, rows);
    for (std::uint32_t from = 0; from < total; from += lap) {
        std::printf("%s, million %u\n", sql.c_str(), from / lap + 1);
        if (!growth.accept(from, from + lap) || !growth.save(from, from + lap) || !growth.audit())
            return 1;
    }
    return 0;
}
