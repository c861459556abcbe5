#include "backend/spike/load_engine.h"
#include "backend/spike/measurements.h"
#include "tests/support/child_program.h"
#include "tests/support/scripted_http_server.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <gmock/gmock.h>
#include <map>
#include <set>

using namespace firstcome;
using namespace firstcome::spike;
using namespace firstcome::testing;
using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::StartsWith;

namespace {

Scenario users(double count, std::chrono::milliseconds duration)
{
    Scenario scenario;
    scenario.name = "test";
    scenario.startTarget = count;
    scenario.stages = {{duration, count}};
    scenario.people = 1000;
    scenario.thinkTime = 5ms;
    scenario.requestTimeout = 5s;
    return scenario;
}

LoadOptions optionsFor(const std::string& url, Scenario scenario)
{
    LoadOptions options;
    options.scenario = std::move(scenario);
    options.target = resolveTarget(url).value();
    options.couponId = issuing::CouponId::parse("X").value();
    options.peoplePrefix = "p";
    return options;
}

RunResult fire(LoadOptions options)
{
    LoadEngine engine(std::move(options));
    auto result = engine.run([](const RunProgress&) {});
    EXPECT_TRUE(result) << result.error().detail;
    return result.value_or(RunResult());
}

RunResult fire(const ScriptedHttpServer& server, Scenario scenario)
{
    return fire(optionsFor(server.url(), std::move(scenario)));
}

std::uint64_t sum(const RunResult& result)
{
    std::uint64_t all = 0;
    for (const auto count : result.verdicts)
        all += count;
    return all;
}

ScriptedAnswer soldOut(const ScriptedRequest&)
{
    return {refusalReply(410, "sold_out")};
}

/// One answer of each verdict, in turn.
struct EveryVerdict
{
    std::array<std::uint64_t, issuing::kVerdictCount + 1> given{};

    ScriptedAnswer operator()(const ScriptedRequest& request)
    {
        const auto slot = static_cast<std::uint32_t>(request.number + 1);
        const std::array<std::string, issuing::kVerdictCount + 1> replies{
            acceptedReply(request.publicId, slot),
            httpReply(409, "{\"code\":\"duplicate\",\"slot\":9}"),
            refusalReply(410, "sold_out"),
            refusalReply(425, "not_open"),
            refusalReply(403, "paused"),
            refusalReply(403, "closed"),
            refusalReply(404, "unknown_event"),
            refusalReply(404, "unknown_user"),
            refusalReply(429, "throttled"),
            refusalReply(503, "outbox_full"),
            httpReply(500, "{\"code\":\"internal\"}")};
        const auto which = request.number % replies.size();
        ++given[which];
        return {replies[which]};
    }
};

} // namespace

TEST(LoadEngine, BothSidesCountTheSame)
{
    EveryVerdict script;
    ScriptedHttpServer server(std::ref(script));
    const auto result = fire(server, users(20, 1s));
    EXPECT_EQ(result.requests, server.requests());
    EXPECT_EQ(result.verdicts, script.given);
    EXPECT_EQ(sum(result), result.requests);
    EXPECT_GT(result.requests, 100u);
    EXPECT_EQ(result.statusCounts.at(202), script.given[0]);
    EXPECT_EQ(result.statusCounts.at(403), script.given[4] + script.given[5]);
    EXPECT_EQ(result.statusCounts.at(500), script.given[10]);
    EXPECT_EQ(result.client.count, result.requests);
    EXPECT_EQ(server.connections(), 20u);
    EXPECT_FALSE(result.clientFromIntended);
}

TEST(LoadEngine, TheSeriesAddUpToTheTotals)
{
    EveryVerdict script;
    ScriptedHttpServer server(std::ref(script));
    auto scenario = users(0, 700ms);
    scenario.stages = {{700ms, 30}, {500ms, 30}, {300ms, 0}};
    auto options = optionsFor(server.url(), scenario);
    options.threads = 3;
    std::uint64_t ticksTold = 0, lastRequests = 0;
    LoadEngine engine(options);
    const auto result = engine.run([&](const RunProgress& progress) {
        ++ticksTold;
        EXPECT_GE(progress.requests, lastRequests);
        lastRequests = progress.requests;
        ASSERT_EQ(progress.recent.size(), 1u);
    });
    ASSERT_TRUE(result);
    EXPECT_EQ(lastRequests, result->requests);
    EXPECT_EQ(ticksTold, result->ticks100ms.size());
    for (const auto* series : {&result->ticks100ms, &result->ticks1s}) {
        std::array<std::uint64_t, issuing::kVerdictCount + 1> all{};
        for (const auto& tick : *series)
            for (std::size_t i = 0; i < all.size(); ++i)
                all[i] += tick.verdicts[i];
        EXPECT_EQ(all, script.given);
    }
    EXPECT_EQ(result->ticks100ms.back().users, 0);
    double most = 0;
    for (const auto& tick : result->ticks100ms)
        most = std::max(most, tick.users);
    EXPECT_EQ(most, 30);
}

