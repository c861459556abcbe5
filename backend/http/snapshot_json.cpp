#include "backend/http/json_values.h"
#include "backend/http/reply_json.h"

#include <boost/json/array.hpp>

namespace firstcome::http {

namespace {

namespace json = boost::json;

json::object partJson(const PartStatus& part)
{
    static constexpr std::array<std::string_view, 4> kHealth{"unknown", "fine", "warning", "critical"};
    return {{"health", text(core::nameOf(kHealth, part.health))},
            {"code", part.code},
            {"detail", printable(part.detail)},
            {"since", core::toRfc3339(part.since)}};
}

json::object goNoGoJson(const issuing::GoNoGo& list)
{
    static constexpr std::array<std::string_view, 4> kStatus{"go", "warning", "no_go", "not_measured"};
    json::array lines;
    for (const auto& line : list.lines)
        lines.push_back(json::object{
            {"line", text(issuing::goLineName(line.line))},
            {"hard", line.hard},
            {"status", text(core::nameOf(kStatus, line.status))},
            {"value", orNull(line.value)},
            {"threshold", orNull(line.threshold)},
            {"measuredAt", orNull(line.measuredAt)},
            {"waivedBecause", line.waivedBecause ? json::value(*line.waivedBecause) : json::value()},
            {"source", line.source},
            {"problem", line.problem},
            {"detail", printable(line.detail)}});
    return {{"green", list.green()}, {"holdsCountdown", list.holdsCountdown}, {"lines", lines}};
}

json::value suspensionJson(const std::optional<issuing::Suspension>& suspension)
{
    if (!suspension)
        return {};
    json::array people;
    for (const auto& issue : suspension->people)
        people.push_back(json::object{{"publicId", text(issue.publicId.view())},
                                      {"slot", issue.slot},
                                      {"acceptedAt", core::toRfc3339(issue.acceptedAt)}});
    return json::object{{"atRisk", suspension->atRisk},
                        {"named", suspension->named},
                        {"rebuilding", suspension->rebuilding},
                        {"people", people}};
}

json::object eventJson(const EventView& view,
                       const std::map<issuing::InstanceId, telemetry::InstanceTotals>& totals)
{
    json::object object = toJson(view.event).get_object();
    object["conservation"] =
        view.conservation ? json::value(conservationJson(*view.conservation)) : json::value();
    object["published"] = orNull(view.published);
    object["confirmed"] = orNull(view.confirmed);
    object["goNoGo"] = view.goNoGo ? json::value(goNoGoJson(*view.goNoGo)) : json::value();
    object["audit"] = view.audit ? toJson(*view.audit) : json::value();
    object["suspension"] = suspensionJson(view.suspension);
    object["estimates"] = json::object{{"soldOutInSeconds", orNull(view.estimates.soldOutInSeconds)},
                                       {"allSavedInSeconds", orNull(view.estimates.allSavedInSeconds)},
                                       {"savedPerSecond", orNull(view.estimates.savedPerSecond)}};
    json::object verdicts;
    const auto found = view.event.instance ? totals.find(view.event.instance->id) : totals.end();
    if (found != totals.end())
        for (const auto verdict : issuing::kVerdicts)
            verdicts[issuing::verdictName(verdict)] =
                found->second.verdicts[static_cast<std::size_t>(verdict)];
    object["verdicts"] = found != totals.end() ? json::value(verdicts) : json::value();
    return object;
}

json::object telemetryJson(const telemetry::TelemetryPart& part)
{
    json::array ticks;
    for (const auto& tick : part.serverTicks)
        ticks.push_back(json::object{{"atMs", tick.index * telemetry::kTickMs},
                                     {"requests", tick.requests},
                                     {"p50Ms", knownOrNull(tick.p50Ms)},
                                     {"p95Ms", knownOrNull(tick.p95Ms)},
                                     {"p99Ms", knownOrNull(tick.p99Ms)},
                                     {"maxMs", knownOrNull(tick.maxMs)}});
    const auto& confirmed = part.confirmed;
    json::value confirmations;
    if (confirmed.count > 0)
        confirmations = json::object{{"count", confirmed.count},
                                     {"p50Ms", knownOrNull(confirmed.p50Ms)},
                                     {"p95Ms", knownOrNull(confirmed.p95Ms)},
                                     {"maxMs", knownOrNull(confirmed.maxMs)},
                                     {"at", core::toRfc3339(confirmed.at)}};
    return {{"connections", part.connections},
            {"serverTicks", ticks},
            {"confirmed", confirmations},
            {"host", json::object{{"cpuPercent", orNull(part.host.cpuPercent)},
                                  {"processCpuPercent", orNull(part.host.processCpuPercent)},
                                  {"residentBytes", orNull(part.host.residentBytes)},
                                  {"freeDiskBytes", orNull(part.host.freeDiskBytes)},
                                  {"openFiles", orNull(part.host.openFiles)},
                                  {"openFilesLimit", orNull(part.host.openFilesLimit)}}}};
}

json::object partitionJson(const eventlog::PartitionLag& partition)
{
    static constexpr std::array<std::string_view, 6> kLagStatus{"unknown", "ok", "warn", "stall", "stop", "rewind"};
    return {{"topic", partition.topic},
            {"partition", partition.partition},
            {"committed", orNull(partition.committed)},
            {"end", orNull(partition.end)},
            {"messages", orNull(partition.messages())},
            {"secondsBehind", orNull(partition.secondsBehind)},
            {"atLeast", partition.atLeast},
            {"status", text(core::nameOf(kLagStatus, partition.status))}};
}

json::value lagJson(const std::optional<eventlog::LagPart>& lag)
{
    if (!lag)
        return {};
    json::array groups;
    for (const auto& group : lag->groups) {
        json::array partitions;
        for (const auto& partition : group.partitions)
            partitions.push_back(partitionJson(partition));
        groups.push_back(json::object{{"group", printable(group.group)},
                                      {"ours", group.ours},
                                      {"readers", orNull(group.readers)},
                                      {"messages", orNull(group.total())},
                                      {"measuredAt", orNull(group.measuredAt)},
                                      {"problem", group.problem},
                                      {"detail", printable(group.detail)},
                                      {"partitions", std::move(partitions)}});
    }
    return json::object{
        {"groups", std::move(groups)}, {"problem", lag->problem}, {"detail", printable(lag->detail)}};
}

json::array nodesJson(const std::vector<FleetNode>& fleet)
{
    json::array nodes;
    for (const auto& node : fleet)
        nodes.push_back(json::object{{"name", node.name},
                                     {"address", printable(node.address)},
                                     {"program", printable(node.program)},
                                     {"live", node.live},
                                     {"ageMs", node.age.count()}});
    return nodes;
}

json::object spikeJson(const spike::RunProgress& run)
{
    static constexpr std::array<std::string_view, 9> kPhases{
        "idle", "preparing", "running", "stopping", "draining", "auditing", "reporting", "done", "failed"};
    return {{"phase", text(core::nameOf(kPhases, run.phase))},
            {"number", run.number},
            {"scenario", run.scenario.name},
            {"rehearsal", run.rehearsal},
            {"elapsedSeconds", run.elapsedSeconds},
            {"requests", run.requests},
            {"p95Ms", orNull(run.p95Ms)},
            {"p99Ms", orNull(run.p99Ms)},
            {"failedRate", orNull(run.failedRate)},
            {"problem", run.problem}};
}

} // namespace

json::value toJson(const Snapshot& snapshot)
{
    json::array events, timeline;
    for (const auto& view : snapshot.events)
        events.push_back(eventJson(view, snapshot.telemetry.totals));
    for (const auto& entry : snapshot.recentTimeline)
        timeline.push_back(toJson(entry));
    return json::object{{"sequence", snapshot.sequence},
                        {"takenAt", core::toRfc3339(snapshot.takenAt)},
                        {"profile", snapshot.profile},
                        {"port", snapshot.port},
                        {"starting", snapshot.starting},
                        {"parts", json::object{{"store", partJson(snapshot.store)},
                                               {"log", partJson(snapshot.log)},
                                               {"ledger", partJson(snapshot.ledger)},
                                               {"api", partJson(snapshot.api)}}},
                        {"durability", json::object{{"wanted", snapshot.durability.wanted},
                                                    {"appendOnly", snapshot.durability.appendOnly},
                                                    {"appendFsync", snapshot.durability.appendFsync},
                                                    {"waitReplicas", snapshot.durability.waitReplicas},
                                                    {"unreplicated", snapshot.durability.unreplicated},
                                                    {"damagedPlaces", snapshot.durability.damagedPlaces}}},
                        {"peopleCount", snapshot.peopleCount},
                        {"events", events},
                        {"recentTimeline", timeline},
                        {"telemetry", telemetryJson(snapshot.telemetry)},
                        {"lag", lagJson(snapshot.lag)},
                        {"node", snapshot.node},
                        {"nodes", nodesJson(snapshot.fleet)},
                        {"spike", spikeJson(snapshot.spike.run)}};
}

} // namespace firstcome::http
