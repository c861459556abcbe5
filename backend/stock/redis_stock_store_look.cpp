#include "backend/stock/redis_stock_store.h"

#include "backend/stock/redis_server_facts.h"

#include <algorithm>

// What the store shows of itself: its look around ten times a second, and what came of it.

namespace firstcome::stock {

using issuing::Instance;
using issuing::InstanceId;

core::Result<void> RedisStockStore::refresh()
{
    const auto asked = m_clock.steady();
    const auto made = epoch();
    if (!made)
        return tl::unexpected(made.error());
    const auto ids = m_control.ask({"SMEMBERS", std::string(kRedisInstances)});
    if (!ids)
        return tl::unexpected(ids.error());
    std::vector<InstanceId> known;
    std::vector<RedisControl::Words> looks;
    for (const auto& text : ids->list)
        if (const auto id = InstanceId::parse(text.text)) {
            known.push_back(*id);
            looks.push_back({"EVAL", m_terms->scripts.look.text, "1", RedisKeys(*id).instance});
        }
    const auto shown = m_control.askAll(looks);
    if (!shown)
        return tl::unexpected(shown.error());
    std::vector<Instance> instances;
    std::map<InstanceId, std::uint32_t> published;
    for (std::size_t i = 0; i < known.size(); ++i) {
        if (const auto error = errorIn((*shown)[i]))
            return tl::unexpected(*error);
        const auto instance = readRedisInstance(known[i], (*shown)[i]);
        if (!instance)
            return tl::unexpected(instance.error());
        if (!*instance || (*instance)->tombstoned)
            continue;
        instances.push_back((*instance)->instance);
        published[known[i]] = (*instance)->confirmed;
    }
    const std::lock_guard lock(m_mutex);
    m_status.health = StoreHealth::Ready;
    m_status.problem.clear();
    m_status.detail.clear();
    m_status.epoch = *made;
    m_status.instances = std::move(instances);
    m_status.published = std::move(published);
    m_status.seenAt = asked;
    return {};
}

void RedisStockStore::lookAround()
{
    const auto asked = m_clock.steady();
    // What was known before asking: an answer with less is one of a server that lost something.
    const auto seen = std::make_shared<const RedisFence::SeenByInstance>(m_terms->fence.seen());
    m_control.askLater({"SMEMBERS", std::string(kRedisInstances)}, [this, asked, seen](const RedisValue* ids) {
        if (!ids)
            return;
        if (const auto error = errorIn(*ids))
            return problem(*error);
        {
            const std::lock_guard lock(m_mutex);
            m_status.health = m_status.epoch != 0 ? StoreHealth::Ready : m_status.health;
            m_status.problem.clear();
            m_status.detail.clear();
            m_status.lastCommit =
                std::chrono::duration_cast<std::chrono::microseconds>(m_clock.steady() - asked);
            m_status.lastCommitAt = m_clock.wall();
        }
        std::set<InstanceId> known;
        for (const auto& text : ids->list)
            if (const auto id = InstanceId::parse(text.text))
                known.insert(*id);
        for (const auto& [id, before] : *seen)
            known.insert(id);
        for (const auto& id : known) {
            const auto before = seen->find(id);
            m_control.askLater({"EVALSHA", m_terms->scripts.look.sha, "1", RedisKeys(id).instance},
                               [this, id, before = before == seen->end() ? RedisFence::Seen() : before->second](
                                   const RedisValue* reply) { take(id, before, reply); });
        }
        m_control.askLater({"PING"}, [this, asked](const RedisValue* reply) { // answered after all of them
            const std::lock_guard lock(m_mutex);
            if (reply)
                m_status.seenAt = asked;
        });
    });
}

void RedisStockStore::take(const InstanceId& id, const RedisFence::Seen& seen, const RedisValue* reply)
{
    if (!reply)
        return;
    if (const auto error = errorIn(*reply))
        return problem(*error);
    const auto shown = readRedisInstance(id, *reply);
    if (!shown)
        return problem(shown.error());
    m_recovery.compare(id, seen, *shown);
    if (*shown && (*shown)->tombstoned)
        m_terms->fence.forget(id); // by another node
    if (*shown && !(*shown)->tombstoned)
        show(**shown);
    else
        hide(id);
}

void RedisStockStore::askDurability()
{
    for (const auto* setting : {"appendonly", "appendfsync"})
        m_control.askLater({"CONFIG", "GET", setting}, [this, setting = std::string(setting)](
                                                           const RedisValue* reply) {
            if (!reply || reply->list.size() != 2) // not allowed to ask: nothing is known, then
                return;
            const std::lock_guard lock(m_mutex);
            (setting == "appendonly" ? m_status.durability.appendOnly : m_status.durability.appendFsync) =
                reply->list[1].text;
        });
}

core::Result<std::vector<issuing::StoreServer>> RedisStockStore::servers()
{
    RedisControl::Words keys{std::string(kRedisInstances), std::string(kRedisEpoch)};
    for (const Instance& instance : status().instances) {
        const RedisKeys its(instance.id);
        keys.insert(keys.end(), {its.instance, its.winners, its.audience, its.outbox});
    }
    const auto& target = m_options.target;
    return askRedisServer(m_control, target.host + ":" + std::to_string(target.port), keys)
        .map([](issuing::StoreServer&& server) { return std::vector{std::move(server)}; });
}

void RedisStockStore::trimJournal()
{
    if (!m_journal)
        return;
    const auto published = status().published;
    for (const auto& [id, through] : published)
        m_onlyInJournal.erase(id);
    for (auto id = m_onlyInJournal.begin(); id != m_onlyInJournal.end();) {
        const auto reply = m_control.run(m_terms->scripts.look, {RedisKeys(*id).instance}, {});
        const auto shown = reply ? readRedisInstance(*id, *reply) : core::Result<std::optional<RedisInstance>>();
        const bool isGone = reply && shown && *shown && (*shown)->tombstoned;
        if (isGone) // disarmed or forgotten while this node was away
            m_journal->forget(*id);
        id = isGone ? m_onlyInJournal.erase(id) : std::next(id);
    }
    m_journal->confirmed(published);
}

void RedisStockStore::carried(const InstanceId& instance, std::uint32_t slot)
{
    m_terms->fence.saw(instance, {0, slot});
}

void RedisStockStore::problem(const core::Error& error)
{
    const std::lock_guard lock(m_mutex);
    m_status.health = StoreHealth::Recovering;
    m_status.problem = error.code;
    m_status.detail = error.detail;
}

void RedisStockStore::show(const RedisInstance& shown)
{
    const Instance& instance = shown.instance;
    const std::lock_guard lock(m_mutex);
    auto& published = m_status.published[instance.id];
    published = std::max(published, shown.confirmed);
    const auto known = std::ranges::find(m_status.instances, instance.id, &Instance::id);
    if (known == m_status.instances.end())
        m_status.instances.push_back(instance);
    else if (instance.version > known->version || instance.issued >= known->issued)
        *known = instance;
}

void RedisStockStore::hide(const InstanceId& id)
{
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_status.instances, [&](const Instance& known) { return known.id == id; });
    m_status.published.erase(id);
}

StoreStatus RedisStockStore::status() const
{
    StoreStatus shown;
    {
        const std::lock_guard lock(m_mutex);
        shown = m_status;
    }
    shown.durability.wanted = m_options.durability;
    shown.suspended = m_recovery.suspended();
    if (shown.health != StoreHealth::Ready)
        return shown;
    if (const auto waiting = m_recovery.waitingFor(); !waiting.empty()) {
        shown.health = StoreHealth::Recovering;
        shown.problem = "waiting_for_nodes";
        for (const auto& node : waiting)
            shown.detail += (shown.detail.empty() ? "" : ", ") + node;
    } else if (const auto failure = m_journal ? m_journal->failure() : std::nullopt) {
        shown.health = StoreHealth::Recovering;
        shown.problem = failure->code;
        shown.detail = failure->detail;
    }
    return shown;
}

} // namespace firstcome::stock
