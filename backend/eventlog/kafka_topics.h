#pragma once

#include "backend/eventlog/kafka_target.h"

#include <vector>

namespace firstcome::eventlog {

/// Makes sure that both topics are there and such that nothing is lost: as many partitions, replication of
/// min(3, brokers), `min.insync.replicas` 2 from 3 replicas on, unclean election off, unlimited retention.
/// Blocks. Unavailable `log_down`, `log_refuses_us`, `log_not_trusted`; WrongState `topic_differs` with what is otherwise in a topic that was
/// there before.
core::Result<void> ensureTopics(const KafkaTarget& target);

struct KafkaAdministrator;

/// Compares, again and again, the topics as they are now with how they must be. Changes nothing. One thread.
class KafkaTopicCheck
{
public:
    explicit KafkaTopicCheck(KafkaTarget target);
    ~KafkaTopicCheck();

    /// One text for each difference, such as `orders: min.insync.replicas=1`. Blocks, but for a few seconds at most.
    /// Unavailable `log_down`, `log_refuses_us`, `log_not_trusted`, `settings_refused`.
    core::Result<std::vector<std::string>> differences();

private:
    const KafkaTarget m_target;
    std::unique_ptr<KafkaAdministrator> m_administrator;
};

} // namespace firstcome::eventlog
