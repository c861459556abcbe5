#pragma once

#include "backend/eventlog/event_log.h"
#include "backend/eventlog/kafka_target.h"

#include <mutex>
#include <set>
#include <utility>

struct rd_kafka_topic_partition_list_s;
struct rd_kafka_message_s;

namespace firstcome::eventlog {

/// The event log in Kafka: two topics (real, shadow) that instances share, read by a group whose members each
/// own some partitions. What a member owns changes when others come and go; then `poll` fails with
/// VersionConflict `log_reassigned`, and the reader opens again with the positions of the ledger's newest
/// transaction, so that no offset of Kafka's own is ever relied on. `committed` is for monitoring.
///
/// Needs librdkafka 2.0: eager `range` assignment with static membership, since its sticky assignors have
/// ownership bugs below 2.3. Threads as EventLog says.
class KafkaEventLog final : public EventLog
{
public:
    explicit KafkaEventLog(KafkaTarget target);
    /// Waits a few seconds for the brokers at most: membership is static, so nobody has to hear that it is over.
    ~KafkaEventLog() override;

    /// Joins the group at the first call, and waits a little for what it is given. `resumeAt` may name
    /// partitions of others.
    core::Result<void> open(const std::vector<LogPosition>& resumeAt) override;
    core::Result<std::vector<LogRecord>> poll(std::size_t limit, std::chrono::milliseconds wait) override;
    void committed(const std::vector<LogPosition>& positions) override;
    /// Ends of all partitions, not only of those owned, as the brokers have them now. Blocks.
    core::Result<std::vector<LogEnd>> ends() override;
    /// Reads no more; membership stays, so that a reader that opens again soon moves nothing.
    void close() override;

private:
    using Partition = std::pair<std::string, std::int32_t>;

    core::Result<void> join();
    void awaitAssignment();
    void leave();
    void assigned(rd_kafka_topic_partition_list_s* partitions);
    void revoked();
    void take(const rd_kafka_message_s& message, std::vector<LogRecord>& records);

    const KafkaTarget m_target;
    KafkaHandle m_consumer;
    std::set<Partition> m_owned;
    bool m_reassigned = false; ///< what is owned was not yet opened at the ledger's positions
    bool m_open = false;

    std::mutex m_endsMutex; ///< guards m_ends
    KafkaHandle m_ends;     ///< what asks for them
};

} // namespace firstcome::eventlog
