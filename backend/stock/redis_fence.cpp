#include "backend/stock/redis_fence.h"

#include <algorithm>

namespace firstcome::stock {

int RedisFence::enter(OnOtherServers onOtherServers)
{
    const std::lock_guard lock(m_mutex);
    m_lanes.emplace(++m_next, Lane{std::move(onOtherServers), {}});
    return m_next;
}

void RedisFence::leave(int lane)
{
    const std::lock_guard lock(m_mutex);
    m_lanes.erase(lane);
}

bool RedisFence::isOurs(const std::string& term) const
{
    return std::ranges::any_of(m_servers, [&](const auto& server) { return server.second == term; });
}

void RedisFence::meets(std::map<std::string, std::string> servers)
{
    const std::lock_guard lock(m_mutex);
    m_servers = std::move(servers);
    std::erase_if(m_agreed, [&](const std::string& term) { return !isOurs(term); });
    for (const auto& [number, lane] : m_lanes)
        if (!lane.term.empty() && !isOurs(lane.term))
            lane.onOtherServers();
}

bool RedisFence::isMet(const std::string& runId) const
{
    const std::lock_guard lock(m_mutex);
    return m_servers.contains(runId);
}

void RedisFence::agree(const std::string& term)
{
    const std::lock_guard lock(m_mutex);
    if (isOurs(term))
        m_agreed.insert(term);
}

bool RedisFence::goOn(int lane, const std::string& runId)
{
    const std::lock_guard lock(m_mutex);
    const auto server = m_servers.find(runId);
    if (server == m_servers.end() || !m_agreed.contains(server->second))
        return false;
    m_lanes.at(lane).term = server->second;
    return true;
}

void RedisFence::letGo(int lane)
{
    const std::lock_guard lock(m_mutex);
    m_lanes.at(lane).term.clear();
}

bool RedisFence::mustLetGo(int lane) const
{
    const std::lock_guard lock(m_mutex);
    const auto& term = m_lanes.at(lane).term;
    return !term.empty() && !isOurs(term);
}

bool RedisFence::hasLetGo() const
{
    const std::lock_guard lock(m_mutex);
    return std::ranges::all_of(
        m_lanes, [&](const auto& entry) { return entry.second.term.empty() || isOurs(entry.second.term); });
}

void RedisFence::saw(const issuing::InstanceId& instance, const Seen& seen)
{
    const std::lock_guard lock(m_mutex);
    auto& known = m_seen[instance];
    known.epoch = std::max(known.epoch, seen.epoch);
    known.slot = std::max(known.slot, seen.slot);
}

void RedisFence::demand(const issuing::InstanceId& instance, const Seen& seen)
{
    const auto known = seenOf(instance);
    saw(instance, seen);
    if (seen.epoch > known.epoch || seen.slot > known.slot)
        m_demands.fetch_add(1, std::memory_order_release);
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
