#include "backend/stock/status_board.h"

#include <algorithm>

namespace firstcome::stock {

StoreStatus StatusBoard::read() const
{
    const std::lock_guard lock(m_mutex);
    return m_status;
}

void StatusBoard::ready(std::uint64_t epoch)
{
    const std::lock_guard lock(m_mutex);
    m_status.health = StoreHealth::Ready;
    m_status.problem.clear();
    m_status.detail.clear();
    m_status.epoch = epoch;
}

void StatusBoard::recovering(const core::Error& problem)
{
    const std::lock_guard lock(m_mutex);
    m_status.health = StoreHealth::Recovering;
    m_status.problem = problem.code;
    m_status.detail = problem.detail;
}

void StatusBoard::failed(std::string problem, std::string detail)
{
    const std::lock_guard lock(m_mutex);
    m_status.health = StoreHealth::Failed;
    m_status.problem = std::move(problem);
    m_status.detail = std::move(detail);
}

void StatusBoard::stopped()
{
    const std::lock_guard lock(m_mutex);
    m_status.health = StoreHealth::Starting;
    m_status.problem.clear();
    m_status.detail.clear();
}

void StatusBoard::changed(SessionChanges changes)
{
    const std::lock_guard lock(m_mutex);
    if (changes.all) {
        m_status.instances = std::move(changes.instances);
        return;
    }
    for (auto& instance : changes.instances) {
        const auto shown = std::ranges::find(m_status.instances, instance.id, &issuing::Instance::id);
        if (shown != m_status.instances.end())
            *shown = std::move(instance);
    }
}

void StatusBoard::committed(std::chrono::nanoseconds took, core::WallTime at)
{
    const std::lock_guard lock(m_mutex);
    m_status.lastCommit = std::chrono::ceil<std::chrono::microseconds>(took);
    m_status.lastCommitAt = at;
}

} // namespace firstcome::stock
