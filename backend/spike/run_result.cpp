#include "backend/spike/run_result.h"

#include "backend/core/json_text.h"
#include "backend/core/named_values.h"
#include "backend/core/rfc3339.h"
#include "backend/spike/json_fields.h"
#include "backend/spike/measurements.h"
#include "backend/spike/run_result_json.h"

#include <boost/json.hpp>

namespace firstcome::spike {

namespace json = boost::json;
using namespace fields;

namespace {

constexpr std::array<std::string_view, 3> kValidityNames{"valid", "generator_limited", "invalid"};
constexpr std::array<std::string_view, kPhaseCount> kPhaseNames{"blocked", "connecting", "sending", "waiting",
                                                                "receiving"};
constexpr std::array<std::string_view, telemetry::kStageCount> kStageNames{"parse", "admission", "storeWait",
                                                                           "commit", "reply"};

json::object summaryToJson(const telemetry::LatencySummary& summary)
{
    return {{"count", summary.count},
            {"avg", fromOptional(summary.avg)},
            {"p50", fromOptional(summary.p50)},
            {"p90", fromOptional(summary.p90)},
            {"p95", fromOptional(summary.p95)},
            {"p99", fromOptional(summary.p99)},
            {"p999", fromOptional(summary.p999)},
            {"max", fromOptional(summary.max)}};
}

telemetry::LatencySummary summaryFromJson(const json::value& value)
{
    telemetry::LatencySummary summary;
    summary.count = optionalCount(value, "count").value_or(0);
    summary.avg = optionalDouble(value, "avg");
    summary.p50 = optionalDouble(value, "p50");
    summary.p90 = optionalDouble(value, "p90");
    summary.p95 = optionalDouble(value, "p95");
    summary.p99 = optionalDouble(value, "p99");
    summary.p999 = optionalDouble(value, "p999");
    summary.max = optionalDouble(value, "max");
    return summary;
}

std::optional<telemetry::LatencySummary> optionalSummary(const json::value& from, std::string_view key)
{
    const auto* value = find(from, key);
    return value ? std::optional(summaryFromJson(*value)) : std::nullopt;
}

template <std::size_t N>
json::object summariesToJson(const std::array<telemetry::LatencySummary, N>& summaries,
                             const std::array<std::string_view, N>& names)
{
    json::object object;
    for (std::size_t i = 0; i < N; ++i)
        object[names[i]] = summaryToJson(summaries[i]);
    return object;
}

template <std::size_t N>
void summariesFromJson(const json::value* from, std::array<telemetry::LatencySummary, N>& summaries,
                       const std::array<std::string_view, N>& names)
{
    for (std::size_t i = 0; from && i < N; ++i)
        if (const auto* value = find(*from, names[i]))
            summaries[i] = summaryFromJson(*value);
}

json::object auditToJson(const issuing::AuditReport& audit)
{
    const auto& terms = audit.conservation;
    json::array differences;
    for (const auto& d : audit.differences)
        differences.push_back(json::object{{"finding", issuing::findingName(d.finding)},
                                           {"slot", d.slot},
                                           {"storePerson", d.storePerson},
                                           {"ledgerPerson", d.ledgerPerson}});
    return {{"closed", audit.closed},
            {"exact", audit.exact},
            {"total", terms.total},
            {"remaining", fromOptional(terms.remaining)},
            {"outbox", fromOptional(terms.outbox)},
            {"unconsumed", fromOptional(terms.unconsumed)},
            {"ledger", fromOptional(terms.ledger)},
            {"deadLetters", fromOptional(terms.deadLetters)},
            {"voided", fromOptional(terms.voided)},
            {"instance", audit.instance.str()},
            {"couponId", audit.couponId.str()},
            {"at", core::toRfc3339(audit.at)},
            {"tookMs", audit.took.count()},
            {"issued", audit.issued},
            {"duplicates", audit.duplicates},
            {"oversold", audit.oversold},
            {"gaps", audit.gaps},
            {"lost", audit.lost},
            {"foreign", audit.foreign},
            {"differing", audit.differing},
            {"deadLettersLeft", audit.deadLetters},
            {"unidentified", audit.unidentified},
            {"differences", std::move(differences)}};
}

issuing::Finding findingFromName(const std::string& name)
{
    for (int i = 0; i <= static_cast<int>(issuing::Finding::UnidentifiedRecord); ++i)
        if (issuing::findingName(static_cast<issuing::Finding>(i)) == name)
            return static_cast<issuing::Finding>(i);
    throw BadField{"finding"};
}

void differencesFromJson(const json::value* from, std::vector<issuing::Difference>& differences)
{
    if (!from || !from->is_array())
        return;
    for (const auto& item : from->get_array())
        differences.push_back({findingFromName(asText(require(item, "finding"), "finding")),
                               static_cast<std::uint32_t>(optionalCount(item, "slot").value_or(0)),
                               textOr(item, "storePerson"), textOr(item, "ledgerPerson")});
}

issuing::AuditReport auditFromJson(const json::value& value)
{
    issuing::AuditReport audit;
    audit.closed = asBool(require(value, "closed"), "closed");
    audit.exact = boolOr(value, "exact", true);
    auto& terms = audit.conservation;
    terms.total = asCount(require(value, "total"), "total");
    terms.remaining = optionalCount(value, "remaining");
    terms.outbox = optionalCount(value, "outbox");
    terms.unconsumed = optionalCount(value, "unconsumed");
    terms.ledger = optionalCount(value, "ledger");
    terms.deadLetters = optionalCount(value, "deadLetters");
    terms.voided = optionalCount(value, "voided");
    audit.instance = issuing::InstanceId::parse(textOr(value, "instance")).value_or(issuing::InstanceId());
    audit.couponId = issuing::CouponId::parse(textOr(value, "couponId")).value_or(issuing::CouponId());
    audit.at = core::fromRfc3339(textOr(value, "at")).value_or(core::WallTime());
    audit.took = std::chrono::milliseconds(optionalCount(value, "tookMs").value_or(0));
    audit.issued = optionalCount(value, "issued").value_or(0);
    audit.duplicates = optionalCount(value, "duplicates").value_or(0);
    audit.oversold = optionalCount(value, "oversold").value_or(0);
    audit.gaps = optionalCount(value, "gaps").value_or(0);
    audit.lost = optionalCount(value, "lost").value_or(0);
    audit.foreign = optionalCount(value, "foreign").value_or(0);
    audit.differing = optionalCount(value, "differing").value_or(0);
    audit.deadLetters = optionalCount(value, "deadLettersLeft").value_or(0);
    audit.unidentified = optionalCount(value, "unidentified").value_or(0);
    differencesFromJson(find(value, "differences"), audit.differences);
    return audit;
}

json::object statusesToJson(const std::map<int, std::uint64_t>& statuses)
{
    json::object object;
    for (const auto& [status, count] : statuses)
        object[std::to_string(status)] = count;
    return object;
}

std::map<int, std::uint64_t> statusesFromJson(const json::value* from)
{
    std::map<int, std::uint64_t> statuses;
    if (!from || !from->is_object())
        return statuses;
    for (const auto& [key, count] : from->get_object()) {
        int status = 0;
        const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), status);
        if (error != std::errc() || end != key.data() + key.size())
            throw BadField{"statusCounts"};
        statuses[status] = asCount(count, "statusCounts");
    }
    return statuses;
}

