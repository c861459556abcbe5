// The whole way of an issue through the cluster profile on one machine: generator, firstcome-node, Redis, Kafka
// (one broker) and an SQL server, all sharing its cores. Says how many issues were accepted a second, what an
// accept costs each process, how long accepted issues took to be saved, and whether the exact audit closes; for
// each way that Redis may write its AOF, in turn.
//
//   cluster_bench [--sql mariadb|postgresql] [--aof off,everysec,always] [--connections 64] [--seconds 8]
//                 [--rounds 1] [--offered 0]     offered: so many attempts a second instead of connections that
//                                                never wait
#include "tests/bench/figures.h"
#include "tests/bench/load.h"
#include "tests/bench/options.h"
#include "tests/bench/process_cost.h"
#include "tests/support/kafka_server.h"
#include "tests/support/node_program.h"
#include "tests/support/redis_server.h"
#include "tests/support/sql_servers.h"

#include <boost/json/serialize.hpp>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <thread>

using namespace firstcome;
using namespace firstcome::bench;
using namespace firstcome::testing;

namespace {

constexpr const char* kToken = "a-token-of-the-bench-0123456789abcdef";

struct Options
{
    std::string sql;
    std::vector<std::string> aof;
    int connections = 0, seconds = 0, rounds = 0, offered = 0;
};

/// CPU microseconds of a process and its children.
double familyMicros(pid_t pid)
{
    double all = cpuMicros(pid);
    std::ifstream children("/proc/" + std::to_string(pid) + "/task/" + std::to_string(pid) + "/children");
    for (pid_t child = 0; children >> child;)
        all += familyMicros(child);
    return all;
}

/// What was accepted and what was saved, as the node shows it, over time.
class Progress
{
public:
    explicit Progress(NodeProgram& node)
        : m_node(node)
        , m_thread([this] { watch(); })
    {
    }
    ~Progress()
    {
        m_ended = true;
        m_thread.join();
    }
    /// Seconds from accepted to saved, as 95 of 100 issues stayed below. Saved means that the ledger has it and
    /// every slot before it: when slot n was accepted and when it was saved is read off two curves of 20 points a
    /// second.
    double savedWithinP95() const
    {
        std::vector<double> took;
        std::size_t j = 0;
        for (std::size_t i = 1; i < m_points.size(); ++i) {
            const double slot = m_points[i].accepted;
            if (slot <= m_points[i - 1].accepted)
                continue;
            while (j < m_points.size() && m_points[j].saved < slot)
                ++j;
            if (j < m_points.size())
                took.insert(took.end(), static_cast<std::size_t>(slot - m_points[i - 1].accepted) / 100 + 1,
                            m_points[j].at - m_points[i].at);
        }
        return percentile(std::move(took), 95);
    }
    double highestUnsaved() const
    {
        double highest = 0;
        for (const auto& point : m_points)
            highest = std::max(highest, point.accepted - point.saved);
        return highest;
    }

private:
    struct Point
    {
        double at, accepted, saved;
    };