TEST(LoadEngine, WithoutKeepAliveEveryAttemptHasItsOwnConnection)
{
    ScriptedHttpServer server([](const ScriptedRequest& request) {
        const bool asked = request.head.find("Connection: close\r\n") != std::string::npos;
        return ScriptedAnswer{asked ? httpReply(410, "{\"code\":\"sold_out\"}", false) : "unasked", true};
    });
    auto scenario = users(5, 500ms);
    scenario.keepAlive = false;
    const auto result = fire(server, scenario);
    EXPECT_EQ(result.requests, server.requests());
    EXPECT_EQ(server.connections(), server.requests());
    EXPECT_EQ(result.verdicts[static_cast<std::size_t>(issuing::Verdict::SoldOut)], result.requests);
    EXPECT_GT(result.phases[static_cast<std::size_t>(Phase::Connecting)].p50.value_or(0), 0);
}

TEST(LoadEngine, AServerThatHangsGivesUnknownOutcomes)
{
    ScriptedHttpServer server([](const ScriptedRequest&) { return ScriptedAnswer{{}, false, true}; });
    auto scenario = users(5, 600ms);
    scenario.requestTimeout = 200ms;
    const auto result = fire(server, scenario);
    EXPECT_GE(result.requests, 5u);
    EXPECT_EQ(result.verdicts[kUnknownVerdict], result.requests);
    EXPECT_EQ(result.statusCounts.at(0), result.requests);
    EXPECT_EQ(result.validity, Validity::Invalid);
    EXPECT_THAT(result.validityReasons, Contains("no_replies"));
    EXPECT_EQ(result.exitCode, ExitCode::NotValid);
}

TEST(LoadEngine, ClosedAndGarbledConnectionsAreUnknownAndUsersBackOff)
{
    const std::string good = refusalReply(410, "sold_out");
    const std::vector<ScriptedAnswer> bad{
        {"", true},                              // closed without a word
        {good.substr(0, good.size() - 3), true}, // closed in the middle
        {"SSH-2.0-OpenSSH_9.2\r\n", false},      // another protocol
        {std::string(3000, 'x'), false},         // no end of line
        {"HTTP/1.1 410 Gone\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", false},
        {httpReply(202, "{\"verdict\":\"accepted\",\"slot\":1,\"publicId\":\"somebody\"}"), false},
        {httpReply(418, ""), false}};
    ScriptedHttpServer server(
        [&bad](const ScriptedRequest& request) { return bad[request.number % bad.size()]; });
    auto scenario = users(7, 1s);
    scenario.thresholds = {"checks: rate>0.9"};
    const auto result = fire(server, scenario);
    EXPECT_EQ(result.requests, server.requests());
    EXPECT_EQ(result.verdicts[kUnknownVerdict], result.requests);
    EXPECT_GE(result.requests, 7u);
    EXPECT_FALSE(result.passed);
}

TEST(LoadEngine, BytesAfterAReplyEndTheConnectionNotTheAttempt)
{
    ScriptedHttpServer server([](const ScriptedRequest&) {
        return ScriptedAnswer{refusalReply(410, "sold_out") + "HTTP/1.1 202 OK\r\n"};
    });
    const auto result = fire(server, users(3, 300ms));
    EXPECT_EQ(result.verdicts[static_cast<std::size_t>(issuing::Verdict::SoldOut)], result.requests);
    EXPECT_EQ(server.connections(), server.requests());
}

