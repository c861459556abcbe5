// The issue path through Redis beside its two measures, on one Redis of its own each (AOF everysec, no rewrite):
//   script  redis-benchmark runs the product's own attempt script, so many clients, no pipelining
//   bare    a Beast server that does nothing but send that script and answer, one io thread
//   ours    firstcome-node, profile cluster: admission, telemetry, journal; the broker is paused, and with it the relay
// In turn, so that the machine's mood hits all three; every attempt is of a person not seen before. `bare` and
// `ours` are loaded by wrk.
//
//   redis_bench [--seconds 5] [--rounds 5] [--connections 64,256,1000]
#include "backend/stock/redis_stock_store.h"
#include "tests/bench/figures.h"
#include "tests/bench/options.h"
#include "tests/bench/process_cost.h"
#include "tests/support/kafka_server.h"
#include "tests/support/node_program.h"
#include "tests/support/redis_server.h"

#include <boost/asio.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <hiredis/hiredis.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <sys/wait.h>

using namespace firstcome;
using namespace firstcome::bench;
using namespace firstcome::testing;

namespace {

namespace asio = boost::asio;
constexpr const char* kToken = "a-token-of-the-bench-0123456789abcdef";
constexpr std::uint32_t kTotal = 50'000'000;

struct Figures
{
    double perSecond = 0, serverMicros = 0, redisMicros = 0, p99Ms = 0;
};

std::string run(const std::string& command)
{
    std::string text;
    FILE* pipe = ::popen(command.c_str(), "r");
    for (char buffer[4096]; pipe && std::fgets(buffer, sizeof buffer, pipe);)
        text += buffer;
    ::pclose(pipe);
    return text;
}

RedisServer freshRedis()
{
    return RedisServer({"--appendfsync", "everysec", "--auto-aof-rewrite-percentage", "0"});
}

/// An open instance in that Redis.
issuing::InstanceId openInstance(const RedisServer& redis)
{
    const core::SystemClock clock;
    stock::RedisStoreOptions options;
    options.target = redis.target();
    stock::RedisStockStore store(options, clock);
    if (!store.start())
        std::exit(1);
    issuing::Instance instance;
    instance.id = issuing::InstanceId::random();
    instance.couponId = *issuing::CouponId::parse("BENCH");
    instance.total = kTotal;
    instance.version = 1;
    instance = store.create(instance).value();
    store.act(instance.id, issuing::Act::Open, instance.version).value();
    store.stop();
    return instance.id;
}

/// What wrk says; times in milliseconds.
Figures fire(std::uint16_t port, int connections, int seconds, double& requests)
{
    const auto script = std::filesystem::temp_directory_path() / ("redis-bench-" + std::to_string(::getpid()) + ".lua");
    std::ofstream(script) << "local n = 0\nrequest = function()\n  n = n + 1\n"
                             "  return wrk.format('POST', '/api/coupons/BENCH/issue-fcfs/user-' .. n)\nend\n"
                             "done = function(summary, latency)\n"
                             "  io.write(string.format('FIGURES %d %f %d %d\\n', summary.requests,"
                             " latency:percentile(99) / 1000, summary.duration, summary.errors.status))\nend\n";
    const auto text = run("wrk -t1 -c" + std::to_string(connections) + " -d" + std::to_string(seconds) + "s -s " +
                          script.string() + " http://127.0.0.1:" + std::to_string(port));
    std::filesystem::remove(script);
    std::istringstream words(text.substr(std::min(text.find("FIGURES") + 8, text.size())));
    Figures figures;
    double micros = 0, errors = 0;
    words >> requests >> figures.p99Ms >> micros >> errors;
    figures.perSecond = requests / (micros / 1e6);
    if (errors > 0)
        std::printf("    %.0f of %.0f were refused\n", errors, requests);
    return figures;
}

/// Sends the script for whoever asks and answers 202 with what it said: nothing else.
class BareServer final : public stock::RedisListener
{
public:
    BareServer(const stock::RedisTarget& target, const issuing::InstanceId& instance)
        : m_keys(instance)
        , m_redis(m_context, target, *this)
        , m_acceptor(m_context, {asio::ip::address_v4::loopback(), 0})
    {
    }

