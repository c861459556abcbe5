#pragma once

#include "backend/stock/redis_lane.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace firstcome::stock {

/// One io thread's way into a Redis Cluster: a RedisLane for each master, and each attempt by the one that has the
/// instance. What a master says another one has (MOVED, ASK) goes on there, a few times at most; where nobody has it,
/// it is answered unavailable. A lane whose server is no master any more goes, and what is open there is answered
/// unavailable.
class RedisClusterLane final : public StockLane, private RedisElsewhere
{
public:
    RedisClusterLane(boost::asio::io_context& context, std::shared_ptr<RedisLaneTerms> terms, const core::Clock& clock);
    ~RedisClusterLane() override;

    void attempt(const Attempt& attempt, AttemptSink& sink) override { ask({attempt, &sink, false}); }
    void find(const Attempt& attempt, AttemptSink& sink) override { ask({attempt, &sink, true}); }
    std::size_t inFlight() const override;

private:
    bool askElsewhere(const RedisAsked& asked, const RedisRedirection& where) override;
    void ask(const RedisAsked& asked);
    RedisLane* laneOf(const issuing::InstanceId& instance);
    void followMap();
    void refuse(AttemptSink& sink);
    void deliverRefusals();

    boost::asio::io_context& m_context;
    const std::shared_ptr<RedisLaneTerms> m_terms;
    const core::Clock& m_clock;
    std::shared_ptr<int> m_life = std::make_shared<int>(0);
    const int m_number; ///< at the map
    std::shared_ptr<const RedisSlotMap> m_map;
    std::map<std::string, std::unique_ptr<RedisLane>> m_lanes; ///< host:port → lane
    std::vector<AttemptSink*> m_refused;
};

} // namespace firstcome::stock
