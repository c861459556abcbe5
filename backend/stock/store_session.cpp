#include "backend/stock/store_session.h"

#include <algorithm>

namespace firstcome::stock {

using core::ErrorKind;
using issuing::Instance;
using issuing::InstanceId;
using issuing::UnavailableReason;

namespace {

constexpr int kUnboundedFactor = 4; ///< of the hard bound: the log is emptied whatever it takes

tl::unexpected<core::Error> unknownInstance(const InstanceId& id)
{
    return core::fail(ErrorKind::NotFound, "unknown_instance", id.str());
}

AttemptReply unavailable(UnavailableReason reason)
{
    AttemptReply reply;
    reply.reason = reason;
    return reply;
}

} // namespace

StoreSession::StoreSession(const SessionOptions& options, const core::Clock& clock)
    : m_options(options)
    , m_clock(clock)
    , m_database(options.makeDatabase ? options.makeDatabase(options.database)
                                      : std::make_unique<EmbeddedDatabase>(options.database))
    , m_nextAsk(options.walSoftPages)
    , m_nextFinish(options.walHardPages)
{
}

StoreSession::~StoreSession() = default;

core::Result<std::unique_ptr<StoreSession>> StoreSession::open(const SessionOptions& options,
                                                               const core::Clock& clock)
{
    std::unique_ptr<StoreSession> session(new StoreSession(options, clock));
    auto loaded = session->m_database->open().and_then([&] { return session->load(); });
    if (!loaded)
        return tl::unexpected(loaded.error());
    session->m_checkpointer = std::make_unique<WalCheckpointer>(options.database);
    return session;
}

core::Result<void> StoreSession::load()
{
    const auto all = m_database->instances();
    if (!all)
        return tl::unexpected(all.error());
    for (const auto& stored : *all) {
        if (stored.tombstoned) {
            m_tombstones.emplace(stored.instance.id, stored.number);
            continue;
        }
        auto loaded = loadBook(stored);
        if (!loaded)
            return tl::unexpected(loaded.error());
        m_books.emplace(stored.instance.id, std::move(*loaded));
    }
    return {};
}

core::Result<std::unique_ptr<InstanceBook>> StoreSession::loadBook(const StoredInstance& stored)
{
    auto loaded = std::make_unique<InstanceBook>();
    loaded->instance = stored.instance;
    loaded->number = stored.number;
    loaded->people.reserve(stored.instance.total);
    auto& instance = loaded->instance;
    auto read =
        m_database->eachListed(stored.number, [&](std::string_view person) { loaded->people.list(person); });
    if (!read)
        return tl::unexpected(read.error());
    read = m_database->eachIssue(stored.number,
                                 [&](std::uint32_t slot, std::string_view person, core::WallTime acceptedAt) {
                                     if (slot != instance.issued + 1 || slot > instance.total ||
                                         !loaded->people.give(person, slot, acceptedAt))
                                         return false;
                                     instance.issued = slot;
                                     instance.lastAcceptedAt = acceptedAt;
                                     return true;
                                 });
    if (!read)
        return tl::unexpected(read.error());
    return loaded;
}

std::vector<Instance> StoreSession::instances() const
{
    std::vector<const InstanceBook*> books;
    for (const auto& entry : m_books)
        books.push_back(entry.second.get());
    std::ranges::sort(books, {}, &InstanceBook::number);
    std::vector<Instance> all;
    for (const auto* book : books)
        all.push_back(book->instance);
    return all;
}

SessionChanges StoreSession::takeChanges()
{
    SessionChanges changes;
    changes.all = m_allChanged;
    if (m_allChanged)
        changes.instances = instances();
    else
        for (const auto* book : m_changed)
            changes.instances.push_back(book->instance);
    m_allChanged = false;
    m_changed.clear();
    return changes;
}

void StoreSession::noteChange(InstanceBook& book)
{
    if (std::ranges::find(m_changed, &book) == m_changed.end())
        m_changed.push_back(&book);
}

InstanceBook* StoreSession::book(const InstanceId& id)
{
    const auto found = m_books.find(id);
    return found == m_books.end() ? nullptr : found->second.get();
}

StepTerms StoreSession::terms() const
{
    return {epoch(), m_options.outboxLimit, m_clock.wall(), m_clock.steady()};
}

AttemptReply StoreSession::decide(const InstanceId& instance, const Question& question)
{
    if (m_failure) // memory is ahead of the file, and a later write might stand there without an earlier one
        return unavailable(UnavailableReason::StoreDown);
    if (m_suspended)
        return unavailable(UnavailableReason::Suspended);
    auto* known = book(instance);
    const auto decision = m_options.decide(known, question, terms());
    if (known && (decision.instanceChanged || decision.issued))
        write(*known, question, decision);
    return decision.reply;
}

void StoreSession::write(InstanceBook& book, const Question& question, const Decision& decision)
{
    noteChange(book);
    core::Result<void> done;
    if (!m_writing)
        done = m_database->begin();
    m_writing = true;
    m_issuing = m_issuing || decision.issued;
    if (done && decision.instanceChanged)
        done = m_database->saveInstance(book.number, book.instance);
    if (done && decision.issued)
        done = m_database->insertIssue(book.number, decision.reply.slot, question.person,
                                       decision.reply.acceptedAt);
    if (!done)
        m_failure = done.error();
}

AttemptReply StoreSession::find(const InstanceId& instance, const Question& question)
{
    if (m_suspended)
        return unavailable(UnavailableReason::Suspended);
    return findIssue(book(instance), question, terms());
}

core::Result<void> StoreSession::commit()
{
    m_writing = false;
    m_issuing = false;
    if (m_failure)
        return tl::unexpected(*m_failure);
    if (auto done = m_database->commit(); !done) {
        m_failure = done.error();
        return done;
    }
    mindTheLog();
    return {};
}

/// Failures of passive rounds wait for the last bound: what is committed stands in the log meanwhile.
void StoreSession::mindTheLog()
{
    const int pages = m_database->walPages();
    if (pages < m_lastPages) {
        m_nextAsk = m_options.walSoftPages;
        m_nextFinish = m_options.walHardPages;
    }
    m_lastPages = pages;
    if (pages >= m_nextFinish && !m_checkpointer->busy()) {
        m_nextFinish = pages + m_options.walHardPages / 4;
        m_nextAsk = pages + m_options.walSoftPages;
        const bool atAnyCost = pages >= kUnboundedFactor * m_options.walHardPages;
        const auto done = m_database->checkpoint(atAnyCost);
        if (!done && atAnyCost && done.error().kind != ErrorKind::TimedOut)
            m_failure = done.error();
    } else if (pages >= m_nextAsk) {
        m_nextAsk = pages + m_options.walSoftPages;
        m_checkpointer->ask();
    }
}

bool StoreSession::confirm(const InstanceId& instance, std::uint32_t slot)
{
    auto* known = book(instance);
    if (known)
        known->confirmedThrough = std::max(known->confirmedThrough, slot);
    return known != nullptr;
}

core::Result<void> StoreSession::failed(const core::Error& error)
{
    if (!m_failure)
        m_failure = error;
    return core::fail(ErrorKind::Unavailable, "store_down", error.code + ": " + error.detail);
}

core::Result<void> StoreSession::durably(const std::function<core::Result<void>()>& writes)
{
    auto done = m_database->begin().and_then(writes).and_then([this] { return m_database->commit(); });
    if (!done)
        return failed(done.error());
    mindTheLog();
    return {};
}

core::Result<Instance> StoreSession::create(const Instance& instance)
{
    if (instance.total == 0 || instance.total > issuing::kMaxTotal)
        return core::fail(ErrorKind::InvalidArgument, "bad_total", std::to_string(instance.total));
    if (instance.id.isNil() || instance.couponId.empty())
        return core::fail(ErrorKind::InvalidArgument, "bad_instance", "without an id");
    if (book(instance.id) || m_tombstones.contains(instance.id))
        return core::fail(ErrorKind::Conflict, "instance_exists", instance.id.str());
    auto made = std::make_unique<InstanceBook>();
    auto& fresh = made->instance;
    fresh.id = instance.id;
    fresh.couponId = instance.couponId;
    fresh.total = instance.total;
    fresh.audience = instance.audience;
    fresh.shadow = instance.shadow;
    fresh.version = instance.version;
    fresh.opensAt = instance.opensAt;
    fresh.closesAt = instance.closesAt;
    made->people.reserve(instance.total);
    auto done = durably([&] {
        return m_database->insertInstance(fresh).map([&](std::uint32_t number) { made->number = number; });
    });
    if (!done)
        return tl::unexpected(done.error());
    m_allChanged = true;
    return m_books.emplace(instance.id, std::move(made)).first->second->instance;
}

core::Result<void> StoreSession::addAudience(const InstanceId& id, std::span<const issuing::PublicId> people)
{
    auto* known = book(id);
    if (!known)
        return unknownInstance(id);
    if (known->instance.audience != issuing::Audience::Listed)
        return core::fail(ErrorKind::InvalidArgument, "not_listed", id.str());
    auto done = durably([&]() -> core::Result<void> {
        for (const auto& person : people)
            if (auto written = m_database->insertListed(known->number, person.view()); !written)
                return written;
        return {};
    });
    if (!done)
        return done;
    for (const auto& person : people)
        known->people.list(person.view());
    return {};
}

core::Result<std::uint64_t> StoreSession::audienceSize(const InstanceId& id)
{
    const auto* known = book(id);
    if (!known)
        return unknownInstance(id);
    return known->people.listed();
}

core::Result<Instance> StoreSession::save(InstanceBook& book, const Instance& next)
{
    auto done = durably([&] { return m_database->saveInstance(book.number, next); });
    if (!done)
        return tl::unexpected(done.error());
    book.instance = next;
    noteChange(book);
    return next;
}

core::Result<InstanceBook*> StoreSession::settled(const InstanceId& id)
{
    auto* known = book(id);
    if (!known)
        return unknownInstance(id);
    if (latch(*known, m_clock.wall()))
        if (auto saved = save(*known, known->instance); !saved)
            return tl::unexpected(saved.error());
    return known;
}

core::Result<Instance> StoreSession::act(const InstanceId& id, issuing::Act act,
                                         std::uint64_t expectedVersion)
{
    auto known = settled(id);
    if (!known)
        return tl::unexpected(known.error());
    auto next = issuing::applyAct((*known)->instance, act, expectedVersion, m_clock.wall());
    if (!next)
        return next;
    if (next->state != issuing::EventState::Draft)
        return save(**known, *next);
    if (auto done = entomb(**known); !done)
        return tl::unexpected(done.error());
    return next;
}

core::Result<void> StoreSession::entomb(InstanceBook& book)
{
    auto done = durably([&] { return m_database->tombstone(book.number); });
    if (!done)
        return done;
    const auto id = book.instance.id;
    m_tombstones.emplace(id, book.number);
    m_changed.clear();
    m_allChanged = true;
    m_books.erase(id);
    return {};
}

core::Result<Instance> StoreSession::correctTotal(const InstanceId& id, std::uint32_t total,
                                                  std::uint64_t expectedVersion)
{
    auto known = settled(id);
    if (!known)
        return tl::unexpected(known.error());
    auto next = issuing::applyTotal((*known)->instance, total, expectedVersion, m_clock.wall());
    if (!next)
        return next;
    (*known)->people.reserve(total);
    return save(**known, *next);
}

core::Result<Instance> StoreSession::poke(const InstanceId& id)
{
    auto known = settled(id);
    if (!known)
        return tl::unexpected(known.error());
    return (*known)->instance;
}

core::Result<bool> StoreSession::forgetSome(const InstanceId& id)
{
    constexpr std::uint32_t kRowsAStep = 10'000;
    if (auto* known = book(id)) {
        if (!known->instance.shadow && known->instance.issued != 0)
            return core::fail(ErrorKind::WrongState, "has_issues", id.str());
        if (auto done = entomb(*known); !done)
            return tl::unexpected(done.error());
    }
    const auto grave = m_tombstones.find(id);
    if (grave == m_tombstones.end())
        return unknownInstance(id);
    bool gone = false;
    auto done = durably(
        [&] { return m_database->removeSome(grave->second, kRowsAStep).map([&](bool all) { gone = all; }); });
    if (!done)
        return tl::unexpected(done.error());
    if (gone)
        m_tombstones.erase(id);
    return gone;
}

core::Result<std::chrono::microseconds> StoreSession::probe()
{
    const auto begun = m_clock.steady();
    const auto value = ++m_probes;
    if (auto done = durably([&] { return m_database->writeProbe(value); }); !done)
        return tl::unexpected(done.error());
    const auto read = m_database->readProbe();
    if (!read)
        return tl::unexpected(failed(read.error()).error());
    if (*read != value)
        return tl::unexpected(
            failed({ErrorKind::Corrupt, "corrupt", "the probe row came back as " + std::to_string(*read)})
                .error());
    return std::chrono::ceil<std::chrono::microseconds>(m_clock.steady() - begun);
}

} // namespace firstcome::stock
