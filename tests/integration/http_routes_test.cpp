#include "backend/core/rfc3339.h"
#include "tests/support/http_server_fixture.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>

using namespace firstcome;
using namespace std::chrono_literals;
using namespace firstcome::testing;
using issuing::EventState;
namespace json = boost::json;

namespace {

json::object objectIn(const std::optional<HttpReply>& reply)
{
    return reply && !reply->body.empty() ? json::parse(reply->body).as_object() : json::object();
}

std::string codeIn(const std::optional<HttpReply>& reply)
{
    const auto object = objectIn(reply);
    return object.contains("code") ? std::string(object.at("code").as_string()) : std::string();
}

const char* const kNewEvent = R"({"couponId":"NEW","name":"New","total":5,"audience":"everyone"})";
const char* const kJson = "Content-Type: application/json\r\n";

} // namespace

TEST(HttpRoutes, AnswersHealthAndReadiness)
{
    ServerUnderTest server;
    EXPECT_EQ(server.ask("GET", "/healthz")->body, R"({"status":"ok"})");
    EXPECT_EQ(server.ask("GET", "/readyz")->body, R"({"status":"ready"})");
    server.backend.setSnapshot({.starting = true});
    EXPECT_EQ(codeIn(server.ask("GET", "/readyz")), "starting");
    EXPECT_EQ(server.ask("GET", "/readyz")->header("retry-after"), "1");
    server.backend.setSnapshot(
        {.starting = false, .store = {.health = PartHealth::Critical, .code = "disk_full"}});
    EXPECT_EQ(server.ask("GET", "/readyz")->status, 503);
    EXPECT_EQ(server.ask("GET", "/healthz")->status, 200);
    server.backend.setSnapshot(
        {.starting = false, .store = {.health = PartHealth::Critical, .code = "store_lost_accepts"}});
    EXPECT_EQ(server.ask("GET", "/readyz")->status, 200) << "the other events go on";
}

TEST(HttpRoutes, ShowsThePublicWhatIsPublic)
{
    ServerUnderTest server;
    const json::object list = objectIn(server.ask("GET", "/api/coupons"));
    ASSERT_EQ(list.at("coupons").as_array().size(), 1u) << "no drafts, no rehearsals";
    const json::object coupon = list.at("coupons").as_array()[0].as_object();
    EXPECT_EQ(coupon.at("couponId"), "XMAS");
    EXPECT_EQ(coupon.at("name"), "Winter \"sale\"");
    EXPECT_EQ(coupon.at("state"), "open");
    EXPECT_EQ(coupon.at("total"), 500);
    EXPECT_EQ(coupon.at("remaining"), 400);
    EXPECT_TRUE(coupon.at("opensAt").is_null());
    EXPECT_EQ(objectIn(server.ask("GET", "/api/coupons/XMAS")), coupon);
    EXPECT_EQ(codeIn(server.ask("GET", "/api/coupons/DRAFT")), "unknown_event");
    EXPECT_EQ(codeIn(server.ask("GET", "/api/coupons/NOPE")), "unknown_event");
}

TEST(HttpRoutes, ServesItsOwnDescription)
{
    ServerUnderTest server;
    EXPECT_EQ(objectIn(server.ask("GET", "/openapi.json")).at("openapi"), "3.1.0");
}

