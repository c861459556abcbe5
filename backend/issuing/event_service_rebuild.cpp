#include "backend/issuing/event_service.h"

// What an event goes through after its store lost something of it.

namespace firstcome::issuing {

core::Result<void> EventService::copyAudience(const CouponId& couponId)
{
    const auto* known = m_book.find(couponId);
    if (!known || !known->instance)
        return core::fail(core::ErrorKind::NotFound, "unknown_event", couponId.str());
    return m_arming.copyAudience(known->instance->id);
}

core::Result<Event> EventService::rebuilt(const std::string& actor, const CouponId& couponId,
                                          const core::Result<Instance>& outcome,
                                          std::vector<std::string> figures)
{
    auto* known = m_book.find(couponId);
    if (!known)
        return core::fail(core::ErrorKind::NotFound, "unknown_event", couponId.str());
    TimelineEntry line = lineOf(couponId, "rebuilt");
    line.severity = outcome ? Severity::Warning : Severity::Critical;
    line.actor = actor;
    line.outcome = outcome ? "ok" : outcome.error().code;
    line.arguments = std::move(figures);
    if (!known->shadow)
        m_trail.append(std::move(line));
    if (!outcome)
        return tl::unexpected(outcome.error());
    known->instance = *outcome;
    return eventOf(*known);
}

} // namespace firstcome::issuing
