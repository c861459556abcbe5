#include "backend/stock/redis_servers.h"

#include "backend/core/parsed_number.h"

#include <algorithm>
#include <array>
#include <hiredis/hiredis.h>

namespace firstcome::stock {

namespace {

void send(RedisConnection& connection, const RedisServers::Words& words, RedisServers::OnValue onValue)
{
    using OnValue = RedisServers::OnValue;
    auto handler = std::make_unique<OnValue>(std::move(onValue));
    const auto answer = [](const redisReply* reply, void* tag) {
        const std::unique_ptr<OnValue> mine(static_cast<OnValue*>(tag));
        if (!reply)
            return (*mine)(nullptr);
        const auto value = RedisValue::of(*reply);
        (*mine)(&value);
    };
    const std::vector<std::string_view> views(words.begin(), words.end());
    if (connection.send(RedisConnection::format(views), answer, handler.get()))
        handler.release();
    else
        (*handler)(nullptr);
}

} // namespace

std::string_view RedisServers::keyOf(const Words& words)
{
    for (const auto* keyless : {"CONFIG", "INFO", "WAIT"})
        if (words[0] == keyless)
            return {};
    if (!words[0].starts_with("EVAL"))
        return words.size() > 1 ? std::string_view(words[1]) : std::string_view();
    return words.size() > 3 && words[2] != "0" ? std::string_view(words[3]) : std::string_view();
}

bool RedisServerMet::has(std::string_view key) const
{
    return slots.empty() || RedisSlotMap::has(slots, redisHashSlot(key));
}

/// One connection. Made and destroyed by `look` and `start`, never from within a call of its own.
struct RedisServers::Link final : RedisListener
{
    Link(RedisServers& of, std::string at, RedisTarget target)
        : servers(of)
        , address(std::move(at))
        , host(target.host)
        , connection(of.m_context, std::move(target), *this)
    {
    }
    void onReady(const RedisGreeting& found) override
    {
        greeting = found;
        wasTried = true;
        for (const auto* script : servers.m_scripts.all())
            connection.send(
                RedisConnection::format(std::array<std::string_view, 3>{"SCRIPT", "LOAD", script->text}),
                [](const redisReply*, void*) {}, nullptr);
        servers.met(*this);
    }
    void onDown(const core::Error& why) override
    {
        wasTried = true;
        told.reset();
        servers.m_listener.onDown(why);
    }

