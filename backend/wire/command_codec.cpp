#include "backend/wire/command_codec.h"

#include "backend/core/json_text.h"
#include "backend/spike/run_result_json.h"
#include "backend/wire/archive.h"

#include <boost/json/parse.hpp>

namespace firstcome::wire {

namespace json = boost::json;
using core::ErrorKind;

template <class Archive, Of<CreateEvent> T>
void describe(Archive& a, T& value)
{
    auto& [actor, draft] = value;
    a("draft", draft);
}

template <class Archive, Of<UpdateEvent> T>
void describe(Archive& a, T& value)
{
    auto& [actor, draft, expectedVersion] = value;
    a("draft", draft), a("expectedVersion", expectedVersion);
}

template <class Archive, Of<DeleteEvent> T>
void describe(Archive& a, T& value)
{
    auto& [actor, couponId, expectedVersion] = value;
    a("couponId", couponId), a("expectedVersion", expectedVersion);
}

template <class Archive, Of<ActOnEvent> T>
void describe(Archive& a, T& value)
{
    auto& [actor, couponId, act, expectedVersion] = value;
    a("couponId", couponId), a("act", act), a("expectedVersion", expectedVersion);
}

template <class Archive, Of<CorrectStock> T>
void describe(Archive& a, T& value)
{
    auto& [actor, couponId, total, expectedVersion, reason] = value;
    a("couponId", couponId), a("total", total), a("expectedVersion", expectedVersion), a("reason", reason);
}

template <class Archive, Of<WaiveLine> T>
void describe(Archive& a, T& value)
{
    auto& [actor, couponId, line, reason] = value;
    a("couponId", couponId), a("line", line), a("reason", reason);
}

template <class Archive, Of<CreatePeople> T>
void describe(Archive& a, T& value)
{
    auto& [actor, count, prefix] = value;
    a("count", count), a("prefix", prefix);
}

template <class Archive, Of<ImportPeople> T>
void describe(Archive& a, T& value)
{
    auto& [actor, csv] = value;
    a("csv", csv);
}

template <class Archive, Of<RebuildEvent> T>
void describe(Archive& a, T& value)
{
    auto& [actor, couponId] = value;
    a("couponId", couponId);
}

template <class Archive, Of<RunAudit> T>
void describe(Archive& a, T& value)
{
    auto& [actor, couponId, exact] = value;
    a("couponId", couponId), a("exact", exact);
}

template <class Archive, Of<ReadTimeline> T>
void describe(Archive& a, T& value)
{
    auto& [couponId, before, limit] = value;
    a("couponId", couponId), a("before", before), a("limit", limit);
}

template <class Archive, Of<ReplayDeadLetters> T>
void describe(Archive& a, T& value)
{
    auto& [actor, couponId, ids] = value;
    a("couponId", couponId), a("ids", ids);
}

template <class Archive, Of<PreviewReplay> T>
void describe(Archive& a, T& value)
{
    auto& [couponId, ids] = value;
    a("couponId", couponId), a("ids", ids);
}

template <class Archive, Of<ReadHistory> T>
void describe(Archive& a, T& value)
{
    auto& [from, to, step] = value;
    a("from", from), a("to", to), a("step", step);
}

template <class Archive, Of<StartSpike> T>
void describe(Archive& a, T& value)
{
    auto& [actor, scenario, target, rehearsal, couponId] = value;
    a("scenario", scenario), a("target", target), a("rehearsal", rehearsal), a("couponId", couponId);
}

template <class Archive, Of<AbortSpike> T>
void describe(Archive&, T&)
{
}

template <class Archive, Of<ReadRun> T>
void describe(Archive& a, T& value)
{
    auto& [id] = value;
    a("id", id);
}

namespace {

/// In the order of the variants.
constexpr std::array<std::string_view, std::variant_size_v<Command>> kCommands{
    "create_event", "update_event",  "delete_event",        "act_on_event", "correct_stock",
    "waive_line",   "create_people", "import_people",       "rebuild_event", "run_audit",    "read_timeline",
    "preview_replay", "replay_dead_letters", "read_history", "start_spike", "abort_spike",  "read_run"};
constexpr std::array<std::string_view, std::variant_size_v<Reply>> kReplies{
    "done", "event", "people", "audit", "timeline", "replay_preview", "replayed", "history", "run"};

json::string_view view(std::string_view text)
{
    return {text.data(), text.size()};
}

auto bad(const char* code, std::string detail)
{
    return core::fail(ErrorKind::InvalidArgument, code, std::move(detail));
}

core::Result<json::value> parseObject(std::string_view text, const char* code)
{
    json::parse_options options;
    options.max_depth = 16;
    json::error_code error;
    auto document = json::parse(view(text), error, {}, options);
    if (error || !document.is_object())
        return bad(code, error ? "not JSON" : "not an object");
    return document;
}

std::string_view wordIn(const json::value& document, std::string_view name)
{
    const auto* word = document.get_object().if_contains(view(name));
    const auto* text = word ? word->if_string() : nullptr;
    return text ? std::string_view(text->data(), text->size()) : std::string_view();
}

template <class T>
core::Result<T> readWhole(const json::value& from, const char* code)
{
    T value{};
    Reader reader(from);
    if (reader.wrong().empty())
        describe(reader, value);
    if (!reader.wrong().empty())
        return bad(code, reader.wrong() + " is missing or wrong");
    return value;
}

/// Calls `one(std::integral_constant<I>)` for the alternative of that name.
template <class Variant, class One>
core::Result<Variant> forNamed(const std::array<std::string_view, std::variant_size_v<Variant>>& names,
                               std::string_view name, const char* code, One one)
{
    core::Result<Variant> result = bad(code, "unknown: " + std::string(name.substr(0, 40)));
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        (void)((names[I] == name && (result = one(std::integral_constant<std::size_t, I>()), true)) || ...);
    }(std::make_index_sequence<std::variant_size_v<Variant>>());
    return result;
}

/// A list of what fields.h describes, as an object so that the same reader takes it.
struct Entries
{
    std::vector<issuing::TimelineEntry> entries;
};

struct Sequence
{
    std::uint64_t number = 0;
};

json::value valueOf(const Reply& reply)
{
    return std::visit(
        []<class T>(const T& value) -> json::value {
            if constexpr (std::is_same_v<T, std::monostate>)
                return {};
            else if constexpr (std::is_same_v<T, std::shared_ptr<const spike::RunResult>>)
                return value ? json::value(spike::resultToJson(*value)) : json::value();
            else if constexpr (std::is_same_v<T, std::vector<issuing::TimelineEntry>>)
                return json::object{{"entries", putEach(value)}};
            else
                return put(value);
        },
        reply);
}

core::Result<Reply> readRun(const json::value& from)
{
    try {
        return Reply(std::make_shared<const spike::RunResult>(spike::resultFromJson(from)));
    } catch (const spike::BadField& field) {
        return bad("bad_reply", field.name + " is missing or wrong");
    }
}

} // namespace

