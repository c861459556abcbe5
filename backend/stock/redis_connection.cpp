#include "backend/stock/redis_connection.h"

#include "backend/core/parsed_number.h"

#include <boost/asio/posix/stream_descriptor.hpp>

#include <deque>
#include <hiredis/async.h>
#include <hiredis/hiredis.h>

namespace firstcome::stock {

namespace {

constexpr auto kFirstRetry = std::chrono::milliseconds(50);
constexpr auto kLongestRetry = std::chrono::milliseconds(1000);
constexpr auto kWatchEvery = std::chrono::milliseconds(100);

core::Error redisDown(std::string detail)
{
    return {core::ErrorKind::Unavailable, "redis_down", std::move(detail)};
}

void append(std::string& command, std::string_view word)
{
    command += '$';
    command += std::to_string(word.size());
    command += "\r\n";
    command += word;
    command += "\r\n";
}

} // namespace

std::string redisInfoField(std::string_view info, std::string_view name)
{
    while (!info.empty()) {
        const auto end = std::min(info.find("\r\n"), info.size());
        const auto line = info.substr(0, end);
        info.remove_prefix(std::min(end + 2, info.size()));
        if (line.size() > name.size() && line.starts_with(name) && line[name.size()] == ':')
            return std::string(line.substr(name.size() + 1));
    }
    return {};
}

RedisTarget RedisTarget::at(const std::string& address) const
{
    RedisTarget one = *this;
    const auto colon = address.rfind(':');
    one.host = address.substr(0, colon);
    if (one.host.starts_with('[') && one.host.ends_with(']')) // an IPv6 address
        one.host = one.host.substr(1, one.host.size() - 2);
    one.port = core::numberIn<std::uint16_t>(std::string_view(address).substr(colon + 1)).value_or(0);
    one.cluster.clear();
    return one;
}

RedisValue RedisValue::of(const redisReply& reply)
{
    RedisValue value;
    switch (reply.type) {
    case REDIS_REPLY_ERROR:
        value.type = Type::Error;
        value.text.assign(reply.str, reply.len);
        break;
    case REDIS_REPLY_STRING:
    case REDIS_REPLY_STATUS:
        value.type = Type::Text;
        value.text.assign(reply.str, reply.len);
        break;
    case REDIS_REPLY_INTEGER:
        value.type = Type::Integer;
        value.integer = reply.integer;
        break;
    case REDIS_REPLY_ARRAY:
        value.type = Type::List;
        value.list.reserve(reply.elements);
        for (std::size_t i = 0; i < reply.elements; ++i)
            value.list.push_back(of(*reply.element[i]));
        break;
    default:
        break;
    }
    return value;
}

/// Outlives the connection while a handler of Asio's still holds it; `owner` is null from then on.
struct RedisConnection::Link : std::enable_shared_from_this<Link>
{
    struct Pending
    {
        OnReply onReply;
        void* tag;
    };

    Link(boost::asio::io_context& io, RedisConnection& of)
        : descriptor(io)
        , owner(&of)
    {
    }

    void adopt(redisAsyncContext* made)
    {
        context = made;
        context->data = this;
        context->ev.data = this;
        context->ev.addRead = [](void* link) { static_cast<Link*>(link)->wantRead(true); };
        context->ev.delRead = [](void* link) { static_cast<Link*>(link)->wantRead(false); };
        context->ev.addWrite = [](void* link) { static_cast<Link*>(link)->wantWrite(true); };
        context->ev.delWrite = [](void* link) { static_cast<Link*>(link)->wantWrite(false); };
        context->ev.cleanup = [](void* link) { static_cast<Link*>(link)->letGo(); };
        descriptor.assign(context->c.fd);
        redisAsyncSetConnectCallback(context, [](const redisAsyncContext* of, int status) {
            auto* connection = static_cast<Link*>(of->data)->owner;
            if (!connection)
                return;
            if (status == REDIS_OK)
                connection->greet();
            else
                connection->lost(redisDown(of->errstr ? of->errstr : "cannot connect"));
        });
        redisAsyncSetDisconnectCallback(context, [](const redisAsyncContext* of, int) {
            if (auto* connection = static_cast<Link*>(of->data)->owner)
                connection->lost(redisDown(of->err != 0 && of->errstr ? of->errstr : "closed"));
        });
    }
    void letGo()
    {
        reading = writing = false;
        context = nullptr;
        if (descriptor.is_open())
            descriptor.release(); // hiredis closes it
    }
    void wantRead(bool wanted)
    {
        reading = wanted;
        if (!reading || readArmed)
            return;
        readArmed = true;
        descriptor.async_wait(descriptor.wait_read, [self = shared_from_this()](const auto& error) {
            self->readArmed = false;
            if (error || !self->context || !self->reading)
                return;
            if (self->owner)
                self->owner->m_lastByte = std::chrono::steady_clock::now();
            redisAsyncHandleRead(self->context);
            if (self->owner)
                self->owner->m_listener.onBurst();
            if (self->context)
                self->wantRead(self->reading);
        });
    }
    void wantWrite(bool wanted)
    {
        writing = wanted;
        if (!writing || writeArmed)
            return;
        writeArmed = true;
        descriptor.async_wait(descriptor.wait_write, [self = shared_from_this()](const auto& error) {
            self->writeArmed = false;
            if (error || !self->context || !self->writing)
                return;
            redisAsyncHandleWrite(self->context);
            if (self->context)
                self->wantWrite(self->writing);
        });
    }
    static void onReply(redisAsyncContext* of, void* reply, void*)
    {
        auto& link = *static_cast<Link*>(of->data);
        const Pending pending = link.pending.front();
        link.pending.pop_front();
        if (link.owner)
            --link.owner->m_open;
        pending.onReply(static_cast<const redisReply*>(reply), pending.tag);
    }

