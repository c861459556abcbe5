#pragma once

#include "backend/commands.h"

#include <concepts>
#include <type_traits>

/// Which fields each value that crosses the wire has, once for both ways. Taking a value apart names all of its
/// members, so that a new one which is not described here does not compile.
namespace firstcome::wire {

template <class T, class Value>
concept Of = std::same_as<std::remove_const_t<T>, Value>;

template <class Archive, Of<PartStatus> T>
void describe(Archive& a, T& value)
{
    auto& [health, code, detail, since] = value;
    a("health", health), a("code", code), a("detail", detail), a("since", since);
}

template <class Archive, Of<Estimates> T>
void describe(Archive& a, T& value)
{
    auto& [soldOut, allSaved, perSecond] = value;
    a("soldOutInSeconds", soldOut), a("allSavedInSeconds", allSaved), a("savedPerSecond", perSecond);
}

template <class Archive, Of<issuing::EventDraft> T>
void describe(Archive& a, T& value)
{
    auto& [couponId, name, total, opensAt, closesAt, audience] = value;
    a("couponId", couponId), a("name", name), a("total", total);
    a("opensAt", opensAt), a("closesAt", closesAt), a("audience", audience);
}

template <class Archive, Of<issuing::Instance> T>
void describe(Archive& a, T& value)
{
    auto& [id, couponId, total, audience, shadow, state, version, opensAt, closesAt, timeLeft, issued, openedAt,
           soldOutAt, closedAt, lastAcceptedAt] = value;
    a("id", id), a("couponId", couponId), a("total", total), a("audience", audience), a("shadow", shadow);
    a("state", state), a("version", version), a("opensAt", opensAt), a("closesAt", closesAt);
    a("timeLeftUs", timeLeft), a("issued", issued), a("openedAt", openedAt), a("soldOutAt", soldOutAt);
    a("closedAt", closedAt), a("lastAcceptedAt", lastAcceptedAt);
}

template <class Archive, Of<issuing::Event> T>
void describe(Archive& a, T& value)
{
    auto& [draft, state, version, instance, awaited, plannedTotal] = value;
    a("draft", draft), a("state", state), a("version", version), a("instance", instance);
    a("awaited", awaited), a("plannedTotal", plannedTotal);
}

template <class Archive, Of<issuing::Conservation> T>
void describe(Archive& a, T& value)
{
    auto& [total, remaining, outbox, unconsumed, ledger, deadLetters, voided] = value;
    a("total", total), a("remaining", remaining), a("outbox", outbox), a("unconsumed", unconsumed);
    a("ledger", ledger), a("deadLetters", deadLetters), a("voided", voided);
}

template <class Archive, Of<issuing::GoLineState> T>
void describe(Archive& a, T& value)
{
    auto& [line, hard, status, reading, threshold, measuredAt, waivedBecause, source, problem, detail] = value;
    a("line", line), a("hard", hard), a("status", status), a("value", reading), a("threshold", threshold);
    a("measuredAt", measuredAt), a("waivedBecause", waivedBecause), a("source", source);
    a("problem", problem), a("detail", detail);
}

template <class Archive, Of<issuing::GoNoGo> T>
void describe(Archive& a, T& value)
{
    auto& [lines, holdsCountdown] = value;
    a("lines", lines), a("holdsCountdown", holdsCountdown);
}

template <class Archive, Of<issuing::Difference> T>
void describe(Archive& a, T& value)
{
    auto& [finding, slot, storePerson, ledgerPerson] = value;
    a("finding", finding), a("slot", slot), a("storePerson", storePerson), a("ledgerPerson", ledgerPerson);
}

template <class Archive, Of<issuing::AuditReport> T>
void describe(Archive& a, T& value)
{
    auto& [instance, couponId, exact, closed, at, took, conservation, issued, duplicates, oversold, gaps, lost,
           foreign, differing, deadLetters, unidentified, differences] = value;
    a("instance", instance), a("couponId", couponId), a("exact", exact), a("closed", closed), a("at", at);
    a("tookMs", took), a("conservation", conservation), a("issued", issued), a("duplicates", duplicates);
    a("oversold", oversold), a("gaps", gaps), a("lost", lost), a("foreign", foreign), a("differing", differing);
    a("deadLetters", deadLetters), a("unidentified", unidentified), a("differences", differences);
}

template <class Archive, Of<issuing::Issue> T>
void describe(Archive& a, T& value)
{
    auto& [instance, publicId, slot, acceptedAt] = value;
    a("instance", instance), a("publicId", publicId), a("slot", slot), a("acceptedAt", acceptedAt);
}

template <class Archive, Of<issuing::Suspension> T>
void describe(Archive& a, T& value)
{
    auto& [atRisk, named, people, rebuilding] = value;
    a("atRisk", atRisk), a("named", named), a("people", people), a("rebuilding", rebuilding);
}

template <class Archive, Of<stock::Durability> T>
void describe(Archive& a, T& value)
{
    auto& [wanted, appendOnly, appendFsync, waitReplicas, unreplicated, damagedPlaces] = value;
    a("wanted", wanted), a("appendOnly", appendOnly), a("appendFsync", appendFsync);
    a("waitReplicas", waitReplicas), a("unreplicated", unreplicated);
    a("damagedPlaces", damagedPlaces);
}

template <class Archive, Of<EventView> T>
void describe(Archive& a, T& value)
{
    auto& [event, shownName, conservation, published, confirmed, goNoGo, audit, suspension, estimates] = value;
    a("event", event), a("shownName", shownName), a("conservation", conservation), a("published", published);
    a("confirmed", confirmed), a("goNoGo", goNoGo), a("audit", audit);
    a("suspension", suspension), a("estimates", estimates);
}

template <class Archive, Of<issuing::TimelineEntry> T>
void describe(Archive& a, T& value)
{
    auto& [id, at, couponId, instance, code, severity, actor, outcome, arguments] = value;
    a("id", id), a("at", at), a("couponId", couponId), a("instance", instance), a("code", code);
    a("severity", severity), a("actor", actor), a("outcome", outcome), a("arguments", arguments);
}

template <class Archive, Of<ledger::LetterPreview> T>
void describe(Archive& a, T& value)
{
    auto& [id, publicId, slot, at, reason, effect, conflict, holder, otherSlot] = value;
    a("id", id), a("publicId", publicId), a("slot", slot), a("at", at), a("reason", reason);
    a("effect", effect), a("conflict", conflict), a("holder", holder), a("otherSlot", otherSlot);
}

template <class Archive, Of<ledger::ReplayPreview> T>
void describe(Archive& a, T& value)
{
    auto& [letters, waiting] = value;
    a("letters", letters), a("waiting", waiting);
}

template <class Archive, Of<ledger::ReplayReport> T>
void describe(Archive& a, T& value)
{
    auto& [replayed, refused] = value;
    a("replayed", replayed), a("refused", refused);
}

template <class Archive, Of<issuing::BadRow> T>
void describe(Archive& a, T& value)
{
    auto& [line, code, text] = value;
    a("line", line), a("code", code), a("text", text);
}

/// As `POST /api/operator/people` answers it.
template <class Archive, Of<issuing::PeopleReport> T>
void describe(Archive& a, T& value)
{
    auto& [added, alreadyThere, total, badRowCount, badRows] = value;
    a("added", added), a("alreadyThere", alreadyThere), a("total", total), a("badRowCount", badRowCount);
    a("badRows", badRows);
}

template <class Archive, Of<telemetry::ServerTick> T>
void describe(Archive& a, T& value)
{
    auto& [index, requests, p50, p95, p99, max, stages, peak] = value;
    a("index", index), a("requests", requests), a("p50Ms", p50), a("p95Ms", p95), a("p99Ms", p99);
    a("maxMs", max), a("stageP95Ms", stages), a("peakRequests", peak);
}

template <class Archive, Of<telemetry::InstanceTick> T>
void describe(Archive& a, T& value)
{
    auto& [index, instance, verdicts, remaining, outbox, unconsumed, ledger] = value;
    a("index", index), a("instance", instance), a("verdicts", verdicts), a("remaining", remaining);
    a("outbox", outbox), a("unconsumed", unconsumed), a("ledger", ledger);
}

template <class Archive, Of<telemetry::History> T>
void describe(Archive& a, T& value)
{
    auto& [serverTicks, instanceTicks] = value;
    a("serverTicks", serverTicks), a("instanceTicks", instanceTicks);
}

template <class Archive, Of<telemetry::InstanceTotals> T>
void describe(Archive& a, T& value)
{
    auto& [verdicts] = value;
    a("verdicts", verdicts);
}

template <class Archive, Of<telemetry::HostReadings> T>
void describe(Archive& a, T& value)
{
    auto& [cpu, processCpu, resident, freeDisk, openFiles, openFilesLimit] = value;
    a("cpuPercent", cpu), a("processCpuPercent", processCpu), a("residentBytes", resident);
    a("freeDiskBytes", freeDisk), a("openFiles", openFiles), a("openFilesLimit", openFilesLimit);
}

template <class Archive, Of<telemetry::Confirmations> T>
void describe(Archive& a, T& value)
{
    auto& [count, p50, p95, max, at] = value;
    a("count", count), a("p50Ms", p50), a("p95Ms", p95), a("maxMs", max), a("at", at);
}

template <class Archive, Of<telemetry::TelemetryPart> T>
void describe(Archive& a, T& value)
{
    auto& [serverTicks, instanceTicks, totals, connections, inFlight, confirmed, host] = value;
    a("serverTicks", serverTicks), a("instanceTicks", instanceTicks), a("totals", totals);
    a("connections", connections), a("inFlight", inFlight), a("confirmed", confirmed);
    a("host", host);
}

template <class Archive, Of<spike::Stage> T>
void describe(Archive& a, T& value)
{
    auto& [duration, target] = value;
    a("durationMs", duration), a("target", target);
}

template <class Archive, Of<spike::Scenario> T>
void describe(Archive& a, T& value)
{
    auto& [name, description, model, stages, startTarget, stock, people, thinkTime, keepAlive, distinctPeople,
           openAfter, maxConnections, requestTimeout, thresholds] = value;
    a("name", name), a("description", description), a("model", model), a("stages", stages);
    a("startTarget", startTarget), a("stock", stock), a("people", people), a("thinkTimeMs", thinkTime);
    a("keepAlive", keepAlive), a("distinctPeople", distinctPeople), a("openAfterMs", openAfter);
    a("maxConnections", maxConnections), a("requestTimeoutMs", requestTimeout), a("thresholds", thresholds);
}

template <class Archive, Of<spike::ThresholdResult> T>
void describe(Archive& a, T& value)
{
    auto& [metric, expression, measured, passed] = value;
    a("metric", metric), a("expression", expression), a("value", measured), a("passed", passed);
}

template <class Archive, Of<spike::ClientTick> T>
void describe(Archive& a, T& value)
{
    auto& [at, target, users, verdicts, p50, p95, p99] = value;
    a("atSeconds", at), a("target", target), a("users", users), a("verdicts", verdicts);
    a("p50Ms", p50), a("p95Ms", p95), a("p99Ms", p99);
}

/// Of the result only its id crosses here: whole ones are large, and the ReadRun command fetches them.
template <class Archive, Of<spike::RunProgress> T>
void describe(Archive& a, T& value)
{
    auto& [phase, number, scenario, target, rehearsal, instance, couponId, elapsed, stage, requests, verdicts, p95,
           p99, failedRate, generatorCpu, thresholds, recent, problem, detail, result] = value;
    a("phase", phase), a("number", number), a("scenario", scenario), a("target", target);
    a("rehearsal", rehearsal), a("instance", instance), a("couponId", couponId), a("elapsedSeconds", elapsed);
    a("stage", stage), a("requests", requests), a("verdicts", verdicts), a("p95Ms", p95), a("p99Ms", p99);
    a("failedRate", failedRate), a("generatorCpuPercent", generatorCpu), a("thresholds", thresholds);
    a("recent", recent), a("problem", problem), a("detail", detail), a("resultId", result);
}

template <class Archive, Of<spike::PastRun> T>
void describe(Archive& a, T& value)
{
    auto& [id, scenario, startedAt, passed, rehearsal, validity, p95, requestsPerSecond, highestLag] = value;
    a("id", id), a("scenario", scenario), a("startedAt", startedAt), a("passed", passed);
    a("rehearsal", rehearsal), a("validity", validity), a("p95Ms", p95);
    a("requestsPerSecond", requestsPerSecond), a("highestLag", highestLag);
}

template <class Archive, Of<spike::SpikePart> T>
void describe(Archive& a, T& value)
{
    auto& [run, pastRuns] = value;
    a("run", run), a("pastRuns", pastRuns);
}

template <class Archive, Of<NodeView> T>
void describe(Archive& a, T& value)
{
    auto& [address, name, state, code, detail, age, requestsPerSecond, p95, inFlight] = value;
    a("address", address), a("name", name), a("state", state), a("code", code), a("detail", detail);
    a("ageMs", age), a("requestsPerSecond", requestsPerSecond), a("p95Ms", p95), a("inFlight", inFlight);
}

template <class Archive, Of<eventlog::PartitionLag> T>
void describe(Archive& a, T& value)
{
    auto& [topic, partition, committed, end, secondsBehind, atLeast, status] = value;
    a("topic", topic), a("partition", partition), a("committed", committed), a("end", end);
    a("secondsBehind", secondsBehind), a("atLeast", atLeast), a("status", status);
}

template <class Archive, Of<eventlog::GroupLag> T>
void describe(Archive& a, T& value)
{
    auto& [group, ours, readers, partitions, measuredAt, problem, detail] = value;
    a("group", group), a("ours", ours), a("readers", readers), a("partitions", partitions);
    a("measuredAt", measuredAt), a("problem", problem), a("detail", detail);
}

template <class Archive, Of<eventlog::LagPart> T>
void describe(Archive& a, T& value)
{
    auto& [groups, problem, detail] = value;
    a("groups", groups), a("problem", problem), a("detail", detail);
}

template <class Archive, Of<FleetNode> T>
void describe(Archive& a, T& value)
{
    auto& [name, address, program, live, age] = value;
    a("name", name), a("address", address), a("program", program), a("live", live), a("ageMs", age);
}

template <class Archive, Of<Snapshot> T>
void describe(Archive& a, T& value)
{
    auto& [sequence, takenAt, profile, node, port, starting, eventsKnown, store, log, ledger, api, durability,
           events, recentTimeline, peopleCount, telemetry, spike, lag, fleet, nodes] = value;
    a("sequence", sequence), a("takenAt", takenAt), a("profile", profile), a("node", node), a("port", port);
    a("starting", starting), a("eventsKnown", eventsKnown), a("store", store), a("log", log);
    a("ledger", ledger), a("api", api), a("durability", durability), a("events", events);
    a("recentTimeline", recentTimeline), a("peopleCount", peopleCount), a("telemetry", telemetry);
    a("spike", spike), a("lag", lag), a("fleet", fleet), a("nodes", nodes);
}

} // namespace firstcome::wire
