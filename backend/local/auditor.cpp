#include "backend/local/auditor.h"

#include "backend/local/slot_union.h"

#include <algorithm>
#include <future>

namespace firstcome::local {

namespace {

constexpr std::size_t kDeadLettersAtOnce = 10'000;
constexpr std::chrono::minutes kClocksApart{1};  ///< the store's and that of the node that put a record aside
constexpr std::int64_t kFirstOffsetOfOwn = 1; ///< partitions of one instance count from 1, shared ones from 0

} // namespace

Auditor::Auditor(stock::StockStore& store, eventlog::EventLog& log, std::unique_ptr<ledger::Ledger> ledger,
                 const core::Clock& clock)
    : m_store(store)
    , m_log(log)
    , m_ledger(std::move(ledger))
    , m_clock(clock)
{
}

void Auditor::start()
{
    m_thread.start();
}

void Auditor::stop()
{
    m_thread.post([this] { m_ledger->close(); });
    m_thread.stop();
}

core::Result<void> Auditor::ensureOpen()
{
    if (m_open)
        return {};
    auto opened = m_ledger->open();
    m_open = opened.has_value();
    return opened;
}

/// A log that instances share may carry another's: this one's are there when none of them is missing.
bool Auditor::isWhole(const issuing::InstanceId& instance)
{
    const auto shown = m_store.poke(instance);
    const auto counts = m_ledger->counts(instance);
    return shown && counts && counts->rows + counts->deadLetters + counts->voided >= shown->issued;
}

core::Result<void> Auditor::ensureStoreIsWhole(const issuing::InstanceId& instance) const
{
    const auto status = m_store.status();
    if (status.suspended.contains(instance))
        return core::fail(core::ErrorKind::WrongState, "suspended");
    const bool isHeardOf = status.health == stock::StoreHealth::Impaired && status.heardOf.contains(instance);
    if (status.health != stock::StoreHealth::Ready && !isHeardOf)
        return stock::storeDown(status.problem);
    if (auto* const repair = m_store.repair(); repair && !repair->isHeldAgainst(instance))
        return core::fail(core::ErrorKind::WrongState, "not_drained", "this node's journal is not compared yet");
    return {};
}

core::Result<void> Auditor::ensureDrained(const issuing::InstanceId& instance)
{
    if (const auto shown = m_store.poke(instance)) { // and with it, where there is one, its outbox
        const auto published = m_store.status().published;
        const auto through = published.find(instance);
        if (through != published.end() && through->second < shown->issued)
            return core::fail(core::ErrorKind::WrongState, "not_drained",
                              std::to_string(shown->issued - through->second) + " on their way to the log");
    }
    // By how far the consumer has come, not by rows: rows may be what is missing.
    const auto ends = m_log.ends();
    if (!ends)
        return tl::unexpected(ends.error());
    const auto positions = m_ledger->positions();
    if (!positions)
        return tl::unexpected(positions.error());
    std::int64_t onTheirWay = 0;
    for (const auto& end : *ends) {
        if (end.instance != instance && !end.instance.isNil())
            continue;
        const auto position = std::ranges::find_if(
            *positions, [&](const auto& p) { return p.topic == end.topic && p.partition == end.partition; });
        const auto first = end.instance.isNil() ? 0 : kFirstOffsetOfOwn;
        const auto next = position == positions->end() ? first : position->nextOffset;
        onTheirWay += std::max<std::int64_t>(0, end.endOffset - next);
    }
    if (onTheirWay > 0 && !isWhole(instance))
        return core::fail(core::ErrorKind::WrongState, "not_drained",
                          std::to_string(onTheirWay) + " on their way to the ledger");
    return {};
}

void Auditor::audit(const issuing::Instance& instance, Done done)
{
    m_thread.post([this, instance, done = std::move(done)] {
        const auto isWhole = [&] { return ensureStoreIsWhole(instance.id); };
        auto report = ensureOpen().and_then(isWhole).and_then([&] { return ensureDrained(instance.id); }).and_then([&] {
            return run(instance);
        });
        if (report) // what was lost meanwhile may have been compared
            if (auto whole = isWhole(); !whole)
                report = tl::unexpected(whole.error());
        if (report) {
            const std::lock_guard lock(m_mutex);
            m_reports[instance.id] = *report;
        }
        done(report);
    });
}

core::Result<issuing::AuditReport> Auditor::auditAndWait(const issuing::Instance& instance)
{
    auto answer = std::make_shared<std::promise<core::Result<issuing::AuditReport>>>();
    audit(instance, [answer](const core::Result<issuing::AuditReport>& report) { answer->set_value(report); });
    return answer->get_future().get();
}

core::Result<issuing::AuditReport> Auditor::run(const issuing::Instance& instance)
{
    const auto began = m_clock.steady();
    const auto counts = m_ledger->counts(instance.id);
    if (!counts)
        return tl::unexpected(counts.error());
    const auto unidentified =
        instance.openedAt ? m_ledger->unidentified(*instance.openedAt - kClocksApart) : core::Result<std::uint64_t>(0);
    if (!unidentified)
        return tl::unexpected(unidentified.error());
    auto report = issuing::auditExactly(
        instance,
        [&](std::uint32_t after, std::size_t limit) { return m_store.readIssues(instance.id, after, limit); },
        [&](std::uint32_t after, std::size_t limit) {
            return m_ledger->readIssues(instance.id, after, limit);
        },
        counts->deadLetters, counts->voided, *unidentified);
    if (!report)
        return report;
    auto& terms = report->conservation;
    terms.total = instance.total;
    const auto taken = report->issued + counts->voided;
    terms.remaining = instance.total >= taken ? instance.total - taken : 0;
    terms.outbox = 0;
    terms.ledger = counts->rows;
    terms.deadLetters = counts->deadLetters;
    terms.voided = counts->voided;
    const auto saved = counts->rows + counts->deadLetters;
    terms.unconsumed = report->issued > saved ? report->issued - saved : 0;
    report->at = m_clock.wall();
    report->took = std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.steady() - began);
    return report;
}

