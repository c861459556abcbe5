#include "backend/core/rfc3339.h"
#include "backend/http/operator_json.h"
#include "backend/http/operator_requests.h"
#include "backend/http/query.h"
#include "tests/support/http_server_fixture.h"

#include <gtest/gtest.h>

using namespace firstcome;
using namespace firstcome::http;
using firstcome::testing::eventView;
using issuing::EventState;

namespace {

Snapshot snapshotWith(std::initializer_list<EventView> events)
{
    Snapshot snapshot;
    snapshot.events = events;
    return snapshot;
}

Translation ask(std::string_view method, std::string_view target, std::string body = {},
                const Snapshot& snapshot = {}, std::string contentType = "application/json",
                std::string ifMatch = {})
{
    OperatorRequest request{.route = route(method, target)};
    request.query = request.route.query;
    request.contentType = std::move(contentType);
    request.ifMatch = std::move(ifMatch);
    request.body = std::move(body);
    return translate(std::move(request), snapshot);
}

template <class T>
T commandIn(const Translation& translation)
{
    const auto* command = std::get_if<Command>(&translation);
    if (!command || !std::holds_alternative<T>(*command)) {
        ADD_FAILURE() << "another answer than expected";
        return T{};
    }
    return std::get<T>(*command);
}

/// `400 bad_json`
std::string problemIn(const Translation& translation)
{
    const auto* response = std::get_if<Response>(&translation);
    if (!response)
        return "a command";
    const auto code = response->body.find("\"code\":\"");
    if (code == std::string::npos)
        return std::to_string(response->status);
    const auto begin = code + 8;
    return std::to_string(response->status) + " " +
           response->body.substr(begin, response->body.find('"', begin) - begin);
}

} // namespace

TEST(OperatorRequests, ReadsANewEvent)
{
    const auto command = commandIn<CreateEvent>(ask(
        "POST", "/api/operator/events",
        R"({"couponId":"XMAS","name":"겨울","total":500,"opensAt":"2026-11-21T10:00:00+09:00","closesAt":null,)"
        R"("audience":"listed"})"));
    EXPECT_EQ(command.actor, "operator");
    EXPECT_EQ(command.draft.couponId.view(), "XMAS");
    EXPECT_EQ(command.draft.name, "겨울");
    EXPECT_EQ(command.draft.total, 500u);
    EXPECT_EQ(command.draft.opensAt, core::fromRfc3339("2026-11-21T01:00:00Z"));
    EXPECT_FALSE(command.draft.closesAt);
    EXPECT_EQ(command.draft.audience, issuing::Audience::Listed);
}

TEST(OperatorRequests, RefusesWhatANewEventMayNotSay)
{
    const std::pair<const char*, const char*> cases[] = {
        {"", "400 bad_json"},
        {"[]", "400 bad_json"},
        {"{", "400 bad_json"},
        {"{} {}", "400 bad_json"},
        {"{\"name\":\"\xff\"}", "400 bad_json"},
        {R"({"a":[[[[[[1]]]]]]})", "400 bad_json"},
        {R"({"couponId":"X","name":"n","total":1,"colour":"red"})", "400 unknown_field"},
        {R"({"name":"n","total":1})", "400 missing_field"},
        {R"({"couponId":"X","total":1})", "400 missing_field"},
        {R"({"couponId":"X","name":"n"})", "400 missing_field"},
        {R"({"couponId":"-X","name":"n","total":1})", "400 bad_coupon_id"},
        {R"({"couponId":7,"name":"n","total":1})", "400 bad_field"},
        {R"({"couponId":"X","name":7,"total":1})", "400 bad_field"},
        {R"({"couponId":"X","name":"n","total":"1"})", "400 bad_field"},
        {R"({"couponId":"X","name":"n","total":1.5})", "400 bad_field"},
        {R"({"couponId":"X","name":"n","total":-1})", "400 bad_field"},
        {R"({"couponId":"X","name":"n","total":0})", "400 bad_total"},
        {R"({"couponId":"X","name":"n","total":100000001})", "400 bad_total"},
        {R"({"couponId":"X","name":"n","total":18446744073709551615})", "400 bad_total"},
        {R"({"couponId":"X","name":"n","total":1,"opensAt":"tomorrow"})", "400 bad_field"},
        {R"({"couponId":"X","name":"n","total":1,"opensAt":1})", "400 bad_field"},
        {R"({"couponId":"X","name":"n","total":1,"audience":"friends"})", "400 bad_field"},
    };
    for (const auto& [body, expected] : cases)
        EXPECT_EQ(problemIn(ask("POST", "/api/operator/events", body)), expected) << body;
}

TEST(OperatorRequests, NamesTheFieldThatItDoesNotKnow)
{
    const auto refused = parseNewEvent(R"({"couponId":"X","name":"n","total":1,"colour":"red"})");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().detail, "colour");
}

