#include "backend/core/rfc3339.h"
#include "tests/support/http_server_fixture.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>

#include <set>
#include <thread>

using namespace firstcome;
using namespace firstcome::testing;
using issuing::UnavailableReason;
using issuing::Verdict;
namespace json = boost::json;

namespace {

const char* const kIssue = "/api/coupons/XMAS/issue-fcfs/kim";

json::object objectIn(const std::optional<HttpReply>& reply)
{
    return reply ? json::parse(reply->body).as_object() : json::object();
}

} // namespace

TEST(HttpIssue, AnswersAnAcceptedAttemptExactlyAsTheContractSays)
{
    ServerUnderTest server;
    const auto when = *core::fromRfc3339("2026-11-21T10:14:20.123456Z");
    server.stock.setScript([&](const stock::Attempt& attempt) -> std::optional<stock::AttemptReply> {
        EXPECT_EQ(attempt.instance, server.instance);
        EXPECT_EQ(attempt.publicId.view(), "kim");
        return stock::AttemptReply{.verdict = Verdict::Accepted, .slot = 1, .acceptedAt = when};
    });
    const auto reply = server.ask("POST", kIssue);
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 202);
    EXPECT_EQ(reply->header("content-type"), "application/json");
    EXPECT_EQ(reply->body,
              R"({"couponId":"XMAS","publicId":"kim","verdict":"accepted","slot":1,)"
              R"("acceptedAt":"2026-11-21T10:14:20.123456Z","status":"/api/coupons/XMAS/issues/kim"})");
    EXPECT_FALSE(reply->header("date").empty());
}

TEST(HttpIssue, MapsEveryVerdict)
{
    struct Case
    {
        Verdict verdict;
        UnavailableReason reason;
        int status;
        const char* code;
    };
    const Case cases[] = {
        {Verdict::Duplicate, UnavailableReason::None, 409, "duplicate"},
        {Verdict::SoldOut, UnavailableReason::None, 410, "sold_out"},
        {Verdict::NotOpen, UnavailableReason::None, 425, "not_open"},
        {Verdict::Paused, UnavailableReason::None, 403, "paused"},
        {Verdict::Closed, UnavailableReason::None, 403, "closed"},
        {Verdict::UnknownEvent, UnavailableReason::None, 404, "unknown_event"},
        {Verdict::UnknownUser, UnavailableReason::None, 404, "unknown_user"},
        {Verdict::Unavailable, UnavailableReason::Expired, 503, "expired"},
        {Verdict::Unavailable, UnavailableReason::OutboxFull, 503, "outbox_full"},
        {Verdict::Unavailable, UnavailableReason::StoreDown, 503, "store_down"},
        {Verdict::Unavailable, UnavailableReason::Overloaded, 503, "overloaded"},
        {Verdict::Unavailable, UnavailableReason::Suspended, 503, "suspended"},
        {Verdict::Unavailable, UnavailableReason::Stopping, 503, "stopping"},
        {Verdict::Unavailable, UnavailableReason::NotReplicated, 503, "not_replicated"},
    };
    ServerUnderTest server;
    RawClient client = server.client();
    for (const Case& c : cases) {
        server.stock.setScript([&](const stock::Attempt&) -> std::optional<stock::AttemptReply> {
            return stock::AttemptReply{
                .verdict = c.verdict, .reason = c.reason, .slot = c.verdict == Verdict::Duplicate ? 7u : 0u};
        });
        const auto reply = client.ask("POST", kIssue);
        ASSERT_TRUE(reply) << c.code;
        const json::object problem = objectIn(reply);
        EXPECT_EQ(reply->status, c.status);
        EXPECT_EQ(reply->header("content-type"), "application/problem+json");
        EXPECT_EQ(problem.at("code"), c.code);
        EXPECT_EQ(problem.at("status"), c.status);
        EXPECT_EQ(problem.at("verdict"), json::string(issuing::verdictName(c.verdict)));
        EXPECT_EQ(problem.contains("slot"), c.verdict == Verdict::Duplicate);
        EXPECT_EQ(reply->header("retry-after"), c.status == 503 ? "1" : "") << c.code;
    }
    client.ask("GET", "/healthz"); // an attempt is written down after its reply has gone out
    for (const Case& c : cases) {
        const std::uint64_t expected = c.verdict == Verdict::Unavailable ? 7 : 1;
        EXPECT_EQ(server.recorders[0]->of(c.verdict), expected) << c.code;
    }
}

TEST(HttpIssue, TellsADuplicateItsFirstSlot)
{
    ServerUnderTest server;
    RawClient client = server.client();
    const json::object first = objectIn(client.ask("POST", kIssue));
    EXPECT_EQ(objectIn(client.ask("POST", "/api/coupons/XMAS/issue-fcfs/lee")).at("slot"), 2);
    const json::object again = objectIn(client.ask("POST", kIssue));
    EXPECT_EQ(again.at("slot"), 1);
    EXPECT_EQ(again.at("acceptedAt"), first.at("acceptedAt"));
    EXPECT_EQ(again.at("issue"), "/api/coupons/XMAS/issues/kim");
    EXPECT_EQ(objectIn(client.ask("POST", "/api/coupons/XMAS/issue-fcfs/Kim")).at("slot"), 3)
        << "case matters";
}