    RedisServers& servers;
    const std::string address; ///< host:port; empty where this is no cluster
    const std::string host;
    RedisGreeting greeting;
    std::uint64_t epoch = 0;
    std::optional<SlotsTold> told; ///< since the last look
    bool isAsked = false;
    bool wasTried = false;
    RedisConnection connection; ///< last: its end answers what is open
};

RedisServers::RedisServers(boost::asio::io_context& context, RedisTarget target, const RedisScripts& scripts,
                           Listener listener)
    : m_context(context)
    , m_target(std::move(target))
    , m_scripts(scripts)
    , m_listener(std::move(listener))
{
}

RedisServers::~RedisServers() = default;

void RedisServers::start()
{
    if (isCluster())
        return connectSeeds();
    m_links.emplace_back(*this, std::string(), m_target);
    m_links.back().connection.start();
}

RedisServers::Link& RedisServers::connect(const std::string& address)
{
    Link& link = m_links.emplace_back(*this, address, m_target.at(address));
    link.connection.start();
    return link;
}

void RedisServers::connectSeeds()
{
    for (const auto& seed : m_target.cluster)
        if (!linkTo(seed))
            connect(seed);
}

RedisServers::Link* RedisServers::linkTo(const std::string& address)
{
    const auto found = std::ranges::find(m_links, address, &Link::address);
    return found == m_links.end() ? nullptr : &*found;
}

RedisServers::Link* RedisServers::linkOf(std::string_view key)
{
    if (!isCluster())
        return m_links.empty() ? nullptr : &m_links.front();
    return m_map ? linkTo(m_map->masterOf(redisHashSlot(key))) : nullptr;
}

bool RedisServers::isReady() const
{
    return std::ranges::any_of(m_links, [](const Link& link) { return link.connection.isReady(); });
}

bool RedisServers::wereTried() const
{
    return (!isCluster() || m_map || !isReady()) &&
           std::ranges::all_of(m_links, [&](const Link& link) {
               return link.wasTried || (m_map && !m_map->masters().contains(link.address));
           });
}

void RedisServers::look()
{
    if (isCluster()) {
        std::optional<SlotsTold> newest;
        for (Link& link : m_links)
            if (auto told = std::exchange(link.told, {}); told && (!newest || told->epoch > newest->epoch))
                newest = std::move(told);
        if (newest)
            take(std::move(newest->map));
        const auto isMaster = [this](const Link& link) { return m_map && m_map->masters().contains(link.address); };
        if (std::ranges::any_of(m_links, [&](Link& link) { return link.connection.isReady() && isMaster(link); }))
            m_links.remove_if([&](const Link& link) { return !isMaster(link); });
        else
            connectSeeds();
    }
    for (Link& link : m_links)
        if (link.connection.isReady() && !std::exchange(link.isAsked, true)) {
            if (isCluster())
                askSlots(link);
            askReplication(link);
        }
}

void RedisServers::met(Link& link)
{
    if (isCluster() && !m_map)
        askSlots(link);
    tell();
}

void RedisServers::askSlots(Link& link)
{
    send(link.connection, {"CLUSTER", "INFO"}, [&link](const RedisValue* info) {
        if (info)
            link.epoch = core::numberIn<std::uint64_t>(redisInfoField(info->text, "cluster_current_epoch")).value_or(0);
    });
    send(link.connection, {"CLUSTER", "SLOTS"}, [this, &link](const RedisValue* slots) {
        if (!slots)
            return;
        if (slots->is(RedisValue::Type::Error))
            return m_listener.onDown({core::ErrorKind::Unavailable, "redis_no_cluster", slots->text});
        auto map = RedisSlotMap::read(*slots, link.host);
        if (map && m_map)
            link.told = {link.epoch, std::move(*map)};
        else if (map)
            take(std::move(*map));
    });
}

void RedisServers::askReplication(Link& link)
{
    send(link.connection, {"INFO", "replication"}, [this, &link](const RedisValue* info) {
        link.isAsked = false;
        if (!info || !info->is(RedisValue::Type::Text))
            return;
        link.greeting.role = redisInfoField(info->text, "role");
        link.greeting.replicationId = redisInfoField(info->text, "master_replid");
        tell();
    });
}

void RedisServers::take(RedisSlotMap map)
{
    if (m_map && *m_map == map)
        return;
    m_map = std::make_shared<const RedisSlotMap>(std::move(map));
    for (const auto& [address, slots] : m_map->masters())
        if (!linkTo(address))
            connect(address);
    tell();
}

/// A server that is away is still the one that was met there, until another one is.
void RedisServers::tell()
{
    std::vector<RedisServerMet> servers;
    for (const Link& link : m_links) {
        RedisServerMet server{isCluster() ? link.address : m_target.host + ":" + std::to_string(m_target.port),
                              link.greeting.runId,
                              link.greeting.runId + '@' + link.greeting.replicationId,
                              {},
                              {}};
        if (server.runId.empty())
            continue;
        if (isCluster()) {
            if (!m_map || !m_map->masters().contains(link.address) || link.greeting.role != "master")
                continue;
            server.tag = m_map->tagOf(link.address);
            server.slots = m_map->masters().at(link.address);
        }
        servers.push_back(std::move(server));
    }
    if (servers == m_told && m_map == m_toldMap)
        return;
    m_told = servers;
    m_toldMap = m_map;
    m_listener.onMet(servers, m_map);
}

void RedisServers::ask(std::string_view key, const Words& words, OnValue onValue)
{
    Link* const link = linkOf(key);
    if (!link)
        return onValue(nullptr);
    if (!isCluster())
        return send(link->connection, words, std::move(onValue));
    send(link->connection, words, [this, words, host = link->host, onValue = std::move(onValue)](const RedisValue* value) {
        auto elsewhere = value && value->is(RedisValue::Type::Error) ? readRedirection(value->text) : std::nullopt;
        if (elsewhere && elsewhere->address.starts_with(':'))
            elsewhere->address = host + elsewhere->address;
        Link* const other = elsewhere ? linkTo(elsewhere->address) : nullptr;
        if (!other)
            return onValue(value);
        if (elsewhere->isForOne)
            send(other->connection, {"ASKING"}, [](const RedisValue*) {});
        send(other->connection, words, onValue);
    });
}

void RedisServers::askEach(const Words& words, const OnValue& onValue)
{
    for (Link& link : m_links)
        send(link.connection, words, onValue);
}

} // namespace firstcome::stock
