#pragma once

#include "backend/eventlog/event_log.h"

struct rd_kafka_s;
struct rd_kafka_topic_partition_list_s;

namespace firstcome::eventlog {

/// How far these partitions reach, as their brokers have them now; their offsets in the list are not looked at. Blocks
/// no longer than `patience`, which the watermark query of librdkafka 2.0 does where brokers go meanwhile. Unavailable
/// `log_down` where not every partition's end came.
core::Result<std::vector<LogEnd>> endsOf(rd_kafka_s* handle, const rd_kafka_topic_partition_list_s& partitions,
                                         std::chrono::milliseconds patience);

} // namespace firstcome::eventlog
