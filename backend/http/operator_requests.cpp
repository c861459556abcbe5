#include "backend/http/operator_requests.h"

#include "backend/core/parsed_number.h"
#include "backend/http/console_commands.h"
#include "backend/http/operator_json.h"
#include "backend/http/query.h"
#include "backend/http/reply_json.h"
#include "backend/wire/command_codec.h"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <charconv>

namespace firstcome::http {

namespace {

using core::ErrorKind;
using issuing::Event;

const char* const kActor = "operator";

/// `"7"` or `7`; `*` is whatever version there is.
core::Result<std::optional<std::uint64_t>> versionOf(std::string_view ifMatch)
{
    if (ifMatch.empty() || ifMatch == "*")
        return std::optional<std::uint64_t>();
    if (ifMatch.size() > 2 && ifMatch.front() == '"' && ifMatch.back() == '"')
        ifMatch = ifMatch.substr(1, ifMatch.size() - 2);
    const auto version = core::numberIn<std::uint64_t>(ifMatch);
    if (!version)
        return core::fail(ErrorKind::InvalidArgument, "bad_if_match", "a version is a number");
    return version;
}

core::Result<Event> eventNamed(const Snapshot& snapshot, const issuing::CouponId& couponId)
{
    for (const auto& view : snapshot.events)
        if (view.event.draft.couponId == couponId)
            return view.event;
    return core::fail(ErrorKind::NotFound, "unknown_event");
}

bool isJson(std::string_view contentType)
{
    return contentType.empty() || contentType.starts_with("application/json");
}

/// Everything that names one event and the version of it that the caller means.
struct Aim
{
    Event event;
    std::optional<std::uint64_t> headerVersion;

