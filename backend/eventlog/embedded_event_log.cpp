#include "backend/eventlog/embedded_event_log.h"

#include <algorithm>

namespace firstcome::eventlog {

using stock::StoredInstance;

namespace {

constexpr std::int64_t kFirstOffset = 1; ///< offsets are slots

tl::unexpected<core::Error> down(const core::Error& error)
{
    return core::fail(core::ErrorKind::Unavailable, "log_down", error.detail);
}

LogRecord recordOf(const StoredInstance& stored, issuing::Issue issue)
{
    LogRecord record;
    record.topic = EmbeddedEventLog::kTopic;
    record.partition = static_cast<std::int32_t>(stored.number);
    record.offset = issue.slot;
    record.issue = std::move(issue);
    record.couponId = stored.instance.couponId;
    record.total = stored.instance.total;
    record.shadow = stored.instance.shadow;
    return record;
}

} // namespace

EmbeddedEventLog::EmbeddedEventLog(std::filesystem::path file, std::string vfs,
                                   std::shared_ptr<stock::CommitFeed> feed, OnCommitted onCommitted)
    : m_feed(feed)
    , m_onCommitted(std::move(onCommitted))
    , m_reader(file, vfs, feed)
    , m_endsReader(file, vfs, feed)
{
}

core::Result<void> EmbeddedEventLog::open(const std::vector<LogPosition>& resumeAt)
{
    m_next.clear();
    m_untold.clear();
    for (const auto& position : resumeAt)
        if (position.topic == kTopic)
            m_next[position.partition] = position.nextOffset;
    m_untold = m_next;
    return {};
}

core::Result<std::vector<LogRecord>> EmbeddedEventLog::poll(std::size_t limit, std::chrono::milliseconds wait)
{
    const auto until = std::chrono::steady_clock::now() + wait;
    for (;;) {
        const auto news = m_feed->news(); // what comes while reading ends the wait below at once
        auto records = readOnce(limit);
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        const bool nothing = !records || records->empty();
        if (!nothing || left.count() <= 0)
            return records;
        m_feed->waitForNews(news, left);
    }
}

core::Result<std::vector<LogRecord>> EmbeddedEventLog::readOnce(std::size_t limit)
{
    std::vector<LogRecord> records;
    std::vector<StoredInstance> instances;
    auto done = m_reader.consistently([&]() -> core::Result<void> {
        auto read = m_reader.instances();
        if (!read)
            return tl::unexpected(read.error());
        instances = std::move(*read);
        // Instances take turns, so that a big one does not keep the others waiting.
        std::ranges::stable_partition(
            instances, [&](const auto& s) { return static_cast<std::int32_t>(s.number) > m_turn; });
        for (const auto& stored : instances) {
            if (records.size() >= limit)
                break;
            const auto next = m_next.find(static_cast<std::int32_t>(stored.number));
            const auto after =
                static_cast<std::uint32_t>((next == m_next.end() ? kFirstOffset : next->second) - 1);
            auto issues = m_reader.issues(stored, after, limit - records.size());
            if (!issues)
                return tl::unexpected(issues.error());
            for (auto& issue : *issues)
                records.push_back(recordOf(stored, std::move(issue)));
        }
        return {};
    });
    if (!done)
        return down(done.error());
    learn(instances);
    for (const auto& record : records)
        m_next[record.partition] = record.offset + 1;
    if (!records.empty())
        m_turn = records.back().partition;
    return records;
}

void EmbeddedEventLog::learn(const std::vector<StoredInstance>& instances)
{
    m_known.clear();
    for (const auto& stored : instances)
        m_known[static_cast<std::int32_t>(stored.number)] = stored.instance.id;
    tellCommitted();
}

void EmbeddedEventLog::committed(const std::vector<LogPosition>& positions)
{
    for (const auto& position : positions)
        if (position.topic == kTopic)
            m_untold[position.partition] = position.nextOffset;
    tellCommitted();
}

void EmbeddedEventLog::tellCommitted()
{
    if (m_known.empty())
        return;
    for (const auto& [partition, nextOffset] : m_untold) {
        const auto known = m_known.find(partition);
        if (known != m_known.end() && m_onCommitted && nextOffset > kFirstOffset)
            m_onCommitted(known->second, static_cast<std::uint32_t>(nextOffset - 1));
    }
    m_untold.clear(); // partitions that nobody knows now are of forgotten instances
}

core::Result<std::vector<LogEnd>> EmbeddedEventLog::ends()
{
    const std::lock_guard lock(m_endsMutex);
    std::vector<LogEnd> ends;
    auto done = m_endsReader.consistently([&]() -> core::Result<void> {
        const auto instances = m_endsReader.instances();
        if (!instances)
            return tl::unexpected(instances.error());
        for (const auto& stored : *instances) {
            const auto highest = m_endsReader.highestSlot(stored);
            if (!highest)
                return tl::unexpected(highest.error());
            ends.push_back({kTopic, static_cast<std::int32_t>(stored.number), std::int64_t(*highest) + 1, stored.instance.id});
        }
        return {};
    });
    if (!done)
        return down(done.error());
    return ends;
}

void EmbeddedEventLog::close()
{
    m_reader.close();
    const std::lock_guard lock(m_endsMutex);
    m_endsReader.close();
}

} // namespace firstcome::eventlog
