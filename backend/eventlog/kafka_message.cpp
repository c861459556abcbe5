#include "backend/eventlog/kafka_message.h"

#include "backend/core/parsed_number.h"
#include "backend/core/rfc3339.h"

#include <boost/json.hpp>

#include <array>

namespace firstcome::eventlog {

namespace json = boost::json;

namespace {

constexpr std::size_t kLongestPayload = 64 * 1024;

/// Memory for one message's values, on the stack for all but an odd one.
class MessageMemory
{
public:
    json::storage_ptr storage() { return &m_resource; }

private:
    std::array<unsigned char, 2'048> m_buffer;
    json::monotonic_resource m_resource{m_buffer.data(), m_buffer.size()};
};

std::string_view textOf(const json::object& object, std::string_view name)
{
    const auto* value = object.if_contains(name);
    return value && value->is_string() ? std::string_view(value->get_string()) : std::string_view();
}

std::optional<std::uint32_t> numberOf(const json::object& object, std::string_view name)
{
    const auto* value = object.if_contains(name);
    if (!value)
        return std::nullopt;
    boost::system::error_code error;
    const auto number = value->to_number<std::uint32_t>(error);
    return error ? std::nullopt : std::optional(number);
}

void takeHeaders(const MessageHeaders& headers, LogRecord& record)
{
    record.issue.instance = issuing::InstanceId::parse(headers.instance).value_or(issuing::InstanceId());
    record.issue.publicId = issuing::PublicId::parse(headers.publicId).value_or(issuing::PublicId());
    record.issue.slot = core::numberIn<std::uint32_t>(headers.slot).value_or(0);
}

/// Empty where the whole payload was read.
std::string take(const json::object& object, LogRecord& record)
{
    const auto version = numberOf(object, "v");
    if (!version || *version < 1 || *version > kMessageVersion)
        return "not a version that is known here";
    const auto instance = issuing::InstanceId::parse(textOf(object, "instance"));
    const auto publicId = issuing::PublicId::parse(textOf(object, "publicId"));
    const auto couponId = issuing::CouponId::parse(textOf(object, "couponId"));
    const auto slot = numberOf(object, "slot");
    const auto total = numberOf(object, "total");
    const auto acceptedAt = core::fromRfc3339(textOf(object, "acceptedAt"));
    if (!instance || !publicId || !couponId || !slot || !total || !acceptedAt)
        return "a field is missing or not what it should be";
    record.issue.instance = *instance;
    record.issue.publicId = *publicId;
    record.issue.slot = *slot;
    record.issue.acceptedAt = *acceptedAt;
    record.couponId = *couponId;
    record.total = *total;
    record.trace = core::TraceParent::parse(textOf(object, "traceparent")).value_or(core::TraceParent());
    const auto* shadow = object.if_contains("shadow");
    record.shadow = shadow && shadow->is_bool() && shadow->get_bool();
    return {};
}

} // namespace

std::string encodeMessage(const LogRecord& record)
{
    MessageMemory memory;
    json::object object({{"v", kMessageVersion},
                         {"couponId", record.couponId.view()},
                         {"instance", record.issue.instance.str()},
                         {"publicId", record.issue.publicId.view()},
                         {"slot", record.issue.slot},
                         {"total", record.total},
                         {"acceptedAt", core::toRfc3339(record.issue.acceptedAt)},
                         {"shadow", record.shadow}},
                        memory.storage());
    if (!record.trace.empty())
        object["traceparent"] = record.trace.view();
    return json::serialize(object);
}

void decodeMessage(std::string_view payload, const MessageHeaders& headers, LogRecord& record)
{
    takeHeaders(headers, record);
    if (payload.size() > kLongestPayload) {
        record.unreadable = "too long";
        return;
    }
    boost::system::error_code error;
    MessageMemory memory;
    const json::value value = json::parse(payload, error, memory.storage());
    record.unreadable = error               ? error.message()
                        : value.is_object() ? take(value.get_object(), record)
                                            : "no object";
}

} // namespace firstcome::eventlog
