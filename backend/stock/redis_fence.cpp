#include "backend/stock/redis_fence.h"

#include <algorithm>

namespace firstcome::stock {

int RedisFence::enter(OnOtherServer onOtherServer)
{
    const std::lock_guard lock(m_mutex);
    m_lanes.emplace(++m_next, Lane{std::move(onOtherServer), {}});
    return m_next;
}

void RedisFence::leave(int lane)
{
    const std::lock_guard lock(m_mutex);
    m_lanes.erase(lane);
}

void RedisFence::speaksTo(int lane, const std::string& runId)
{
    const std::lock_guard lock(m_mutex);
    m_lanes.at(lane).runId = runId;
    if (runId.empty())
        return;
    for (const auto& [number, other] : m_lanes)
        if (!other.runId.empty() && other.runId != runId)
            other.onOtherServer(runId);
}

void RedisFence::agree(const std::string& runId)
{
    const std::lock_guard lock(m_mutex);
    m_agreed = runId;
}

bool RedisFence::mayGoOn(const std::string& runId) const
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_agreed != runId)
            return false;
    }
    return hasLetGo(runId);
}

bool RedisFence::hasLetGo(const std::string& runId) const
{
    const std::lock_guard lock(m_mutex);
    return std::ranges::all_of(m_lanes, [&](const auto& entry) {
        return entry.second.runId.empty() || entry.second.runId == runId;
    });
}

void RedisFence::saw(const issuing::InstanceId& instance, const Seen& seen)
{
    const std::lock_guard lock(m_mutex);
    auto& known = m_seen[instance];
    known.epoch = std::max(known.epoch, seen.epoch);
    known.slot = std::max(known.slot, seen.slot);
}

RedisFence::SeenByInstance RedisFence::seen() const
{
    const std::lock_guard lock(m_mutex);
    return m_seen;
}

RedisFence::Seen RedisFence::seenOf(const issuing::InstanceId& instance) const
{
    const std::lock_guard lock(m_mutex);
    const auto known = m_seen.find(instance);
    return known == m_seen.end() ? Seen() : known->second;
}

void RedisFence::forget(const issuing::InstanceId& instance)
{
    const std::lock_guard lock(m_mutex);
    m_seen.erase(instance);
}

} // namespace firstcome::stock
