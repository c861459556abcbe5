#pragma once

#include "backend/stock/redis_recovery.h"
#include "backend/stock/store_repair.h"

namespace firstcome::stock {

/// The rebuild of an instance on a Redis server. Its state is in the server, so that it goes on after a crash;
/// a server that loses it again is suspended again.
class RedisRepair final : public StoreRepair
{
public:
    RedisRepair(RedisControl& control, const RedisScripts& scripts, RedisFence& fence, RedisRecovery& recovery,
                AcceptJournal* journal);

    void expect(const issuing::InstanceId& instance, std::uint32_t atLeast) override;
    void abandon(const issuing::InstanceId& instance) override;
    std::vector<JournalEntry> shownAndLost() const override { return m_recovery.shownAndLost(); }
    void keep(std::span<const JournalEntry> named) override { m_recovery.keep(named); }
    bool isHeldAgainst(const issuing::InstanceId& instance) const override { return m_recovery.isHeldAgainst(instance); }
    core::Result<void> suspend(const issuing::Instance& known, std::uint32_t afterSlot) override;
    core::Result<std::uint32_t> highWater(const issuing::InstanceId& instance) override;
    core::Result<std::vector<JournalEntry>> journals(const issuing::InstanceId& instance) override;
    core::Result<std::vector<issuing::Issue>> survivors(const issuing::InstanceId& instance) override;
    core::Result<issuing::Instance> restore(const issuing::Instance& instance,
                                            std::span<const issuing::Issue> winners) override;

private:
    core::Result<void> awaitAgreed(const issuing::InstanceId& instance) const;
    core::Result<std::set<std::string>> awaitHandedOver(const issuing::InstanceId& instance);
    core::Result<void> readJournal(const issuing::InstanceId& instance, const std::string& node,
                                   std::vector<JournalEntry>& entries);
    core::Result<void> writeWinners(const RedisKeys& keys, std::span<const issuing::Issue> winners);

    RedisControl& m_control;
    const RedisScripts& m_scripts;
    RedisFence& m_fence;
    RedisRecovery& m_recovery;
    AcceptJournal* const m_journal; ///< null: none is kept
};

} // namespace firstcome::stock