json::object guiToJson(const RunResult::Gui& gui)
{
    return {{"longestStallMs", gui.longestStallMs},
            {"tickCpuMs",
             json::object{{"p50", gui.tickCpuP50Ms}, {"p99", gui.tickCpuP99Ms}, {"max", gui.tickCpuMaxMs}}},
            {"ticksSkipped", gui.ticksSkipped}};
}

RunResult::Gui guiFromJson(const json::value& value)
{
    RunResult::Gui gui;
    gui.longestStallMs = optionalDouble(value, "longestStallMs").value_or(0);
    gui.ticksSkipped = optionalCount(value, "ticksSkipped").value_or(0);
    if (const auto* cpu = find(value, "tickCpuMs")) {
        gui.tickCpuP50Ms = optionalDouble(*cpu, "p50").value_or(0);
        gui.tickCpuP99Ms = optionalDouble(*cpu, "p99").value_or(0);
        gui.tickCpuMaxMs = optionalDouble(*cpu, "max").value_or(0);
    }
    return gui;
}

json::object latenciesToJson(const RunResult& result)
{
    json::object latencies{{"client", summaryToJson(result.client)}};
    if (result.clientFromIntended)
        latencies["clientFromIntended"] = summaryToJson(*result.clientFromIntended);
    if (result.server)
        latencies["server"] = summaryToJson(*result.server);
    if (result.confirmed)
        latencies["confirmed"] = summaryToJson(*result.confirmed);
    return latencies;
}

