#pragma once

#include "backend/eventlog/event_log.h"
#include "backend/eventlog/kafka_target.h"

#include <functional>
#include <string>

struct rd_kafka_message_s;

namespace firstcome::eventlog {

/// Writes issues to Kafka: idempotent, acks=all, keyed by person. One thread. A delivery that failed for
/// good, or a fatal error, spoils the producer: `failure()` says why, and the owner makes another and sends
/// again whatever was not confirmed (a producer's idempotence ends with its session, so some of it may then
/// be there twice).
class KafkaProducer
{
public:
    /// Told, from within `serve`, of each issue that is in the log.
    using OnConfirmed = std::function<void(const issuing::InstanceId&, std::uint32_t slot)>;

    KafkaProducer(KafkaTarget target, OnConfirmed onConfirmed);
    ~KafkaProducer();
    KafkaProducer(const KafkaProducer&) = delete;
    KafkaProducer& operator=(const KafkaProducer&) = delete;

    core::Result<void> open();
    /// False: the queue is full; serve and try again.
    bool send(const LogRecord& record);
    /// Hands out confirmations, waiting at most `wait` for the first.
    void serve(std::chrono::milliseconds wait);
    std::size_t inFlight() const { return m_inFlight; }
    const std::string& failure() const { return m_failure; }

private:
    void delivered(const rd_kafka_message_s& message);

    const KafkaTarget m_target;
    const OnConfirmed m_onConfirmed;
    KafkaHandle m_handle;
    std::size_t m_inFlight = 0;
    std::string m_failure;
};

} // namespace firstcome::eventlog
