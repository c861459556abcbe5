#include "backend/eventlog/ledger_consumer.h"

#include "backend/core/thread_name.h"
#include "backend/core/thread_priority.h"
#include "backend/eventlog/consumer_progress.h"

#include <algorithm>
#include <set>

namespace firstcome::eventlog {

namespace {

/// A consumer that is behind takes up to so many times more rows into one transaction, as long as that takes
/// no longer than kLongWrite: pages of the index on the person are then written to disk once for many rows.
constexpr std::size_t kCatchUpFactor = 128;
constexpr std::chrono::milliseconds kLongWrite{500};
/// Between two looks at the log for the same transaction: looking at every commit of a busy store would cost
/// more than writing its rows, the store's time too.
constexpr std::chrono::milliseconds kBetweenLooks{10};

/// May the same write succeed later without anybody changing the records?
bool isOutage(const core::Error& error)
{
    using core::ErrorKind;
    return error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::TimedOut ||
           error.kind == ErrorKind::Io || error.kind == ErrorKind::Corrupt;
}

/// `before` with what `after` says of the partitions named there.
std::vector<LogPosition> advanced(std::vector<LogPosition> before, const std::vector<LogPosition>& after)
{
    for (const LogPosition& position : after) {
        const auto same = std::ranges::find_if(before, [&](const LogPosition& p) {
            return p.partition == position.partition && p.topic == position.topic;
        });
        if (same == before.end())
            before.push_back(position);
        else
            same->nextOffset = position.nextOffset;
    }
    std::ranges::sort(before, [](const LogPosition& a, const LogPosition& b) {
        return a.topic != b.topic ? a.topic < b.topic : a.partition < b.partition;
    });
    return before;
}

} // namespace

std::vector<LogPosition> positionsAfter(std::span<const LogRecord> records)
{
    std::vector<LogPosition> positions;
    for (const LogRecord& record : records) {
        const auto same = std::ranges::find_if(positions, [&](const LogPosition& p) {
            return p.partition == record.partition && p.topic == record.topic;
        });
        if (same == positions.end())
            positions.push_back({record.topic, record.partition, record.offset + 1});
        else
            same->nextOffset = std::max(same->nextOffset, record.offset + 1);
    }
    return positions;
}

LedgerConsumer::LedgerConsumer(EventLog& log, ledger::Ledger& ledger, const core::ConsumerConfig& config,
                               const core::Clock& clock, DeadLetterCallback onDeadLetter, RetryPace pace,
                               CommitCallback onCommit)
    : m_log(log)
    , m_ledger(ledger)
    , m_config(config)
    , m_clock(clock)
    , m_onDeadLetter(std::move(onDeadLetter))
    , m_onCommit(std::move(onCommit))
    , m_published(std::make_shared<ConsumerStatus>())
    , m_backoff(pace.first, pace.cap)
    , m_limit(config.batchRows)
    , m_progress(std::make_unique<ConsumerProgress>(ledger))
{
}

LedgerConsumer::~LedgerConsumer()
{
    stop();
}

void LedgerConsumer::start()
{
    m_stopRequested = false;
    m_thread = std::thread([this] { run(); });
}

void LedgerConsumer::requestStop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopRequested = true;
    }
    m_wake.notify_all();
}

void LedgerConsumer::stop()
{
    requestStop();
    if (m_thread.joinable())
        m_thread.join();
}

void LedgerConsumer::refresh(const issuing::InstanceId& instance)
{
    const std::lock_guard lock(m_mutex);
    m_refreshes.push_back(instance);
}

std::shared_ptr<const ConsumerStatus> LedgerConsumer::status() const
{
    const std::lock_guard lock(m_mutex); // held for a pointer's copy only, here and in publish
    return m_published;
}

