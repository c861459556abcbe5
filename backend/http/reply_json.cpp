#include "backend/http/reply_json.h"

#include "backend/core/rfc3339.h"
#include "backend/http/json_values.h"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

namespace firstcome::http {

namespace {

namespace json = boost::json;

json::object instanceJson(const issuing::Instance& instance)
{
    json::object object{{"id", instance.id.str()},
                        {"shadow", instance.shadow},
                        {"total", instance.total},
                        {"issued", instance.issued},
                        {"remaining", instance.remaining()},
                        {"openedAt", orNull(instance.openedAt)},
                        {"soldOutAt", orNull(instance.soldOutAt)},
                        {"closedAt", orNull(instance.closedAt)},
                        {"lastAcceptedAt", orNull(instance.lastAcceptedAt)}};
    object["timeLeftMs"] = instance.timeLeft ? json::value(instance.timeLeft->count() / 1000) : json::value();
    return object;
}

json::array differencesJson(const std::vector<issuing::Difference>& differences)
{
    json::array array;
    for (const auto& difference : differences)
        array.push_back(json::object{{"finding", text(issuing::findingName(difference.finding))},
                                     {"slot", difference.slot},
                                     {"storePerson", difference.storePerson},
                                     {"ledgerPerson", difference.ledgerPerson}});
    return array;
}

} // namespace

json::value toJson(const issuing::Event& event)
{
    // Once armed, the instance's times and total are the ones that hold.
    const auto* instance = event.instance ? &*event.instance : nullptr;
    return json::object{{"couponId", text(event.draft.couponId.view())},
                        {"name", event.draft.name},
                        {"state", text(issuing::stateName(event.state))},
                        {"version", event.version},
                        {"total", instance ? instance->total : event.draft.total},
                        {"plannedTotal", event.plannedTotal},
                        {"audience", text(issuing::audienceName(event.draft.audience))},
                        {"opensAt", orNull(instance ? instance->opensAt : event.draft.opensAt)},
                        {"closesAt", orNull(instance ? instance->closesAt : event.draft.closesAt)},
                        {"instance", instance ? json::value(instanceJson(*instance)) : json::value()}};
}

json::value toJson(const ledger::ReplayPreview& preview)
{
    json::array letters;
    for (const auto& letter : preview.letters) {
        json::object object{{"id", letter.id},
                            {"publicId", letter.publicId},
                            {"slot", letter.slot},
                            {"at", core::toRfc3339(letter.at)},
                            {"reason", letter.reason},
                            {"effect", text(ledger::replayEffectName(letter.effect))}};
        object["conflict"] = letter.conflict.empty() ? json::value() : json::value(letter.conflict);
        object["holder"] = letter.holder.empty() ? json::value() : json::value(letter.holder);
        object["otherSlot"] = letter.otherSlot == 0 ? json::value() : json::value(letter.otherSlot);
        letters.push_back(std::move(object));
    }
    return json::object{{"waiting", preview.waiting}, {"deadLetters", std::move(letters)}};
}

json::value toJson(const issuing::AuditReport& report)
{
    json::object object{{"couponId", text(report.couponId.view())},
                        {"instance", report.instance.str()},
                        {"exact", report.exact},
                        {"closed", report.closed},
                        {"at", core::toRfc3339(report.at)},
                        {"tookMs", report.took.count()},
                        {"issued", report.issued},
                        {"duplicates", report.duplicates},
                        {"oversold", report.oversold},
                        {"gaps", report.gaps},
                        {"lost", report.lost},
                        {"foreign", report.foreign},
                        {"differing", report.differing},
                        {"unidentified", report.unidentified},
                        {"differences", differencesJson(report.differences)}};
    for (auto& [name, value] : conservationJson(report.conservation))
        object[name] = value;
    return object;
}

json::value toJson(const issuing::PeopleReport& report)
{
    json::array badRows;
    for (const auto& row : report.badRows)
        badRows.push_back(
            json::object{{"line", row.line}, {"code", row.code}, {"text", printable(row.text)}});
    return json::object{{"added", report.added},
                        {"alreadyThere", report.alreadyThere},
                        {"total", report.total},
                        {"badRowCount", report.badRowCount},
                        {"badRows", badRows}};
}

json::value toJson(const issuing::TimelineEntry& entry)
{
    static constexpr std::array<std::string_view, 4> kSeverities{"info", "good", "warning", "critical"};
    json::array arguments;
    for (const auto& argument : entry.arguments)
        arguments.emplace_back(argument);
    return json::object{
        {"id", entry.id},
        {"at", core::toRfc3339(entry.at)},
        {"couponId", entry.couponId.empty() ? json::value() : json::value(entry.couponId.str())},
        {"instance", entry.instance.isNil() ? json::value() : json::value(entry.instance.str())},
        {"code", entry.code},
        {"severity", text(core::nameOf(kSeverities, entry.severity))},
        {"actor", entry.actor},
        {"outcome", entry.outcome},
        {"arguments", arguments}};
}

json::value toJson(const issuing::EventFacts& facts)
{
    return json::object{{"couponId", text(facts.couponId.view())},
                        {"name", facts.name},
                        {"state", text(issuing::stateName(facts.state))},
                        {"audience", text(issuing::audienceName(facts.audience))},
                        {"total", facts.total},
                        {"remaining", facts.total > facts.issued ? facts.total - facts.issued : 0},
                        {"opensAt", orNull(facts.opensAt)},
                        {"closesAt", orNull(facts.closesAt)},
                        {"openedAt", orNull(facts.openedAt)},
                        {"soldOutAt", orNull(facts.soldOutAt)}};
}

std::string couponText(const issuing::EventFacts& facts)
{
    return json::serialize(toJson(facts));
}

std::string couponsText(const issuing::EventTable& table)
{
    json::array coupons;
    for (const auto& facts : table.all())
        if (facts.isPublic())
            coupons.push_back(toJson(facts));
    return json::serialize(json::object{{"takenAt", core::toRfc3339(table.takenAt())}, {"coupons", coupons}});
}

std::string eventsText(const Snapshot& snapshot)
{
    json::array events;
    for (const auto& view : snapshot.events)
        events.push_back(toJson(view.event));
    return json::serialize(json::object{{"events", events}});
}

std::string snapshotText(const Snapshot& snapshot)
{
    return json::serialize(toJson(snapshot));
}

std::string replyText(const Reply& reply)
{
    if (const auto* preview = std::get_if<ledger::ReplayPreview>(&reply))
        return json::serialize(toJson(*preview));
    if (const auto* report = std::get_if<ledger::ReplayReport>(&reply))
        return json::serialize(json::object{{"replayed", report->replayed}, {"refused", report->refused}});
    if (const auto* event = std::get_if<issuing::Event>(&reply))
        return json::serialize(toJson(*event));
    if (const auto* report = std::get_if<issuing::AuditReport>(&reply))
        return json::serialize(toJson(*report));
    if (const auto* people = std::get_if<issuing::PeopleReport>(&reply))
        return json::serialize(toJson(*people));
    if (const auto* entries = std::get_if<std::vector<issuing::TimelineEntry>>(&reply)) {
        json::array acts;
        for (const auto& entry : *entries)
            acts.push_back(toJson(entry));
        return json::serialize(json::object{{"acts", acts}});
    }
    return {};
}

} // namespace firstcome::http