    int serve(int pipe)
    {
        m_pipe = pipe;
        m_redis.start();
        m_context.run();
        return 0;
    }

private:
    struct Asked
    {
        asio::steady_timer answered;
        std::string slot;
    };

    void onReady(const stock::RedisGreeting&) override
    {
        m_redis.send(stock::RedisConnection::format(
                         std::array<std::string_view, 3>{"SCRIPT", "LOAD", m_scripts.attempt.text}),
                     [](const redisReply*, void* self) { static_cast<BareServer*>(self)->accept(); }, this);
    }
    void onDown(const core::Error&) override {}

    void accept()
    {
        const std::uint16_t port = m_acceptor.local_endpoint().port();
        if (::write(m_pipe, &port, sizeof port) != sizeof port)
            std::exit(1);
        asio::co_spawn(m_context, acceptAll(), asio::detached);
    }
    asio::awaitable<void> acceptAll()
    {
        for (;;) {
            auto socket = co_await m_acceptor.async_accept(asio::use_awaitable);
            socket.set_option(asio::ip::tcp::no_delay(true));
            asio::co_spawn(m_context, serveOne(std::move(socket)), asio::detached);
        }
    }
    asio::awaitable<void> serveOne(asio::ip::tcp::socket socket)
    {
        namespace http = boost::beast::http;
        boost::beast::flat_buffer buffer;
        Asked asked{asio::steady_timer(m_context), {}};
        try {
            for (;;) {
                http::request<http::empty_body> request;
                co_await http::async_read(socket, buffer, request, asio::use_awaitable);
                const std::string target(request.target());
                co_await ask(target.substr(target.rfind('/') + 1), asked);
                http::response<http::string_body> response(http::status::accepted, request.version());
                response.set(http::field::content_type, "application/json");
                response.keep_alive(request.keep_alive());
                response.body() = "{\"verdict\":\"accepted\",\"slot\":" + asked.slot + "}";
                response.prepare_payload();
                co_await http::async_write(socket, response, asio::use_awaitable);
            }
        } catch (const std::exception&) {
            // the client has gone
        }
    }
    asio::awaitable<void> ask(const std::string& person, Asked& asked)
    {
        asked.answered.expires_at(asio::steady_timer::time_point::max());
        m_redis.send(stock::RedisConnection::format(std::array<std::string_view, 13>{
                         "EVALSHA", m_scripts.attempt.sha, "4", m_keys.instance, m_keys.winners, m_keys.audience,
                         m_keys.outbox, "0", "0", "100000000", person, "9000000000000000", ""}),
                     [](const redisReply* reply, void* asker) {
                         auto& back = *static_cast<Asked*>(asker);
                         back.slot = reply && reply->elements == 9 ? std::to_string(reply->element[7]->integer) : "0";
                         back.answered.cancel();
                     },
                     &asked);
        boost::system::error_code cancelled;
        co_await asked.answered.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
    }

