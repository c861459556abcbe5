#pragma once

#include "backend/eventlog/kafka_target.h"
#include "backend/eventlog/lag_source.h"

namespace firstcome::eventlog {

/// Asks Kafka for the offsets and the members of groups and for the ends of our two topics, through a handle
/// that joins no group and makes no topic. One thread. A failed look lets go of the handle; the next makes
/// another.
class KafkaLag final : public LagSource
{
public:
    static constexpr std::chrono::milliseconds kPatience{2000}; ///< of each question

    explicit KafkaLag(KafkaTarget target);
    core::Result<LagSample> look(const std::vector<std::string>& groups) override;

private:
    core::Result<void> connect();
    core::Result<LagSample> ask(const std::vector<std::string>& groups);

    const KafkaTarget m_target;
    KafkaHandle m_handle;
};

} // namespace firstcome::eventlog
