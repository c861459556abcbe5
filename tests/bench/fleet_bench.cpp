#include "tests/bench/figures.h"
#include "tests/support/fleet.h"

#include <array>
#include <cstdio>
#include <functional>
#include <thread>
#include <vector>

// How long after one node's reply another one honours or refuses what was changed: 100 trials of each change on two
// firstcome-node processes with real Redis, Kafka and MariaDB. The promise is 1 s for 99 of 100.

namespace {

using namespace firstcome;
using namespace firstcome::testing;
using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr int kTrials = 100;

struct Change
{
    const char* name;
    std::vector<double> took;
};

/// From now until `holds`.
double measure(const std::function<bool()>& holds)
{
    const auto began = std::chrono::steady_clock::now();
    while (!holds())
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return Milliseconds(std::chrono::steady_clock::now() - began).count();
}

} // namespace

int main()
{
    KafkaServer broker;
    const auto sql = SqlServer::mariaDb();
    Fleet fleet(broker, *sql);
    std::array<Change, 6> changes{{{"create", {}}, {"arm", {}}, {"open", {}}, {"pause", {}}, {"resume", {}},
                                   {"close", {}}}};
    int person = 0;
    for (int trial = 0; trial < kTrials; ++trial) {
        NodeProgram& here = fleet.node(static_cast<std::size_t>(trial % 2));
        NodeProgram& there = fleet.node(static_cast<std::size_t>(1 - trial % 2));
        const auto couponId = "TRIAL-" + std::to_string(trial);
        const auto answers = [&](int status) {
            return there.ask("POST", "/api/coupons/" + couponId + "/issue-fcfs/p-" + std::to_string(++person)).status ==
                   status;
        };
        here.asOperator("POST", "/api/operator/events",
                        R"({"couponId":")" + couponId + R"(","name":"Trial","total":100000})");
        changes[0].took.push_back(
            measure([&] { return there.asOperator("GET", "/api/operator/events/" + couponId).status == 200; }));
        while (here.act(couponId, "arm").status != 200) // its go/no-go is measured first
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        changes[1].took.push_back(measure([&] { return answers(425); }));
        here.act(couponId, "open");
        changes[2].took.push_back(measure([&] { return answers(202); }));
        here.act(couponId, "pause");
        changes[3].took.push_back(measure([&] { return answers(403); }));
        here.act(couponId, "resume");
        changes[4].took.push_back(measure([&] { return answers(202); }));
        here.act(couponId, "close");
        changes[5].took.push_back(measure([&] { return answers(403); }));
    }
    std::printf("%-8s %8s %8s %8s   milliseconds, %d trials\n", "change", "p50", "p99", "max", kTrials);
    for (const auto& change : changes)
        std::printf("%-8s %8.1f %8.1f %8.1f\n", change.name, bench::percentile(change.took, 50),
                    bench::percentile(change.took, 99), bench::percentile(change.took, 100));
}