    std::uint64_t version(const std::optional<std::uint64_t>& inBody) const
    {
        return inBody ? *inBody : headerVersion.value_or(event.version);
    }
};

core::Result<Aim> aimOf(const OperatorRequest& request, const Snapshot& snapshot)
{
    auto event = eventNamed(snapshot, request.route.couponId);
    if (!event)
        return tl::unexpected(event.error());
    const auto version = versionOf(request.ifMatch);
    if (!version)
        return tl::unexpected(version.error());
    return Aim{std::move(*event), *version};
}

core::Result<Command> changeEvent(const OperatorRequest& request, const Aim& aim)
{
    const auto change = parseEventChange(request.body);
    if (!change)
        return tl::unexpected(change.error());
    issuing::EventDraft draft = aim.event.draft;
    draft.name = change->name.value_or(draft.name);
    draft.total = change->total.value_or(draft.total);
    draft.opensAt = change->opensAt.value_or(draft.opensAt);
    draft.closesAt = change->closesAt.value_or(draft.closesAt);
    draft.audience = change->audience.value_or(draft.audience);
    return UpdateEvent{kActor, std::move(draft), aim.version(change->version)};
}

core::Result<Command> actOn(const OperatorRequest& request, const Aim& aim)
{
    const auto version = parseActVersion(request.body);
    if (!version)
        return tl::unexpected(version.error());
    const auto act = issuing::actFromName(request.route.act, aim.event.state);
    if (!act)
        return core::fail(ErrorKind::WrongState, "wrong_state");
    return ActOnEvent{kActor, request.route.couponId, *act, aim.version(*version)};
}

core::Result<Command> correctStock(const OperatorRequest& request, const Aim& aim)
{
    const auto change = parseStockChange(request.body);
    if (!change)
        return tl::unexpected(change.error());
    return CorrectStock{kActor, request.route.couponId, change->total, aim.version(change->version),
                        change->reason};
}

core::Result<Command> audit(const OperatorRequest& request, const Aim&)
{
    const auto query = parseQuery(request.query, {"exact"});
    if (!query)
        return tl::unexpected(query.error());
    const auto exact = query->find("exact");
    if (exact != query->end() && exact->second != "true" && exact->second != "false")
        return core::fail(ErrorKind::InvalidArgument, "bad_parameter", "exact is true or false");
    return RunAudit{kActor, request.route.couponId, exact != query->end() && exact->second == "true"};
}

/// `1,2,3`
core::Result<std::vector<std::int64_t>> idsIn(std::string_view text)
{
    std::vector<std::int64_t> ids;
    for (bool more = true; more;) {
        const auto comma = text.find(',');
        const auto id = core::numberIn<std::int64_t>(text.substr(0, comma));
        if (!id || *id < 1 || ids.size() == ledger::ReplayPreview::kMost)
            return core::fail(ErrorKind::InvalidArgument, "bad_parameter", "ids");
        ids.push_back(*id);
        more = comma != std::string_view::npos;
        text = more ? text.substr(comma + 1) : std::string_view();
    }
    return ids;
}

core::Result<Command> listDeadLetters(const OperatorRequest& request)
{
    const auto query = parseQuery(request.query, {"ids"});
    if (!query)
        return tl::unexpected(query.error());
    const auto wanted = query->find("ids");
    if (wanted == query->end())
        return PreviewReplay{request.route.couponId, {}};
    auto ids = idsIn(wanted->second);
    if (!ids)
        return tl::unexpected(ids.error());
    return PreviewReplay{request.route.couponId, std::move(*ids)};
}

core::Result<Command> replayDeadLetters(const OperatorRequest& request)
{
    auto ids = parseLetterIds(request.body);
    if (!ids)
        return tl::unexpected(ids.error());
    return ReplayDeadLetters{kActor, request.route.couponId, std::move(*ids)};
}

core::Result<Command> listActs(const OperatorRequest& request)
{
    const auto query = parseQuery(request.query, {"couponId", "before", "limit"});
    if (!query)
        return tl::unexpected(query.error());
    ReadTimeline read{{}, 0, 100};
    for (const auto& [name, value] : *query) {
        if (name == "couponId") {
            const auto id = issuing::CouponId::parse(value);
            if (!id)
                return core::fail(ErrorKind::InvalidArgument, "bad_coupon_id", "couponId");
            read.couponId = *id;
            continue;
        }
        const auto number = core::numberIn<std::int64_t>(value);
        if (!number || *number < 1 || (name == "limit" && *number > 1000))
            return core::fail(ErrorKind::InvalidArgument, "bad_parameter", name);
        if (name == "before")
            read.before = *number;
        else
            read.limit = static_cast<std::size_t>(*number);
    }
    return read;
}

core::Result<Command> addPeople(OperatorRequest& request)
{
    if (request.contentType.starts_with("text/csv"))
        return ImportPeople{kActor, std::move(request.body)};
    const auto people = parseNewPeople(request.body);
    if (!people)
        return tl::unexpected(people.error());
    return CreatePeople{kActor, people->count, people->prefix};
}

core::Result<Command> createEvent(const OperatorRequest& request)
{
    auto draft = parseNewEvent(request.body);
    if (!draft)
        return tl::unexpected(draft.error());
    return CreateEvent{kActor, std::move(*draft)};
}

core::Result<Command> commandOf(OperatorRequest& request, const Snapshot& snapshot)
{
    switch (request.route.spec->id) {
    case RouteId::CreateEvent:
        return createEvent(request);
    case RouteId::AddPeople:
        return addPeople(request);
    case RouteId::ListActs:
        return listActs(request);
    default:
        break;
    }
    const auto aim = aimOf(request, snapshot);
    if (!aim)
        return tl::unexpected(aim.error());
    switch (request.route.spec->id) {
    case RouteId::ChangeEvent:
        return changeEvent(request, *aim);
    case RouteId::DeleteEvent:
        return DeleteEvent{kActor, request.route.couponId, aim->version({})};
    case RouteId::CorrectStock:
        return correctStock(request, *aim);
    case RouteId::RebuildEvent:
        return RebuildEvent{kActor, request.route.couponId};
    case RouteId::Audit:
        return audit(request, *aim);
    case RouteId::ListDeadLetters:
        return listDeadLetters(request);
    case RouteId::ReplayDeadLetters:
        return replayDeadLetters(request);
    default:
        return actOn(request, *aim);
    }
}

} // namespace

Translation translate(OperatorRequest request, const Snapshot& snapshot)
{
    const RouteId id = request.route.spec->id;
    const bool mayBeCsv = id == RouteId::AddPeople && request.contentType.starts_with("text/csv");
    if (!request.body.empty() && !mayBeCsv && !isJson(request.contentType))
        return problem(415, "unsupported_media_type");
    if (id == RouteId::ShowSnapshot)
        return Response{.body = snapshotText(snapshot)};
    if (id == RouteId::CarryOut) {
        auto command = commandOfConsole(request.body);
        return command ? Translation(std::move(*command)) : Translation(problemOf(command.error()));
    }
    if (!snapshot.eventsKnown) { // also for those that name no event: nothing is carried out yet
        Response response = problem(503, snapshot.starting ? "starting" : "store_down");
        response.retryAfterSeconds = 1;
        return response;
    }
    if (id == RouteId::ListEvents)
        return Response{.body = eventsText(snapshot)};
    if (id == RouteId::ShowEvent) {
        const auto event = eventNamed(snapshot, request.route.couponId);
        if (!event)
            return problemOf(event.error());
        return Response{.body = replyText(*event)};
    }
    auto command = commandOf(request, snapshot);
    if (!command)
        return problemOf(command.error());
    return std::move(*command);
}

Response replyTo(const RouteSpec& route, const core::Result<Reply>& reply, std::uint64_t sequence)
{
    if (!reply)
        return problemOf(reply.error());
    if (route.id == RouteId::CarryOut)
        return {.body = wire::encodeReply(*reply, sequence)};
    std::string body = replyText(*reply);
    if (body.empty())
        return {.status = 204};
    return {.status = route.id == RouteId::CreateEvent ? 201u : 200u, .body = std::move(body)};
}

} // namespace firstcome::http
