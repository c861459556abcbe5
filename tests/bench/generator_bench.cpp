// How many requests a second the load generator makes, recording everything, beside wrk on the same server:
// one thread and the same connections each, in turns, median of the rounds. Needs wrk.

#include "tests/bench/figures.h"
#include "tests/support/child_program.h"

#include <arpa/inet.h>
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace firstcome::bench;
using namespace firstcome::testing;

namespace {

constexpr int kRounds = 5;
constexpr int kSeconds = 3;
constexpr std::string_view kBody =
    R"({"type":"about:blank","title":"Sold out","status":410,"code":"sold_out"})";

/// A process of its own that answers every request with the same bytes, as fast as one thread can.
class FixedServer
{
public:
    FixedServer()
    {
        const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        if (::bind(listener, reinterpret_cast<sockaddr*>(&address), length) != 0 ||
            ::listen(listener, 4096) != 0)
            std::exit(1);
        ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length);
        m_port = ntohs(address.sin_port);
        m_pid = ::fork();
        if (m_pid == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            serve(listener);
        }
        ::close(listener);
    }
    ~FixedServer()
    {
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
    }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }

private:
    [[noreturn]] static void serve(int listener)
    {
        const std::string reply =
            "HTTP/1.1 410 Gone\r\nContent-Type: application/problem+json\r\nContent-Length: " +
            std::to_string(kBody.size()) + "\r\n\r\n" + std::string(kBody);
        const int poll = ::epoll_create1(0);
        watch(poll, listener);
        std::array<epoll_event, 256> events;
        std::array<char, 4096> buffer;
        for (;;) {
            const int count = ::epoll_wait(poll, events.data(), events.size(), -1);
            for (int i = 0; i < count; ++i) {
                const int fd = events[static_cast<std::size_t>(i)].data.fd;
                if (fd == listener) {
                    for (int peer; (peer = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK)) >= 0;) {
                        const int yes = 1;
                        ::setsockopt(peer, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
                        watch(poll, peer);
                    }
                } else if (::recv(fd, buffer.data(), buffer.size(), 0) <= 0) {
                    ::close(fd); // requests are small and come one at a time: a piece is a request
                } else if (::send(fd, reply.data(), reply.size(), MSG_NOSIGNAL) < 0) {
                    ::close(fd);
                }
            }
        }
    }

    static void watch(int poll, int fd)
    {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = fd;
        ::epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event);
    }

    pid_t m_pid = -1;
    std::uint16_t m_port = 0;
};

double wrk(const std::string& url, int connections)
{
    ChildProgram program({"/usr/bin/wrk", "-t1", "-c" + std::to_string(connections),
                          "-d" + std::to_string(kSeconds) + "s", url + "/api/coupons/X/issue-fcfs/spike-1"});
    program.wait();
    return figureIn(program.out(), "Requests/sec:\\s+([0-9.]+)");
}

double generator(const std::string& url, int connections, bool record)
{
    const TemporaryDirectory directory;
    const auto scenario = directory.path() / "bench.toml", out = directory.path() / "result.json";
    std::ofstream(scenario) << "name = \"bench\"\nstart_target = " << connections
                            << "\npeople = 100000\n[[stages]]\nduration_ms = " << kSeconds * 1000
                            << "\ntarget = " << connections << "\n";
    std::vector<std::string> arguments{std::string(FIRSTCOME_BINARY_DIR) + "/bin/firstcome-spike",
                                       "--target",
                                       url,
                                       "--coupon",
                                       "X",
                                       "--scenario",
                                       scenario.string(),
                                       "--out",
                                       out.string()};
    if (record)
        arguments.insert(arguments.end(), {"--record", (directory.path() / "calls.jsonl").string()});
    ChildProgram program(arguments);
    program.wait();
    return figureIn(readFile(out), "\"requestsPerSecond\": ([0-9.]+)");
}

} // namespace

int main()
{
    const FixedServer server;
    std::printf("requests a second, one thread each, median of %d rounds of %d s\n", kRounds, kSeconds);
    std::printf("%12s %10s %10s %8s %16s %8s\n", "connections", "wrk", "spike", "ratio", "spike --record",
                "ratio");
    for (const int connections : {64, 500}) {
        std::vector<double> theirs, ours, recorded;
        for (int round = 0; round < kRounds; ++round) {
            theirs.push_back(wrk(server.url(), connections));
            ours.push_back(generator(server.url(), connections, false));
            recorded.push_back(generator(server.url(), connections, true));
        }
        const double a = median(theirs), b = median(ours), c = median(recorded);
        std::printf("%12d %10.0f %10.0f %8.2f %16.0f %8.2f\n", connections, a, b, b / a, c, c / a);
    }
}
