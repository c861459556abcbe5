#include "backend/local/snapshot_builder.h"

#include "backend/local/estimates.h"

#include <algorithm>

namespace firstcome::local {

namespace {

using issuing::EventState;

constexpr std::uint64_t kFillingPercent = 50; ///< of the outbox: time to bring the log back

const issuing::Instance* instanceIn(const stock::StoreStatus& status, const issuing::InstanceId& id)
{
    const auto found = std::ranges::find(status.instances, id, &issuing::Instance::id);
    return found == status.instances.end() ? nullptr : &*found;
}

/// The equation's terms. The store's count was read before and after the log's end; where the end lies between
/// the two they agree, and the store's term is taken at that very moment. Else the terms disagree, and show it.
issuing::Conservation conservationOf(const issuing::Instance& before, const issuing::Instance& after,
                                     const InstanceProgress& progress)
{
    issuing::Conservation terms;
    terms.total = after.total;
    terms.ledger = progress.ledgerRows;
    terms.deadLetters = progress.deadLetters;
    terms.voided = progress.voided;
    if (!progress.published || !progress.consumed)
        return terms;
    const auto issued = std::clamp<std::uint64_t>(*progress.published, before.issued,
                                                  std::max(before.issued, after.issued));
    terms.remaining = after.total >= issued ? after.total - issued : 0;
    terms.outbox = issued > *progress.published ? issued - *progress.published : 0;
    terms.unconsumed = *progress.published > *progress.consumed ? *progress.published - *progress.consumed : 0;
    return terms;
}

std::string_view storeCode(const stock::StoreStatus& status)
{
    return status.problem.empty() ? std::string_view("starting") : std::string_view(status.problem);
}

} // namespace

SnapshotBuilder::SnapshotBuilder(std::string profile, std::string node, std::uint64_t outboxLimit)
    : m_profile(std::move(profile))
    , m_node(std::move(node))
    , m_outboxLimit(outboxLimit)
{
}

PartStatus SnapshotBuilder::part(PartStatus& memory, PartHealth health, const std::string& code,
                                 const std::string& detail, core::WallTime now)
{
    if (memory.health != health || memory.code != code)
        memory.since = now;
    memory.health = health;
    memory.code = code;
    memory.detail = detail;
    return memory;
}

PartStatus SnapshotBuilder::storePart(const SnapshotInputs& inputs)
{
    const auto& store = inputs.storeAfter;
    const auto& desk = *inputs.desk;
    if (inputs.nodeProblem)
        return part(m_store, PartHealth::Critical, inputs.nodeProblem->code, inputs.nodeProblem->detail, inputs.now);
    const bool ready = store.health == stock::StoreHealth::Ready;
    if (inputs.starting && !ready && store.problem.empty())
        return part(m_store, PartHealth::Unknown, "starting", {}, inputs.now);
    const bool impaired = store.health == stock::StoreHealth::Impaired;
    if (!ready && !impaired)
        return part(m_store, PartHealth::Critical, std::string(storeCode(store)), store.detail, inputs.now);
    // Without the directory nobody knows which instance a couponId means: as bad as having no store.
    if (!desk.loaded && !desk.problem.empty())
        return part(m_store, PartHealth::Critical, desk.problem, desk.detail, inputs.now);
    std::uint64_t atRisk = 0;
    for (const auto& [instance, suspension] : store.suspended)
        atRisk += suspension.atRisk;
    if (!store.suspended.empty())
        return part(m_store, PartHealth::Critical, "store_lost_accepts", std::to_string(atRisk), inputs.now);
    const auto filled = outboxPercent(inputs);
    if (filled >= 100)
        return part(m_store, PartHealth::Critical, "outbox_full", {}, inputs.now);
    if (impaired)
        return part(m_store, PartHealth::Warning, "store_impaired", std::string(storeCode(store)) + ": " + store.detail,
                    inputs.now);
    if (filled >= kFillingPercent)
        return part(m_store, PartHealth::Warning, "outbox_filling", std::to_string(filled), inputs.now);
    if (!store.durability.isKept())
        return part(m_store, PartHealth::Warning, "durability_differs",
                    "appendonly " + store.durability.appendOnly + ", appendfsync " +
                        store.durability.appendFsync,
                    inputs.now);
    if (const auto damaged = store.durability.damagedPlaces; damaged > 0)
        return part(m_store, PartHealth::Warning, "journal_damaged", std::to_string(damaged), inputs.now);
    return part(m_store, PartHealth::Fine, {}, {}, inputs.now);
}

std::uint64_t SnapshotBuilder::outboxPercent(const SnapshotInputs& inputs) const
{
    std::uint64_t most = 0;
    for (const auto& instance : inputs.storeAfter.instances) {
        if (instance.state != EventState::Open)
            continue;
        std::uint64_t inLog = instance.issued; // not known: nothing is said
        if (const auto found = inputs.storeAfter.published.find(instance.id);
            found != inputs.storeAfter.published.end())
            inLog = found->second;
        else if (const auto seen = inputs.progress.find(instance.id); seen != inputs.progress.end())
            inLog = seen->second.consumed.value_or(inLog); // the store is the log: it counts what is not yet saved
        most = std::max(most, instance.issued - std::min<std::uint64_t>(inLog, instance.issued));
    }
    return most * 100 / m_outboxLimit;
}

std::shared_ptr<const Snapshot> SnapshotBuilder::build(SnapshotInputs inputs)
{
    auto snapshot = std::make_shared<Snapshot>();
    const auto now = inputs.now;
    snapshot->sequence = ++m_sequence;
    snapshot->takenAt = now;
    snapshot->profile = m_profile;
    snapshot->node = m_node;
    snapshot->port = inputs.port;
    snapshot->eventsKnown = inputs.desk->loaded;
    snapshot->starting = inputs.starting;
    snapshot->store = storePart(inputs);
    snapshot->durability = inputs.storeAfter.durability;
    const auto health = [&](PartStatus& memory, const std::optional<core::Error>& problem) {
        if (inputs.starting && !problem)
            return part(memory, PartHealth::Unknown, "starting", {}, now);
        return problem ? part(memory, PartHealth::Critical, problem->code, problem->detail, now)
                       : part(memory, PartHealth::Fine, {}, {}, now);
    };
    snapshot->log = health(m_log, inputs.logProblem);
    snapshot->ledger = health(m_ledger, inputs.ledgerProblem);
    snapshot->api = health(m_api, inputs.apiProblem);

    std::map<issuing::CouponId, issuing::GoNoGoWatch> watches;
    for (const auto& line : inputs.desk->events) {
        snapshot->events.push_back(view(line, inputs));
        if (const auto kept = m_watches.find(line.event.draft.couponId); kept != m_watches.end())
            watches.insert(*kept);
    }
    m_watches = std::move(watches);
    snapshot->recentTimeline = inputs.desk->recent;
    snapshot->peopleCount = inputs.desk->people;
    snapshot->telemetry = std::move(inputs.telemetry);
    snapshot->spike = std::move(inputs.spike);
    snapshot->lag = std::move(inputs.lag);
    snapshot->fleet = std::move(inputs.fleet);
    return snapshot;
}

EventView SnapshotBuilder::view(const DeskState::Line& line, const SnapshotInputs& inputs)
{
    EventView view;
    view.event = line.event;
    view.shownName = line.shownName;
    if (view.event.instance) {
        const auto id = view.event.instance->id;
        const auto* before = instanceIn(inputs.storeBefore, id);
        const auto* after = instanceIn(inputs.storeAfter, id);
        if (before && after && after->version >= view.event.instance->version) {
            view.event.instance = *after;
            view.event.state = after->state;
            view.event.version = after->version;
            const auto found = inputs.progress.find(id);
            const auto progress = found == inputs.progress.end() ? InstanceProgress{} : found->second;
            view.conservation = conservationOf(*before, *after, progress);
            view.published = progress.published;
            if (progress.consumed)
                view.confirmed = progress.ledgerRows;
        }
        if (const auto lost = inputs.storeAfter.suspended.find(id); lost != inputs.storeAfter.suspended.end())
            view.suspension = lost->second;
        view.estimates = estimate(inputs.telemetry.instanceTicks, id);
        if (const auto audit = inputs.audits.find(id); audit != inputs.audits.end())
            view.audit = audit->second;
    }
    judge(view, line, inputs);
    return view;
}

void SnapshotBuilder::judge(EventView& view, const DeskState::Line& line, const SnapshotInputs& inputs)
{
    const auto state = view.event.state;
    if (view.event.shadow()
        || (state != EventState::Draft && state != EventState::Armed && state != EventState::Held))
        return;
    auto readings = inputs.readings;
    readings.consumersRunning = issuing::Reading{inputs.consumerRunning ? 1.0 : 0.0, inputs.now};
    readings.storeAhead = inputs.storeAfter.clockAhead;
    readings.boundPort = issuing::Reading{static_cast<double>(inputs.port), inputs.now};
    const auto people = static_cast<double>(inputs.desk->people);
    readings.peopleExpected = issuing::Reading{view.event.instance ? 0 : people, inputs.now};
    readings.peopleLoaded = issuing::Reading{people, inputs.now};
    if (view.event.instance) {
        const auto loaded = inputs.peopleLoaded.find(view.event.instance->id);
        if (loaded != inputs.peopleLoaded.end())
            readings.peopleLoaded = issuing::Reading{static_cast<double>(loaded->second), inputs.now};
        else if (view.event.draft.audience == issuing::Audience::Listed)
            readings.peopleLoaded.reset();
    }
    view.goNoGo = m_watches[view.event.draft.couponId].judge(view.event, readings, line.waivers, inputs.now);
}

} // namespace firstcome::local