TEST(LoadEngine, AServerThatDiesMidRunLeavesAResult)
{
    ScriptedHttpServer* self = nullptr;
    ScriptedHttpServer server([&self](const ScriptedRequest& request) {
        if (request.number == 200)
            self->die();
        return ScriptedAnswer{
            acceptedReply(request.publicId, static_cast<std::uint32_t>(request.number + 1))};
    });
    self = &server;
    auto scenario = users(10, 3s);
    scenario.thresholds = {"http_req_failed: rate<0.01"};
    const auto result = fire(server, scenario);
    EXPECT_GE(result.verdicts[0], 190u);
    EXPECT_GT(result.verdicts[kUnknownVerdict], 0u);
    EXPECT_EQ(sum(result), result.requests);
    ASSERT_EQ(result.thresholds.size(), 1u);
    EXPECT_FALSE(result.thresholds[0].passed);
    EXPECT_FALSE(result.passed);
}

TEST(LoadEngine, NobodyThereIsInvalid)
{
    std::string url;
    {
        ScriptedHttpServer gone(soldOut);
        url = gone.url();
    }
    const auto result = fire(optionsFor(url, users(3, 300ms)));
    EXPECT_EQ(result.verdicts[kUnknownVerdict], result.requests);
    EXPECT_THAT(result.validityReasons, Contains("no_replies"));
}

