#pragma once

#include "backend/eventlog/outbox.h"
#include "backend/stock/redis_control.h"
#include "backend/stock/redis_instance.h"

#include <map>
#include <string>

namespace firstcome::stock {

/// The outbox of a Redis store: each instance's stream, on a connection of the relay's own.
class RedisOutbox final : public eventlog::Outbox
{
public:
    /// `holder` names this relay in its leases; another one for each process. `onCarried` is told of each slot
    /// before it is carried to the log: from then on no server without it may answer.
    RedisOutbox(RedisTarget target, std::string holder,
                std::function<void(const issuing::InstanceId&, std::uint32_t)> onCarried = {});

    core::Result<void> open() override;
    void close() override;
    core::Result<std::vector<eventlog::OutboxInstance>> claim() override;
    core::Result<std::vector<eventlog::LogRecord>> read(const issuing::InstanceId& instance,
                                                        std::uint32_t afterSlot, std::size_t limit) override;
    core::Result<void> confirm(const issuing::InstanceId& instance, std::uint32_t slot) override;

private:
    /// What every record of an instance has in common.
    struct Facts
    {
        issuing::CouponId couponId;
        bool shadow = false;
    };
    core::Result<Facts> factsOf(const issuing::InstanceId& instance);

    const std::string m_holder;
    const std::function<void(const issuing::InstanceId&, std::uint32_t)> m_onCarried;
    const RedisScripts m_scripts;
    RedisControl m_control;
    std::vector<issuing::InstanceId> m_listed; ///< as the list was read last
    std::map<issuing::InstanceId, Facts> m_facts;
};

} // namespace firstcome::stock