void headFromJson(const json::value& value, RunResult& result)
{
    result.id = textOr(value, "id");
    result.scenario = asText(require(value, "scenario"), "scenario");
    result.startedAt = core::fromRfc3339(textOr(value, "startedAt")).value_or(core::WallTime());
    result.durationSeconds = optionalDouble(value, "durationSeconds").value_or(0);
    result.target = textOr(value, "target");
    result.couponId = textOr(value, "couponId");
    result.build = textOr(value, "build");
    result.cores = static_cast<unsigned>(optionalCount(value, "cores").value_or(0));
    result.rehearsal = boolOr(value, "rehearsal");
    result.aborted = boolOr(value, "aborted");
    result.passed = asBool(require(value, "passed"), "passed");
    result.exitCode = static_cast<ExitCode>(asCount(require(value, "exitCode"), "exitCode"));
    const auto& validity = require(value, "validity");
    const auto state =
        core::valueNamed<Validity>(kValidityNames, asText(require(validity, "state"), "state"));
    if (!state)
        throw BadField{"validity"};
    result.validity = *state;
    if (const auto* reasons = find(validity, "reasons"); reasons && reasons->is_array())
        for (const auto& reason : reasons->get_array())
            result.validityReasons.push_back(asText(reason, "reasons"));
}

void measurementsFromJson(const json::value& value, RunResult& result)
{
    result.requests = asCount(require(value, "requests"), "requests");
    result.requestsPerSecond = optionalDouble(value, "requestsPerSecond").value_or(0);
    result.verdicts = verdictsFromJson(require(value, "verdicts"));
    result.statusCounts = statusesFromJson(find(value, "statusCounts"));
    if (const auto* latencies = find(value, "latencyMs")) {
        result.client = optionalSummary(*latencies, "client").value_or(telemetry::LatencySummary());
        result.clientFromIntended = optionalSummary(*latencies, "clientFromIntended");
        result.server = optionalSummary(*latencies, "server");
        result.confirmed = optionalSummary(*latencies, "confirmed");
    }
    summariesFromJson(find(value, "phasesMs"), result.phases, kPhaseNames);
    summariesFromJson(find(value, "serverStagesMs"), result.serverStages, kStageNames);
    if (const auto* thresholds = find(value, "thresholds"))
        result.thresholds = thresholdsFromJson(*thresholds);
    if (const auto* generator = find(value, "generator")) {
        result.generatorCpuPercent = optionalDouble(*generator, "cpuPercent").value_or(0);
        result.schedulerLateP99Ms = optionalDouble(*generator, "schedulerLateP99Ms").value_or(0);
        result.droppedArrivals = optionalCount(*generator, "droppedArrivals").value_or(0);
    }
    if (const auto* series = find(value, "series")) {
        if (const auto* ticks = find(*series, "100ms"))
            result.ticks100ms = ticksFromJson(*ticks);
        if (const auto* ticks = find(*series, "1s"))
            result.ticks1s = ticksFromJson(*ticks);
    }
}

} // namespace