void LedgerConsumer::run()
{
    core::nameThisThread("fc-consumer");
    core::lowerThisThreadsPriority(core::kCarrierNiceness);
    while (!stopping()) {
        if (!m_connected && !connect()) {
            pause();
            continue;
        }
        serveRefreshes();
        const auto records = gather();
        const core::SteadyTime begun = m_clock.steady();
        consume(records);
        adaptTo(records.size(), m_clock.steady() - begun);
        publish();
    }
    disconnect();
    m_status.running = false;
    publish();
}

bool LedgerConsumer::connect()
{
    if (auto opened = m_ledger.open(); !opened) {
        outage(opened.error());
        return false;
    }
    auto positions = m_ledger.positions();
    if (!positions) {
        outage(positions.error());
        m_ledger.close();
        return false;
    }
    if (auto opened = m_log.open(*positions); !opened) {
        outage(opened.error());
        m_log.close();
        m_ledger.close();
        return false;
    }
    m_connected = true;
    m_status.positions = advanced({}, *positions);
    m_progress->reload();
    healthy();
    publish();
    return true;
}

void LedgerConsumer::reopenLog()
{
    const auto positions = m_ledger.positions();
    if (positions && m_log.open(*positions)) {
        m_status.positions = advanced({}, *positions);
        return;
    }
    disconnect(); // and say why when it does not work the next time either
}

void LedgerConsumer::disconnect()
{
    if (!m_connected)
        return;
    m_connected = false;
    m_log.close();
    m_ledger.close();
}

void LedgerConsumer::serveRefreshes()
{
    std::vector<issuing::InstanceId> asked;
    {
        const std::lock_guard lock(m_mutex);
        asked.swap(m_refreshes);
    }
    for (const issuing::InstanceId& instance : asked)
        m_progress->load(instance);
}

std::vector<LogRecord> LedgerConsumer::gather()
{
    const core::SteadyTime until = m_clock.steady() + m_config.batchTime;
    std::vector<LogRecord> records;
    while (records.size() < m_limit && !stopping()) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - m_clock.steady());
        auto more = m_log.poll(m_limit - records.size(), std::max(left, std::chrono::milliseconds(0)));
        if (!more && more.error().kind == core::ErrorKind::VersionConflict) {
            reopenLog(); // other partitions are ours now: what was gathered comes again from where the ledger stands
            return {};
        }
        if (!more) {
            disconnect(); // what was gathered comes again from where the ledger stands
            outage(more.error());
            pause();
            return {};
        }
        m_backoff.reset();
        if (more->empty())
            break;
        records.insert(records.end(), std::make_move_iterator(more->begin()),
                       std::make_move_iterator(more->end()));
        if (left <= std::chrono::milliseconds(0))
            break;
        if (records.size() < m_limit)
            sleepFor(std::min(left, kBetweenLooks));
    }
    return records;
}

void LedgerConsumer::adaptTo(std::size_t gathered, core::SteadyTime::duration took)
{
    const std::size_t least = m_config.batchRows;
    const bool more = gathered >= m_limit && took < kLongWrite;
    m_limit = more ? std::min(2 * m_limit, least * kCatchUpFactor) : std::max(m_limit / 2, least);
}

void LedgerConsumer::consume(const std::vector<LogRecord>& records)
{
    const std::span<const LogRecord> all(records);
    std::size_t done = 0;
    std::size_t atOnce = records.size();
    while (done < records.size()) {
        const auto part = all.subspan(done, std::min(atOnce, records.size() - done));
        const auto report = m_ledger.write(part, positionsAfter(part));
        if (report) {
            account(part, *report);
            done += part.size();
            atOnce = std::min(2 * part.size(), records.size());
            continue;
        }
        core::Error error = report.error();
        if (!isOutage(error) && part.size() > 1) {
            atOnce = part.size() / 2;
            continue;
        }
        // Another program may have written the same row between our looking and our writing: then it is there now.
        if (!isOutage(error))
            if (const auto again = m_ledger.write(part, positionsAfter(part))) {
                account(part, *again);
                ++done;
                continue;
            }
        if (!isOutage(error)) { // the poison row
            LogRecord refused = part.front();
            refused.unreadable = error.code + ": " + error.detail;
            const auto putAside = m_ledger.write({&refused, 1}, positionsAfter(part));
            if (putAside) {
                account({&refused, 1}, *putAside);
                ++done;
                continue;
            }
            error = putAside.error(); // not the row's fault, then: nothing may be skipped
        }
        switch (recover(error, positionsAfter(part))) {
        case Recovery::TryAgain:
            break;
        case Recovery::Reconnect:
            disconnect();
            return;
        case Recovery::Stop:
            return;
        }
    }
}

