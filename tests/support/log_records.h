#pragma once

#include "backend/eventlog/event_log.h"

#include <string>
#include <vector>

namespace firstcome::testing {

/// Makes records of one instance the way a log would carry them: offsets count up.
class RecordMaker
{
public:
    explicit RecordMaker(std::uint32_t total, bool shadow = false, std::string topic = "issues")
        : m_total(total)
        , m_shadow(shadow)
        , m_topic(std::move(topic))
    {
    }
    const issuing::InstanceId& instance() const { return m_instance; }

    eventlog::LogRecord record(std::uint32_t slot, const std::string& person)
    {
        eventlog::LogRecord made;
        made.topic = m_topic;
        made.offset = m_nextOffset++;
        made.issue = {m_instance, issuing::PublicId::parse(person).value_or(issuing::PublicId()), slot,
                      core::WallTime(std::chrono::microseconds(1'800'000'000'000'000 + slot))};
        made.couponId = *issuing::CouponId::parse("XMAS");
        made.total = m_total;
        made.shadow = m_shadow;
        return made;
    }
    /// Slots from..to for the people p-from..p-to.
    std::vector<eventlog::LogRecord> range(std::uint32_t from, std::uint32_t to)
    {
        std::vector<eventlog::LogRecord> made;
        for (std::uint32_t slot = from; slot <= to; ++slot)
            made.push_back(record(slot, "p-" + std::to_string(slot)));
        return made;
    }

private:
    issuing::InstanceId m_instance = issuing::InstanceId::random();
    std::uint32_t m_total;
    bool m_shadow;
    std::string m_topic;
    std::int64_t m_nextOffset = 0;
};

} // namespace firstcome::testing
