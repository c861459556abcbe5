#pragma once

#include "backend/core/result.h"
#include "backend/eventlog/event_log.h"
#include "backend/eventlog/kafka_target.h"

#include <span>

namespace firstcome::eventlog {

/// Writes `records` to Kafka and returns once the brokers have confirmed them all: for issues that the ledger
/// lacks and no outbox holds any more. What is there already comes twice, which does no harm. Blocks; any
/// thread that may. Unavailable `log_down` where not all were confirmed.
core::Result<void> republish(const KafkaTarget& target, std::span<const LogRecord> records);

} // namespace firstcome::eventlog