    void watch()
    {
        const auto begun = std::chrono::steady_clock::now();
        while (!m_ended) {
            const auto event = m_node.event("BENCH");
            if (const auto* terms = event.if_contains("conservation"); terms && terms->is_object()) {
                const auto& object = terms->get_object();
                const auto isKnown = [&](const char* name) {
                    const auto* value = object.if_contains(name);
                    return value && value->is_number();
                };
                const auto term = [&](const char* name) { return object.at(name).to_number<double>(); };
                if (isKnown("total") && isKnown("remaining") && isKnown("outbox") && isKnown("unconsumed")) {
                    const double accepted = term("total") - term("remaining");
                    m_points.push_back(
                        {secondsSince(begun), accepted, accepted - term("outbox") - term("unconsumed")});
                }
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
    }

    NodeProgram& m_node;
    std::vector<Point> m_points;
    std::atomic<bool> m_ended = false;
    std::thread m_thread;
};

/// `off` only once the event is open: nobody is let open one over a server that forgets.
std::vector<std::string> redisArguments(const std::string& aof)
{
    return {"--appendfsync", aof == "off" ? "everysec" : aof, "--auto-aof-rewrite-percentage", "0"};
}

/// Accepted issues a second; 0 where the audit did not close.
double measure(const Options& options, const std::string& aof, KafkaServer& kafka, SqlServer& sql)
{
    const RedisServer redis(redisArguments(aof));
    const TemporaryDirectory folder;
    const auto target = kafka.target();
    const auto database = sql.makeDatabase();
    std::ostringstream toml;
    toml << "profile = \"cluster\"\n[http]\nport = 0\nrequest_deadline_ms = 5000\noperator_token = \"" << kToken << "\"\n[sql]\nserver = \"" << options.sql
         << "\"\nport = " << sql.port() << "\ndatabase = \"" << database.database << "\"\nuser = \"" << database.user
         << "\"\n[redis]\nport = " << redis.port() << "\n[kafka]\nbrokers = \"" << target.brokers << "\"\ntopic = \""
         << target.topic << "\"\nshadow_topic = \"" << target.shadowTopic << "\"\ngroup = \"" << target.group << "\"\n";
    NodeProgram node(folder.path() / "node", toml.str(), kToken);
    if (!node.isReady() ||
        node.createAndArm(R"({"couponId":"BENCH","name":"bench","audience":"everyone","total":5000000})").status !=
            200 ||
        node.act("BENCH", "open").status != 200) {
        std::printf("the node does not open an event: %s\n", node.err().c_str());
        return 0;
    }
    if (aof == "off")
        redis.connect().ask({"CONFIG", "SET", "appendonly", "no"});
    const std::map<std::string, pid_t> processes{
        {"node", node.pid()}, {"redis", redis.pid()}, {"kafka", kafka.pid()}, {options.sql, sql.pid()}};
    std::map<std::string, double> before;
    for (const auto& [name, pid] : processes)
        before[name] = familyMicros(pid);
    Progress progress(node);
    const auto result = fireScenario(node.port(), folder.path(),
                                     options.offered ? offeredLoad(options.offered, options.seconds)
                                                     : closedLoad(options.connections, options.seconds));
    const auto ended = std::chrono::steady_clock::now();
    node.drains("BENCH");
    const double drained = secondsSince(ended);
    const double accepted = figureIn(result, "\"accepted\": ([0-9]+)");
    const double perSecond = accepted / figureIn(result, "\"durationSeconds\": ([0-9.]+)");
    std::printf("  AOF %-8s %.0f accepted a second, p99 %.2f ms; all saved %.1f s after the end, at most %.0f unsaved,"
                " accepted to saved p95 %.2f s\n  CPU us an accept:",
                aof.c_str(), perSecond, figureIn(result, R"("client": \{[^}]*"p99": ([0-9.]+))"), drained,
                progress.highestUnsaved(), progress.savedWithinP95());
    for (const auto& [name, pid] : processes)
        std::printf(" %s %.1f,", name.c_str(), (familyMicros(pid) - before[name]) / accepted);
    node.act("BENCH", "pause");
    const auto audit = boost::json::serialize(node.exactAudit("BENCH"));
    const bool exact = audit.find("\"closed\":true") != std::string::npos &&
                       figureIn(audit, "\"issued\":([0-9]+)") == accepted;
    std::printf(" generator %.0f %% of a core; exact audit %s\n", figureIn(result, "\"cpuPercent\": ([0-9.]+)"),
                exact ? "closed" : "NOT CLOSED");
    node.terminate();
    return exact ? perSecond : 0;
}

Options optionsOf(int argc, char** argv)
{
    CommandLine line(argc, argv);
    Options options;
    options.sql = line.text("sql", "mariadb");
    options.aof = line.list("aof", "off,everysec,always");
    options.connections = line.number("connections", 64);
    options.seconds = line.number("seconds", 8);
    options.rounds = line.number("rounds", 1);
    options.offered = line.number("offered", 0);
    line.finish();
    return options;
}

} // namespace

int main(int argc, char** argv)
{
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    const Options options = optionsOf(argc, argv);
    KafkaServer kafka;
    const auto sql = options.sql == "mariadb" ? SqlServer::mariaDb() : SqlServer::postgreSql();
    std::map<std::string, std::vector<double>> rates;
    bool exact = true;
    for (int round = 0; round < options.rounds; ++round)
        for (const auto& aof : options.aof) {
            rates[aof].push_back(measure(options, aof, kafka, *sql));
            exact = exact && rates[aof].back() > 0;
        }
    for (const auto& aof : options.aof)
        std::printf("AOF %s: median %.0f accepted a second\n", aof.c_str(), median(rates[aof]));
    return exact ? 0 : 1;
}
