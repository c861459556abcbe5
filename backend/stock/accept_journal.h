#pragma once

#include "backend/core/result.h"
#include "backend/stock/journal_record.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <thread>
#include <vector>

namespace firstcome::stock {

class JournalWriter;

/// What a node has told people, kept beside it until the log has it: accepts are appended before they are
/// shown, so that a Redis that lost some can be given them back. Files of records ("segments") in one
/// directory; each lane writes its own, a thread of the journal's syncs them ten times a second and deletes
/// those in which the log has everything. Survives the node's end at any point, and a power cut but for the
/// last tenth of a second. A disk that is full or fails makes appending fail until a trial file can be
/// written again, which is tried ten times a second. A segment that a start finds damaged is not deleted but renamed,
/// for a person to look at; one that it cannot read makes appending fail until the next start: nobody knows then what
/// this node has told people.
///
/// Owned by the store. Any thread; writers go before it.
class AcceptJournal
{
public:
    struct Options
    {
        std::filesystem::path directory;
        std::size_t segmentBytes = 4 * 1024 * 1024;
        std::chrono::milliseconds syncEvery{100};
    };
    struct HighWater
    {
        std::uint64_t epoch = 0;
        std::uint32_t slot = 0;
    };

    explicit AcceptJournal(Options options);
    ~AcceptJournal();
    AcceptJournal(const AcceptJournal&) = delete;
    AcceptJournal& operator=(const AcceptJournal&) = delete;

    /// Reads what earlier runs left, cutting torn ends off, and starts the thread. A disk that refuses is no
    /// error here but `failure()`.
    void open();
    void close();

    std::unique_ptr<JournalWriter> openWriter();

    /// Highest epoch and slot of each instance, as `open` found them.
    const std::map<issuing::InstanceId, HighWater>& found() const { return m_found; }
    std::size_t damagedPlaces() const { return m_damaged; } ///< that `open` had to pass over; also meanwhile
    /// All that earlier runs left could be read. Since `open`.
    bool isWhole() const { return m_isWhole; }

    /// The log has every slot of these instances up to these: segments that hold nothing else go.
    void confirmed(std::map<issuing::InstanceId, std::uint32_t> through);
    /// The instance is forgotten or disarmed: nobody is promised anything by its entries any more.
    void forget(const issuing::InstanceId& instance);

    /// Entries of `instance` with slot > afterSlot, in no particular order, some perhaps twice. Reads files. Fails with
    /// failure() where the journal is not whole.
    core::Result<std::vector<JournalEntry>> read(const issuing::InstanceId& instance,
                                                 std::uint32_t afterSlot) const;

    bool isFailing() const { return m_failing.load(std::memory_order_relaxed); }
    /// Io `journal_full` or `journal_io` while nothing can be appended.
    std::optional<core::Error> failure() const;
    std::size_t segmentCount() const;

private:
    friend class JournalWriter;
    struct Segment;
    using Highest = std::map<issuing::InstanceId, std::uint32_t>;

    void adopt(const std::filesystem::path& file);
    core::Result<std::shared_ptr<Segment>> newSegment();
    void retire(const std::shared_ptr<Segment>& segment, Highest highest);
    void fail(int error, const std::string& what);
    void run();
    void syncAll();
    void trim();
    bool trial();

    const Options m_options;
    std::map<issuing::InstanceId, HighWater> m_found;
    std::atomic<std::size_t> m_damaged = 0;
    bool m_isWhole = true;
    std::atomic<bool> m_failing = false;
    mutable std::mutex m_mutex; ///< guards what follows
    std::condition_variable m_wake;
    std::vector<std::shared_ptr<Segment>> m_segments;
    std::map<issuing::InstanceId, std::uint32_t> m_confirmed;
    std::set<issuing::InstanceId> m_forgotten;
    core::Error m_failure;
    std::uint64_t m_nextNumber = 1;
    bool m_madeFiles = false; ///< the directory's own entry of them is not synced yet
    bool m_running = false;
    std::thread m_thread;
};

/// One lane's way into the journal: one thread. Once `append` has returned true the entries outlive this
/// process. After a failure nothing of the call counts as written.
class JournalWriter
{
public:
    explicit JournalWriter(AcceptJournal& journal)
        : m_journal(journal)
    {
    }
    ~JournalWriter();

    bool append(std::span<const JournalEntry> entries);
    bool isFailing() const { return m_journal.isFailing(); }
    /// Written here since this writer was opened.
    bool has(const issuing::InstanceId& instance, std::uint32_t slot) const;

private:
    struct Slots;
    void abandon();

    AcceptJournal& m_journal;
    std::shared_ptr<AcceptJournal::Segment> m_segment;
    AcceptJournal::Highest m_highest; ///< in m_segment
    std::size_t m_size = 0;           ///< of m_segment
    std::string m_buffer;
    std::map<issuing::InstanceId, std::shared_ptr<Slots>> m_slots;
};

} // namespace firstcome::stock