TEST(LoadEngine, DistinctPeopleComeOnceUntilAllHaveCome)
{
    std::vector<std::string> came;
    ScriptedHttpServer server([&came](const ScriptedRequest& request) {
        came.push_back(request.publicId);
        return soldOut(request);
    });
    auto scenario = users(10, 2s);
    scenario.people = 50;
    scenario.distinctPeople = true;
    scenario.thinkTime = 2ms;
    const auto result = fire(server, scenario);
    ASSERT_GT(result.requests, 100u);
    std::map<std::string, std::uint64_t> times;
    for (const auto& person : came)
        ++times[person];
    EXPECT_EQ(times.size(), 50u);
    EXPECT_TRUE(times.contains("p1"));
    EXPECT_TRUE(times.contains("p50"));
    const auto [least, most] = std::minmax_element(
        times.begin(), times.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    EXPECT_LE(most->second - least->second, 1u);
}

TEST(LoadEngine, OpenArrivalsComeAsPlannedWhateverTheAnswersDo)
{
    ScriptedHttpServer server(soldOut);
    auto scenario = users(0, 1s);
    scenario.model = LoadModel::ArrivalRate;
    scenario.stages = {{500ms, 400}, {500ms, 400}};
    for (const unsigned threads : {1u, 2u}) {
        auto options = optionsFor(server.url(), scenario);
        options.threads = threads;
        const auto before = server.requests();
        const auto result = fire(options);
        EXPECT_EQ(result.requests + result.droppedArrivals, 300u);
        EXPECT_EQ(result.requests, server.requests() - before);
        ASSERT_TRUE(result.clientFromIntended);
        EXPECT_EQ(result.clientFromIntended->count, result.requests);
        EXPECT_GE(*result.clientFromIntended->avg, *result.client.avg);
    }
}

TEST(LoadEngine, ArrivalsBeyondTheConnectionsAreDroppedAndCounted)
{
    ScriptedHttpServer server([](const ScriptedRequest& request) {
        return request.onConnection == 0 ? ScriptedAnswer{refusalReply(410, "sold_out")}
                                         : ScriptedAnswer{{}, false, true};
    });
    auto scenario = users(200, 1s);
    scenario.model = LoadModel::ArrivalRate;
    scenario.maxConnections = 4;
    scenario.requestTimeout = 400ms;
    const auto result = fire(server, scenario);
    EXPECT_EQ(result.requests + result.droppedArrivals, 200u);
    EXPECT_GT(result.droppedArrivals, 0u);
    EXPECT_EQ(result.requests, server.requests());
    EXPECT_EQ(result.validity, Validity::GeneratorLimited);
    EXPECT_THAT(result.validityReasons, Contains(StartsWith("dropped_arrivals ")));
    for (const auto& tick : result.ticks100ms)
        EXPECT_LE(tick.users, 4);
}

TEST(LoadEngine, TheRecordNamesEveryCallWithItsOutcome)
{
    std::map<std::string, std::set<std::uint64_t>> slots;
    ScriptedHttpServer server([&slots](const ScriptedRequest& request) {
        if (request.number % 5 == 4)
            return ScriptedAnswer{{}, true};
        slots[request.publicId].insert(request.number + 1);
        return ScriptedAnswer{
            acceptedReply(request.publicId, static_cast<std::uint32_t>(request.number + 1))};
    });
    const TemporaryDirectory directory;
    auto options = optionsFor(server.url(), users(10, 700ms));
    options.recordFile = directory.path() / "calls.jsonl";
    options.threads = 2;
    const auto result = fire(options);
    const auto lines = linesOf(readFile(options.recordFile));
    EXPECT_EQ(lines.size(), result.requests);
    std::uint64_t unknown = 0, accepted = 0;
    for (const auto& line : lines) {
        const auto call = boost::json::parse(line).as_object();
        const std::string verdict(call.at("verdict").as_string());
        const std::string person(call.at("publicId").as_string());
        EXPECT_FALSE(call.at("at").as_string().empty());
        if (verdict == "unknown") {
            ++unknown;
            EXPECT_EQ(call.at("slot").as_int64(), 0);
        } else {
            ++accepted;
            EXPECT_TRUE(slots[person].contains(static_cast<std::uint64_t>(call.at("slot").as_int64())));
        }
    }
    EXPECT_EQ(unknown, result.verdicts[kUnknownVerdict]);
    EXPECT_EQ(accepted, result.verdicts[0]);
    EXPECT_GT(unknown, 0u);
}

TEST(LoadEngine, AStopEndsTheRunAndSaysSo)
{
    ScriptedHttpServer server([](const ScriptedRequest& request) {
        return request.number < 20 ? soldOut(request) : ScriptedAnswer{{}, false, true};
    });
    LoadEngine engine(optionsFor(server.url(), users(10, 10min)));
    const auto result = engine.run([&](const RunProgress& progress) {
        if (progress.requests >= 20)
            engine.requestStop();
    });
    ASSERT_TRUE(result);
    EXPECT_TRUE(result->aborted);
    EXPECT_EQ(result->validity, Validity::Invalid);
    EXPECT_THAT(result->validityReasons, ElementsAre("aborted"));
    EXPECT_EQ(result->requests, server.requests()); // those in flight were given up as unknown, and count
    EXPECT_GT(result->verdicts[kUnknownVerdict], 0u);
}

TEST(LoadEngine, RefusesWhatItCannotFire)
{
    ScriptedHttpServer server(soldOut);
    const auto refusal = [&server](auto change) {
        auto options = optionsFor(server.url(), users(1, 100ms));
        change(options);
        LoadEngine engine(options);
        const auto result = engine.run([](const RunProgress&) {});
        return result ? std::string("none") : result.error().code;
    };
    EXPECT_EQ(refusal([](LoadOptions& o) { o.peoplePrefix = "a b"; }), "bad_prefix");
    EXPECT_EQ(refusal([](LoadOptions& o) { o.peoplePrefix = std::string(62, 'a'); }), "bad_prefix");
    EXPECT_EQ(refusal([](LoadOptions& o) { o.threads = 0; }), "bad_threads");
    EXPECT_EQ(refusal([](LoadOptions& o) { o.scenario.stages.clear(); }), "bad_scenario");
    EXPECT_EQ(refusal([](LoadOptions& o) { o.recordFile = "/nowhere/calls"; }), "record_io");
    EXPECT_EQ(server.requests(), 0u);
}

TEST(HttpTarget, KnowsWhatIsThisMachine)
{
    EXPECT_TRUE(resolveTarget("http://127.0.0.1:8081")->loopback);
    EXPECT_TRUE(resolveTarget("http://127.8.9.1:1/")->loopback);
    EXPECT_TRUE(resolveTarget("http://[::1]:8081")->loopback);
    EXPECT_TRUE(resolveTarget("http://localhost:8081")->loopback);
    EXPECT_FALSE(resolveTarget("http://192.0.2.1:8081")->loopback);
    EXPECT_FALSE(resolveTarget("http://[2001:db8::1]:8081")->loopback);
    EXPECT_FALSE(resolveTarget("http://0.0.0.0:8081")->loopback);
    EXPECT_EQ(resolveTarget("http://127.0.0.1:8081")->host, "127.0.0.1:8081");
    for (const char* bad :
         {"", "127.0.0.1:8081", "https://127.0.0.1", "http://", "http://:8081", "http://127.0.0.1:0",
          "http://127.0.0.1:99999", "http://127.0.0.1:80x", "http://127.0.0.1:8081/path", "http://[::1",
          "http://[::1]8081", "http://a\r\nb:80", "http://127.0.0.1: 80", "http://user@127.0.0.1:80"})
        EXPECT_EQ(resolveTarget(bad).error().code, "bad_target") << bad;
}
