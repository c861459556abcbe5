// What the accept journal costs: CPU and wall time per accept, by how many come with one burst of replies.
#include "backend/stock/accept_journal.h"
#include "tests/bench/figures.h"
#include "tests/support/temporary_directory.h"

#include <cstdio>
#include <ctime>

using namespace firstcome;

namespace {

double cpuSeconds()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

void measure(std::size_t burst, std::size_t accepts)
{
    const firstcome::testing::TemporaryDirectory directory;
    stock::AcceptJournal journal(stock::AcceptJournal::Options{directory.path() / "journal"});
    journal.open();
    const auto writer = journal.openWriter();
    std::vector<stock::JournalEntry> entries(burst);
    for (auto& entry : entries) {
        entry.issue.instance = *issuing::InstanceId::parse("12345678-9abc-4def-8123-456789abcdef");
        entry.issue.publicId = *issuing::PublicId::parse("person-1234567");
        entry.couponId = *issuing::CouponId::parse("SUMMER-2026");
    }
    std::vector<double> calls;
    std::uint32_t slot = 0;
    const auto begun = std::chrono::steady_clock::now();
    const double cpu = cpuSeconds();
    while (slot < accepts) {
        for (auto& entry : entries)
            entry.issue.slot = ++slot;
        const auto call = std::chrono::steady_clock::now();
        if (!writer->append(entries)) {
            std::printf("burst %zu: the disk refuses\n", burst);
            return;
        }
        calls.push_back(bench::secondsSince(call) * 1e6);
    }
    const double perAccept = 1e6 / static_cast<double>(slot);
    std::printf("burst %4zu: %6.3f us of CPU and %6.3f us per accept; a call p50 %.1f us, p99 %.1f us, "
                "p99.9 %.1f us\n",
                burst, (cpuSeconds() - cpu) * perAccept, bench::secondsSince(begun) * perAccept,
                bench::median(calls), bench::percentile(calls, 99), bench::percentile(calls, 99.9));
}

} // namespace

int main()
{
    for (const std::size_t burst : {1, 4, 16, 64, 256})
        measure(burst, 400'000);
}
