// What this server's HTTP layer costs beside a bare one made of the same parts: Beast reads a request, a
// coroutine answers 202 with as many bytes, nothing else. Both are processes of their own with one io thread,
// loaded by wrk in turn, so that their processor time can be told apart and the machine's mood hits both.
//
//   http_bench [--seconds 5] [--rounds 3] [--connections 64,256,1000]
#include "tests/bench/bare_beast_server.h"
#include "tests/bench/figures.h"
#include "tests/bench/options.h"
#include "tests/support/http_server_fixture.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace firstcome;

namespace {

/// Accepts everybody at once, in one post for all that came meanwhile: a store that costs next to nothing.
class WillingLane final : public stock::StockLane
{
public:
    explicit WillingLane(boost::asio::io_context& context)
        : m_context(context)
    {
    }

    void attempt(const stock::Attempt&, stock::AttemptSink& sink) override
    {
        m_open.push_back(&sink);
        if (m_open.size() == 1)
            boost::asio::post(m_context, [this] { answerAll(); });
    }
    void find(const stock::Attempt& attempt, stock::AttemptSink& sink) override
    {
        this->attempt(attempt, sink);
    }
    std::size_t inFlight() const override { return m_open.size(); }

private:
    void answerAll()
    {
        m_answering.swap(m_open);
        for (auto* sink : m_answering)
            sink->onReply({.verdict = issuing::Verdict::Accepted, .slot = ++m_slot, .acceptedAt = m_now});
        m_answering.clear();
    }

    boost::asio::io_context& m_context;
    std::vector<stock::AttemptSink*> m_open, m_answering;
    std::uint32_t m_slot = 0;
    core::WallTime m_now = core::SystemClock().wall();
};

volatile std::sig_atomic_t g_stop = 0;

void tellPort(int pipe, std::uint16_t port)
{
    if (::write(pipe, &port, sizeof port) != sizeof port)
        std::exit(1);
}

int serveOurs(int pipe)
{
    core::HttpConfig config;
    config.port = 0;
    config.ioThreads = 1;
    core::SystemClock clock;
    firstcome::testing::ScriptedPort port;
    firstcome::testing::CountingRecorder recorder;
    issuing::Admission admission(core::AdmissionConfig{}, config.maxInFlight);
    http::HttpServer server(
        config,
        [&](boost::asio::io_context& context, unsigned) {
            return std::make_unique<issuing::IssueService>(std::make_unique<WillingLane>(context), admission,
                                                           recorder, clock, config.requestDeadline);
        },
        port, "token", clock);
    if (!server.start())
        return 1;
    std::vector<issuing::EventFacts> events{{.couponId = *issuing::CouponId::parse("XMAS"),
                                             .instance = issuing::InstanceId::random(),
                                             .state = issuing::EventState::Open}};
    server.publish(std::make_shared<const issuing::EventTable>(std::move(events), clock.wall()));
    tellPort(pipe, server.status().port);
    while (!g_stop)
        ::pause();
    server.stop(std::chrono::milliseconds(100));
    return 0;
}

struct Round
{
    double requestsPerSecond = 0;
    double cpuMicrosPerRequest = 0;
    std::string p99;
};

/// The figures in wrk's words.
void readWrk(const std::string& text, Round& round, double& requests)
{
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string first, second;
        words >> first >> second;
        if (first == "99%")
            round.p99 = second;
        else if (first == "Requests/sec:")
            round.requestsPerSecond = std::atof(second.c_str());
        else if (second == "requests" && line.find(" in ") != std::string::npos)
            requests = std::atof(first.c_str());
        else if (first == "Non-2xx" || first == "Socket")
            std::cout << "    " << line << "\n";
    }
}

std::string run(const std::string& command)
{
    std::string text;
    FILE* pipe = ::popen(command.c_str(), "r");
    for (char buffer[4096]; pipe && std::fgets(buffer, sizeof buffer, pipe);)
        text += buffer;
    ::pclose(pipe);
    return text;
}

Round measure(bool ours, int connections, int seconds, const std::string& script)
{
    int ends[2];
    if (::pipe(ends) != 0)
        std::exit(1);
    const pid_t child = ::fork();
    if (child == 0) {
        struct sigaction stop
        {
        };
        stop.sa_handler = [](int) { g_stop = 1; };
        ::sigaction(SIGTERM, &stop, nullptr);
        std::_Exit(ours ? serveOurs(ends[1]) : bench::serveBare(ends[1]));
    }
    std::uint16_t port = 0;
    if (::read(ends[0], &port, sizeof port) != sizeof port)
        std::exit(1);
    Round round;
    double requests = 1;
    readWrk(run("wrk -t1 --latency -c" + std::to_string(connections) + " -d" + std::to_string(seconds) +
                "s -s " + script + " http://127.0.0.1:" + std::to_string(port)),
            round, requests);
    ::kill(child, ours ? SIGTERM : SIGKILL);
    rusage used{};
    ::wait4(child, nullptr, 0, &used);
    const double cpu = static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e6 +
                       static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
    round.cpuMicrosPerRequest = cpu / requests;
    ::close(ends[0]);
    ::close(ends[1]);
    return round;
}

} // namespace

int main(int argc, char** argv)
{
    bench::CommandLine line(argc, argv);
    const int seconds = line.number("seconds", 5), rounds = line.number("rounds", 3);
    const auto connections = line.numbers("connections", "64,256,1000");
    line.finish();
    char script[] = "/tmp/firstcome_bench_XXXXXX";
    ::close(::mkstemp(script));
    std::ofstream(script) << "local n = 0\n"
                             "request = function()\n"
                             "  n = n + 1\n"
                             "  return wrk.format('POST', '/api/coupons/XMAS/issue-fcfs/user-' .. n)\n"
                             "end\n";
    std::cout << "connections  server  requests/s  server CPU us/request  p99\n";
    for (const int count : connections) {
        std::map<bool, std::vector<double>> cpu, rate;
        for (int i = 0; i < rounds; ++i)
            for (const bool ours : {false, true}) {
                const Round round = measure(ours, count, seconds, script);
                cpu[ours].push_back(round.cpuMicrosPerRequest);
                rate[ours].push_back(round.requestsPerSecond);
                std::printf("%11d  %-6s  %10.0f  %21.2f  %s\n", count, ours ? "ours" : "bare",
                            round.requestsPerSecond, round.cpuMicrosPerRequest, round.p99.c_str());
                std::fflush(stdout);
            }
        std::printf("%11d  median  CPU ours / bare: %.2f   requests/s ours / bare: %.2f\n", count,
                    bench::median(cpu[true]) / bench::median(cpu[false]), bench::median(rate[true]) / bench::median(rate[false]));
    }
    ::unlink(script);
    return 0;
}
