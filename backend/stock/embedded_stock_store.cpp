#include "backend/stock/embedded_stock_store.h"

#include <algorithm>
#include <utility>

namespace firstcome::stock {

using core::ErrorKind;
using issuing::Instance;
using issuing::InstanceId;

namespace {

constexpr std::size_t kAudienceChunk = 10'000;

} // namespace

EmbeddedStockStore::EmbeddedStockStore(EmbeddedStoreOptions options, const core::Clock& clock)
    : m_options(std::move(options))
    , m_clock(clock)
    , m_backoff(m_options.retryFirst, m_options.retryCap)
    , m_batch(m_options.maxBatch)
    , m_reader(m_options.session.database.file, m_options.session.database.vfs, m_feed)
{
}

EmbeddedStockStore::~EmbeddedStockStore()
{
    stop();
}

core::Result<void> EmbeddedStockStore::start()
{
    if (m_thread.joinable())
        return core::fail(ErrorKind::Internal, "already_started");
    {
        const std::lock_guard lock(m_inbox);
        m_accepting = true;
        m_stopping = false;
    }
    m_tried = false;
    m_firstTry = {};
    auto tried = m_firstTry.get_future();
    m_thread = std::thread([this] { run(); });
    tried.wait();
    return {};
}

void EmbeddedStockStore::stop()
{
    if (!m_thread.joinable())
        return;
    {
        const std::lock_guard lock(m_inbox);
        m_accepting = false;
        m_stopping = true;
    }
    m_bell->ring();
    m_thread.join();
    const std::lock_guard lock(m_reading);
    m_reader.close();
}

std::unique_ptr<StockLane> EmbeddedStockStore::openLane(boost::asio::io_context& context)
{
    auto channel = std::make_shared<LaneChannel>(context, m_options.laneCapacity);
    {
        const std::lock_guard lock(m_inbox);
        m_newLanes.push_back(channel);
    }
    m_bell->ring();
    return std::make_unique<EmbeddedLane>(context, std::move(channel), m_bell, m_clock,
                                          m_options.laneCapacity);
}

core::Result<void> EmbeddedStockStore::schedule(Job job)
{
    {
        const std::lock_guard lock(m_inbox);
        if (!m_accepting)
            return storeDown("the store is not running");
        m_jobs.push_back(std::move(job));
    }
    m_bell->ring();
    return {};
}

template <class T>
core::Result<T> EmbeddedStockStore::onStoreThread(const std::function<core::Result<T>(StoreSession&)>& work)
{
    auto promise = std::make_shared<std::promise<core::Result<T>>>(); // outlives whichever thread is through first
    auto answer = promise->get_future();
    const auto scheduled = schedule([this, &work, promise] {
        if (!m_session || m_session->suspended())
            return promise->set_value(storeDown(m_board.read().detail));
        auto result = work(*m_session);
        afterWork();
        promise->set_value(std::move(result));
    });
    if (!scheduled)
        return tl::unexpected(scheduled.error());
    return answer.get();
}

core::Result<Instance> EmbeddedStockStore::create(const Instance& instance)
{
    return onStoreThread<Instance>([&](StoreSession& session) { return session.create(instance); });
}

core::Result<void> EmbeddedStockStore::addAudience(const InstanceId& instance,
                                                   std::span<const issuing::PublicId> people)
{
    if (people.size() > kAudienceChunk)
        return core::fail(ErrorKind::InvalidArgument, "chunk_too_large", std::to_string(people.size()));
    return onStoreThread<void>([&](StoreSession& session) { return session.addAudience(instance, people); });
}

core::Result<std::uint64_t> EmbeddedStockStore::audienceSize(const InstanceId& instance)
{
    return onStoreThread<std::uint64_t>(
        [&](StoreSession& session) { return session.audienceSize(instance); });
}

core::Result<Instance> EmbeddedStockStore::act(const InstanceId& instance, issuing::Act act,
                                               std::uint64_t expectedVersion)
{
    return onStoreThread<Instance>(
        [&](StoreSession& session) { return session.act(instance, act, expectedVersion); });
}

core::Result<Instance> EmbeddedStockStore::correctTotal(const InstanceId& instance, std::uint32_t total,
                                                        std::uint64_t expectedVersion)
{
    return onStoreThread<Instance>(
        [&](StoreSession& session) { return session.correctTotal(instance, total, expectedVersion); });
}

core::Result<Instance> EmbeddedStockStore::poke(const InstanceId& instance)
{
    return onStoreThread<Instance>([&](StoreSession& session) { return session.poke(instance); });
}

core::Result<void> EmbeddedStockStore::forget(const InstanceId& instance)
{
    for (;;) { // in bounded steps, so that batches go on between them
        const auto gone = onStoreThread<bool>([&](StoreSession& session) {
            m_confirmed.erase(instance);
            return session.forgetSome(instance);
        });
        if (!gone)
            return tl::unexpected(gone.error());
        if (*gone)
            return {};
    }
}

core::Result<std::chrono::microseconds> EmbeddedStockStore::probe()
{
    return onStoreThread<std::chrono::microseconds>([](StoreSession& session) { return session.probe(); });
}

/// Beside the store thread, on a connection of its own: an audit of millions does not hold up attempts.
core::Result<std::vector<issuing::Issue>>
EmbeddedStockStore::readIssues(const InstanceId& instance, std::uint32_t afterSlot, std::size_t limit)
{
    const std::lock_guard lock(m_reading);
    std::vector<issuing::Issue> issues;
    bool known = false;
    auto done = m_reader.consistently([&]() -> core::Result<void> {
        const auto instances = m_reader.instances();
        if (!instances)
            return tl::unexpected(instances.error());
        const auto found =
            std::ranges::find(*instances, instance, [](const auto& s) { return s.instance.id; });
        known = found != instances->end();
        if (!known)
            return {};
        return m_reader.issues(*found, afterSlot, limit).map([&](std::vector<issuing::Issue>&& read) {
            issues = std::move(read);
        });
    });
    if (!done)
        return tl::unexpected(done.error());
    if (!known)
        return core::fail(ErrorKind::NotFound, "unknown_instance", instance.str());
    return issues;
}

void EmbeddedStockStore::confirmThrough(const InstanceId& instance, std::uint32_t slot)
{
    const std::lock_guard lock(m_inbox); // the next batch takes it along
    auto& confirmed = m_newConfirmations[instance];
    confirmed = std::max(confirmed, slot);
}

} // namespace firstcome::stock
