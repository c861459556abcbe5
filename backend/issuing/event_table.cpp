#include "backend/issuing/event_table.h"

namespace firstcome::issuing {

EventFacts factsOf(const Event& event, std::optional<std::uint32_t> savedThrough)
{
    EventFacts facts{.couponId = event.draft.couponId,
                     .name = event.draft.name,
                     .state = event.state,
                     .audience = event.draft.audience,
                     .total = event.draft.total,
                     .opensAt = event.draft.opensAt,
                     .closesAt = event.draft.closesAt,
                     .savedThrough = savedThrough};
    if (!event.instance) {
        facts.instance = event.awaited.value_or(InstanceId()); // the store says what becomes of an attempt
        return facts;
    }
    const Instance& instance = *event.instance;
    facts.instance = instance.id;
    facts.audience = instance.audience;
    facts.shadow = instance.shadow;
    facts.total = instance.total;
    facts.issued = instance.issued;
    facts.opensAt = instance.opensAt;
    facts.closesAt = instance.closesAt;
    facts.openedAt = instance.openedAt;
    facts.soldOutAt = instance.soldOutAt;
    return facts;
}

EventTable::EventTable(std::vector<EventFacts> events, core::WallTime takenAt)
    : m_events(std::move(events))
    , m_takenAt(takenAt)
    , m_known(true)
{
    m_index.reserve(m_events.size());
    for (std::size_t i = 0; i < m_events.size(); ++i)
        m_index.emplace(m_events[i].couponId.view(), i);
}

const EventFacts* EventTable::find(const CouponId& couponId) const
{
    const auto found = m_index.find(couponId.view());
    return found == m_index.end() ? nullptr : &m_events[found->second];
}

} // namespace firstcome::issuing