LedgerConsumer::Recovery LedgerConsumer::recover(const core::Error& error,
                                                 const std::vector<LogPosition>& attempted)
{
    outage(error);
    for (;;) {
        pause();
        if (stopping())
            return Recovery::Stop;
        if (error.kind == core::ErrorKind::TimedOut)
            return Recovery::TryAgain; // a lock: the connection is sound
        m_ledger.close();
        if (auto opened = m_ledger.open(); !opened) {
            outage(opened.error());
            continue;
        }
        const auto stored = m_ledger.positions();
        if (!stored) {
            outage(stored.error());
            continue;
        }
        // The failed write may have become durable after all; the same records again are then already there.
        // Any other position means another database (restored, replaced): begin again from where it stands.
        const auto now = advanced({}, *stored);
        const bool known = now == m_status.positions || now == advanced(m_status.positions, attempted);
        return known ? Recovery::TryAgain : Recovery::Reconnect;
    }
}

void LedgerConsumer::account(std::span<const LogRecord> records, const ledger::WriteReport& report)
{
    if (m_onCommit)
        m_onCommit(records, report);
    const auto positions = positionsAfter(records);
    m_status.positions = advanced(std::move(m_status.positions), positions);
    m_log.committed(positions);
    m_status.written += report.written;
    m_status.alreadyThere += report.alreadyThere;
    m_status.deadLetters += report.deadLetters;
    m_status.discarded += report.discarded;
    m_status.lastWriteAt = m_clock.wall();
    m_progress->wrote(report.written, m_clock.steady());
    std::set<issuing::InstanceId> touched;
    for (const LogRecord& record : records)
        touched.insert(record.issue.instance);
    for (const issuing::InstanceId& instance : touched)
        m_progress->load(instance);
    for (std::size_t i = 0; i < records.size(); ++i) {
        m_progress->consumed(records[i].issue.instance, records[i].issue.slot);
        if (report.outcomes[i] == ledger::RecordOutcome::DeadLetter && m_onDeadLetter)
            m_onDeadLetter(records[i], report.conflicts[i]);
    }
    m_backoff.reset();
    healthy();
    publish();
}

void LedgerConsumer::outage(const core::Error& error)
{
    if (m_status.problem.empty())
        m_status.problemSince = m_clock.wall();
    m_status.running = false;
    m_status.problem = error.code;
    m_status.detail = error.detail;
    publish();
}

void LedgerConsumer::healthy()
{
    m_status.running = true;
    m_status.problem.clear();
    m_status.detail.clear();
    m_status.problemSince.reset();
}

void LedgerConsumer::pause()
{
    sleepFor(m_backoff.next());
}

void LedgerConsumer::sleepFor(std::chrono::milliseconds time)
{
    std::unique_lock lock(m_mutex);
    m_wake.wait_for(lock, time, [this] { return stopping(); });
}

void LedgerConsumer::publish()
{
    m_status.rowsPerSecond = m_progress->rowsPerSecond(m_clock.steady());
    m_status.instances = m_progress->instances();
    auto fresh = std::make_shared<const ConsumerStatus>(m_status);
    const std::lock_guard lock(m_mutex);
    m_published = std::move(fresh);
}

} // namespace firstcome::eventlog
