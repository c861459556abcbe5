#include "backend/spike/arrival_pacer.h"

#include <algorithm>

namespace firstcome::spike {

namespace {

/// Arrivals started in one go, so that answers are read in between also when many are overdue.
constexpr int kAtOnce = 256;

} // namespace

ArrivalPacer::ArrivalPacer(const LoadPlan& plan, unsigned worker, AttemptStarter& starter)
    : m_plan(plan)
    , m_starter(starter)
    , m_arrival(worker)
    , m_limit(std::max(1u, plan.scenario.maxConnections / plan.workers))
{
    advance();
}

void ArrivalPacer::advance()
{
    const auto time = m_plan.arrivals.timeOf(m_arrival);
    m_next = time ? m_plan.start + *time : core::SteadyTime::max();
    m_arrival += m_plan.workers;
}

void ArrivalPacer::wake(core::SteadyTime now)
{
    for (int i = 0; i < kAtOnce && m_next <= now; ++i) {
        const auto due = m_next;
        advance();
        if (!m_idle.empty()) {
            const auto index = m_idle.back();
            m_idle.pop_back();
            m_starter.startAttempt(index, due, true);
        } else if (m_made < m_limit) {
            m_starter.startAttempt(static_cast<std::uint32_t>(m_made++), due, true);
        } else {
            m_starter.dropArrival();
        }
    }
}

void ArrivalPacer::attemptOver(std::uint32_t index, const Connection&)
{
    m_idle.push_back(index);
}

} // namespace firstcome::spike