TEST(HttpRoutes, ServesMetricsToThisMachine)
{
    ServerUnderTest server;
    const auto reply = server.ask("GET", "/metrics");
    EXPECT_EQ(reply->status, 200);
    EXPECT_EQ(reply->header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    EXPECT_NE(reply->body.find("firstcome_up 1"), std::string::npos);
}

TEST(HttpRoutes, AnswersHeadOptionsAndWrongMethods)
{
    ServerUnderTest server;
    RawClient client = server.client();
    const auto get = client.ask("GET", "/api/coupons/XMAS");
    const auto head = client.ask("HEAD", "/api/coupons/XMAS");
    EXPECT_EQ(head->status, 200);
    EXPECT_EQ(head->header("content-length"), get->header("content-length"));
    client.ask("POST", "/api/coupons/XMAS/issue-fcfs/kim");
    EXPECT_EQ(client.ask("HEAD", "/api/coupons/XMAS/issues/kim")->status, 200);
    EXPECT_EQ(client.ask("HEAD", "/api/coupons/XMAS/issues/lee")->status, 404);
    const auto options = client.ask("OPTIONS", "/api/coupons/XMAS/issue-fcfs/kim");
    EXPECT_EQ(options->status, 204);
    EXPECT_EQ(options->header("allow"), "POST, OPTIONS");
    const auto wrong = client.ask("PUT", "/api/coupons");
    EXPECT_EQ(wrong->status, 405);
    EXPECT_EQ(wrong->header("allow"), "GET, HEAD, OPTIONS");
    EXPECT_EQ(codeIn(client.ask("BREW", "/api/coupons")), "method_not_allowed");
    EXPECT_EQ(client.ask("GET", "/nothing")->status, 404);
    EXPECT_EQ(client.ask("GET", "http://localhost/healthz")->status, 200) << "absolute form";
}

TEST(HttpOperator, TurnsAwayWhoeverHasNoToken)
{
    ServerUnderTest server;
    const auto none = server.ask("GET", "/api/operator/events");
    EXPECT_EQ(none->status, 401);
    EXPECT_EQ(codeIn(none), "unauthorized");
    EXPECT_EQ(none->header("www-authenticate"), "Bearer realm=\"firstcome\"");
    EXPECT_EQ(server.ask("GET", "/api/operator/events", "Authorization: Bearer wrong\r\n")->status, 401);
    EXPECT_EQ(server.ask("POST", "/api/operator/events/XMAS/open?token=x")->status, 401);
    EXPECT_TRUE(server.backend.commands().empty());
    const auto refusals = server.backend.refusals();
    ASSERT_EQ(refusals.size(), 3u);
    EXPECT_EQ(refusals[2].path, "/api/operator/events/XMAS/open") << "no query: it may hold a secret";
    EXPECT_EQ(refusals[2].method, "POST");
    EXPECT_EQ(refusals[2].address, "127.0.0.1");
    EXPECT_EQ(refusals[2].code, "unauthorized");
}

TEST(HttpOperator, DoesNotFloodTheAuditTrail)
{
    ServerUnderTest server;
    RawClient client = server.client();
    for (int i = 0; i < 200; ++i)
        ASSERT_EQ(client.ask("GET", "/api/operator/events")->status, 401);
    std::uint64_t told = 0;
    for (const auto& refusal : server.backend.refusals())
        told += 1 + refusal.alsoRefused;
    EXPECT_LE(told, 200u);
    EXPECT_LT(server.backend.refusals().size(), 200u);
    EXPECT_GE(server.backend.refusals().size(), 5u);
}

TEST(HttpOperator, WantsTlsOffThisMachine)
{
    core::HttpConfig config;
    config.trustedProxies = {"127.0.0.1"};
    ServerUnderTest server(config);
    const auto plain =
        server.askAsOperator("GET", "/api/operator/events", "X-Forwarded-For: 203.0.113.7\r\n");
    EXPECT_EQ(plain->status, 403);
    EXPECT_EQ(codeIn(plain), "tls_required");
    EXPECT_EQ(server
                  .askAsOperator("GET", "/api/operator/events",
                                 "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\n")
                  ->status,
              200);
    EXPECT_EQ(codeIn(server.ask("GET", "/metrics", "X-Forwarded-For: 203.0.113.7\r\n")), "tls_required");
    EXPECT_EQ(
        codeIn(server.ask("GET", "/metrics", "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\n")),
        "unauthorized");
    ASSERT_FALSE(server.backend.refusals().empty());
    EXPECT_EQ(server.backend.refusals()[0].address, "203.0.113.7");
}

TEST(HttpOperator, CreatesAnEvent)
{
    ServerUnderTest server;
    server.backend.setAnswer([](const Command& command) -> core::Result<Reply> {
        issuing::Event event;
        event.draft = std::get<CreateEvent>(command).draft;
        event.version = 1;
        return event;
    });
    const auto reply = server.askAsOperator("POST", "/api/operator/events", kJson, kNewEvent);
    EXPECT_EQ(reply->status, 201);
    EXPECT_EQ(objectIn(reply).at("couponId"), "NEW");
    EXPECT_EQ(objectIn(reply).at("state"), "draft");
    EXPECT_TRUE(objectIn(reply).at("instance").is_null());
}

TEST(HttpOperator, PassesErrorsOnWithTheirCodes)
{
    ServerUnderTest server;
    RawClient client = server.client();
    const std::pair<core::Error, int> cases[] = {
        {{core::ErrorKind::Conflict, "coupon_exists", ""}, 409},
        {{core::ErrorKind::InvalidArgument, "bad_name", "too long"}, 400},
        {{core::ErrorKind::WrongState, "wrong_state", ""}, 409},
        {{core::ErrorKind::VersionConflict, "version_conflict", ""}, 409},
        {{core::ErrorKind::NotFound, "unknown_event", ""}, 404},
        {{core::ErrorKind::Unavailable, "directory_down", "/var/lib/secret"}, 503},
        {{core::ErrorKind::Io, "directory_io", "/var/lib/secret"}, 503},
        {{core::ErrorKind::Internal, "internal", "/var/lib/secret"}, 500},
    };
    for (const auto& [error, status] : cases) {
        server.backend.setAnswer(
            [&](const Command&) -> core::Result<Reply> { return tl::unexpected(error); });
        const auto reply = client.ask("POST", "/api/operator/events",
                                      "Authorization: Bearer " + server.token + "\r\n", kNewEvent);
        ASSERT_TRUE(reply);
        EXPECT_EQ(reply->status, status) << error.code;
        EXPECT_EQ(codeIn(reply), error.code);
        EXPECT_EQ(reply->body.find("secret"), std::string::npos);
    }
}

TEST(HttpOperator, CarriesEveryActThrough)
{
    ServerUnderTest server;
    server.backend.setSnapshot({.starting = false, .events = {eventView("XMAS", EventState::Armed, 12)}});
    server.backend.setAnswer(
        [](const Command&) -> core::Result<Reply> { return eventView("XMAS", EventState::Held, 13).event; });
    for (const char* act : {"arm", "disarm", "hold", "resume", "open", "pause", "close"}) {
        const auto reply = server.askAsOperator("POST", std::string("/api/operator/events/XMAS/") + act);
        ASSERT_EQ(reply->status, 200) << act;
        EXPECT_EQ(objectIn(reply).at("version"), 13);
        const auto command = std::get<ActOnEvent>(server.backend.commands().back());
        EXPECT_EQ(issuing::actSpec(command.act).name, act);
        EXPECT_EQ(command.expectedVersion, 12u);
        EXPECT_EQ(command.actor, "operator");
    }
    EXPECT_EQ(
        server.askAsOperator("PATCH", "/api/operator/events/XMAS", kJson, R"({"name":"Other"})")->status,
        200);
    EXPECT_EQ(std::get<UpdateEvent>(server.backend.commands().back()).draft.name, "Other");
    EXPECT_EQ(
        server.askAsOperator("POST", "/api/operator/events/XMAS/stock", kJson, R"({"total":9,"reason":"r"})")
            ->status,
        200);
    EXPECT_EQ(std::get<CorrectStock>(server.backend.commands().back()).total, 9u);
    server.backend.setAnswer([](const Command&) { return Reply(); });
    EXPECT_EQ(server.askAsOperator("DELETE", "/api/operator/events/XMAS")->status, 204);
    EXPECT_EQ(std::get<DeleteEvent>(server.backend.commands().back()).expectedVersion, 12u);
}

TEST(HttpOperator, ShowsEventsAndTheSnapshot)
{
    ServerUnderTest server;
    auto view = eventView("XMAS", EventState::Open, 3);
    view.conservation = issuing::Conservation{.total = 500, .remaining = 500};
    view.goNoGo = issuing::GoNoGo{};
    Snapshot snapshot{.sequence = 77, .starting = false, .events = {view}};
    snapshot.recentTimeline.push_back({.id = 1, .code = "armed", .actor = "operator", .outcome = "ok"});
    snapshot.telemetry.serverTicks.push_back({.index = 1, .requests = 3});
    snapshot.telemetry.confirmed = {12, 3, 5, 8, snapshot.takenAt};
    snapshot.fleet = {{"node-1", "a.example:8081", "firstcome 1", true, 40ms}, {"node-2", "", "firstcome 1", false, 9s}};
    eventlog::GroupLag group{.group = "ours", .ours = true, .readers = 1};
    group.partitions = {{"orders", 3, 10, 17, 0.5, false, eventlog::LagStatus::Warn}};
    snapshot.lag = eventlog::LagPart{{group}, "", ""};
    server.backend.setSnapshot(snapshot);
    EXPECT_EQ(objectIn(server.askAsOperator("GET", "/api/operator/events")).at("events").as_array().size(),
              1u);
    EXPECT_EQ(objectIn(server.askAsOperator("GET", "/api/operator/events/XMAS")).at("version"), 3);
    EXPECT_EQ(codeIn(server.askAsOperator("GET", "/api/operator/events/NOPE")), "unknown_event");
    const json::object shown = objectIn(server.askAsOperator("GET", "/api/operator/snapshot"));
    EXPECT_EQ(shown.at("sequence"), 77);
    const json::object event = shown.at("events").as_array()[0].as_object();
    EXPECT_EQ(event.at("conservation").as_object().at("remaining"), 500);
    EXPECT_TRUE(event.at("conservation").as_object().at("ledger").is_null()) << "not known is not zero";
    EXPECT_EQ(shown.at("recentTimeline").as_array()[0].as_object().at("code"), "armed");
    EXPECT_TRUE(
        shown.at("telemetry").as_object().at("serverTicks").as_array()[0].as_object().at("p95Ms").is_null());
    EXPECT_EQ(shown.at("telemetry").as_object().at("confirmed").as_object().at("count"), 12);
    const auto& nodes = shown.at("nodes").as_array();
    ASSERT_EQ(nodes.size(), 2u);
    EXPECT_EQ(nodes[0].as_object().at("address"), "a.example:8081");
    EXPECT_EQ(nodes[1].as_object().at("live"), false);
    const json::object lag = shown.at("lag").as_object().at("groups").as_array()[0].as_object();
    EXPECT_EQ(lag.at("messages"), 7);
    EXPECT_EQ(lag.at("partitions").as_array()[0].as_object().at("status"), "warn");
}

TEST(HttpOperator, ShowsWhatAReplayWouldDoAndReplays)
{
    ServerUnderTest server;
    server.backend.setSnapshot({.starting = false, .events = {eventView("XMAS", EventState::Paused, 3)}});
    server.backend.setAnswer([](const Command& command) -> core::Result<Reply> {
        if (const auto* replay = std::get_if<ReplayDeadLetters>(&command))
            return ledger::ReplayReport{replay->ids.size(), 1};
        return ledger::ReplayPreview{{{.id = 4, .publicId = "kim", .slot = 7, .reason = "slot_has_other_person",
                                       .effect = ledger::ReplayEffect::FailsAgain, .conflict = "slot_has_other_person",
                                       .holder = "lee"}},
                                     12};
    });
    const json::object shown = objectIn(server.askAsOperator("GET", "/api/operator/events/XMAS/dead-letters"));
    EXPECT_EQ(shown.at("waiting"), 12);
    const json::object letter = shown.at("deadLetters").as_array()[0].as_object();
    EXPECT_EQ(letter.at("effect"), "fails_again");
    EXPECT_EQ(letter.at("holder"), "lee");
    EXPECT_TRUE(letter.at("otherSlot").is_null());
    const json::object done = objectIn(server.askAsOperator("POST", "/api/operator/events/XMAS/dead-letters/replay",
                                                            "Content-Type: application/json\r\n", R"({"ids":[4,5]})"));
    EXPECT_EQ(done.at("replayed"), 2);
    EXPECT_EQ(done.at("refused"), 1);
}

TEST(HttpOperator, AuditsListsActsAndAddsPeople)
{
    ServerUnderTest server;
    server.backend.setSnapshot({.starting = false, .events = {eventView("XMAS", EventState::Closed, 3)}});
    server.backend.setAnswer([](const Command& command) -> core::Result<Reply> {
        if (std::holds_alternative<RunAudit>(command))
            return issuing::AuditReport{.exact = true,
                                        .closed = false,
                                        .conservation = {.total = 500, .ledger = 499},
                                        .lost = 1,
                                        .differences = {{issuing::Finding::LostIssue, 7, "kim", ""}}};
        if (std::holds_alternative<ReadTimeline>(command))
            return std::vector<issuing::TimelineEntry>{{.id = 9, .code = "opened", .outcome = "ok"}};
        return issuing::PeopleReport{
            .added = 2, .total = 2, .badRowCount = 1, .badRows = {{3, "bad_public_id", "\xff"}}};
    });
    const json::object audit =
        objectIn(server.askAsOperator("GET", "/api/operator/events/XMAS/audit?exact=true"));
    EXPECT_EQ(audit.at("closed"), false);
    EXPECT_EQ(audit.at("ledger"), 499);
    EXPECT_TRUE(audit.at("outbox").is_null());
    EXPECT_EQ(audit.at("differences").as_array()[0].as_object().at("finding"), "lost_issue");
    const json::object acts = objectIn(server.askAsOperator("GET", "/api/operator/acts?limit=1"));
    EXPECT_EQ(acts.at("acts").as_array()[0].as_object().at("id"), 9);
    const json::object people = objectIn(server.askAsOperator(
        "POST", "/api/operator/people", "Content-Type: text/csv\r\n", "kim\nlee\n\xff\n"));
    EXPECT_EQ(people.at("added"), 2);
    EXPECT_EQ(people.at("badRows").as_array()[0].as_object().at("line"), 3);
    EXPECT_EQ(std::get<ImportPeople>(server.backend.commands().back()).csv, "kim\nlee\n\xff\n");
}

TEST(HttpOperator, TakesLargeFilesOfPeopleAndOnlyThose)
{
    core::HttpConfig config;
    config.maxBodyBytes = 1000;
    config.maxOperatorBodyBytes = 3'000'000;
    ServerUnderTest server(config);
    server.backend.setAnswer([](const Command& command) -> core::Result<Reply> {
        return issuing::PeopleReport{.added = std::get<ImportPeople>(command).csv.size()};
    });
    const std::string csv(2'500'000, 'k');
    EXPECT_EQ(
        objectIn(server.askAsOperator("POST", "/api/operator/people", "Content-Type: text/csv\r\n", csv))
            .at("added"),
        2'500'000);
    EXPECT_EQ(
        server.askAsOperator("POST", "/api/operator/people", "Content-Type: text/csv\r\n", csv + csv)->status,
        413);
    EXPECT_EQ(server.askAsOperator("POST", "/api/operator/people", kJson, std::string(2000, ' '))->status,
              413);
    EXPECT_EQ(server.ask("POST", "/api/operator/people", "Content-Type: text/csv\r\n", csv)->status, 401)
        << "the refusal comes before the body is read";
}

TEST(HttpOperator, TellsAClientThatAsksToGoOn)
{
    ServerUnderTest server;
    server.backend.setAnswer([](const Command&) -> core::Result<Reply> { return issuing::PeopleReport{}; });
    RawClient client = server.client();
    const std::string head = "POST /api/operator/people HTTP/1.1\r\nHost: h\r\nContent-Type: text/csv\r\n"
                             "Expect: 100-continue\r\nContent-Length: 4\r\n";
    client.send(head + "Authorization: Bearer " + server.token + "\r\n\r\n");
    EXPECT_EQ(client.read()->status, 100);
    client.send("kim\n");
    EXPECT_EQ(client.read()->status, 200);
    client.send(head + "\r\n");
    EXPECT_EQ(client.read()->status, 401) << "and one without a token not to";
    EXPECT_TRUE(client.isClosed());
}
