#pragma once

#include "backend/core/clock.h"
#include "backend/stock/redis_control.h"
#include "backend/stock/redis_instance.h"
#include "backend/stock/redis_lane.h"
#include "backend/stock/redis_recovery.h"
#include "backend/stock/redis_repair.h"
#include "backend/stock/stock_store.h"

#include <map>
#include <memory>
#include <mutex>
#include <set>

namespace firstcome::stock {

struct RedisStoreOptions
{
    RedisTarget target;
    std::uint64_t outboxLimit = 5'000'000;
    std::size_t laneCapacity = 16'384;
    RedisWait wait;
    std::string clock{RedisScripts::kServerClock}; ///< see RedisScripts
    std::optional<AcceptJournal::Options> journal; ///< absent: none is kept
    std::string durability = "always";             ///< as core::RedisConfig says; it is held against the server
    RedisNodeTerms node;
    std::function<void(RedisScripts&)> changeScripts; ///< a test puts a broken one in its place
};

/// The stock store on a Redis server, or on a Redis Cluster, which has each instance on one of its masters: each step
/// is one script, on the server's clock. Acts are decided here,
/// by issuing::applyAct, on what the server shows, and written only where the version is still the one shown.
/// How durable an accept is, is the server's own setting (AOF) and the journal's. A server that was started anew
/// is met by RedisRecovery, and what it lost is given back through `repair()`. Threads as StockStore says; lanes
/// go first.
class RedisStockStore final : public StockStore
{
public:
    RedisStockStore(RedisStoreOptions options, const core::Clock& clock);
    ~RedisStockStore() override;

    core::Result<void> start() override;
    void stop() override;
    std::unique_ptr<StockLane> openLane(boost::asio::io_context& context) override;

    core::Result<issuing::Instance> create(const issuing::Instance& instance) override;
    core::Result<void> addAudience(const issuing::InstanceId& instance,
                                   std::span<const issuing::PublicId> people) override;
    core::Result<std::uint64_t> audienceSize(const issuing::InstanceId& instance) override;
    core::Result<issuing::Instance> act(const issuing::InstanceId& instance, issuing::Act act,
                                        std::uint64_t expectedVersion) override;
    core::Result<issuing::Instance> correctTotal(const issuing::InstanceId& instance, std::uint32_t total,
                                                 std::uint64_t expectedVersion) override;
    core::Result<issuing::Instance> poke(const issuing::InstanceId& instance) override;
    core::Result<std::vector<issuing::Issue>> readIssues(const issuing::InstanceId& instance,
                                                         std::uint32_t afterSlot, std::size_t limit) override;
    core::Result<void> forget(const issuing::InstanceId& instance) override;
    void confirmThrough(const issuing::InstanceId& instance, std::uint32_t slot) override;
    core::Result<std::chrono::microseconds> probe() override;
    core::Result<std::vector<issuing::StoreServer>> servers() override;
    StoreRepair* repair() override { return &m_repair; }
    StoreStatus status() const override;
    /// A relay is about to carry this slot to the log: whoever answers later must have it too. Any thread.
    void carried(const issuing::InstanceId& instance, std::uint32_t slot);

private:
    /// The winners of one instance in slot order, as the hash showed them when reading began.
    struct Copy
    {
        issuing::InstanceId instance;
        std::vector<issuing::Issue> issues;
    };

    core::Result<RedisInstance> look(const issuing::InstanceId& instance);
    core::Result<issuing::Instance> save(const issuing::Instance& changed, std::uint64_t expectedVersion);
    core::Result<void> entomb(const issuing::InstanceId& instance, const char* how, std::uint64_t version);
    core::Result<std::uint64_t> epoch();
    core::Result<void> refresh();

    std::vector<RedisServerMet> serversMet() const;
    void trimJournal();

    // Control thread.
    struct Look;
    void setServers(const std::vector<RedisServerMet>& servers);
    void lookAround();
    void lookAt(const std::shared_ptr<Look>& look);
    void take(const issuing::InstanceId& id, Look& look, const RedisValue* reply);
    void finish(const Look& look);
    void askDurability();
    void problem(const core::Error& error);

    void learnClock(core::WallTime serverNow); ///< under m_mutex
    void show(const RedisInstance& shown);
    void hide(const issuing::InstanceId& instance);

    const RedisStoreOptions m_options;
    const core::Clock& m_clock;
    const std::shared_ptr<RedisLaneTerms> m_terms;
    std::unique_ptr<AcceptJournal> m_journal;
    RedisControl m_control;
    RedisRecovery m_recovery;
    RedisRepair m_repair;
    std::set<issuing::InstanceId> m_onlyInJournal; ///< found at start, not yet seen; the probing thread's
    std::set<issuing::InstanceId> m_listed; ///< as the newest look that could read it saw it; control thread
    mutable std::mutex m_mutex; ///< guards the four below
    StoreStatus m_status;
    std::vector<RedisServerMet> m_servers;
    bool m_someAnswer = false;       ///< of several servers, in the newest look
    std::set<issuing::InstanceId> m_heardOf; ///< in the newest look
    std::mutex m_copyMutex; ///< guards m_copy
    Copy m_copy;
};

} // namespace firstcome::stock