TEST(HttpIssue, DoesNotAskTheStoreAboutEventsThatItDoesNotHave)
{
    ServerUnderTest server;
    for (const char* couponId : {"NOPE", "DRAFT", "xmas"}) {
        const auto reply = server.ask("POST", std::string("/api/coupons/") + couponId + "/issue-fcfs/kim");
        ASSERT_TRUE(reply);
        EXPECT_EQ(reply->status, 404);
        EXPECT_EQ(objectIn(reply).at("code"), "unknown_event");
    }
    EXPECT_EQ(server.stock.attempts(), 0u);
    server.ask("GET", "/healthz"); // an attempt is written down after its reply has gone out
    EXPECT_EQ(server.recorders[0]->atNoEvent, 3u);
    EXPECT_EQ(server.admission.inFlight(), 0u);
}

TEST(HttpIssue, ReachesARehearsalsEventToo)
{
    ServerUnderTest server;
    EXPECT_EQ(server.ask("POST", "/api/coupons/REHEARSAL/issue-fcfs/kim")->status, 202);
}

TEST(HttpIssue, RefusesBadIdsWithoutCountingAnAttempt)
{
    ServerUnderTest server;
    EXPECT_EQ(objectIn(server.ask("POST", "/api/coupons/XMAS/issue-fcfs/-kim")).at("code"), "bad_public_id");
    EXPECT_EQ(objectIn(server.ask("POST", "/api/coupons/%20/issue-fcfs/kim")).at("code"), "bad_coupon_id");
    EXPECT_EQ(objectIn(server.ask("POST", "/api/coupons/XMAS/issue-fcfs/" + std::string(65, 'x'))).at("code"),
              "bad_public_id");
    EXPECT_EQ(server.stock.attempts(), 0u);
    for (const auto& count : server.recorders[0]->verdicts)
        EXPECT_EQ(count, 0u);
}

TEST(HttpIssue, SaysWhatBecameOfAnAttempt)
{
    ServerUnderTest server; // savedThrough is 2
    for (const char* person : {"a", "b", "c"})
        server.ask("POST", std::string("/api/coupons/XMAS/issue-fcfs/") + person);
    const json::object saved = objectIn(server.ask("GET", "/api/coupons/XMAS/issues/b"));
    EXPECT_EQ(saved.at("couponId"), "XMAS");
    EXPECT_EQ(saved.at("publicId"), "b");
    EXPECT_EQ(saved.at("slot"), 2);
    EXPECT_EQ(saved.at("saved"), true);
    EXPECT_TRUE(core::fromRfc3339(std::string(saved.at("acceptedAt").as_string())));
    EXPECT_EQ(objectIn(server.ask("GET", "/api/coupons/XMAS/issues/c")).at("saved"), false);
    const auto none = server.ask("GET", "/api/coupons/XMAS/issues/d");
    EXPECT_EQ(none->status, 404);
    EXPECT_EQ(objectIn(none).at("code"), "not_issued");
    EXPECT_EQ(objectIn(server.ask("GET", "/api/coupons/NOPE/issues/a")).at("code"), "unknown_event");
    server.stock.setScript([](const stock::Attempt&) -> std::optional<stock::AttemptReply> {
        return stock::AttemptReply{.verdict = Verdict::Unavailable, .reason = UnavailableReason::Suspended};
    });
    const auto unknown = server.ask("GET", "/api/coupons/XMAS/issues/a");
    EXPECT_EQ(unknown->status, 503) << "a store that lost something denies nobody";
    EXPECT_EQ(objectIn(unknown).at("code"), "suspended");
    EXPECT_EQ(server.stock.attempts(), 3u) << "asking is no attempt";
    EXPECT_EQ(server.recorders[0]->of(Verdict::Accepted), 3u);
    EXPECT_EQ(server.recorders[0]->of(Verdict::Duplicate), 0u);
}

TEST(HttpIssue, ThrottlesAndSaysForHowLong)
{
    ServerUnderTest server(
        {}, {.globalPerSecond = 0.1, .globalBurst = 2, .perAddressPerSecond = 1, .perAddressBurst = 1});
    RawClient client = server.client();
    EXPECT_EQ(client.ask("POST", kIssue)->status, 202);
    EXPECT_EQ(client.ask("POST", kIssue)->status, 409) << "no limit per address on loopback";
    const auto refused = client.ask("POST", kIssue);
    EXPECT_EQ(refused->status, 429);
    EXPECT_EQ(objectIn(refused).at("code"), "throttled");
    const int wait = std::stoi(refused->header("retry-after"));
    EXPECT_GE(wait, 1);
    EXPECT_LE(wait, 10);
    client.ask("GET", "/healthz");
    EXPECT_EQ(server.recorders[0]->of(Verdict::Throttled), 1u);
}

