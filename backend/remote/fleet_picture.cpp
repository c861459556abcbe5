#include "backend/remote/fleet_picture.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace firstcome::remote {

namespace {

using namespace std::chrono_literals;
using telemetry::InstanceTick;
using telemetry::ServerTick;

/// Clocks that agree better than this are taken as they are: ticks are shifted whole or not at all.
constexpr auto kClocksAgree = 1s;

void takeHighest(float& highest, float other)
{
    if (std::isnan(highest) || other > highest)
        highest = other;
}

void addTo(ServerTick& sum, const ServerTick& tick)
{
    sum.requests += tick.requests;
    sum.peakRequests += tick.peakRequests;
    takeHighest(sum.p50Ms, tick.p50Ms);
    takeHighest(sum.p95Ms, tick.p95Ms);
    takeHighest(sum.p99Ms, tick.p99Ms);
    takeHighest(sum.maxMs, tick.maxMs);
    for (std::size_t s = 0; s < telemetry::kStageCount; ++s)
        takeHighest(sum.stageP95Ms[s], tick.stageP95Ms[s]);
}

void addTo(InstanceTick& sum, const InstanceTick& tick)
{
    for (std::size_t v = 0; v < issuing::kVerdictCount; ++v)
        sum.verdicts[v] += tick.verdicts[v];
    for (const auto level : {&InstanceTick::remaining, &InstanceTick::outbox, &InstanceTick::unconsumed,
                             &InstanceTick::ledger})
        if (sum.*level < 0)
            sum.*level = tick.*level;
}

/// By index, and by instance where one is given.
class TickSum
{
public:
    void add(const std::vector<ServerTick>& ticks, std::int64_t shift, std::int64_t until)
    {
        for (auto tick : ticks) {
            tick.index += shift;
            if (tick.index > until)
                continue;
            const auto [place, fresh] = m_server.try_emplace(tick.index, tick);
            if (!fresh)
                addTo(place->second, tick);
        }
    }
    void add(const std::vector<InstanceTick>& ticks, std::int64_t shift, std::int64_t until)
    {
        for (auto tick : ticks) {
            tick.index += shift;
            if (tick.index > until)
                continue;
            const auto [place, fresh] = m_instances.try_emplace({tick.index, tick.instance}, tick);
            if (!fresh)
                addTo(place->second, tick);
        }
    }
    telemetry::History take() const
    {
        telemetry::History history;
        for (const auto& [index, tick] : m_server)
            history.serverTicks.push_back(tick);
        for (const auto& [key, tick] : m_instances)
            history.instanceTicks.push_back(tick);
        return history;
    }

private:
    std::map<std::int64_t, ServerTick> m_server;
    std::map<std::pair<std::int64_t, issuing::InstanceId>, InstanceTick> m_instances;
};

/// Of the second that a node told last, and the one before it: nodes end theirs at different times.
telemetry::Confirmations worstOf(const std::vector<std::pair<const telemetry::TelemetryPart*, std::int64_t>>& live)
{
    telemetry::Confirmations worst;
    for (const auto& [one, shift] : live)
        if (one->confirmed.count > 0)
            worst.at = std::max(worst.at, one->confirmed.at);
    for (const auto& [one, shift] : live) {
        const auto& its = one->confirmed;
        if (its.count == 0 || worst.at - its.at > std::chrono::seconds(1))
            continue;
        worst.count += its.count;
        takeHighest(worst.p50Ms, its.p50Ms);
        takeHighest(worst.p95Ms, its.p95Ms);
        takeHighest(worst.maxMs, its.maxMs);
    }
    return worst;
}

telemetry::TelemetryPart sumOf(const std::vector<NodeReading>& readings, const NodeReading& base)
{
    auto part = base.snapshot->telemetry;
    std::vector<std::pair<const telemetry::TelemetryPart*, std::int64_t>> live;
    for (const auto& reading : readings)
        if (reading.view.state == LinkState::Live)
            live.emplace_back(&reading.snapshot->telemetry, tickShift(base, reading));
    if (live.size() < 2)
        return part;
    part.totals.clear();
    part.connections = part.inFlight = 0;
    // Only what all have told is whole: readers take each tick once.
    auto until = std::numeric_limits<std::int64_t>::max();
    for (const auto& [one, shift] : live)
        if (!one->serverTicks.empty())
            until = std::min(until, one->serverTicks.back().index + shift);
    TickSum sum;
    for (const auto& [one, shift] : live) {
        sum.add(one->serverTicks, shift, until);
        sum.add(one->instanceTicks, shift, until);
        part.connections += one->connections;
        part.inFlight += one->inFlight;
        for (const auto& [instance, totals] : one->totals)
            for (std::size_t v = 0; v < issuing::kVerdictCount; ++v)
                part.totals[instance].verdicts[v] += totals.verdicts[v];
    }
    auto ticks = sum.take();
    part.confirmed = worstOf(live);
    part.serverTicks = std::move(ticks.serverTicks);
    part.instanceTicks = std::move(ticks.instanceTicks);
    return part;
}

bool isUnderWay(const spike::RunProgress& run)
{
    return run.phase != spike::RunPhase::Idle && run.phase != spike::RunPhase::Done
           && run.phase != spike::RunPhase::Failed;
}

std::size_t liveCount(const std::vector<NodeReading>& readings)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        readings, [](const auto& reading) { return reading.view.state == LinkState::Live; }));
}

} // namespace