TEST(OperatorRequests, ChangesOnlyWhatIsNamed)
{
    auto view = eventView("XMAS", EventState::Draft, 4);
    view.event.draft.opensAt = core::fromRfc3339("2026-11-21T10:00:00Z");
    view.event.draft.closesAt = core::fromRfc3339("2026-11-21T11:00:00Z");
    const auto command = commandIn<UpdateEvent>(
        ask("PATCH", "/api/operator/events/XMAS", R"({"total":7,"closesAt":null})", snapshotWith({view})));
    EXPECT_EQ(command.draft.name, "XMAS");
    EXPECT_EQ(command.draft.total, 7u);
    EXPECT_EQ(command.draft.opensAt, view.event.draft.opensAt);
    EXPECT_FALSE(command.draft.closesAt);
    EXPECT_EQ(command.expectedVersion, 4u);
}

TEST(OperatorRequests, TakesTheVersionFromBodyThenHeaderThenSnapshot)
{
    const Snapshot snapshot = snapshotWith({eventView("XMAS", EventState::Armed, 4)});
    const auto version = [&](std::string body, std::string ifMatch) {
        return commandIn<ActOnEvent>(ask("POST", "/api/operator/events/XMAS/open", std::move(body), snapshot,
                                         "application/json", std::move(ifMatch)))
            .expectedVersion;
    };
    EXPECT_EQ(version("", ""), 4u);
    EXPECT_EQ(version("{}", "*"), 4u);
    EXPECT_EQ(version("", "\"9\""), 9u);
    EXPECT_EQ(version("", "9"), 9u);
    EXPECT_EQ(version(R"({"version":2})", "\"9\""), 2u);
    EXPECT_EQ(problemIn(ask("POST", "/api/operator/events/XMAS/open", "", snapshot, "", "W/\"9\"")),
              "400 bad_if_match");
}

TEST(OperatorRequests, ReadsTheActByTheState)
{
    using issuing::Act;
    const auto actIn = [](EventState state, const char* word) {
        return commandIn<ActOnEvent>(ask("POST", std::string("/api/operator/events/X/") + word, "",
                                         snapshotWith({eventView("X", state, 1)})))
            .act;
    };
    EXPECT_EQ(actIn(EventState::Draft, "arm"), Act::Arm);
    EXPECT_EQ(actIn(EventState::Armed, "disarm"), Act::Disarm);
    EXPECT_EQ(actIn(EventState::Armed, "hold"), Act::Hold);
    EXPECT_EQ(actIn(EventState::Held, "resume"), Act::Resume);
    EXPECT_EQ(actIn(EventState::Paused, "resume"), Act::Unpause);
    EXPECT_EQ(actIn(EventState::Armed, "open"), Act::Open);
    EXPECT_EQ(actIn(EventState::Open, "pause"), Act::Pause);
    EXPECT_EQ(actIn(EventState::Open, "close"), Act::Close);
}

TEST(OperatorRequests, KnowsNoEventThatTheSnapshotDoesNotHave)
{
    for (const char* target : {"/api/operator/events/X/arm", "/api/operator/events/X/stock"})
        EXPECT_EQ(problemIn(ask("POST", target, "{}")), "404 unknown_event");
    EXPECT_EQ(problemIn(ask("GET", "/api/operator/events/X")), "404 unknown_event");
    EXPECT_EQ(problemIn(ask("GET", "/api/operator/events/X/audit")), "404 unknown_event");
    EXPECT_EQ(problemIn(ask("DELETE", "/api/operator/events/X")), "404 unknown_event");
}

TEST(OperatorRequests, CorrectsTheStockWithAReason)
{
    const Snapshot snapshot = snapshotWith({eventView("X", EventState::Open, 3)});
    const auto command = commandIn<CorrectStock>(
        ask("POST", "/api/operator/events/X/stock", R"({"total":600,"reason":"second box"})", snapshot));
    EXPECT_EQ(command.total, 600u);
    EXPECT_EQ(command.reason, "second box");
    EXPECT_EQ(command.expectedVersion, 3u);
    EXPECT_EQ(
        problemIn(ask("POST", "/api/operator/events/X/stock", R"({"total":600,"reason":""})", snapshot)),
        "400 bad_field");
    EXPECT_EQ(problemIn(ask("POST", "/api/operator/events/X/stock", R"({"total":600})", snapshot)),
              "400 missing_field");
}