TEST(HttpIssue, LimitsTheClientBehindATrustedProxyNotTheProxy)
{
    core::HttpConfig config;
    config.trustedProxies = {"127.0.0.1"};
    ServerUnderTest server(config, {.perAddressPerSecond = 0.001, .perAddressBurst = 1});
    RawClient proxy = server.client();
    const auto statusFor = [&](const char* forwarded) {
        return proxy.ask("POST", kIssue, std::string("X-Forwarded-For: ") + forwarded + "\r\n")->status;
    };
    EXPECT_EQ(statusFor("203.0.113.7"), 202);
    EXPECT_EQ(statusFor("203.0.113.7"), 429);
    EXPECT_EQ(statusFor("198.51.100.99, 203.0.113.7"), 429) << "what the client claims does not help it";
    EXPECT_EQ(statusFor("203.0.113.8"), 409);
}

TEST(HttpIssue, IgnoresForwardedForFromAnybodyElse)
{
    ServerUnderTest server({}, {.perAddressPerSecond = 0.001, .perAddressBurst = 1});
    RawClient client = server.client();
    for (int i = 0; i < 3; ++i)
        EXPECT_NE(client.ask("POST", kIssue, "X-Forwarded-For: 203.0.113.7\r\n")->status, 429);
}

TEST(HttpIssue, ShedsWhatIsTooMuchInFlight)
{
    core::HttpConfig config;
    config.maxInFlight = 2;
    ServerUnderTest server(config);
    server.stock.hold();
    RawClient a = server.client(), b = server.client(), c = server.client();
    const std::string request = std::string("POST ") + kIssue + " HTTP/1.1\r\nHost: h\r\n\r\n";
    // One after the other, for two connections of one thread are served in no promised order.
    a.send(request);
    while (server.admission.inFlight() < 1)
        std::this_thread::yield();
    b.send(request);
    while (server.admission.inFlight() < 2)
        std::this_thread::yield();
    const auto shed = c.ask("POST", kIssue);
    EXPECT_EQ(shed->status, 503);
    EXPECT_EQ(objectIn(shed).at("code"), "overloaded");
    EXPECT_EQ(shed->header("retry-after"), "1");
    server.stock.release();
    EXPECT_EQ(a.read()->status, 202);
    EXPECT_EQ(b.read()->status, 409);
    EXPECT_EQ(c.ask("POST", kIssue)->status, 409);
    EXPECT_EQ(server.admission.inFlight(), 0u);
}

TEST(HttpIssue, GivesTheStoreADeadline)
{
    core::HttpConfig config;
    config.requestDeadline = std::chrono::milliseconds(1234);
    ServerUnderTest server(config);
    const auto before = server.clock.steady();
    std::optional<core::SteadyTime> deadline;
    server.stock.setScript([&](const stock::Attempt& attempt) -> std::optional<stock::AttemptReply> {
        deadline = attempt.deadline;
        return std::nullopt;
    });
    server.ask("POST", kIssue);
    ASSERT_TRUE(deadline);
    EXPECT_GE(*deadline, before + config.requestDeadline);
    EXPECT_LE(*deadline, server.clock.steady() + config.requestDeadline);
}

TEST(HttpIssue, TimesEveryStageOfEveryAttempt)
{
    ServerUnderTest server;
    RawClient client = server.client();
    for (int i = 0; i < 10; ++i)
        client.ask("POST", kIssue);
    client.ask("POST", kIssue); // by its reply, the tenth has been written down whole
    for (const auto& count : server.recorders[0]->stages)
        EXPECT_GE(count, 10u);
}

TEST(HttpIssue, GivesEachPersonOneSlotWhateverTheRace)
{
    core::HttpConfig config;
    config.ioThreads = 2;
    ServerUnderTest server(config);
    server.stock.setTotal(100);
    std::mutex mutex;
    std::multiset<std::int64_t> slots;
    std::atomic<int> soldOut{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            RawClient client = server.client();
            for (int i = 0; i < 100; ++i) {
                const auto reply =
                    client.ask("POST", "/api/coupons/XMAS/issue-fcfs/p" + std::to_string(t * 100 + i));
                ASSERT_TRUE(reply);
                if (reply->status == 410)
                    ++soldOut;
                else {
                    const std::lock_guard lock(mutex);
                    slots.insert(objectIn(reply).at("slot").as_int64());
                }
            }
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(soldOut, 300);
    EXPECT_EQ(slots.size(), 100u);
    EXPECT_EQ(std::set(slots.begin(), slots.end()).size(), 100u);
    EXPECT_EQ(*slots.rbegin(), 100);
}

TEST(HttpIssue, SwapsTheTableForAllThreads)
{
    core::HttpConfig config;
    config.ioThreads = 3;
    ServerUnderTest server(config);
    std::vector<RawClient> clients;
    for (int i = 0; i < 12; ++i)
        clients.push_back(server.client());
    for (auto& client : clients)
        EXPECT_EQ(client.ask("POST", "/api/coupons/NEW/issue-fcfs/kim")->status, 404);
    server.publish({{.couponId = *issuing::CouponId::parse("NEW"),
                     .instance = issuing::InstanceId::random(),
                     .state = issuing::EventState::Open}});
    for (auto& client : clients)
        EXPECT_NE(client.ask("POST", "/api/coupons/NEW/issue-fcfs/kim")->status, 404);
}