std::int64_t tickShift(const NodeReading& base, const NodeReading& reading)
{
    const auto behind = base.clockLead - reading.clockLead;
    return std::chrono::abs(behind) < kClocksAgree ? 0 : behind / std::chrono::milliseconds(telemetry::kTickMs);
}

std::optional<std::size_t> FleetPicture::leader(const std::vector<NodeReading>& readings)
{
    for (std::size_t i = 0; i < readings.size(); ++i)
        if (readings[i].view.state == LinkState::Live)
            return i;
    return std::nullopt;
}

std::optional<std::size_t> FleetPicture::spikeHost(const std::vector<NodeReading>& readings)
{
    for (std::size_t i = 0; i < readings.size(); ++i)
        if (readings[i].view.state == LinkState::Live && isUnderWay(readings[i].snapshot->spike.run))
            return i;
    return leader(readings);
}

PartStatus FleetPicture::apiPart(const std::vector<NodeReading>& readings, const PartStatus& told, core::WallTime now)
{
    PartStatus api = told;
    const auto live = liveCount(readings);
    if (live == readings.size())
        return m_api = api;
    const bool connecting = std::ranges::any_of(
        readings, [](const auto& reading) { return reading.view.state == LinkState::Connecting; });
    if (live == 0 && connecting)
        api = {PartHealth::Unknown, "starting", {}, {}};
    else if (live == 0)
        api = {PartHealth::Critical, "no_node", readings.front().view.address, {}};
    else if (told.health != PartHealth::Critical)
        api = {PartHealth::Warning, "nodes_missing",
               std::to_string(readings.size() - live) + "/" + std::to_string(readings.size()), {}};
    else
        return m_api = api;
    api.since = api.code == m_api.code ? m_api.since : now;
    return m_api = api;
}

Snapshot FleetPicture::make(const std::vector<NodeReading>& readings, core::WallTime now)
{
    Snapshot snapshot;
    if (const auto live = leader(readings))
        m_shown = live;
    const bool known = m_shown && readings[*m_shown].snapshot;
    if (known) {
        const auto& base = readings[*m_shown];
        snapshot = *base.snapshot;
        snapshot.telemetry = sumOf(readings, base);
        if (const auto host = spikeHost(readings))
            snapshot.spike = readings[*host].snapshot->spike;
    } else {
        snapshot.eventsKnown = false;
        snapshot.profile.clear();
        snapshot.node.clear();
    }
    snapshot.api = apiPart(readings, snapshot.api, now);
    if (!known)
        snapshot.starting = snapshot.api.health == PartHealth::Unknown;
    snapshot.nodes.clear();
    for (const auto& reading : readings)
        snapshot.nodes.push_back(reading.view);
    return snapshot;
}

telemetry::History mergeHistories(const std::vector<const telemetry::History*>& histories)
{
    TickSum sum;
    for (const auto* history : histories) {
        sum.add(history->serverTicks, 0, std::numeric_limits<std::int64_t>::max());
        sum.add(history->instanceTicks, 0, std::numeric_limits<std::int64_t>::max());
    }
    return sum.take();
}

} // namespace firstcome::remote
