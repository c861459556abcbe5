#include "backend/local/launch_watch.h"

#include "backend/issuing/go_no_go_watch.h"

#include <algorithm>

namespace firstcome::local {

namespace {

using namespace std::chrono_literals;
using issuing::EventState;

constexpr auto kLookAtLeastEvery = 500ms;
constexpr auto kAuditAgainAfter = 2s;
constexpr auto kAuditForAnother = 10s; ///< after it should have: it reads every row

bool due(const std::optional<core::WallTime>& time, core::WallTime now)
{
    return time && now >= *time;
}

bool clockWaits(const issuing::Instance& instance, core::WallTime now)
{
    using enum EventState;
    const auto state = instance.state;
    return (state == Armed && due(instance.opensAt, now))
        || ((state == Armed || state == Open || state == Paused) && due(instance.closesAt, now));
}

} // namespace

LaunchWatch::LaunchWatch(Desk& desk, Auditor& auditor, const core::ConsumerConfig& consumer,
                         std::function<bool()> leads)
    : m_desk(desk)
    , m_auditor(auditor)
    , m_consumer(consumer)
    , m_leads(std::move(leads))
{
}

void LaunchWatch::look(const std::vector<EventView>& events, core::WallTime now)
{
    watchClock(events, now);
    const bool quiet = std::ranges::none_of(events, [](const EventView& view) { return view.event.isLive(); });
    std::map<issuing::InstanceId, Memory> kept;
    for (const auto& view : events) {
        if (!view.event.instance)
            continue;
        Memory& memory = kept[view.event.instance->id] = m_memory[view.event.instance->id];
        if (view.event.shadow())
            continue; // a rehearsal's own conductor drains, audits and forgets
        watchSuspension(view, memory);
        if (view.audit && (view.suspension || view.event.state == EventState::Open))
            m_auditor.drop(view.event.instance->id); // it was of what is no more
        if (view.suspension)
            continue; // what the store says of it is not what was
        watchCountdown(view, memory);
        watchDraining(view, memory, now);
        watchClosed(view, memory, now, quiet);
        watchLag(view, memory);
    }
    m_memory = std::move(kept);
}

void LaunchWatch::watchClock(const std::vector<EventView>& events, core::WallTime now)
{
    bool live = false;
    bool overdue = false;
    for (const auto& view : events) {
        live = live || view.event.isLive();
        overdue = overdue || (view.event.instance && clockWaits(*view.event.instance, now));
    }
    if (!live || (!overdue && now - m_lookedAt < kLookAtLeastEvery) || m_lookPending->exchange(true))
        return;
    m_lookedAt = now;
    m_desk.post([pending = m_lookPending](issuing::EventService& service) {
        service.lookAtClock();
        *pending = false;
    });
}

void LaunchWatch::watchSuspension(const EventView& view, Memory& memory)
{
    if (!view.suspension || std::exchange(memory.suspended, true)) {
        memory.suspended = view.suspension.has_value();
        return;
    }
    const auto once = "suspended at version " + std::to_string(view.event.version);
    m_desk.post([id = view.event.draft.couponId, atRisk = view.suspension->atRisk, once](issuing::EventService& service) {
        service.record(id, "suspended", issuing::Severity::Critical, {std::to_string(atRisk)}, once);
    });
}

void LaunchWatch::watchCountdown(const EventView& view, Memory& memory)
{
    const auto& event = view.event;
    if (!view.goNoGo || !view.goNoGo->holdsCountdown || memory.heldVersion == event.version)
        return;
    const auto line = issuing::GoNoGoWatch::firstForbidding(*view.goNoGo);
    if (!line)
        return;
    memory.heldVersion = event.version;
    m_desk.post([id = event.draft.couponId, version = event.version, line = *line](issuing::EventService& service) {
        (void)service.holdByNoGo(id, version, line); // refused where somebody was quicker: then nothing is counting
    });
}

void LaunchWatch::watchDraining(const EventView& view, Memory& memory, core::WallTime now)
{
    const auto& instance = *view.event.instance;
    if (instance.state != EventState::Draining || !view.conservation || !view.conservation->known())
        return;
    if (!memory.drainingSince)
        memory.drainingSince = now;
    if (!m_leads() && now - *memory.drainingSince < kAuditForAnother)
        return;
    const auto& terms = *view.conservation;
    const bool changed = memory.auditedVersion != instance.version || memory.auditedLedger != *terms.ledger;
    // Where rows are missing the lag never ends: the auditor knows what is lost from what is on its way.
    const bool drained = *terms.outbox + *terms.unconsumed == 0;
    if ((!changed || !drained) && now - memory.auditedAt < kAuditAgainAfter)
        return;
    memory.auditedVersion = instance.version;
    memory.auditedLedger = *terms.ledger;
    memory.auditedAt = now;
    m_auditor.audit(instance, [this, instance, told = memory.told](const core::Result<issuing::AuditReport>& report) {
        if (!report)
            return; // tried again at the next look
        const bool closed = report->closed;
        const auto missing = report->lost + report->foreign + report->differing + report->duplicates
            + report->oversold + report->gaps + report->deadLetters + report->unidentified;
        const bool first = told->exchange(missing) != missing;
        m_desk.post([instance, closed, missing, first](issuing::EventService& service) {
            if (closed)
                (void)service.finish(instance.couponId, instance.version);
            else if (first)
                service.record(instance.couponId, "audit_differs", issuing::Severity::Critical,
                               {std::to_string(missing)}, "audit_differs:" + std::to_string(missing));
        });
    });
}

/// Another node's audit has closed it, or this one's did before it was started anew: it is made again, so that the
/// proof is on the screen. What was closed earlier waits until nothing is going on, one at a time: it reads every row.
void LaunchWatch::watchClosed(const EventView& view, Memory& memory, core::WallTime now, bool quiet)
{
    const auto& instance = *view.event.instance;
    const bool seenDraining = memory.drainingSince.has_value();
    if (instance.state != EventState::Closed || view.audit
        || now - memory.auditedAt < (seenDraining ? kAuditAgainAfter : kAuditForAnother))
        return;
    if (!seenDraining && (!quiet || !view.conservation || !view.conservation->known() || m_provingAgain->exchange(true)))
        return;
    memory.auditedAt = now;
    m_auditor.audit(instance, [proving = m_provingAgain, seenDraining](const core::Result<issuing::AuditReport>&) {
        if (!seenDraining)
            *proving = false;
    });
}

void LaunchWatch::watchLag(const EventView& view, Memory& memory)
{
    if (!view.conservation || !view.conservation->outbox || !view.conservation->unconsumed)
        return;
    const auto lag = *view.conservation->outbox + *view.conservation->unconsumed;
    const auto level = lag >= m_consumer.lagCritical ? LagLevel::Critical
        : lag >= m_consumer.lagWarning               ? LagLevel::Warning
                                                     : LagLevel::Fine;
    // Falling back to fine waits for half the threshold, so that a level near it is not told twice a second.
    if (level == memory.lag || (level < memory.lag && lag > m_consumer.lagWarning / 2))
        return;
    const auto before = memory.lag;
    memory.lag = level;
    const char* code = level == LagLevel::Critical ? "lag_critical"
        : level == LagLevel::Fine                  ? "lag_recovered"
                                                   : "lag_warning";
    if ((level == LagLevel::Warning && before == LagLevel::Critical) || !m_leads())
        return;
    const auto severity = level == LagLevel::Critical ? issuing::Severity::Critical
        : level == LagLevel::Warning                  ? issuing::Severity::Warning
                                                      : issuing::Severity::Good;
    const auto threshold = level == LagLevel::Critical ? m_consumer.lagCritical : m_consumer.lagWarning;
    const auto rate = static_cast<std::uint64_t>(view.estimates.savedPerSecond.value_or(0));
    m_desk.post([id = view.event.draft.couponId, code, severity, threshold, rate](issuing::EventService& service) {
        service.record(id, code, severity, {std::to_string(threshold), std::to_string(rate)});
    });
}

} // namespace firstcome::local
