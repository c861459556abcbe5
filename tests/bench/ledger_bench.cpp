// Rows a second into the SQLite ledger, the exact audit over them, and people into the directory.
// Usage: ledger_bench [rows = 1000000] [rows a transaction = 64000] [directory = a temporary one]

#include "backend/core/clock.h"
#include "backend/eventlog/ledger_consumer.h"
#include "backend/issuing/audit.h"
#include "backend/ledger/sql_event_directory.h"
#include "backend/ledger/sql_ledger.h"
#include "tests/bench/figures.h"
#include "tests/support/core_application.h"
#include "tests/support/temporary_directory.h"

#include <cstdio>
#include <string>

using namespace firstcome;

namespace {

/// People arrive in no order: the key of row n is a permutation of the numbers (an odd multiplier mod 2^32).
issuing::PublicId personOf(std::uint32_t slot)
{
    char text[16];
    const int size = std::snprintf(text, sizeof text, "p-%010u", slot * 2654435761u);
    return *issuing::PublicId::parse({text, static_cast<std::size_t>(size)});
}

issuing::Issue issueOf(const issuing::InstanceId& instance, std::uint32_t slot)
{
    return {instance, personOf(slot), slot,
            core::WallTime(std::chrono::microseconds(1'800'000'000'000'000 + slot))};
}

bool fill(ledger::Ledger& ledger, const issuing::InstanceId& instance, std::uint32_t rows,
          std::uint32_t atOnce)
{
    const auto start = std::chrono::steady_clock::now();
    auto lap = start;
    std::uint32_t lapRows = 0;
    std::vector<eventlog::LogRecord> batch;
    for (std::uint32_t slot = 1; slot <= rows; ++slot) {
        eventlog::LogRecord& record = batch.emplace_back();
        record.topic = "bench";
        record.offset = slot;
        record.issue = issueOf(instance, slot);
        record.couponId = *issuing::CouponId::parse("BENCH");
        record.total = rows;
        if (batch.size() < atOnce && slot < rows)
            continue;
        if (const auto report = ledger.write(batch, eventlog::positionsAfter(batch)); !report) {
            std::printf("write: %s %s\n", report.error().code.c_str(), report.error().detail.c_str());
            return false;
        }
        lapRows += static_cast<std::uint32_t>(batch.size());
        batch.clear();
        if (lapRows >= 250'000 || slot == rows) {
            std::printf("  to %9u: %8.0f rows/s\n", slot, lapRows / bench::secondsSince(lap));
            lap = std::chrono::steady_clock::now();
            lapRows = 0;
        }
    }
    std::printf("  whole     : %8.0f rows/s, %u rows a transaction\n", rows / bench::secondsSince(start),
                atOnce);
    return true;
}

void audit(ledger::Ledger& ledger, const issuing::InstanceId& id, std::uint32_t rows)
{
    issuing::Instance instance;
    instance.id = id;
    instance.total = rows;
    instance.issued = rows;
    const issuing::IssueReader store = [&](std::uint32_t after, std::size_t limit) {
        std::vector<issuing::Issue> issues;
        for (std::uint32_t slot = after + 1; slot <= rows && issues.size() < limit; ++slot)
            issues.push_back(issueOf(id, slot));
        return core::Result<std::vector<issuing::Issue>>(std::move(issues));
    };
    const issuing::IssueReader table = [&](std::uint32_t after, std::size_t limit) {
        return ledger.readIssues(id, after, limit);
    };
    const auto start = std::chrono::steady_clock::now();
    const auto report = issuing::auditExactly(instance, store, table, 0, 0);
    std::printf("exact audit of %u: %.2f s, %s\n", rows, bench::secondsSince(start),
                report && report->closed ? "closed" : "NOT CLOSED");
}

} // namespace

int main(int argc, char** argv)
{
    firstcome::testing::ensureCoreApplication();
    const auto rows = static_cast<std::uint32_t>(argc > 1 ? std::stoul(argv[1]) : 1'000'000);
    const auto atOnce = static_cast<std::uint32_t>(argc > 2 ? std::stoul(argv[2]) : 8'000);
    const firstcome::testing::TemporaryDirectory temporary;
    const std::filesystem::path directory = argc > 3 ? argv[3] : temporary.path();
    const auto syncs = bench::syncMilliseconds(directory);
    std::printf("fdatasync p50 %.3f ms, p99 %.3f ms\n", bench::median(syncs), bench::percentile(syncs, 99));

    const core::SystemClock clock;
    ledger::SqlTarget target = ledger::SqlTarget::sqliteFile(directory / "ledger.db");
    target.cacheKiB = ledger::SqlTarget::kWriterCacheKiB;
    ledger::SqlLedger table(target, clock);
    if (const auto opened = table.open(); !opened) {
        std::printf("open: %s\n", opened.error().detail.c_str());
        return 1;
    }
    const issuing::InstanceId instance = issuing::InstanceId::random();
    if (!fill(table, instance, rows, atOnce))
        return 1;
    audit(table, instance, rows);
    table.close();
    std::printf("ledger.db: %.0f bytes a row\n",
                static_cast<double>(std::filesystem::file_size(directory / "ledger.db")) / rows);

    ledger::SqlEventDirectory people(ledger::SqlTarget::sqliteFile(directory / "directory.db"));
    const auto start = std::chrono::steady_clock::now();
    const auto created = people.open().and_then([&] { return people.createPeople(5'000'000, "p-"); });
    std::printf("5,000,000 people: %.1f s%s\n", bench::secondsSince(start), created ? "" : " FAILED");
    return created ? 0 : 1;
}
