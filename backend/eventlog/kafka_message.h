#pragma once

#include "backend/eventlog/event_log.h"

#include <string>
#include <string_view>

namespace firstcome::eventlog {

/// The version that a payload carries; readers refuse a greater one.
inline constexpr int kMessageVersion = 1;

/// What stands in a message's headers too, so that a record whose payload cannot be read still counts.
struct MessageHeaders
{
    std::string_view instance, slot, publicId; ///< empty: not there
};

/// The payload of one accepted issue: JSON with `v`, `couponId`, `instance`, `publicId`, `slot`, `total`,
/// `acceptedAt` (RFC 3339, microseconds), `shadow`, and `traceparent` where there is one.
std::string encodeMessage(const LogRecord& record);

/// Fills `record` but for its place. What cannot be read is said in `record.unreadable`, and the headers then
/// say whose it is; without them it stays unidentified.
void decodeMessage(std::string_view payload, const MessageHeaders& headers, LogRecord& record);

} // namespace firstcome::eventlog
