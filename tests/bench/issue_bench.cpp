// The whole issue path as people use it: firstcome-node on a fresh data directory, firstcome-spike beside it
// on the same machine, every attempt for a person not seen before. Says how many issues were accepted a
// second, what an accept costs each thread, how far the ledger stayed behind, and whether the exact audit
// closes afterwards.
//
//   issue_bench [--connections 64,256,1000] [--seconds 8] [--rounds 1] [--folder the system's temporary one]
//               [--nice N of the generator] [--node another firstcome-node]
#include "tests/support/child_program.h"
#include "tests/support/http_client.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace firstcome::testing;
using namespace std::chrono_literals;

namespace {

using Seconds = std::chrono::duration<double>;
using SteadyClock = std::chrono::steady_clock;
using ThreadTimes = std::map<std::string, double>; ///< CPU microseconds by the thread's name

constexpr std::uint32_t kStock = 3'000'000;
const std::string kBin = std::string(FIRSTCOME_BINARY_DIR) + "/bin/";

struct Options
{
    std::vector<int> connections{64, 256, 1000};
    int seconds = 8, rounds = 1;
    std::string folder = std::filesystem::temp_directory_path();
    std::string nice, node = kBin + "firstcome-node";
};

double figureIn(const std::string& text, const std::string& pattern)
{
    std::smatch match;
    return std::regex_search(text, match, std::regex(pattern)) ? std::stod(match[1]) : 0;
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values.empty() ? 0 : values[values.size() / 2];
}

/// Milliseconds of one fdatasync after appending a page, median of 200.
double syncMilliseconds(const std::filesystem::path& folder)
{
    const auto file = folder / "sync.probe";
    const int descriptor = ::open(file.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    const std::string page(4096, 'x');
    std::vector<double> took;
    for (int i = 0; i < 200 && ::write(descriptor, page.data(), page.size()) > 0; ++i) {
        const auto begun = SteadyClock::now();
        ::fdatasync(descriptor);
        took.push_back(Seconds(SteadyClock::now() - begun).count() * 1e3);
    }
    ::close(descriptor);
    std::filesystem::remove(file);
    return median(took);
}

ThreadTimes threadTimes(pid_t pid)
{
    ThreadTimes times;
    std::error_code gone;
    for (const auto& task :
         std::filesystem::directory_iterator("/proc/" + std::to_string(pid) + "/task", gone)) {
        std::string name = readFile(task.path() / "comm");
        if (!name.empty())
            name.pop_back();
        times[name] += std::atof(readFile(task.path() / "schedstat").c_str()) / 1e3;
    }
    return times;
}

/// A serving node with one open event, and its operator.
class Node
{
public:
    Node(const Options& options, const std::filesystem::path& data)
        : m_program({options.node, "--data", data.string(), "--port", "0"})
        , m_client(portOnceServing(), 120s)
        , m_authority("Authorization: Bearer " + token(data) + "\r\nContent-Type: application/json\r\n")
    {
        ask("POST", "/api/operator/events",
            R"({"couponId":"BENCH","name":"bench","audience":"everyone","total":)" + std::to_string(kStock) +
                "}");
        ask("POST", "/api/operator/events/BENCH/arm", "{}");
        ask("POST", "/api/operator/events/BENCH/open", "{}");
    }
    ~Node()
    {
        m_program.signal(SIGTERM);
        m_program.wait();
    }

    std::uint16_t port() const { return m_port; }
    pid_t pid() const { return m_program.pid(); }

    std::string ask(std::string_view method, std::string_view target, std::string_view body = {})
    {
        const auto reply = m_client.ask(method, target, m_authority, body);
        if (!reply || reply->status >= 300) {
            std::printf("%s: %d %s\n", std::string(target).c_str(), reply ? reply->status : 0,
                        reply ? reply->body.c_str() : "");
            std::exit(1);
        }
        return reply->body;
    }
    /// Accepted and not yet in the ledger.
    double unsaved()
    {
        const auto audit = ask("GET", "/api/operator/events/BENCH/audit");
        return figureIn(audit, "\"outbox\":([0-9]+)") + figureIn(audit, "\"unconsumed\":([0-9]+)");
    }

private:
    std::uint16_t portOnceServing()
    {
        while ((m_port = static_cast<std::uint16_t>(figureIn(m_program.out(), "\"port\":([0-9]+)"))) == 0)
            std::this_thread::sleep_for(20ms);
        return m_port;
    }
    static std::string token(const std::filesystem::path& data)
    {
        std::string token;
        std::ifstream(data / "operator.token") >> token;
        return token;
    }

    ChildProgram m_program;
    std::uint16_t m_port = 0;
    RawClient m_client;
    std::string m_authority;
};

std::string writeScenario(const std::filesystem::path& folder, int connections, int seconds)
{
    const auto file = folder / "bench.toml";
    std::ofstream(file) << "name = \"bench\"\ndistinct_people = true\npeople = 1000000000\nstart_target = "
                        << connections << "\n[[stages]]\nduration_ms = " << seconds * 1000
                        << "\ntarget = " << connections << "\n";
    return file.string();
}

struct Round
{
    double accepted = 0, perSecond = 0;
};

Round fire(const Options& options, int connections)
{
    const std::filesystem::path data = options.folder + "/issue-bench-" + std::to_string(::getpid());
    std::filesystem::create_directories(data);
    const auto out = data / "result.json";
    std::printf("\n%d connections, fdatasync p50 %.3f ms\n", connections, syncMilliseconds(data));
    Round round;
    {
        Node node(options, data);
        std::vector<std::string> command{kBin + "firstcome-spike",
                                         "--target",
                                         "http://127.0.0.1:" + std::to_string(node.port()),
                                         "--coupon",
                                         "BENCH",
                                         "--scenario",
                                         writeScenario(data, connections, options.seconds),
                                         "--out",
                                         out.string()};
        if (!options.nice.empty())
            command.insert(command.end(), {"--nice", options.nice});
        const auto before = threadTimes(node.pid());
        ChildProgram generator(command);
        generator.wait();
        const auto after = threadTimes(node.pid());
        const double unsaved = node.unsaved();
        const auto drained = SteadyClock::now();
        while (node.unsaved() > 0)
            std::this_thread::sleep_for(20ms);
        const double drainSeconds = Seconds(SteadyClock::now() - drained).count();

        const auto result = readFile(out);
        round.accepted = figureIn(result, "\"accepted\": ([0-9]+)");
        const double requests = figureIn(result, "\"requests\": ([0-9]+)");
        round.perSecond = round.accepted / figureIn(result, "\"durationSeconds\": ([0-9.]+)");
        std::printf(
            "  %.0f accepted a second (%.0f of %.0f requests), p50 %.2f ms, p99 %.2f ms, max %.2f ms\n",
            round.perSecond, round.accepted, requests,
            figureIn(result, "\"client\": \\{[^}]*\"p50\": ([0-9.]+)"),
            figureIn(result, "\"client\": \\{[^}]*\"p99\": ([0-9.]+)"),
            figureIn(result, "\"client\": \\{[^}]*\"max\": ([0-9.]+)"));
        double all = 0;
        std::printf("  CPU us an accept:");
        for (const auto& [name, micros] : after) {
            const auto known = before.find(name);
            const double each = (micros - (known == before.end() ? 0 : known->second)) / round.accepted;
            all += each;
            if (each >= 0.05)
                std::printf(" %s %.2f,", name.c_str(), each);
        }
        std::printf(" whole node %.2f; generator %.0f %% of a core\n", all,
                    figureIn(result, "\"cpuPercent\": ([0-9.]+)"));
        std::printf("  not yet in the ledger at the end: %.0f, saved %.2f s later\n", unsaved, drainSeconds);
        node.ask("POST", "/api/operator/events/BENCH/pause", "{}");
        const auto audit = node.ask("GET", "/api/operator/events/BENCH/audit?exact=true");
        const bool exact = figureIn(audit, "\"issued\":([0-9]+)") == round.accepted;
        std::printf("  exact audit %s, issued %s what clients saw\n",
                    audit.find("\"closed\":true") == std::string::npos ? "NOT CLOSED" : "closed",
                    exact ? "equals" : "DIFFERS FROM");
    }
    std::filesystem::remove_all(data);
    return round;
}

Options optionsOf(int argc, char** argv)
{
    Options options;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string key = argv[i], value = argv[i + 1];
        if (key == "--seconds")
            options.seconds = std::atoi(value.c_str());
        else if (key == "--rounds")
            options.rounds = std::atoi(value.c_str());
        else if (key == "--folder")
            options.folder = value;
        else if (key == "--nice")
            options.nice = value;
        else if (key == "--node")
            options.node = value;
        else if (key == "--connections") {
            options.connections.clear();
            std::istringstream list(value);
            for (std::string part; std::getline(list, part, ',');)
                options.connections.push_back(std::atoi(part.c_str()));
        }
    }
    return options;
}

} // namespace

int main(int argc, char** argv)
{
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    const Options options = optionsOf(argc, argv);
    for (const int connections : options.connections) {
        std::vector<double> rates;
        for (int i = 0; i < options.rounds; ++i)
            rates.push_back(fire(options, connections).perSecond);
        if (options.rounds > 1)
            std::printf("%d connections: median %.0f accepted a second\n", connections, median(rates));
    }
    return 0;
}