template <class Archive, Of<Entries> T>
void describe(Archive& a, T& value)
{
    a("entries", value.entries);
}

template <class Archive, Of<Sequence> T>
void describe(Archive& a, T& value)
{
    a("sequence", value.number);
}

std::string encodeCommand(const Command& command)
{
    auto object = std::visit([](const auto& value) { return put(value).get_object(); }, command);
    object["command"] = view(kCommands[command.index()]);
    return core::jsonText(object);
}

core::Result<Command> decodeCommand(std::string_view text)
{
    const auto document = parseObject(text, "bad_command");
    if (!document)
        return tl::unexpected(document.error());
    return forNamed<Command>(kCommands, wordIn(*document, "command"), "bad_command",
                             [&]<std::size_t I>(std::integral_constant<std::size_t, I>) -> core::Result<Command> {
                                 return readWhole<std::variant_alternative_t<I, Command>>(*document, "bad_command")
                                     .map([](auto value) { return Command(std::move(value)); });
                             });
}

std::string encodeReply(const Reply& reply, std::uint64_t sequence)
{
    return core::jsonText(json::object{
        {"reply", view(kReplies[reply.index()])}, {"sequence", sequence}, {"value", valueOf(reply)}});
}

core::Result<SeenReply> decodeReply(std::string_view text)
{
    const auto document = parseObject(text, "bad_reply");
    if (!document)
        return tl::unexpected(document.error());
    const auto* found = document->get_object().if_contains("value");
    const json::value value = found ? *found : json::value();
    const auto one = [&]<std::size_t I>(std::integral_constant<std::size_t, I>) -> core::Result<Reply> {
        using T = std::variant_alternative_t<I, Reply>;
        if constexpr (std::is_same_v<T, std::monostate>)
            return Reply();
        else if constexpr (std::is_same_v<T, std::shared_ptr<const spike::RunResult>>)
            return readRun(value);
        else if constexpr (std::is_same_v<T, std::vector<issuing::TimelineEntry>>)
            return readWhole<Entries>(value, "bad_reply").map([](Entries list) { return Reply(std::move(list.entries)); });
        else
            return readWhole<T>(value, "bad_reply").map([](T reply) { return Reply(std::move(reply)); });
    };
    Sequence seen;
    Reader reader(*document);
    describe(reader, seen);
    if (!reader.wrong().empty())
        return bad("bad_reply", reader.wrong() + " is missing or wrong");
    return forNamed<Reply>(kReplies, wordIn(*document, "reply"), "bad_reply", one).map([&](Reply reply) {
        return SeenReply{std::move(reply), seen.number};
    });
}

core::Result<Reply> decodePeopleReport(std::string_view text)
{
    const auto document = parseObject(text, "bad_reply");
    if (!document)
        return tl::unexpected(document.error());
    return readWhole<issuing::PeopleReport>(*document, "bad_reply").map([](auto report) { return Reply(std::move(report)); });
}

} // namespace firstcome::wire
