#include "backend/stock/redis_cluster_lane.h"

#include "backend/stock/redis_instance.h"

#include <boost/asio/post.hpp>

#include <numeric>
#include <utility>

namespace firstcome::stock {

using issuing::UnavailableReason;

RedisClusterLane::RedisClusterLane(boost::asio::io_context& context, std::shared_ptr<RedisLaneTerms> terms,
                                   const core::Clock& clock)
    : m_context(context)
    , m_terms(std::move(terms))
    , m_clock(clock)
    , m_number(m_terms->map.enter([this, &context, life = std::weak_ptr(m_life)] {
        boost::asio::post(context, [this, life] {
            if (life.lock())
                followMap();
        });
    }))
{
    followMap();
}

RedisClusterLane::~RedisClusterLane()
{
    m_terms->map.leave(m_number);
    m_life.reset();
    for (auto& [address, lane] : m_lanes)
        lane->close(UnavailableReason::Stopping);
    std::exchange(m_lanes, {}).clear();
    while (!m_refused.empty()) // who is answered may ask again
        deliverRefusals();
}

std::size_t RedisClusterLane::inFlight() const
{
    return std::accumulate(m_lanes.begin(), m_lanes.end(), m_refused.size(),
                           [](std::size_t sum, const auto& lane) { return sum + lane.second->inFlight(); });
}

void RedisClusterLane::followMap()
{
    m_map = m_terms->map.get();
    if (!m_map)
        return;
    RedisElsewhere* const elsewhere = this;
    for (const auto& [address, slots] : m_map->masters())
        if (!m_lanes.contains(address)) {
            auto target = m_terms->target.at(address);
            target.mustBeMaster = true;
            m_lanes.emplace(address, std::make_unique<RedisLane>(m_context, m_terms, m_clock, target, elsewhere));
        }
    std::vector<std::unique_ptr<RedisLane>> gone; // out of the map first: who is answered may ask again
    for (auto lane = m_lanes.begin(); lane != m_lanes.end();) {
        if (m_map->masters().contains(lane->first)) {
            ++lane;
            continue;
        }
        gone.push_back(std::move(lane->second));
        lane = m_lanes.erase(lane);
    }
    for (auto& lane : gone)
        lane->close(UnavailableReason::StoreDown);
}

RedisLane* RedisClusterLane::laneOf(const issuing::InstanceId& instance)
{
    if (!m_map)
        return nullptr;
    const auto lane = m_lanes.find(m_map->masterOf(redisHashSlot(instance.str()))); // the hash tag of all its keys
    return lane == m_lanes.end() ? nullptr : lane->second.get();
}

void RedisClusterLane::ask(const RedisAsked& asked)
{
    if (auto* const lane = laneOf(asked.attempt.instance))
        lane->ask(asked);
    else
        refuse(*asked.sink);
}

bool RedisClusterLane::askElsewhere(const RedisAsked& asked, const RedisRedirection& where)
{
    const auto lane = m_lanes.find(where.address);
    if (lane == m_lanes.end())
        return false;
    lane->second->ask(asked);
    return true;
}

void RedisClusterLane::refuse(AttemptSink& sink)
{
    m_refused.push_back(&sink);
    boost::asio::post(m_context, [this, life = std::weak_ptr(m_life)] {
        if (life.lock())
            deliverRefusals();
    });
}

void RedisClusterLane::deliverRefusals()
{
    for (auto* sink : std::exchange(m_refused, {}))
        sink->onReply(unavailable(UnavailableReason::StoreDown));
}

} // namespace firstcome::stock
