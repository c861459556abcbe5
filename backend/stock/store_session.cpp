#include "backend/stock/store_session.h"

#include <algorithm>

namespace firstcome::stock {

using core::ErrorKind;
using issuing::Instance;
using issuing::InstanceId;
using issuing::UnavailableReason;

namespace {

constexpr int kUnboundedFactor = 4; ///< of the hard bound: the log is emptied whatever it takes

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

} // namespace firstcome::stock
