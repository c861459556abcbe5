#pragma once

#include "backend/eventlog/event_log.h"

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>

namespace firstcome::testing {

/// An event log held in memory that a test fills and makes fail. Any thread.
class MemoryEventLog final : public eventlog::EventLog
{
public:
    void append(const std::vector<eventlog::LogRecord>& records);
    /// The next `times` polls fail with this.
    void failPolls(int times, core::Error error);

    std::vector<std::vector<eventlog::LogPosition>> openedAt() const; ///< what each open was told
    std::vector<eventlog::LogPosition> acknowledged() const;          ///< the newest of each partition

    core::Result<void> open(const std::vector<eventlog::LogPosition>& resumeAt) override;
    core::Result<std::vector<eventlog::LogRecord>> poll(std::size_t limit,
                                                        std::chrono::milliseconds wait) override;
    void committed(const std::vector<eventlog::LogPosition>& positions) override;
    core::Result<std::vector<eventlog::LogEnd>> ends() override;
    void close() override;

private:
    using Partition = std::pair<std::string, std::int32_t>;
    bool hasMore() const;

    mutable std::mutex m_mutex;
    std::condition_variable m_came;
    std::map<Partition, std::deque<eventlog::LogRecord>> m_records;
    std::map<Partition, std::int64_t> m_next;
    std::map<Partition, std::int64_t> m_acknowledged;
    std::vector<std::vector<eventlog::LogPosition>> m_openedAt;
    int m_failures = 0;
    core::Error m_error;
    bool m_open = false;
};

} // namespace firstcome::testing
