#include "backend/stock/redis_stock_store.h"

#include "backend/issuing/acts.h"
#include "backend/stock/redis_cluster_lane.h"
#include "backend/stock/redis_winners.h"

#include <algorithm>
#include <random>

namespace firstcome::stock {

using core::ErrorKind;
using issuing::Instance;
using issuing::InstanceId;

namespace {

constexpr std::size_t kLargestChunk = 10'000;

std::shared_ptr<RedisLaneTerms> termsOf(const RedisStoreOptions& options)
{
    RedisScripts scripts(options.clock);
    if (options.changeScripts)
        options.changeScripts(scripts);
    return std::make_shared<RedisLaneTerms>(options.target, std::move(scripts), options.outboxLimit,
                                            options.laneCapacity, options.wait);
}

/// Fits into a double, which is what a script computes with.
std::uint64_t newEpoch()
{
    std::random_device device;
    return std::uniform_int_distribution<std::uint64_t>(1, (1ULL << 52) - 1)(device);
}

} // namespace

RedisStockStore::RedisStockStore(RedisStoreOptions options, const core::Clock& clock)
    : m_options(std::move(options))
    , m_clock(clock)
    , m_terms(termsOf(m_options))
    , m_journal(m_options.journal ? std::make_unique<AcceptJournal>(*m_options.journal) : nullptr)
    , m_control(m_options.target, m_terms->scripts)
    , m_recovery(m_control, m_terms->fence, m_journal.get(), m_options.node)
    , m_repair(m_control, m_terms->scripts, m_terms->fence, m_recovery, m_journal.get())
{
    m_terms->journal = m_journal.get();
    m_terms->onProblem = [this](const core::Error& error) { problem(error); };
}

RedisStockStore::~RedisStockStore()
{
    stop();
}

core::Result<void> RedisStockStore::start()
{
    if (m_journal) {
        m_journal->open();
        for (const auto& [instance, found] : m_journal->found()) {
            m_terms->fence.saw(instance, {found.epoch, found.slot});
            m_onlyInJournal.insert(instance);
        }
    }
    m_recovery.start();
    m_control.start([this] { lookAround(); },
                    {[this](const std::vector<RedisServerMet>& servers, std::shared_ptr<const RedisSlotMap> map) {
                         m_recovery.met(servers);
                         m_terms->map.set(std::move(map));
                         setServers(servers);
                         askDurability();
                     },
                     [this](const core::Error& why) { problem(why); }});
    (void)refresh(); // where it fails the look that is repeated says why
    return {};
}

void RedisStockStore::stop()
{
    m_recovery.stop();
    m_control.stop();
    if (m_journal)
        m_journal->close();
    const std::lock_guard lock(m_mutex);
    m_status.health = StoreHealth::Starting;
    m_status.problem.clear();
    m_status.detail.clear();
}

std::unique_ptr<StockLane> RedisStockStore::openLane(boost::asio::io_context& context)
{
    if (!m_options.target.cluster.empty())
        return std::make_unique<RedisClusterLane>(context, m_terms, m_clock);
    return std::make_unique<RedisLane>(context, m_terms, m_clock);
}

core::Result<std::uint64_t> RedisStockStore::epoch()
{
    const std::string key(kRedisEpoch);
    auto replies = m_control.askAll({{"SET", key, std::to_string(newEpoch()), "NX"}, {"GET", key}});
    if (!replies)
        return tl::unexpected(replies.error());
    for (const auto& reply : *replies)
        if (const auto error = errorIn(reply))
            return tl::unexpected(*error);
    return std::strtoull(replies->back().text.c_str(), nullptr, 10);
}

core::Result<RedisInstance> RedisStockStore::look(const InstanceId& id)
{
    auto reply = m_control.run(m_terms->scripts.look, {RedisKeys(id).instance}, {});
    if (!reply)
        return tl::unexpected(reply.error());
    auto shown = readRedisInstance(id, *reply);
    if (!shown)
        return tl::unexpected(shown.error());
    if (!*shown || (*shown)->tombstoned) {
        hide(id);
        return unknownInstance(id);
    }
    show(**shown);
    return std::move(**shown);
}

core::Result<Instance> RedisStockStore::create(const Instance& instance)
{
    if (instance.total == 0 || instance.total > issuing::kMaxTotal)
        return core::fail(ErrorKind::InvalidArgument, "bad_total", std::to_string(instance.total));
    if (instance.id.isNil() || instance.couponId.empty())
        return core::fail(ErrorKind::InvalidArgument, "bad_instance", "without an id");
    auto made = epoch().and_then([&](std::uint64_t epoch) {
        return m_control.run(m_terms->scripts.create, {RedisKeys(instance.id).instance},
                             fieldsOfNew(instance, epoch));
    });
    if (!made)
        return tl::unexpected(made.error());
    if (made->text != "ok")
        return core::fail(ErrorKind::Conflict, "instance_exists", instance.id.str());
    if (auto listed = m_control.ask({"SADD", std::string(kRedisInstances), instance.id.str()}); !listed)
        return tl::unexpected(listed.error());
    return look(instance.id).map([](const RedisInstance& shown) { return shown.instance; });
}

core::Result<void> RedisStockStore::addAudience(const InstanceId& id,
                                                std::span<const issuing::PublicId> people)
{
    const auto shown = look(id);
    if (!shown)
        return tl::unexpected(shown.error());
    if (shown->instance.audience != issuing::Audience::Listed)
        return core::fail(ErrorKind::InvalidArgument, "not_listed", id.str());
    if (people.size() > kLargestChunk)
        return core::fail(ErrorKind::InvalidArgument, "chunk_too_large", std::to_string(people.size()));
    constexpr std::size_t kWordsAtOnce = 1'000;
    std::vector<RedisControl::Words> commands;
    for (std::size_t i = 0; i < people.size(); ++i) {
        if (i % kWordsAtOnce == 0)
            commands.push_back({"SADD", RedisKeys(id).audience});
        commands.back().push_back(people[i].str());
    }
    return m_control.tellAll(commands);
}

core::Result<std::uint64_t> RedisStockStore::audienceSize(const InstanceId& id)
{
    return look(id)
        .and_then([&](const RedisInstance&) {
            return m_control.ask({"SCARD", RedisKeys(id).audience});
        })
        .map([](const RedisValue& count) { return static_cast<std::uint64_t>(count.integer); });
}

core::Result<Instance> RedisStockStore::save(const Instance& changed, std::uint64_t expectedVersion)
{
    RedisControl::Words arguments{std::to_string(expectedVersion), std::to_string(changed.total)};
    const auto fields = fieldsOfChange(changed);
    arguments.insert(arguments.end(), fields.begin(), fields.end());
    const auto saved = m_control.run(m_terms->scripts.save, {RedisKeys(changed.id).instance}, arguments);
    if (!saved)
        return tl::unexpected(saved.error());
    if (saved->text == "conflict")
        return core::fail(ErrorKind::VersionConflict, "version_conflict", "it changed meanwhile");
    if (saved->text == "below")
        return core::fail(ErrorKind::InvalidArgument, "stock_below_issued", std::to_string(changed.total));
    if (saved->text != "ok")
        return unknownInstance(changed.id);
    return look(changed.id).map([](const RedisInstance& shown) { return shown.instance; });
}

core::Result<void> RedisStockStore::entomb(const InstanceId& id, const char* how, std::uint64_t version)
{
    const RedisKeys keys(id);
    const auto done =
        m_control.run(m_terms->scripts.entomb, {keys.instance, keys.winners, keys.audience, keys.outbox},
                      {how, std::to_string(version)});
    if (!done)
        return tl::unexpected(done.error());
    if (done->text == "conflict")
        return core::fail(ErrorKind::VersionConflict, "version_conflict", "it changed meanwhile");
    if (done->text == "has_issues")
        return core::fail(ErrorKind::WrongState, "has_issues", id.str());
    if (done->text != "ok")
        return unknownInstance(id);
    hide(id);
    m_terms->fence.forget(id);
    m_recovery.forget(id);
    if (m_journal)
        m_journal->forget(id);
    return m_control.ask({"SREM", std::string(kRedisInstances), id.str()}).map([](const RedisValue&) {});
}

core::Result<Instance> RedisStockStore::act(const InstanceId& id, issuing::Act act,
                                            std::uint64_t expectedVersion)
{
    const auto shown = look(id);
    if (!shown)
        return tl::unexpected(shown.error());
    const auto next = issuing::applyAct(shown->instance, act, expectedVersion, shown->now);
    if (!next)
        return next;
    if (next->state != issuing::EventState::Draft)
        return save(*next, expectedVersion);
    if (auto done = entomb(id, "disarmed", expectedVersion); !done)
        return tl::unexpected(done.error());
    return next;
}

core::Result<Instance> RedisStockStore::correctTotal(const InstanceId& id, std::uint32_t total,
                                                     std::uint64_t expectedVersion)
{
    const auto shown = look(id);
    if (!shown)
        return tl::unexpected(shown.error());
    const auto next = issuing::applyTotal(shown->instance, total, expectedVersion, shown->now);
    return next ? save(*next, expectedVersion) : next;
}

core::Result<Instance> RedisStockStore::poke(const InstanceId& id)
{
    return look(id).map([](const RedisInstance& shown) { return shown.instance; });
}

core::Result<std::vector<issuing::Issue>>
RedisStockStore::readIssues(const InstanceId& id, std::uint32_t afterSlot, std::size_t limit)
{
    const std::lock_guard lock(m_copyMutex);
    if (auto shown = look(id); !shown)
        return tl::unexpected(shown.error());
    if (afterSlot == 0 || m_copy.instance != id) {
        auto issues = readWinners(m_control, id);
        if (!issues)
            return tl::unexpected(issues.error());
        m_copy = {id, std::move(*issues)};
    }
    const auto first = std::ranges::upper_bound(m_copy.issues, afterSlot, {}, &issuing::Issue::slot);
    const auto count = std::min<std::size_t>(limit, static_cast<std::size_t>(m_copy.issues.end() - first));
    std::vector<issuing::Issue> page(first, first + static_cast<std::ptrdiff_t>(count));
    if (count < limit)
        m_copy = {}; // the end was reached: a reader begins anew
    return page;
}

core::Result<void> RedisStockStore::forget(const InstanceId& id)
{
    return entomb(id, "forgotten", 0);
}

void RedisStockStore::confirmThrough(const InstanceId& id, std::uint32_t slot)
{
    m_control.post([this, id, slot] {
        const RedisKeys keys(id);
        m_control.askLater(
            {"EVALSHA", m_terms->scripts.confirm.sha, "2", keys.instance, keys.outbox, std::to_string(slot)},
            [](const RedisValue*) {});
    });
}

core::Result<std::chrono::microseconds> RedisStockStore::probe()
{
    const auto before = m_clock.steady();
    const std::string value = std::to_string(newEpoch());
    for (const auto& server : serversMet()) {
        const std::string key = redisProbeOf(server.tag);
        std::vector<RedisControl::Words> commands{{"HSET", key, "value", value}};
        if (m_options.wait.replicas > 0)
            commands.push_back({"WAIT", std::to_string(m_options.wait.replicas),
                                std::to_string(m_options.wait.timeout.count())});
        commands.push_back({"HGET", key, "value"});
        const auto replies = m_control.askAll(commands);
        if (!replies)
            return tl::unexpected(replies.error());
        for (const auto& reply : *replies)
            if (const auto error = errorIn(reply))
                return tl::unexpected(*error);
        if (replies->back().text != value)
            return core::fail(ErrorKind::Corrupt, "corrupt", "the probe was not read back");
        if (const auto had = (*replies)[1].integer; m_options.wait.replicas > 0 && had < m_options.wait.replicas)
            return storeDown("redis_no_replicas: " + std::to_string(had) + " of " +
                             std::to_string(m_options.wait.replicas));
    }
    if (auto seen = refresh(); !seen)
        return tl::unexpected(seen.error());
    trimJournal();
    return std::chrono::duration_cast<std::chrono::microseconds>(m_clock.steady() - before);
}

} // namespace firstcome::stock