TEST(OperatorRequests, ReadsWhichDeadLettersAreMeant)
{
    const auto known = snapshotWith({eventView("XMAS", EventState::Paused, 3)});
    const std::string letters = "/api/operator/events/XMAS/dead-letters";
    const auto preview = [&](const std::string& query) {
        return commandIn<PreviewReplay>(ask("GET", letters + query, {}, known)).ids;
    };
    EXPECT_TRUE(preview("").empty());
    EXPECT_EQ(preview("?ids=3,17"), (std::vector<std::int64_t>{3, 17}));
    for (const char* bad : {"?ids=", "?ids=,", "?ids=0", "?ids=1,x", "?ids=-1", "?ids=1,"})
        EXPECT_EQ(problemIn(ask("GET", letters + bad, {}, known)), "400 bad_parameter") << bad;
    EXPECT_EQ(problemIn(ask("GET", letters + "?limit=3", {}, known)), "400 unknown_parameter");

    const auto replay = [&](const std::string& body) {
        return commandIn<ReplayDeadLetters>(ask("POST", letters + "/replay", body, known)).ids;
    };
    EXPECT_TRUE(replay("").empty());
    EXPECT_TRUE(replay("{}").empty());
    EXPECT_EQ(replay(R"({"ids":[3,17]})"), (std::vector<std::int64_t>{3, 17}));
    for (const char* bad : {R"({"ids":[]})", R"({"ids":[0]})", R"({"ids":["1"]})", R"({"ids":1})"})
        EXPECT_EQ(problemIn(ask("POST", letters + "/replay", bad, known)), "400 bad_field") << bad;
    EXPECT_EQ(problemIn(ask("GET", letters, {}, snapshotWith({}))), "404 unknown_event");
}

TEST(OperatorRequests, ReadsTheAuditsQuery)
{
    const Snapshot snapshot = snapshotWith({eventView("X", EventState::Closed, 3)});
    const auto exact = [&](const char* query) {
        return commandIn<RunAudit>(
                   ask("GET", std::string("/api/operator/events/X/audit") + query, "", snapshot))
            .exact;
    };
    EXPECT_TRUE(exact("?exact=true"));
    EXPECT_TRUE(exact("?ex%61ct=%74rue"));
    EXPECT_FALSE(exact("?exact=false"));
    EXPECT_FALSE(exact(""));
    EXPECT_EQ(problemIn(ask("GET", "/api/operator/events/X/audit?exact=yes", "", snapshot)),
              "400 bad_parameter");
    EXPECT_EQ(problemIn(ask("GET", "/api/operator/events/X/audit?deep=true", "", snapshot)),
              "400 unknown_parameter");
}

TEST(OperatorRequests, ReadsWhichActsAreAskedFor)
{
    const auto read = commandIn<ReadTimeline>(ask("GET", "/api/operator/acts?couponId=X&before=77&limit=5"));
    EXPECT_EQ(read.couponId->view(), "X");
    EXPECT_EQ(read.before, 77);
    EXPECT_EQ(read.limit, 5u);
    EXPECT_EQ(commandIn<ReadTimeline>(ask("GET", "/api/operator/acts")).limit, 100u);
    EXPECT_EQ(problemIn(ask("GET", "/api/operator/acts?limit=1001")), "400 bad_parameter");
    EXPECT_EQ(problemIn(ask("GET", "/api/operator/acts?before=0")), "400 bad_parameter");
    EXPECT_EQ(problemIn(ask("GET", "/api/operator/acts?limit=5&limit=6")), "400 repeated_parameter");
    EXPECT_EQ(problemIn(ask("GET", "/api/operator/acts?couponId=%2F")), "400 bad_coupon_id");
    EXPECT_EQ(problemIn(ask("GET", "/api/operator/acts?couponId=%f")), "400 bad_query");
}

TEST(OperatorRequests, MakesOrImportsPeople)
{
    const auto made =
        commandIn<CreatePeople>(ask("POST", "/api/operator/people", R"({"count":2000,"prefix":"user-"})"));
    EXPECT_EQ(made.count, 2000u);
    EXPECT_EQ(made.prefix, "user-");
    const auto imported = commandIn<ImportPeople>(
        ask("POST", "/api/operator/people", "kim\nlee\n", {}, "text/csv; charset=utf-8"));
    EXPECT_EQ(imported.csv, "kim\nlee\n");
    for (const char* body : {R"({"count":0,"prefix":"u"})", R"({"count":5000001,"prefix":"u"})"})
        EXPECT_EQ(problemIn(ask("POST", "/api/operator/people", body)), "400 bad_field");
    EXPECT_EQ(problemIn(ask("POST", "/api/operator/people", R"({"count":1,"prefix":"-"})")),
              "400 bad_prefix");
    EXPECT_EQ(problemIn(ask("POST", "/api/operator/people", "kim", {}, "application/xml")),
              "415 unsupported_media_type");
}

TEST(OperatorRequests, TellsNothingInternal)
{
    const RouteSpec& spec = *route("POST", "/api/operator/events").spec;
    using core::ErrorKind;
    for (const auto kind : {ErrorKind::Io, ErrorKind::Corrupt, ErrorKind::Internal, ErrorKind::Unavailable,
                            ErrorKind::TimedOut}) {
        const Response response = replyTo(spec, core::fail(kind, "directory_io", "/secret/path"));
        EXPECT_GE(response.status, 500u);
        EXPECT_EQ(response.body.find("secret"), std::string::npos);
        EXPECT_NE(response.body.find("directory_io"), std::string::npos);
    }
    EXPECT_EQ(replyTo(spec, core::fail(ErrorKind::VersionConflict, "version_conflict")).status, 409u);
    EXPECT_EQ(replyTo(spec, Reply(issuing::Event())).status, 201u);
    EXPECT_EQ(replyTo(spec, Reply()).status, 204u);
}
