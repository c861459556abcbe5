#pragma once

#include "backend/core/backoff.h"
#include "backend/core/result.h"
#include "backend/stock/redis_sentinel.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct redisAsyncContext;
struct redisReply;

namespace firstcome::stock {

/// Where a Redis server is and who we are to it. A value.
struct RedisTarget
{
    std::string host = "127.0.0.1"; ///< name, address, or absolute path of a Unix socket
    std::uint16_t port = 6379;
    std::string user, password; ///< empty: none is sent
    int database = 0;
    /// host:port of each; where given, they are asked at every connection where the master of `masterName` is, and
    /// host and port above are not used. What connects there must be a master.
    std::vector<std::string> sentinels;
    std::string masterName = "mymaster";
    /// host:port of some servers of a Redis Cluster; where given, RedisServers and RedisClusterLane find the masters
    /// through them, and connect to each with `at`.
    std::vector<std::string> cluster;
    bool mustBeMaster = false; ///< what connects to another is dropped
    std::chrono::milliseconds connectTimeout{1000};
    /// With commands open and not a byte for so long, the connection is given up.
    std::chrono::milliseconds silenceTimeout{3000};

    /// The same terms for one server of the cluster; `address` is host:port.
    RedisTarget at(const std::string& address) const;
};

/// A reply, as a value of our own.
struct RedisValue
{
    enum class Type { Nil, Error, Text, Integer, List };
    Type type = Type::Nil;
    std::int64_t integer = 0;
    std::string text; ///< of Error too
    std::vector<RedisValue> list;

    static RedisValue of(const redisReply& reply);
    bool is(Type other) const { return type == other; }
};

/// What a fresh connection found out.
struct RedisGreeting
{
    std::string runId;   ///< another one than before: the server was started anew, or is another server
    std::string version; ///< e.g. 7.0.15
    std::string role;    ///< `master`, `slave`
    std::string replicationId; ///< another one whenever it became a master
};

/// The value of `name:value` in what INFO says; empty where it is not there.
std::string redisInfoField(std::string_view info, std::string_view name);

/// Gets to know what becomes of a connection. Called on the connection's thread. Owned by the caller and must
/// outlive the connection.
class RedisListener
{
public:
    /// Connected, authenticated and greeted; commands sent from now on, and from within, go out in order.
    virtual void onReady(const RedisGreeting& greeting) = 0;
    /// Lost, or not reached. It is tried again by itself after a capped, jittered while.
    virtual void onDown(const core::Error& why) = 0;
    /// A burst of replies has been handed out.
    virtual void onBurst() {}

protected:
    ~RedisListener() = default;
};

/// One connection to one Redis server (RESP 2, through hiredis) on one io_context, found again after every
/// loss. Commands are pipelined in the order they are sent, and each is answered exactly once: with its
/// reply, or with null where the connection was lost first (its effect is then not known). Names are resolved
/// by Asio; silence is timed here, since hiredis 0.14 does neither without blocking. All calls on the
/// context's thread.
class RedisConnection
{
public:
    using OnReply = void (*)(const redisReply* reply, void* tag);

    RedisConnection(boost::asio::io_context& context, RedisTarget target, RedisListener& listener);
    /// Answers what is open with null; the listener is not called any more.
    ~RedisConnection();
    RedisConnection(const RedisConnection&) = delete;
    RedisConnection& operator=(const RedisConnection&) = delete;

    void start();
    bool isReady() const { return m_ready; }
    /// Not between two tries: either connected or just about to know.
    bool isTrying() const { return m_trying || m_ready; }
    /// `command` in RESP. False: there is no connection, and `onReply` is not called.
    bool send(std::string_view command, OnReply onReply, void* tag);
    std::size_t open() const { return m_open; } ///< commands without an answer
    /// Gives the connection up and makes a new one, as after a loss.
    void drop(const core::Error& why);

    /// `words` as one command in RESP.
    static std::string format(std::span<const std::string_view> words);

private:
    struct Link; ///< what hiredis and Asio both hold on to

    void findMaster();
    void resolve(const std::string& host, std::uint16_t port);
    void connect(const std::string& host, std::uint16_t port);
    void greet();
    void greeted(const redisReply* reply, int step);
    void lost(core::Error why);
    void watch();
    void close();
    bool post(std::string_view command, OnReply onReply, void* tag);

    boost::asio::io_context& m_context;
    const RedisTarget m_target;
    RedisListener& m_listener;
    boost::asio::ip::tcp::resolver m_resolver;
    boost::asio::steady_timer m_retry, m_watch;
    RedisSentinel m_sentinel;
    core::Backoff m_backoff;
    std::shared_ptr<Link> m_link;
    std::shared_ptr<int> m_life = std::make_shared<int>(0); ///< gone with this object, for timers to see
    RedisGreeting m_greeting;
    std::chrono::steady_clock::time_point m_lastByte;
    std::size_t m_open = 0;
    bool m_trying = false;
    bool m_ready = false;
    bool m_ended = false;
};

} // namespace firstcome::stock
