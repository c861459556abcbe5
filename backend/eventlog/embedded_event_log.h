#pragma once

#include "backend/eventlog/event_log.h"
#include "backend/stock/issue_reader.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

namespace firstcome::eventlog {

/// The embedded store's own table of issues, read as a log: topic `issues`, one partition for each instance
/// (its number, never used again), offset = slot. There is no second copy and no relay: what the store has
/// committed is in the log. Owned by the consumer, whose thread calls all but `ends`. While the store
/// recovers, calls fail with Unavailable `log_down` and succeed again afterwards; nothing undurable is ever
/// delivered.
class EmbeddedEventLog final : public EventLog
{
public:
    static constexpr const char* kTopic = "issues";
    /// Told through which slot of an instance the reader's own transaction is durable. Called on the
    /// reader's thread.
    using OnCommitted = std::function<void(const issuing::InstanceId&, std::uint32_t throughSlot)>;

    /// `file`, `vfs` and `feed` are the store's. `onCommitted` may be empty; usually it is the store's
    /// `confirmThrough`, told at `open` too, since the store forgets it when it stops.
    EmbeddedEventLog(std::filesystem::path file, std::string vfs, std::shared_ptr<stock::CommitFeed> feed,
                     OnCommitted onCommitted);

    core::Result<void> open(const std::vector<LogPosition>& resumeAt) override;
    core::Result<std::vector<LogRecord>> poll(std::size_t limit, std::chrono::milliseconds wait) override;
    void committed(const std::vector<LogPosition>& positions) override;
    core::Result<std::vector<LogEnd>> ends() override;
    void close() override;

private:
    core::Result<std::vector<LogRecord>> readOnce(std::size_t limit);
    void learn(const std::vector<stock::StoredInstance>& instances);
    void tellCommitted();

    const std::shared_ptr<stock::CommitFeed> m_feed;
    const OnCommitted m_onCommitted;
    stock::IssueReader m_reader;
    std::map<std::int32_t, std::int64_t> m_next;         ///< by partition
    std::map<std::int32_t, issuing::InstanceId> m_known; ///< by partition
    std::map<std::int32_t, std::int64_t> m_untold;       ///< committed positions of partitions not yet known
    std::int32_t m_turn = 0;                             ///< the partition after which the next poll begins

    std::mutex m_endsMutex;
    stock::IssueReader m_endsReader; ///< guarded by m_endsMutex
};

} // namespace firstcome::eventlog
