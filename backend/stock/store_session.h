#pragma once

#include "backend/core/clock.h"
#include "backend/stock/embedded_database.h"
#include "backend/stock/instance_decider.h"
#include "backend/stock/wal_checkpointer.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace firstcome::stock {

/// What a session is made with.
struct SessionOptions
{
    DatabaseOptions database;
    std::uint64_t outboxLimit = 5'000'000;
    int walSoftPages = 4'096;  ///< from here on the checkpointer copies beside the store thread
    int walHardPages = 16'384; ///< from here on the store thread finishes what is left to copy
    DecideStep decide = decideAttempt;
    /// Makes the database; a test puts a broken one in its place.
    std::function<std::unique_ptr<EmbeddedDatabase>(const DatabaseOptions&)> makeDatabase;
};

/// Which instances look different since last asked.
struct SessionChanges
{
    bool all = false; ///< some came or went: `instances` is the whole list
    std::vector<issuing::Instance> instances;
};

/// One open database and the memory built from it: valid together, thrown away together. After any failure of
/// the disk `failure()` says which, memory may be ahead of the file, and the only thing left is to destroy
/// the session and open another. Control calls are durable when they return; their errors are StockStore's.
/// One thread at a time: opened on a helper thread, used on the store thread.
class StoreSession
{
public:
    static core::Result<std::unique_ptr<StoreSession>> open(const SessionOptions& options,
                                                            const core::Clock& clock);
    ~StoreSession();

    std::uint64_t epoch() const { return m_database->epoch(); }
    const std::optional<core::Error>& failure() const { return m_failure; }
    /// Refuses every attempt from now on: this file lacks what was answered before.
    void suspend() { m_suspended = true; }
    bool suspended() const { return m_suspended; }
    std::vector<issuing::Instance> instances() const;
    SessionChanges takeChanges();

    /// Decides in memory and writes into the open transaction. Nobody may be told before `commit`.
    AttemptReply decide(const issuing::InstanceId& instance, const Question& question);
    AttemptReply find(const issuing::InstanceId& instance, const Question& question);
    bool hasWrites() const { return m_writing; }
    bool hasIssues() const { return m_issuing; } ///< some of the writes are issues
    core::Result<void> commit();
    bool confirm(const issuing::InstanceId& instance, std::uint32_t slot); ///< false: unknown

    core::Result<issuing::Instance> create(const issuing::Instance& instance);
    core::Result<void> addAudience(const issuing::InstanceId& id, std::span<const issuing::PublicId> people);
    core::Result<std::uint64_t> audienceSize(const issuing::InstanceId& id);
    core::Result<issuing::Instance> act(const issuing::InstanceId& id, issuing::Act act,
                                        std::uint64_t expectedVersion);
    core::Result<issuing::Instance> correctTotal(const issuing::InstanceId& id, std::uint32_t total,
                                                 std::uint64_t expectedVersion);
    core::Result<issuing::Instance> poke(const issuing::InstanceId& id);
    /// One bounded step of forgetting. True: done; else call again.
    core::Result<bool> forgetSome(const issuing::InstanceId& id);
    core::Result<std::chrono::microseconds> probe();

private:
    StoreSession(const SessionOptions& options, const core::Clock& clock);
    core::Result<void> load();
    core::Result<std::unique_ptr<InstanceBook>> loadBook(const StoredInstance& stored);
    InstanceBook* book(const issuing::InstanceId& id);
    StepTerms terms() const;
    void write(InstanceBook& book, const Question& question, const Decision& decision);
    void noteChange(InstanceBook& book);
    core::Result<void> failed(const core::Error& error);
    core::Result<void> durably(const std::function<core::Result<void>()>& writes);
    /// The book, after the latches have seen the clock, durably.
    core::Result<InstanceBook*> settled(const issuing::InstanceId& id);
    core::Result<issuing::Instance> save(InstanceBook& book, const issuing::Instance& next);
    core::Result<void> entomb(InstanceBook& book);
    void mindTheLog();

    const SessionOptions m_options;
    const core::Clock& m_clock;
    std::unique_ptr<EmbeddedDatabase> m_database;
    std::unique_ptr<WalCheckpointer> m_checkpointer;
    boost::unordered_flat_map<issuing::InstanceId, std::unique_ptr<InstanceBook>,
                              std::hash<issuing::InstanceId>>
        m_books;
    boost::unordered_flat_map<issuing::InstanceId, std::uint32_t, std::hash<issuing::InstanceId>>
        m_tombstones;
    std::vector<InstanceBook*> m_changed;
    bool m_allChanged = true;
    bool m_writing = false;
    bool m_issuing = false;
    bool m_suspended = false;
    int m_nextAsk = 0;
    int m_nextFinish = 0;
    int m_lastPages = 0;
    std::int64_t m_probes = 0;
    std::optional<core::Error> m_failure;
};

} // namespace firstcome::stock
