#pragma once

#include "backend/core/backoff.h"
#include "backend/core/clock.h"
#include "backend/core/config.h"
#include "backend/eventlog/consumer_status.h"
#include "backend/eventlog/event_log.h"
#include "backend/ledger/ledger.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

namespace firstcome::eventlog {

class ConsumerProgress;

/// How long to wait between two tries during an outage.
struct RetryPace
{
    std::chrono::milliseconds first{50};
    std::chrono::milliseconds cap{5'000};
};

/// Carries issues from the event log into the ledger, on one thread of its own at a lower priority. Log and
/// ledger are the owner's, must outlive it, and are touched by that thread alone between start and stop.
///
/// It goes on where the ledger's own transactions stand. Rows are at least once delivered and once there. An
/// outage (down, full, locked, corrupt) is tried again with capped, jittered backoff, and nothing is skipped;
/// a batch refused for any other reason is halved down to its poison row, which becomes a dead letter.
class LedgerConsumer
{
public:
    /// Called on the consumer's thread after a dead letter is durable, again for one that is delivered again;
    /// must only post. One that became durable right before a crash is not told: the counts show it.
    using DeadLetterCallback = std::function<void(const LogRecord&, ledger::Conflict)>;
    /// Called on the consumer's thread right after a transaction has committed; must be quick.
    using CommitCallback = std::function<void(std::span<const LogRecord>, const ledger::WriteReport&)>;

    LedgerConsumer(EventLog& log, ledger::Ledger& ledger, const core::ConsumerConfig& config,
                   const core::Clock& clock, DeadLetterCallback onDeadLetter, RetryPace pace = {},
                   CommitCallback onCommit = {});
    ~LedgerConsumer();
    LedgerConsumer(const LedgerConsumer&) = delete;
    LedgerConsumer& operator=(const LedgerConsumer&) = delete;

    void start();
    /// Any thread, does not wait. What is in hand is still written, unless there is an outage: the log keeps
    /// it.
    void requestStop();
    /// requestStop, then waits for the thread.
    void stop();

    /// Reads the instance's counts from the ledger soon and shows it in the status: for one not consumed from
    /// since start, or changed by others (replay, tombstone). Any thread, does not wait.
    void refresh(const issuing::InstanceId& instance);
    /// Any thread, never waits for log or ledger; never null.
    std::shared_ptr<const ConsumerStatus> status() const;

private:
    enum class Recovery { TryAgain, Reconnect, Stop };

    void run();
    bool connect();
    void disconnect();
    void reopenLog();
    void serveRefreshes();
    std::vector<LogRecord> gather();
    void adaptTo(std::size_t gathered, core::SteadyTime::duration took);
    void consume(const std::vector<LogRecord>& records);
    Recovery recover(const core::Error& error, const std::vector<LogPosition>& attempted);
    void account(std::span<const LogRecord> records, const ledger::WriteReport& report);
    void outage(const core::Error& error);
    void healthy();
    void pause();                                  ///< as long as the backoff says
    void sleepFor(std::chrono::milliseconds time); ///< or until it is to stop
    void publish();
    bool stopping() const { return m_stopRequested.load(); }

    EventLog& m_log;
    ledger::Ledger& m_ledger;
    const core::ConsumerConfig m_config;
    const core::Clock& m_clock;
    const DeadLetterCallback m_onDeadLetter;
    const CommitCallback m_onCommit;

    std::thread m_thread;
    std::atomic<bool> m_stopRequested = false;
    mutable std::mutex m_mutex; ///< guards the three below
    std::condition_variable m_wake;
    std::vector<issuing::InstanceId> m_refreshes;
    std::shared_ptr<const ConsumerStatus> m_published;

    // The consumer's thread only:
    core::Backoff m_backoff;
    bool m_connected = false;
    std::size_t m_limit; ///< rows of the next transaction
    ConsumerStatus m_status;
    std::unique_ptr<ConsumerProgress> m_progress;
};

/// The positions after `records`: for each partition in it, one past its highest offset.
std::vector<LogPosition> positionsAfter(std::span<const LogRecord> records);

} // namespace firstcome::eventlog
