#include "tests/support/memory_event_log.h"

#include <algorithm>

namespace firstcome::testing {

using eventlog::LogPosition;
using eventlog::LogRecord;

void MemoryEventLog::append(const std::vector<LogRecord>& records)
{
    {
        const std::lock_guard lock(m_mutex);
        for (const LogRecord& record : records)
            m_records[{record.topic, record.partition}].push_back(record);
    }
    m_came.notify_all();
}

void MemoryEventLog::failPolls(int times, core::Error error)
{
    const std::lock_guard lock(m_mutex);
    m_failures = times;
    m_error = std::move(error);
}

std::vector<std::vector<LogPosition>> MemoryEventLog::openedAt() const
{
    const std::lock_guard lock(m_mutex);
    return m_openedAt;
}

std::vector<LogPosition> MemoryEventLog::acknowledged() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<LogPosition> positions;
    for (const auto& [partition, next] : m_acknowledged)
        positions.push_back({partition.first, partition.second, next});
    return positions;
}

core::Result<void> MemoryEventLog::open(const std::vector<LogPosition>& resumeAt)
{
    const std::lock_guard lock(m_mutex);
    m_openedAt.push_back(resumeAt);
    m_next.clear();
    for (const LogPosition& position : resumeAt)
        m_next[{position.topic, position.partition}] = position.nextOffset;
    m_open = true;
    return {};
}

bool MemoryEventLog::hasMore() const
{
    return std::ranges::any_of(m_records, [&](const auto& entry) {
        const auto next = m_next.find(entry.first);
        return entry.second.back().offset >= (next == m_next.end() ? 0 : next->second);
    });
}

core::Result<std::vector<LogRecord>> MemoryEventLog::poll(std::size_t limit, std::chrono::milliseconds wait)
{
    std::unique_lock lock(m_mutex);
    if (!m_open)
        return core::fail(core::ErrorKind::WrongState, "log_closed");
    if (m_failures > 0) {
        --m_failures;
        return tl::unexpected<core::Error>(m_error);
    }
    m_came.wait_for(lock, wait, [this] { return hasMore(); });
    std::vector<LogRecord> records;
    for (const auto& [partition, stored] : m_records) {
        std::int64_t& next = m_next[partition];
        auto from = std::ranges::lower_bound(stored, next, {}, &LogRecord::offset);
        for (; from != stored.end() && records.size() < limit; ++from) {
            records.push_back(*from);
            next = from->offset + 1;
        }
    }
    return records;
}

void MemoryEventLog::committed(const std::vector<LogPosition>& positions)
{
    const std::lock_guard lock(m_mutex);
    for (const LogPosition& position : positions)
        m_acknowledged[{position.topic, position.partition}] = position.nextOffset;
}

core::Result<std::vector<eventlog::LogEnd>> MemoryEventLog::ends()
{
    const std::lock_guard lock(m_mutex);
    std::vector<eventlog::LogEnd> ends;
    for (const auto& [partition, stored] : m_records)
        ends.push_back({partition.first, partition.second, stored.back().offset + 1});
    return ends;
}

void MemoryEventLog::close()
{
    const std::lock_guard lock(m_mutex);
    m_open = false;
}

} // namespace firstcome::testing
