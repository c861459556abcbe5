// The embedded store alone, through one lane: issues a second for each million up to the whole, memory and
// CPU an issue, and what the same disk takes for one fdatasync in the same run.
//   store_bench [issues = 3000000] [folder = the system's temporary one] [batch = 2000] [open = 8000]
#include "backend/stock/embedded_stock_store.h"
#include "tests/bench/crowd.h"
#include "tests/bench/figures.h"
#include "tests/bench/process_cost.h"

#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <unistd.h>
#include <vector>

using namespace firstcome;
using SteadyClock = std::chrono::steady_clock;

namespace {

double residentMegabytes()
{
    std::ifstream statm("/proc/self/statm");
    long whole = 0, resident = 0;
    statm >> whole >> resident;
    return double(resident) * double(sysconf(_SC_PAGESIZE)) / 1e6;
}

std::size_t numberOf(int argc, char** argv, int index, std::size_t otherwise)
{
    return argc > index ? std::strtoull(argv[index], nullptr, 10) : otherwise;
}

} // namespace

int main(int argc, char** argv)
{
    const std::size_t issues = numberOf(argc, argv, 1, 3 * bench::Crowd::kLap);
    const std::filesystem::path base = argc > 2 ? argv[2] : std::filesystem::temp_directory_path();
    const auto folder = base / ("store-bench-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);

    stock::EmbeddedStoreOptions options;
    options.session.database.file = folder / "store.db";
    options.session.outboxLimit = issues + 1;
    options.maxBatch = static_cast<std::uint32_t>(numberOf(argc, argv, 3, 2'000));
    const std::size_t open = std::min(numberOf(argc, argv, 4, 8'000), options.laneCapacity);
    std::printf("fdatasync of this disk before: %.3f ms (median)\n",
                bench::median(bench::syncMilliseconds(folder)));

    const core::SystemClock clock;
    auto store = std::make_unique<stock::EmbeddedStockStore>(options, clock);
    (void)store->start();
    issuing::Instance planned;
    planned.id = issuing::InstanceId::random();
    planned.couponId = *issuing::CouponId::parse("BENCH");
    planned.total = static_cast<std::uint32_t>(issues);
    const auto armed = store->create(planned);
    if (!armed || !store->act(planned.id, issuing::Act::Open, armed->version)) {
        std::printf("the store does not open: %s\n", store->status().detail.c_str());
        return 1;
    }
    std::printf("batches of up to %u, %zu attempts open\n", options.maxBatch, open);
    const auto begun = SteadyClock::now();
    std::size_t accepted = 0;
    {
        boost::asio::io_context context(1);
        auto lane = store->openLane(context);
        double cpu = bench::cpuMicros(::getpid());
        bench::Crowd crowd(*lane, planned.id, 0, issues, [&](std::size_t answered, std::size_t lap, double seconds) {
            const double before = std::exchange(cpu, bench::cpuMicros(::getpid()));
            std::printf("%9zu issues: %8.0f a second, %.2f us CPU each, %6.0f MB resident\n", answered,
                        double(lap) / seconds, (cpu - before) / double(lap), residentMegabytes());
        });
        crowd.begin(open);
        context.run();
        accepted = crowd.accepted();
    }
    const double took = bench::secondsSince(begun);
    std::printf("all: %zu of %zu accepted, %.0f a second\n", accepted, issues, double(issues) / took);
    std::printf("fdatasync of this disk after: %.3f ms (median)\n",
                bench::median(bench::syncMilliseconds(folder)));

    store->stop();
    const auto reopened = SteadyClock::now();
    store = std::make_unique<stock::EmbeddedStockStore>(options, clock);
    (void)store->start();
    const auto back = store->poke(planned.id);
    std::printf("rebuilt %u issues in %.2f s\n", back ? back->issued : 0, bench::secondsSince(reopened));
    store->stop();
    std::filesystem::remove_all(folder);
    return accepted == issues && back && back->issued == issues ? 0 : 1;
}
