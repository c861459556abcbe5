#pragma once

#include "backend/eventlog/kafka_target.h"
#include "backend/eventlog/lag_source.h"

#include <map>
#include <string>

namespace firstcome::eventlog {

/// Asks Kafka for the offsets and the members of groups and for the ends of our two topics, through handles
/// that join no group and make no topic. One thread. A failed look lets go of the handles; the next makes
/// others.
///
/// The administrative requests about groups are not used: those of librdkafka 2.0 abort the process where one
/// of them is late and its group's coordinator changes meanwhile.
class KafkaLag final : public LagSource
{
public:
    static constexpr std::chrono::milliseconds kPatience{2000}; ///< of each question

    explicit KafkaLag(KafkaTarget target);
    core::Result<LagSample> look(const std::vector<std::string>& groups) override;

private:
    core::Result<rd_kafka_s*> handleOf(const std::string& group);
    core::Result<LagSample> ask(const std::vector<std::string>& groups);

    const KafkaTarget m_target;
    std::map<std::string, KafkaHandle> m_handles; ///< by group: one asks for its own offsets alone
};

} // namespace firstcome::eventlog
