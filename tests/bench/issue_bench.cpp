// The whole issue path as people use it: firstcome-node on a fresh data directory, firstcome-spike beside it
// on the same machine, every attempt for a person not seen before. Says how many issues were accepted a
// second, what an accept costs each thread, how far the ledger stayed behind, and whether the exact audit
// closes afterwards.
//
//   issue_bench [--connections 64,256,1000] [--seconds 8] [--rounds 1] [--folder the system's temporary one]
#include "tests/bench/figures.h"
#include "tests/bench/load.h"
#include "tests/bench/options.h"
#include "tests/bench/process_cost.h"
#include "tests/support/node_program.h"

#include <boost/json/serialize.hpp>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

using namespace firstcome::bench;
using namespace firstcome::testing;

namespace {

struct Options
{
    std::vector<int> connections;
    int seconds = 0, rounds = 0;
    std::string folder;
};

void printCosts(const ThreadTimes& before, const ThreadTimes& after, double accepted)
{
    double all = 0;
    std::printf("  CPU us an accept:");
    for (const auto& [name, micros] : after) {
        const auto known = before.find(name);
        const double each = (micros - (known == before.end() ? 0 : known->second)) / accepted;
        all += each;
        if (each >= 0.05)
            std::printf(" %s %.2f,", name.c_str(), each);
    }
    std::printf(" whole node %.2f\n", all);
}

/// Pauses the event and audits it exactly; false where something is lost, twice, or not as clients saw it.
bool printAudit(NodeProgram& node, double accepted)
{
    node.act("BENCH", "pause");
    const auto audit = boost::json::serialize(node.exactAudit("BENCH"));
    const bool closed = audit.find("\"closed\":true") != std::string::npos;
    const bool same = figureIn(audit, "\"issued\":([0-9]+)") == accepted;
    std::printf("  exact audit %s, issued %s what clients saw\n", closed ? "closed" : "NOT CLOSED",
                same ? "equals" : "DIFFERS FROM");
    return closed && same;
}

/// One node's life. Accepted issues a second; 0 where the audit found something.
double measure(const Options& options, int connections)
{
    const std::filesystem::path data = options.folder + "/issue-bench-" + std::to_string(::getpid());
    std::filesystem::create_directories(data);
    std::printf("\n%d connections, fdatasync p50 %.3f ms\n", connections, median(syncMilliseconds(data)));
    NodeProgram node(data);
    if (!node.isReady() ||
        node.createAndArm(R"({"couponId":"BENCH","name":"bench","audience":"everyone","total":3000000})")
                .status != 200 ||
        node.act("BENCH", "open").status != 200) {
        std::printf("the node does not open an event: %s\n", node.err().c_str());
        return 0;
    }
    const auto before = threadTimes(node.pid());
    const auto result = fireScenario(node.port(), data, closedLoad(connections, options.seconds));
    const auto after = threadTimes(node.pid());
    const auto ended = std::chrono::steady_clock::now();
    node.drains("BENCH");
    const double drained = secondsSince(ended);

    const auto client = [&](const std::string& name) {
        return figureIn(result, R"("client": \{[^}]*")" + name + R"(": ([0-9.]+))");
    };
    const double accepted = figureIn(result, "\"accepted\": ([0-9]+)");
    const double perSecond = accepted / figureIn(result, "\"durationSeconds\": ([0-9.]+)");
    std::printf("  %.0f accepted a second (%.0f of %.0f requests), p50 %.2f ms, p99 %.2f ms, max %.2f ms\n",
                perSecond, accepted, figureIn(result, "\"requests\": ([0-9]+)"), client("p50"), client("p99"),
                client("max"));
    printCosts(before, after, accepted);
    std::printf("  generator %.0f %% of a core; everything in the ledger %.2f s after the end\n",
                figureIn(result, "\"cpuPercent\": ([0-9.]+)"), drained);
    const bool exact = printAudit(node, accepted);
    node.terminate();
    std::filesystem::remove_all(data);
    return exact ? perSecond : 0;
}

Options optionsOf(int argc, char** argv)
{
    CommandLine line(argc, argv);
    Options options;
    options.seconds = line.number("seconds", 8);
    options.rounds = line.number("rounds", 1);
    options.folder = line.text("folder", std::filesystem::temp_directory_path());
    options.connections = line.numbers("connections", "64,256,1000");
    line.finish();
    return options;
}

} // namespace

int main(int argc, char** argv)
{
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    const Options options = optionsOf(argc, argv);
    bool exact = true;
    for (const int connections : options.connections) {
        std::vector<double> rates;
        for (int i = 0; i < options.rounds; ++i)
            rates.push_back(measure(options, connections));
        exact = exact && std::ranges::find(rates, 0.0) == rates.end();
        if (options.rounds > 1)
            std::printf("%d connections: median %.0f accepted a second\n", connections, median(rates));
    }
    return exact ? 0 : 1;
}
