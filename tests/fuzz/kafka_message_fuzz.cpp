#include "backend/eventlog/kafka_message.h"

#include <cstdint>
#include <cstdlib>

using namespace firstcome::eventlog;

/// Anybody who may write to the topic may write anything: it is told unreadable, or read so that what is written of it
/// reads the same again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view payload(reinterpret_cast<const char*>(data), size);
    const auto part = payload.substr(0, payload.find('\n'));
    LogRecord record;
    decodeMessage(payload, {part, part, part}, record);
    if (!record.unreadable.empty())
        return 0;
    LogRecord again;
    decodeMessage(encodeMessage(record), {}, again);
    if (!again.unreadable.empty() || again.issue.publicId != record.issue.publicId ||
        again.issue.instance != record.issue.instance || again.issue.slot != record.issue.slot ||
        again.issue.acceptedAt != record.issue.acceptedAt || again.total != record.total ||
        again.couponId != record.couponId || again.shadow != record.shadow || again.trace != record.trace)
        std::abort();
    return 0;
}
