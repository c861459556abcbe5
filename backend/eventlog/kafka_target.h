#pragma once

#include "backend/core/result.h"

#include <chrono>
#include <map>
#include <memory>
#include <string>

struct rd_kafka_s;
struct rd_kafka_conf_s;

namespace firstcome::eventlog {

/// Which Kafka cluster, and who we are to it. A value.
struct KafkaTarget
{
    std::string brokers = "127.0.0.1:9092"; ///< host:port, with commas between
    std::string topic = "coupon-issue-requested";
    std::string shadowTopic = "coupon-issue-requested.rehearsal";
    std::string group = "firstcome-ledger";
    std::string member = "firstcome-1"; ///< of the group, the same after a restart
    int partitions = 10;
    std::chrono::milliseconds patience{5000}; ///< for metadata and administration
    /// Passed on to librdkafka as they are, for instance `security.protocol` and `sasl.password`. What the
    /// promise rests on (acks, idempotence, offsets, …) is set after them and cannot be changed.
    std::map<std::string, std::string> properties;
};

inline tl::unexpected<core::Error> logDown(const std::string& detail)
{
    return core::fail(core::ErrorKind::Unavailable, "log_down", detail);
}

/// What one of librdkafka's error numbers means: Unavailable `log_refuses_us` (user, password or rights),
/// `log_not_trusted` (no secure connection: a certificate), or else `log_down`.
core::Error logFault(int number, std::string detail);

/// Waits a little for a handle's end. One that still waits for brokers that are gone is left to end by itself.
struct KafkaDestroyer
{
    void operator()(rd_kafka_s* handle) const;
};
/// A producer or consumer of librdkafka's.
using KafkaHandle = std::unique_ptr<rd_kafka_s, KafkaDestroyer>;

/// Makes a configuration from the target's properties and then `ours`, which win. InvalidArgument
/// `kafka_setting` names the property that librdkafka refuses. The caller owns the result until it is handed
/// to rd_kafka_new.
core::Result<rd_kafka_conf_s*> kafkaConfiguration(const KafkaTarget& target,
                                                  const std::map<std::string, std::string>& ours);

} // namespace firstcome::eventlog
