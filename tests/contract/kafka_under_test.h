#pragma once

#include "backend/eventlog/kafka_event_log.h"
#include "backend/eventlog/outbox_relay.h"
#include "tests/contract/event_log_contract.h"
#include "tests/support/memory_outbox.h"

namespace firstcome::testing {

/// The Kafka log behind a relay that carries from an outbox in memory.
class KafkaUnderTest final : public LogUnderTest
{
public:
    /// Readers follow one another as one member of the group, or, where brokers know no such members, each in a group
    /// of its own.
    enum class Readers { OneMember, OwnGroups };

    explicit KafkaUnderTest(eventlog::KafkaTarget target, Readers readers = Readers::OneMember)
        : m_readers(readers)
        , m_target(std::move(target))
        , m_relay(m_outbox, m_target, m_clock)
    {
        m_relay.start();
    }
    issuing::Instance openInstance(std::string_view couponId, std::uint32_t total, bool shadow) override
    {
        issuing::Instance instance;
        instance.id = issuing::InstanceId::random();
        instance.couponId = *issuing::CouponId::parse(couponId);
        instance.total = total;
        instance.shadow = shadow;
        m_outbox.add(instance);
        return instance;
    }
    std::vector<issuing::Issue> accept(const issuing::Instance& instance,
                                       const std::vector<std::string>& people) override
    {
        const auto issues = m_outbox.accept(instance.id, people);
        for (int i = 0; i < 6'000 && m_outbox.confirmed(instance.id) < issues.back().slot; ++i)
            std::this_thread::sleep_for(10ms);
        EXPECT_EQ(m_outbox.confirmed(instance.id), issues.back().slot) << m_relay.status()->detail;
        return issues;
    }
    void correctTotal(const issuing::Instance& instance, std::uint32_t total) override
    {
        m_outbox.correctTotal(instance.id, total);
    }
    std::unique_ptr<eventlog::EventLog> reader() override
    {
        auto target = m_target;
        if (m_readers == Readers::OwnGroups)
            target.group += "-" + std::to_string(++m_groups);
        return std::make_unique<eventlog::KafkaEventLog>(target);
    }
    const eventlog::KafkaTarget& target() const { return m_target; }

private:
    const Readers m_readers;
    int m_groups = 0;
    const core::SystemClock m_clock;
    MemoryOutbox m_outbox;
    eventlog::KafkaTarget m_target;
    eventlog::OutboxRelay m_relay;
};

inline issuing::Instance instanceOf(std::uint32_t total)
{
    issuing::Instance instance;
    instance.id = issuing::InstanceId::random();
    instance.couponId = *issuing::CouponId::parse("C");
    instance.total = total;
    return instance;
}

} // namespace firstcome::testing