core::Result<void> Auditor::tombstone(const issuing::InstanceId& instance, bool shadow)
{
    // Once answered, the caller and its arguments may be gone while this thread still returns from telling it.
    auto answer = std::make_shared<std::promise<core::Result<void>>>();
    m_thread.post([this, instance, shadow, answer] {
        auto done = ensureOpen().and_then([&] { return m_ledger->tombstone(instance, shadow); });
        drop(instance);
        answer->set_value(std::move(done));
    });
    return answer->get_future().get();
}

void Auditor::nameShownAndLost(std::vector<stock::JournalEntry> entries,
                               std::function<void(const core::Result<std::vector<eventlog::LogRecord>>&)> done)
{
    m_thread.post([this, entries = std::move(entries), done = std::move(done)] {
        std::vector<eventlog::LogRecord> records;
        for (const auto& entry : entries)
            records.push_back(recordOf(entry));
        done(ensureOpen().and_then([&] { return m_ledger->putAside(records, ledger::Conflict::ShownAndLost); }));
    });
}

void Auditor::readDeadLetters(const issuing::InstanceId& instance,
                              std::function<void(const core::Result<std::vector<ledger::DeadLetter>>&)> done)
{
    m_thread.post([this, instance, done = std::move(done)] {
        done(ensureOpen().and_then([&] { return m_ledger->deadLetters(instance, kDeadLettersAtOnce); }));
    });
}

void Auditor::previewReplay(const issuing::InstanceId& instance, std::vector<std::int64_t> ids,
                            std::function<void(const core::Result<ledger::ReplayPreview>&)> done)
{
    m_thread.post([this, instance, ids = std::move(ids), done = std::move(done)] {
        done(ensureOpen().and_then([&] { return m_ledger->previewReplay(instance, ids); }));
    });
}

void Auditor::replayDeadLetters(const issuing::InstanceId& instance, std::vector<std::int64_t> ids,
                                std::function<void(const core::Result<ledger::ReplayReport>&)> done)
{
    m_thread.post([this, instance, ids = std::move(ids), done = std::move(done)] {
        done(ensureOpen().and_then([&] { return replayed(instance, ids); }));
    });
}

core::Result<ledger::ReplayReport> Auditor::replayed(const issuing::InstanceId& instance,
                                                     const std::vector<std::int64_t>& ids)
{
    const auto letters = m_ledger->deadLetters(instance, kDeadLettersAtOnce);
    if (!letters)
        return tl::unexpected(letters.error());
    ledger::ReplayReport report;
    for (const auto& letter : *letters) {
        const bool wanted = ids.empty() || std::ranges::find(ids, letter.id) != ids.end();
        if (letter.replayed || !wanted)
            continue;
        const auto outcome = m_ledger->replay(letter.id);
        if (!outcome)
            return tl::unexpected(outcome.error());
        ++(*outcome == ledger::Conflict::None ? report.replayed : report.refused);
    }
    return report;
}

std::map<issuing::InstanceId, issuing::AuditReport> Auditor::reports() const
{
    const std::lock_guard lock(m_mutex);
    return m_reports;
}

void Auditor::drop(const issuing::InstanceId& instance)
{
    const std::lock_guard lock(m_mutex);
    m_reports.erase(instance);
}

} // namespace firstcome::local