    boost::asio::posix::stream_descriptor descriptor;
    redisAsyncContext* context = nullptr;
    RedisConnection* owner;
    std::deque<Pending> pending; ///< in the order of their replies
    bool reading = false, writing = false, readArmed = false, writeArmed = false;
};

RedisConnection::RedisConnection(boost::asio::io_context& context, RedisTarget target,
                                 RedisListener& listener)
    : m_context(context)
    , m_target(std::move(target))
    , m_listener(listener)
    , m_resolver(context)
    , m_retry(context)
    , m_watch(context)
    , m_sentinel(context, m_target.sentinels, m_target.masterName)
    , m_backoff(kFirstRetry, kLongestRetry)
{
}

RedisConnection::~RedisConnection()
{
    m_ended = true;
    close();
    if (m_link)
        m_link->owner = nullptr;
}

void RedisConnection::close()
{
    if (m_link && m_link->context)
        redisAsyncFree(m_link->context);
}

void RedisConnection::start()
{
    m_trying = true;
    m_lastByte = std::chrono::steady_clock::now();
    m_link = std::make_shared<Link>(m_context, *this);
    watch();
    if (!m_target.sentinels.empty())
        findMaster();
    else if (m_target.host.starts_with('/'))
        connect(m_target.host, 0);
    else
        resolve(m_target.host, m_target.port);
}

void RedisConnection::findMaster()
{
    m_sentinel.ask([link = m_link](const core::Result<RedisSentinel::Master>& master) {
        if (!link->owner || link->owner->m_link != link)
            return;
        auto& self = *link->owner;
        if (!master)
            return self.lost(master.error());
        self.m_lastByte = std::chrono::steady_clock::now();
        self.resolve(master->host, master->port);
    });
}

void RedisConnection::resolve(const std::string& host, std::uint16_t port)
{
    m_resolver.async_resolve(host, std::to_string(port),
                             [link = m_link, host](const auto& error, const auto& found) {
                                 if (!link->owner || link->owner->m_link != link)
                                     return;
                                 auto& self = *link->owner;
                                 if (error)
                                     return self.lost(redisDown(host + ": " + error.message()));
                                 const auto endpoint = found.begin()->endpoint();
                                 self.connect(endpoint.address().to_string(), endpoint.port());
                             });
}

void RedisConnection::connect(const std::string& host, std::uint16_t port)
{
    auto* made = port == 0 ? redisAsyncConnectUnix(host.c_str()) : redisAsyncConnect(host.c_str(), port);
    if (!made)
        return lost(redisDown("out of memory"));
    if (made->err != 0) {
        auto why = redisDown(made->errstr ? made->errstr : "cannot connect");
        redisAsyncFree(made);
        return lost(std::move(why));
    }
    m_link->adopt(made);
}

void RedisConnection::greet()
{
    const auto ask = [this](std::initializer_list<std::string_view> words, OnReply onReply) {
        post(format({words.begin(), words.size()}), onReply, m_link.get());
    };
    const auto mustBeOk = [](const redisReply* reply, void* tag) {
        auto* self = static_cast<Link*>(tag)->owner;
        if (self && reply && reply->type == REDIS_REPLY_ERROR)
            self->drop(
                {core::ErrorKind::Unavailable, "redis_refuses_us", std::string(reply->str, reply->len)});
    };
    if (!m_target.user.empty())
        ask({"AUTH", m_target.user, m_target.password}, mustBeOk);
    else if (!m_target.password.empty())
        ask({"AUTH", m_target.password}, mustBeOk);
    if (m_target.database != 0)
        ask({"SELECT", std::to_string(m_target.database)}, mustBeOk);
    for (const auto* section : {"server", "replication"})
        ask({"INFO", section}, [](const redisReply* reply, void* tag) {
            auto* self = static_cast<Link*>(tag)->owner;
            if (self && reply)
                self->greeted(reply, 1);
        });
    ask({"ROLE"}, [](const redisReply* reply, void* tag) {
        auto* self = static_cast<Link*>(tag)->owner;
        if (self && reply)
            self->greeted(reply, 2);
    });
}

void RedisConnection::greeted(const redisReply* reply, int step)
{
    if (reply->type == REDIS_REPLY_ERROR)
        return drop({core::ErrorKind::Unavailable, "redis_refuses_us", std::string(reply->str, reply->len)});
    if (step == 1 && reply->type == REDIS_REPLY_STRING) {
        const std::string_view info(reply->str, reply->len);
        for (const auto& [name, field] : {std::pair("run_id", &m_greeting.runId),
                                          std::pair("redis_version", &m_greeting.version),
                                          std::pair("master_replid", &m_greeting.replicationId)})
            if (auto value = redisInfoField(info, name); !value.empty())
                *field = std::move(value);
        return;
    }
    if (step == 2 && reply->type == REDIS_REPLY_ARRAY && reply->elements > 0 && reply->element[0]->str)
        m_greeting.role.assign(reply->element[0]->str, reply->element[0]->len);
    if (m_greeting.runId.empty() || m_greeting.role.empty())
        return drop({core::ErrorKind::Unavailable, "redis_refuses_us", "this does not answer as Redis does"});
    if ((!m_target.sentinels.empty() || m_target.mustBeMaster) && m_greeting.role != "master")
        return drop({core::ErrorKind::Unavailable, "redis_read_only",
                     "what should be a master is a " + m_greeting.role});
    m_trying = false;
    m_ready = true;
    m_backoff.reset();
    m_listener.onReady(m_greeting);
}

void RedisConnection::drop(const core::Error& why)
{
    const auto link = m_link;
    lost(why);
    if (link && link->context)
        redisAsyncFree(link->context); // what is open is answered with null
    if (link)
        link->owner =
            nullptr; // where hiredis is in the midst of a reply, the rest is answered a little later
    m_open = 0;
}

void RedisConnection::lost(core::Error why)
{
    if (m_ended || (!m_trying && !m_ready))
        return; // told already
    m_trying = m_ready = false;
    m_retry.expires_after(m_backoff.next());
    m_retry.async_wait([life = std::weak_ptr(m_life), this](const auto& error) {
        if (!error && life.lock())
            start();
    });
    m_listener.onDown(why);
}

void RedisConnection::watch()
{
    m_watch.expires_after(kWatchEvery);
    m_watch.async_wait([link = m_link](const auto& error) {
        if (error || !link->owner || link->owner->m_link != link)
            return;
        auto& self = *link->owner;
        const auto silent = std::chrono::steady_clock::now() - self.m_lastByte;
        if (self.m_trying && !self.m_sentinel.isAsking() && silent > self.m_target.connectTimeout)
            return self.drop(redisDown("no answer to the connection"));
        if (self.m_ready && self.m_open > 0 && silent > self.m_target.silenceTimeout)
            return self.drop(redisDown("silent"));
        if (self.m_trying || self.m_ready)
            self.watch();
    });
}

bool RedisConnection::post(std::string_view command, OnReply onReply, void* tag)
{
    if (!m_link || !m_link->context)
        return false;
    if (m_open == 0)
        m_lastByte = std::chrono::steady_clock::now();
    if (redisAsyncFormattedCommand(m_link->context, &Link::onReply, nullptr, command.data(),
                                   command.size()) != REDIS_OK)
        return false;
    m_link->pending.push_back({onReply, tag});
    ++m_open;
    return true;
}

bool RedisConnection::send(std::string_view command, OnReply onReply, void* tag)
{
    return m_ready && post(command, onReply, tag);
}

std::string RedisConnection::format(std::span<const std::string_view> words)
{
    std::string command = "*" + std::to_string(words.size()) + "\r\n";
    for (const auto word : words)
        append(command, word);
    return command;
}

} // namespace firstcome::stock
