#include "backend/stock/redis_stock_store.h"

#include "backend/stock/redis_problem.h"
#include "backend/stock/redis_server_facts.h"

#include <algorithm>
#include <array>

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

/// One look around, while its answers come.
struct RedisStockStore::Look
{
    core::SteadyTime asked;
    /// What was known before asking: an answer with less is one of a server that lost something.
    RedisFence::SeenByInstance seen;
    bool isListRead = false;
    std::size_t open = 0, answered = 0;
    std::set<InstanceId> heardOf;
    bool lost = false; ///< an answer; why has been told already
    std::optional<core::Error> problem;
};

void RedisStockStore::setServers(const std::vector<RedisServerMet>& servers)
{
    const std::lock_guard lock(m_mutex);
    m_servers = servers;
}

std::vector<RedisServerMet> RedisStockStore::serversMet() const
{
    const std::lock_guard lock(m_mutex);
    return m_servers;
}

void RedisStockStore::lookAround()
{
    const auto look = std::make_shared<Look>();
    look->asked = m_clock.steady();
    look->seen = m_terms->fence.seen();
    m_control.askLater({"SMEMBERS", std::string(kRedisInstances)}, [this, look](const RedisValue* ids) {
        look->lost = !ids;
        if (ids && ids->is(RedisValue::Type::Error))
            look->problem = redisProblem(ids->text);
        look->isListRead = ids && !look->problem;
        look->answered = look->isListRead ? 1 : 0;
        if (look->isListRead) {
            m_listed.clear();
            for (const auto& text : ids->list)
                if (const auto id = InstanceId::parse(text.text))
                    m_listed.insert(*id);
            const std::lock_guard lock(m_mutex);
            m_status.lastCommit =
                std::chrono::duration_cast<std::chrono::microseconds>(m_clock.steady() - look->asked);
            m_status.lastCommitAt = m_clock.wall();
        }
        lookAt(look);
    });
}

/// Also where the list cannot be read: the masters of a cluster that have the instances may answer.
void RedisStockStore::lookAt(const std::shared_ptr<Look>& look)
{
    auto known = m_listed;
    for (const auto& [id, seen] : look->seen)
        known.insert(id);
    std::vector<RedisServerMet> asked;
    if (!look->isListRead) { // who has not read it yet knows of none, but that the others answer
        asked = serversMet();
        const std::lock_guard lock(m_mutex);
        for (const auto& instance : m_status.instances) // that somebody has asked for
            known.insert(instance.id);
    }
    look->open = known.size() + asked.size() + 1;
    for (const auto& server : asked)
        m_control.askLater({"HGET", redisProbeOf(server.tag), "value"}, [this, look](const RedisValue* reply) {
            look->answered += reply && !reply->is(RedisValue::Type::Error) ? 1 : 0;
            if (--look->open == 0)
                finish(*look);
        });
    for (const auto& id : known)
        m_control.askLater({"EVALSHA", m_terms->scripts.look.sha, "1", RedisKeys(id).instance},
                           [this, id, look](const RedisValue* reply) {
                               take(id, *look, reply);
                               if (--look->open == 0)
                                   finish(*look);
                           });
    if (--look->open == 0)
        finish(*look);
}

void RedisStockStore::take(const InstanceId& id, Look& look, const RedisValue* reply)
{
    look.lost = look.lost || !reply;
    if (!reply)
        return;
    const auto shown = reply->is(RedisValue::Type::Error) ? tl::unexpected(redisProblem(reply->text))
                                                          : readRedisInstance(id, *reply);
    if (!shown) {
        look.problem = shown.error();
        return;
    }
    ++look.answered;
    const auto seen = look.seen.find(id);
    m_recovery.compare(id, seen == look.seen.end() ? RedisFence::Seen() : seen->second, *shown);
    if (*shown && (*shown)->tombstoned)
        m_terms->fence.forget(id); // by another node
    if (!*shown || (*shown)->tombstoned)
        return hide(id);
    show(**shown);
    look.heardOf.insert(id);
    if (look.isListRead && !m_listed.contains(id)) // the master that has the list has lost it
        m_control.askLater({"SADD", std::string(kRedisInstances), id.str()}, [](const RedisValue*) {});
}

void RedisStockStore::finish(const Look& look)
{
    {
        const std::lock_guard lock(m_mutex);
        m_someAnswer = m_servers.size() > 1 && look.answered > 0;
        m_heardOf = look.heardOf;
        if (!look.problem && !look.lost) {
            m_status.health = m_status.epoch != 0 ? StoreHealth::Ready : m_status.health;
            m_status.problem.clear();
            m_status.detail.clear();
            m_status.seenAt = look.asked;
        } else if (m_status.health == StoreHealth::Recovering || m_status.health == StoreHealth::Impaired) {
            m_status.health = m_someAnswer ? StoreHealth::Impaired : StoreHealth::Recovering;
        }
    }
    if (look.problem)
        problem(*look.problem);
}

