#pragma once

#include "backend/core/clock.h"
#include "backend/eventlog/outbox.h"

#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace firstcome::testing {

/// An outbox in memory that remembers what it was told. Any thread.
class MemoryOutbox final : public eventlog::Outbox
{
public:
    void add(const issuing::Instance& instance);
    std::vector<issuing::Issue> accept(const issuing::InstanceId& instance,
                                       const std::vector<std::string>& people);
    void correctTotal(const issuing::InstanceId& instance, std::uint32_t total);
    std::uint32_t confirmed(const issuing::InstanceId& instance) const;
    /// Another relay holds it from now on.
    void leaseToAnother(const issuing::InstanceId& instance);
    /// From now on calls fail as where the store is down.
    void setDown(bool down);
    /// From now on its entries cannot be read.
    void damage(const issuing::InstanceId& instance);
    /// While so, `confirm` does what it is asked and then fails.
    void loseAnswers(bool lose);

    core::Result<void> open() override { return {}; }
    void close() override {}
    core::Result<std::vector<eventlog::OutboxInstance>> claim() override;
    core::Result<std::vector<eventlog::LogRecord>> read(const issuing::InstanceId& instance,
                                                        std::uint32_t afterSlot, std::size_t limit) override;
    core::Result<void> confirm(const issuing::InstanceId& instance, std::uint32_t slot) override;

private:
    struct Kept
    {
        issuing::Instance instance;
        std::map<std::uint32_t, eventlog::LogRecord> waiting;
        std::uint32_t confirmed = 0;
        bool isAnothers = false;
        bool isDamaged = false;
    };

    mutable std::mutex m_mutex;
    std::map<issuing::InstanceId, Kept> m_kept;
    bool m_down = false, m_answersAreLost = false;
};

} // namespace firstcome::testing
