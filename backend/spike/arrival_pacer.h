#pragma once

#include "backend/spike/load_plan.h"
#include "backend/spike/pacer.h"

#include <vector>

namespace firstcome::spike {

/// The open model: arrivals start when they are due, whatever earlier ones got. Worker w of n takes the
/// arrivals w, w + n, w + 2n, …. An arrival uses an idle connection, else a new one, and is dropped (and
/// counted) where this worker's share of the scenario's connections is all in flight.
class ArrivalPacer final : public Pacer
{
public:
    ArrivalPacer(const LoadPlan& plan, unsigned worker, AttemptStarter& starter);

    void wake(core::SteadyTime now) override;
    core::SteadyTime nextDue() const override { return m_next; }
    void beat(core::SteadyTime) override {}
    void attemptOver(std::uint32_t index, const Connection& connection) override;
    void end() override { m_next = core::SteadyTime::max(); }
    double users() const override { return static_cast<double>(m_made - m_idle.size()); }

private:
    void advance();

    const LoadPlan& m_plan;
    AttemptStarter& m_starter;
    std::uint64_t m_arrival;
    core::SteadyTime m_next;
    std::uint32_t m_limit;
    std::size_t m_made = 0;            ///< connections used so far
    std::vector<std::uint32_t> m_idle; ///< of them; the last used is used first, since it is warm
};

} // namespace firstcome::spike