/// Of several servers the least durable counts.
void RedisStockStore::askDurability()
{
    {
        const std::lock_guard lock(m_mutex);
        m_status.durability = {};
    }
    constexpr std::array<std::string_view, 4> kWeakestFirst{"no", "everysec", "always", "yes"};
    for (const auto* setting : {"appendonly", "appendfsync"})
        m_control.askEachLater({"CONFIG", "GET", setting}, [this, setting = std::string_view(setting), kWeakestFirst](
                                                               const RedisValue* reply) {
            if (!reply || reply->list.size() != 2) // not allowed to ask: nothing is known, then
                return;
            const std::lock_guard lock(m_mutex);
            auto& durability = m_status.durability;
            auto& known = setting == "appendonly" ? durability.appendOnly : durability.appendFsync;
            const auto& found = reply->list[1].text;
            if (known.empty() ||
                std::ranges::find(kWeakestFirst, found) < std::ranges::find(kWeakestFirst, known))
                known = found;
        });
}

core::Result<std::vector<issuing::StoreServer>> RedisStockStore::servers()
{
    RedisControl::Words keys{std::string(kRedisInstances), std::string(kRedisEpoch)};
    for (const Instance& instance : status().instances) {
        const RedisKeys its(instance.id);
        keys.insert(keys.end(), {its.instance, its.winners, its.audience, its.outbox});
    }
    std::vector<issuing::StoreServer> said;
    for (const auto& met : serversMet()) {
        RedisControl::Words its;
        std::ranges::copy_if(keys, std::back_inserter(its), [&](const std::string& key) { return met.has(key); });
        auto server = askRedisServer(m_control, met, its);
        if (!server)
            return tl::unexpected(server.error());
        said.push_back(std::move(*server));
    }
    return said;
}

void RedisStockStore::trimJournal()
{
    if (!m_journal)
        return;
    auto published = status().published;
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
    // The log may have these slots of somebody else, where the server went on without what this node has shown.
    std::erase_if(published, [this](const auto& entry) { return !m_recovery.isHeldAgainst(entry.first); });
    m_journal->confirmed(std::move(published));
}

void RedisStockStore::carried(const InstanceId& instance, std::uint32_t slot)
{
    m_terms->fence.saw(instance, {0, slot});
}

void RedisStockStore::problem(const core::Error& error)
{
    const std::lock_guard lock(m_mutex);
    m_status.health = m_someAnswer ? StoreHealth::Impaired : StoreHealth::Recovering;
    m_status.problem = error.code;
    m_status.detail = error.detail;
}

/// What an answer's way here takes makes the server's clock seem late: the earliest of the last answers is taken, and
/// slowly forgotten; a clock that was set is taken over at once.
void RedisStockStore::learnClock(core::WallTime serverNow)
{
    const auto seen = serverNow - m_clock.wall();
    auto& ahead = m_status.clockAhead;
    const auto behind = ahead - seen;
    ahead = behind < std::chrono::microseconds(0) || behind > std::chrono::seconds(1) ? seen : ahead - behind / 64;
}

void RedisStockStore::show(const RedisInstance& shown)
{
    const Instance& instance = shown.instance;
    const std::lock_guard lock(m_mutex);
    learnClock(shown.now);
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
    std::set<InstanceId> heardOf;
    bool isOneOfSeveral = false;
    {
        const std::lock_guard lock(m_mutex);
        shown = m_status;
        isOneOfSeveral = m_servers.size() > 1;
        heardOf = m_heardOf;
    }
    shown.durability.wanted = m_options.durability;
    shown.durability.waitReplicas = m_options.wait.replicas;
    shown.durability.unreplicated = m_terms->unreplicated;
    shown.durability.damagedPlaces = m_journal ? m_journal->damagedPlaces() : 0;
    shown.suspended = m_recovery.suspended();
    if (shown.health != StoreHealth::Ready && shown.health != StoreHealth::Impaired)
        return shown;
    for (const auto& id : heardOf)
        if (isOneOfSeveral && m_recovery.isAgreed(id))
            shown.heardOf.insert(id);
    if (const auto refusal = m_recovery.refusal()) {
        shown.health = isOneOfSeveral ? StoreHealth::Impaired : StoreHealth::Recovering;
        shown.problem = refusal->code;
        shown.detail = refusal->detail;
    } else if (const auto waiting = m_recovery.waitingFor(); !waiting.empty()) {
        shown.health = isOneOfSeveral ? StoreHealth::Impaired : StoreHealth::Recovering;
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