    const stock::RedisKeys m_keys;
    const stock::RedisScripts m_scripts;
    asio::io_context m_context{1};
    stock::RedisConnection m_redis;
    asio::ip::tcp::acceptor m_acceptor;
    int m_pipe = -1;
};

Figures measureScript(int connections, int seconds)
{
    const auto redis = freshRedis();
    const stock::RedisKeys keys(openInstance(redis));
    const stock::RedisScripts scripts;
    redis.connect().ask({"SCRIPT", "LOAD", scripts.attempt.text});
    const auto fire = [&](int count) {
        const auto text = run("redis-benchmark --csv -h 127.0.0.1 -p " + std::to_string(redis.port()) + " -c " +
                              std::to_string(connections) + " -n " + std::to_string(count) +
                              " -r 1000000000 EVALSHA " + scripts.attempt.sha + " 4 '" + keys.instance + "' '" +
                              keys.winners + "' '" + keys.audience + "' '" + keys.outbox +
                              "' 0 0 100000000 user-__rand_int__ 9000000000000000 '' | tail -1");
        return text;
    };
    const double guess = figureIn(fire(20'000), R"(",?"?([0-9.]+))");
    Figures figures;
    const double cpu = cpuMicros(redis.pid());
    const int count = std::max(1'000, static_cast<int>(guess * seconds));
    const auto text = fire(count); // "name","rps","avg","min","p50","p95","p99","max"
    figures.perSecond = figureIn(text, R"re(^"[^"]*","([0-9.]+)")re");
    figures.p99Ms = figureIn(text, R"re(^"[^"]*"(?:,"[0-9.]+"){5},"([0-9.]+)")re");
    figures.redisMicros = (cpuMicros(redis.pid()) - cpu) / count;
    return figures;
}

Figures measureBare(int connections, int seconds)
{
    const auto redis = freshRedis();
    const auto instance = openInstance(redis);
    int ends[2];
    if (::pipe(ends) != 0)
        std::exit(1);
    const pid_t child = ::fork();
    if (child == 0)
        std::_Exit(BareServer(redis.target(), instance).serve(ends[1]));
    std::uint16_t port = 0;
    if (::read(ends[0], &port, sizeof port) != sizeof port)
        std::exit(1);
    const double redisBefore = cpuMicros(redis.pid()), before = cpuMicros(child);
    double requests = 1;
    auto figures = fire(port, connections, seconds, requests);
    figures.serverMicros = (cpuMicros(child) - before) / requests;
    figures.redisMicros = (cpuMicros(redis.pid()) - redisBefore) / requests;
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ::close(ends[0]);
    ::close(ends[1]);
    return figures;
}

Figures measureOurs(int connections, int seconds)
{
    static KafkaServer kafka;
    const auto redis = freshRedis();
    const TemporaryDirectory data;
    const auto log = kafka.target();
    NodeProgram node(data.path() / "node",
                     "profile = \"cluster\"\n[http]\nport = 0\nrequest_deadline_ms = 5000\noperator_token = \"" +
                         std::string(kToken) + "\"\n[redis]\nport = " +
                         std::to_string(redis.port()) + "\n[kafka]\nbrokers = \"" + log.brokers + "\"\ntopic = \"" + log.topic +
                         "\"\nshadow_topic = \"" + log.shadowTopic + "\"\ngroup = \"" + log.group + "\"\n",
                     kToken);
    if (!node.isReady() ||
        node.createAndArm(R"({"couponId":"BENCH","name":"bench","audience":"everyone","total":5000000})").status != 200 ||
        node.act("BENCH", "open").status != 200) {
        std::printf("the node does not open an event: %s\n", node.err().c_str());
        return {};
    }
    kafka.pause();
    std::this_thread::sleep_for(std::chrono::milliseconds(500)); // every io thread has the open event's table
    const double redisBefore = cpuMicros(redis.pid()), before = cpuMicros(node.pid());
    double requests = 1;
    auto figures = fire(node.port(), connections, seconds, requests);
    figures.serverMicros = (cpuMicros(node.pid()) - before) / requests;
    figures.redisMicros = (cpuMicros(redis.pid()) - redisBefore) / requests;
    node.kill();
    kafka.unpause();
    return figures;
}

struct Way
{
    const char* name;
    Figures (*measure)(int connections, int seconds);
    std::vector<double> rates, cpu;
};

} // namespace

int main(int argc, char** argv)
{
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    CommandLine line(argc, argv);
    const int seconds = line.number("seconds", 5), rounds = line.number("rounds", 5);
    const auto connections = line.numbers("connections", "64,256,1000");
    line.finish();
    std::printf("connections  way     accepts/s  server CPU us  Redis CPU us  p99 ms\n");
    for (const int count : connections) {
        Way ways[] = {{"script", measureScript, {}, {}}, {"bare", measureBare, {}, {}}, {"ours", measureOurs, {}, {}}};
        for (int round = 0; round < rounds; ++round)
            for (auto& way : ways) {
                const auto figures = way.measure(count, seconds);
                way.rates.push_back(figures.perSecond);
                way.cpu.push_back(figures.serverMicros);
                std::printf("%11d  %-6s  %9.0f  %13.2f  %12.2f  %6.2f\n", count, way.name, figures.perSecond,
                            figures.serverMicros, figures.redisMicros, figures.p99Ms);
            }
        std::printf("%11d  median  ours %.0f/s = %.2f of bare, %.2f of script; CPU ours / bare %.2f\n", count,
                    median(ways[2].rates), median(ways[2].rates) / median(ways[1].rates),
                    median(ways[2].rates) / median(ways[0].rates), median(ways[2].cpu) / median(ways[1].cpu));
    }
    return 0;
}
