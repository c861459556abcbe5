#include "backend/local/rebuilder.h"

#include <algorithm>
#include <map>
#include <thread>

namespace firstcome::local {

namespace {

using issuing::EventState;

constexpr std::size_t kRowsAtOnce = 10'000;
constexpr std::size_t kAllDeadLetters = 1'000'000;
constexpr auto kDrainLook = std::chrono::milliseconds(100);
constexpr auto kDrainPatience = std::chrono::seconds(60);
/// A relay claims its instances once a second: after this none carries a suspended one.
constexpr auto kRelaysLetGo = std::chrono::milliseconds(1'200);
constexpr std::string_view kVoidReason = "lost_by_store";

/// Adds what was shown, and gives back what of it is another's, or a person's who has another.
std::vector<eventlog::LogRecord> unite(const issuing::Instance& known, std::span<const issuing::Issue> survivors,
                                       std::span<const stock::JournalEntry> journals, SlotUnion& slots)
{
    std::map<std::pair<std::uint32_t, issuing::PublicId>, eventlog::LogRecord> contradicted; // each once
    const auto add = [&](stock::JournalEntry entry) {
        entry.couponId = known.couponId;
        entry.shadow = known.shadow;
        if (!slots.add(entry.issue, entry.total, false))
            contradicted.emplace(std::pair(entry.issue.slot, entry.issue.publicId), recordOf(entry));
    };
    for (const auto& issue : survivors)
        add({.issue = issue, .couponId = {}, .total = known.total});
    std::ranges::for_each(journals, add);
    std::vector<eventlog::LogRecord> records;
    for (auto& [what, record] : contradicted)
        records.push_back(std::move(record));
    return records;
}

/// How an instance goes on whose slots up to `issued` are taken: never open, that is the operator's to say.
issuing::Instance goingOn(const issuing::Instance& known, const SlotUnion& slots, std::uint32_t issued)
{
    issuing::Instance next = known;
    next.issued = issued;
    next.timeLeft.reset();
    if (known.state == EventState::Draining || known.state == EventState::Closed) {
        next.state = EventState::Draining;
    } else if (issued == 0 && (known.state == EventState::Armed || known.state == EventState::Held)) {
        next.state = EventState::Held;
        next.timeLeft = known.timeLeft;
        if (!next.timeLeft && known.opensAt)
            next.timeLeft = std::max(std::chrono::microseconds(0),
                                     std::chrono::duration_cast<std::chrono::microseconds>(
                                         *known.opensAt - std::chrono::system_clock::now()));
    } else {
        next.state = EventState::Paused;
        next.closedAt.reset();
    }
    next.lastAcceptedAt.reset();
    std::optional<core::WallTime> first;
    for (const auto& [slot, named] : slots.bySlot()) {
        const auto at = named.issue.acceptedAt;
        first = std::min(first.value_or(at), at);
        next.lastAcceptedAt = std::max(next.lastAcceptedAt.value_or(at), at);
    }
    if (!next.openedAt)
        next.openedAt = first;
    next.total = std::max(next.total, issued);
    if (issued < next.total)
        next.soldOutAt.reset();
    else if (!next.soldOutAt)
        next.soldOutAt = next.lastAcceptedAt;
    return next;
}

} // namespace

Rebuilder::Rebuilder(stock::StockStore& store, eventlog::EventLog& log, std::unique_ptr<ledger::Ledger> ledger,
                     RebuildPorts ports)
    : m_store(store)
    , m_log(log)
    , m_ledger(std::move(ledger))
    , m_ports(std::move(ports))
{
}

void Rebuilder::start()
{
    m_thread.start();
}

void Rebuilder::stop()
{
    m_stopping = true;
    m_thread.stop();
}

void Rebuilder::rebuild(const issuing::Instance& known, Done done)
{
    m_thread.post([this, known, done = std::move(done)] {
        auto* const repair = m_store.repair();
        if (!repair || !m_ledger || !m_store.status().suspended.contains(known.id))
            return done(core::fail(core::ErrorKind::WrongState, "not_suspended"));
        auto report = m_ledger->open().and_then([&] { return run(known, *repair); });
        m_ledger->close();
        done(report);
    });
}

core::Result<RebuildReport> Rebuilder::run(const issuing::Instance& known, stock::StoreRepair& repair)
{
    const auto saved = savedWithoutHole(known.id);
    if (!saved)
        return tl::unexpected(saved.error());
    if (auto suspended = repair.suspend(known, *saved); !suspended)
        return tl::unexpected(suspended.error());
    const auto journals = repair.journals(known.id);
    if (!journals)
        return tl::unexpected(journals.error());
    const auto survivors = repair.survivors(known.id);
    if (!survivors)
        return tl::unexpected(survivors.error());
    const auto highWater = repair.highWater(known.id);
    if (!highWater)
        return tl::unexpected(highWater.error());
    if (auto drained = drain(known.id); !drained)
        return tl::unexpected(drained.error());

    SlotUnion slots;
    RebuildReport report;
    if (auto added = addLedger(known.id, slots); !added)
        return tl::unexpected(added.error());
    // Who is in the store is told so by every node; a journal may be of a node that was away while the others went on.
    const auto contradicted = unite(known, *survivors, *journals, slots);
    report.contradicted = contradicted.size();
    if (auto named = m_ledger->putAside(contradicted, ledger::Conflict::ShownAndLost); !named)
        return tl::unexpected(named.error());
    if (auto added = addDeadLetters(known.id, slots); !added)
        return tl::unexpected(added.error());

    const auto missing = slots.missingInLedger(known);
    if (auto sent = m_ports.republish(missing); !sent)
        return tl::unexpected(sent.error());
    if (auto drained = drain(known.id); !drained)
        return tl::unexpected(drained.error());
    std::uint32_t highest = std::max(slots.highest(), *highWater);
    const auto before = m_ledger->voided(known.id);
    if (!before)
        return tl::unexpected(before.error());
    for (const auto& slot : *before)
        highest = std::max(highest, slot.slot);
    const auto voided = m_ledger->voidSlots(known, slots.holes(highest), kVoidReason);
    if (!voided)
        return tl::unexpected(voided.error());
    if (known.audience == issuing::Audience::Listed)
        if (auto copied = m_ports.copyAudience(known.couponId); !copied)
            return tl::unexpected(copied.error());
    const auto winners = slots.issues();
    auto restored = repair.restore(goingOn(known, slots, highest), winners);
    if (!restored)
        return tl::unexpected(restored.error());
    report.instance = std::move(*restored);
    report.named = winners.size();
    report.republished = missing.size();
    report.voided = *voided;
    return report;
}

core::Result<std::uint32_t> Rebuilder::savedWithoutHole(const issuing::InstanceId& instance)
{
    const auto counts = m_ledger->counts(instance);
    if (!counts)
        return tl::unexpected(counts.error());
    const auto rows = static_cast<std::uint32_t>(counts->rows);
    return m_ledger->readIssues(instance, rows, 1).map([&](const auto& beyond) {
        return beyond.empty() ? rows : 0;
    });
}

bool Rebuilder::waitALittle() const
{
    std::this_thread::sleep_for(kDrainLook);
    return !m_stopping;
}

core::Result<void> Rebuilder::drain(const issuing::InstanceId& instance)
{
    const auto begun = std::chrono::steady_clock::now();
    std::optional<std::vector<eventlog::LogEnd>> ends; // once nothing of the instance comes any more: others go on
    for (;;) {
        const auto waited = std::chrono::steady_clock::now() - begun;
        core::Result<bool> drained = false;
        if (ends || (waited > kRelaysLetGo && m_ports.relayIsQuiet(instance, begun)))
            drained = hasPassed(ends);
        if (drained && *drained)
            return {};
        if (waited > kDrainPatience || !waitALittle())
            return !drained ? core::Result<void>(tl::unexpected(drained.error()))
                            : core::fail(core::ErrorKind::WrongState, "rebuild_not_drained",
                                         "the consumer has not come to the log's end");
    }
}

core::Result<bool> Rebuilder::hasPassed(std::optional<std::vector<eventlog::LogEnd>>& ends)
{
    if (!ends) {
        auto now = m_log.ends();
        if (!now)
            return tl::unexpected(now.error());
        ends = std::move(*now);
    }
    const auto positions = m_ledger->positions();
    if (!positions)
        return tl::unexpected(positions.error());
    return std::ranges::all_of(*ends, [&](const eventlog::LogEnd& end) {
        const auto position = std::ranges::find_if(
            *positions, [&](const auto& p) { return p.topic == end.topic && p.partition == end.partition; });
        return end.endOffset <= (position == positions->end() ? 0 : position->nextOffset);
    });
}

core::Result<void> Rebuilder::addLedger(const issuing::InstanceId& instance, SlotUnion& slots)
{
    std::uint32_t after = 0;
    for (;;) {
        const auto chunk = m_ledger->readIssues(instance, after, kRowsAtOnce);
        if (!chunk)
            return tl::unexpected(chunk.error());
        if (chunk->empty())
            return {};
        for (const auto& issue : *chunk)
            (void)slots.add(issue, 0, true); // the table itself refuses contradictions
        after = chunk->back().slot;
    }
}

core::Result<void> Rebuilder::addDeadLetters(const issuing::InstanceId& instance, SlotUnion& slots)
{
    const auto letters = m_ledger->deadLetters(instance, kAllDeadLetters);
    if (!letters)
        return tl::unexpected(letters.error());
    for (const auto& letter : *letters) {
        const auto& record = letter.record;
        if (!letter.replayed && record.issue.slot >= 1 && record.issue.slot <= record.total &&
            !record.issue.publicId.empty())
            (void)slots.add(record.issue, record.total, false); // its conflict may stand: then nothing changes
    }
    return {};
}

} // namespace firstcome::local