std::string_view validityName(Validity validity)
{
    return core::nameOf(kValidityNames, validity);
}

json::object resultToJson(const RunResult& r)
{
    json::array reasons(r.validityReasons.begin(), r.validityReasons.end());
    json::object object{
        {"id", r.id},
        {"scenario", r.scenario},
        {"passed", r.passed},
        {"exitCode", static_cast<int>(r.exitCode)},
        {"validity", json::object{{"state", validityName(r.validity)}, {"reasons", std::move(reasons)}}},
        {"rehearsal", r.rehearsal},
        {"aborted", r.aborted},
        {"startedAt", core::toRfc3339(r.startedAt)},
        {"durationSeconds", r.durationSeconds},
        {"target", r.target},
        {"couponId", r.couponId},
        {"build", r.build},
        {"cores", r.cores},
        {"stock", fromOptional(r.stock)},
        {"issued", fromOptional(r.issued)},
        {"duplicates", fromOptional(r.duplicates)},
        {"oversold", fromOptional(r.oversold)},
        {"audit", r.audit ? json::value(auditToJson(*r.audit)) : json::value(nullptr)},
        {"ledgerAfterSeconds", r.ledgerAfterSeconds},
        {"highestLag", fromOptional(r.highestLag)},
        {"requests", r.requests},
        {"requestsPerSecond", r.requestsPerSecond},
        {"verdicts", verdictsToJson(r.verdicts)},
        {"statusCounts", statusesToJson(r.statusCounts)},
        {"latencyMs", latenciesToJson(r)},
        {"phasesMs", summariesToJson(r.phases, kPhaseNames)},
        {"serverStagesMs", summariesToJson(r.serverStages, kStageNames)},
        {"thresholds", thresholdsToJson(r.thresholds)},
        {"generator", json::object{{"cpuPercent", r.generatorCpuPercent},
                                   {"schedulerLateP99Ms", r.schedulerLateP99Ms},
                                   {"droppedArrivals", r.droppedArrivals}}},
        {"series", json::object{{"1s", ticksToJson(r.ticks1s)}, {"100ms", ticksToJson(r.ticks100ms)}}}};
    if (r.gui)
        object["gui"] = guiToJson(*r.gui);
    return object;
}

RunResult resultFromJson(const json::value& value)
{
    RunResult result;
    headFromJson(value, result);
    result.stock = optionalCount(value, "stock");
    result.issued = optionalCount(value, "issued");
    result.duplicates = optionalCount(value, "duplicates");
    result.oversold = optionalCount(value, "oversold");
    if (const auto* audit = find(value, "audit"))
        result.audit = auditFromJson(*audit);
    result.ledgerAfterSeconds = optionalDouble(value, "ledgerAfterSeconds").value_or(0);
    result.highestLag = optionalCount(value, "highestLag");
    measurementsFromJson(value, result);
    if (const auto* gui = find(value, "gui"))
        result.gui = guiFromJson(*gui);
    return result;
}

std::string toJson(const RunResult& result)
{
    return core::jsonText(resultToJson(result), core::JsonLayout::Indented) + "\n";
}

core::Result<RunResult> runResultFromJson(std::string_view text)
{
    boost::system::error_code error;
    const auto value = json::parse({text.data(), text.size()}, error);
    if (error)
        return core::fail(core::ErrorKind::InvalidArgument, "bad_result", error.message());
    try {
        return resultFromJson(value);
    } catch (const BadField& field) {
        return core::fail(core::ErrorKind::InvalidArgument, "bad_result",
                          field.name + " is missing or wrong");
    }
}

} // namespace firstcome::spike
