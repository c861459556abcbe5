// The store thread of EmbeddedStockStore: batches, jobs between them, recovery.
#include "backend/stock/embedded_stock_store.h"

#include <algorithm>
#include <pthread.h>
#include <utility>

namespace firstcome::stock {

using issuing::UnavailableReason;
using std::chrono::steady_clock;

namespace {

constexpr std::chrono::milliseconds kForever{-1};

} // namespace

void EmbeddedStockStore::run()
{
    pthread_setname_np(pthread_self(), "fc-store");
    beginOpening();
    for (;;) {
        bool stopping = false;
        {
            const std::lock_guard lock(m_inbox);
            stopping = m_stopping;
        }
        mindRecovery();
        adoptLanes();
        const bool ranJobs = runJobs();
        const bool served = serveBatch();
        if (ranJobs || served)
            continue;
        if (stopping)
            break;
        m_bell->wait(sleepTime());
    }
    m_feed->distrust();
    if (m_opener.joinable())
        m_opener.join();
    m_opening = {};
    m_spent.reset();
    m_session.reset();
    m_lanes.clear();
    if (!std::exchange(m_tried, true))
        m_firstTry.set_value();
    m_board.stopped();
}

std::chrono::milliseconds EmbeddedStockStore::sleepTime() const
{
    if (m_session || m_opening.valid())
        return kForever; // the opener rings
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(m_retryAt - steady_clock::now());
    return std::max(left, std::chrono::milliseconds(0));
}

void EmbeddedStockStore::beginOpening()
{
    std::promise<Opened> promise;
    m_opening = promise.get_future();
    auto options = m_options.session;
    options.database.mayCreate = !m_wasThere;
    m_opener = std::thread([this, promise = std::move(promise), options = std::move(options)]() mutable {
        pthread_setname_np(pthread_self(), "fc-store-open");
        promise.set_value(StoreSession::open(options, m_clock));
        m_bell->ring();
    });
}

bool EmbeddedStockStore::openingDone() const
{
    return m_opening.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

void EmbeddedStockStore::mindRecovery()
{
    m_spent.reset(); // closing may take its time: after everybody has been told
    if (m_session)
        return;
    if (!m_opening.valid()) {
        if (steady_clock::now() >= m_retryAt)
            beginOpening();
        return;
    }
    if (!openingDone())
        return;
    m_opener.join();
    auto opened = m_opening.get();
    if (opened) {
        adopt(std::move(*opened));
    } else {
        m_wasThere = m_wasThere || opened.error().code == "corrupt";
        m_board.recovering(opened.error());
        m_retryAt = steady_clock::now() + m_backoff.next();
    }
    if (!std::exchange(m_tried, true))
        m_firstTry.set_value();
}

void EmbeddedStockStore::adopt(std::unique_ptr<StoreSession> session)
{
    m_backoff.reset();
    m_session = std::move(session);
    m_wasThere = true;
    for (const auto& [instance, slot] : m_confirmed)
        m_session->confirm(instance, slot);
    const auto missing = whatIsMissing(*m_session);
    if (missing.empty()) {
        publishChanges();
        m_board.ready(m_session->epoch());
        m_feed->trust();
    } else {
        m_session->suspend();
        m_board.failed("corrupt", missing);
    }
}

/// What this process has answered and the file does not have; empty: all is there.
std::string EmbeddedStockStore::whatIsMissing(const StoreSession& session) const
{
    const auto before = m_board.read();
    if (before.epoch == 0)
        return {};
    if (before.epoch != session.epoch())
        return "another database stands in its place";
    const auto now = session.instances();
    for (const auto& known : before.instances) {
        const auto found = std::ranges::find(now, known.id, &issuing::Instance::id);
        const auto issued = found == now.end() ? 0 : found->issued;
        if (issued < known.issued)
            return known.couponId.str() + " came back with " + std::to_string(issued) + " of " +
                   std::to_string(known.issued) + " issues";
    }
    return {};
}

void EmbeddedStockStore::afterWork()
{
    if (!m_session)
        return;
    if (!m_session->failure())
        return publishChanges();
    m_feed->distrust(); // before the connection goes, see CommitFeed
    m_board.recovering(*m_session->failure());
    m_spent = std::move(m_session);
    m_retryAt = steady_clock::now() + m_backoff.next();
}

void EmbeddedStockStore::publishChanges()
{
    auto changes = m_session->takeChanges();
    if (changes.all || !changes.instances.empty())
        m_board.changed(std::move(changes));
}

bool EmbeddedStockStore::runJobs()
{
    std::deque<Job> jobs;
    {
        const std::lock_guard lock(m_inbox);
        jobs.swap(m_jobs);
    }
    for (const auto& job : jobs)
        job();
    return !jobs.empty();
}

void EmbeddedStockStore::adoptLanes()
{
    std::erase_if(m_lanes, [](const auto& lane) { return lane->closed(); });
    const std::lock_guard lock(m_inbox);
    for (auto& lane : m_newLanes)
        m_lanes.push_back(std::move(lane));
    m_newLanes.clear();
}

void EmbeddedStockStore::applyConfirmations()
{
    std::map<issuing::InstanceId, std::uint32_t> fresh;
    {
        const std::lock_guard lock(m_inbox);
        fresh.swap(m_newConfirmations);
    }
    for (const auto& [instance, slot] : fresh) {
        auto& confirmed = m_confirmed[instance];
        confirmed = std::max(confirmed, slot);
        if (m_session && !m_session->confirm(instance, confirmed))
            m_confirmed.erase(instance);
    }
}

bool EmbeddedStockStore::serveBatch()
{
    collect();
    if (m_batchSize == 0)
        return false;
    applyConfirmations();
    for (std::size_t i = 0; i < m_batchSize; ++i)
        decide(m_batch[i]);
    if (m_session && m_session->hasWrites() && !commitBatch())
        for (std::size_t i = 0; i < m_batchSize; ++i)
            m_batch[i].reply = unavailable(UnavailableReason::StoreDown);
    afterWork();
    deliver();
    return true;
}

void EmbeddedStockStore::collect()
{
    m_batchSize = 0;
    const std::size_t lanes = m_lanes.size();
    for (std::size_t i = 0; i < lanes; ++i) {
        auto* lane = m_lanes[(m_firstLane + i) % lanes].get();
        while (m_batchSize < m_batch.size() && lane->take(m_batch[m_batchSize].request)) {
            if (!lane->closed())
                m_batch[m_batchSize++].lane = lane;
        }
    }
    if (lanes > 0)
        m_firstLane = (m_firstLane + 1) % lanes;
}

void EmbeddedStockStore::decide(Pending& pending)
{
    const auto& request = pending.request;
    pending.decidedAt = m_clock.steady();
    if (!m_session) {
        pending.reply = unavailable(UnavailableReason::StoreDown);
    } else {
        const Question question{request.publicId.view(), request.deadline, request.epoch, request.seenSlot};
        pending.reply = request.findOnly ? m_session->find(request.instance, question)
                                         : m_session->decide(request.instance, question);
    }
}

bool EmbeddedStockStore::commitBatch()
{
    const bool issues = m_session->hasIssues();
    const auto begun = m_clock.steady();
    const auto done = m_session->commit();
    if (!done)
        return false;
    const auto durableAt = m_clock.steady();
    m_board.committed(durableAt - begun, m_clock.wall());
    publishChanges();
    if (issues)
        m_feed->committed();
    for (std::size_t i = 0; i < m_batchSize; ++i)
        m_batch[i].reply.commit = durableAt - m_batch[i].decidedAt;
    return true;
}

void EmbeddedStockStore::deliver()
{
    const auto epoch = m_session ? m_session->epoch() : 0;
    for (std::size_t i = 0; i < m_batchSize; ++i) {
        auto& pending = m_batch[i];
        pending.reply.storeWait = pending.decidedAt - pending.request.handedOver;
        pending.lane->answer({pending.reply, epoch, pending.request.ticket});
    }
    for (const auto& lane : m_lanes)
        lane->flush();
}

} // namespace firstcome::stock
