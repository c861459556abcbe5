#include "backend/stock/redis_sentinel.h"

#include "backend/core/parsed_number.h"
#include "backend/stock/redis_connection.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>
#include <hiredis/hiredis.h>

namespace firstcome::stock {

namespace {

constexpr auto kSentinelPatience = std::chrono::milliseconds(500); ///< with each of them

using Tcp = boost::asio::ip::tcp;

} // namespace

/// One question, kept by the handlers that are under way. `answer` is empty once it is answered or given up.
struct RedisSentinel::Question : std::enable_shared_from_this<Question>
{
    Question(boost::asio::io_context& io, std::shared_ptr<std::vector<std::string>> all, const std::string& master,
             Answer then)
        : sentinels(std::move(all))
        , left(*sentinels)
        , command(RedisConnection::format(
              std::array<std::string_view, 3>{"SENTINEL", "get-master-addr-by-name", master}))
        , answer(std::move(then))
        , resolver(io)
        , socket(io)
        , timer(io)
        , said("none was asked about " + master)
    {
    }

    /// `then`, unless this was answered or another Sentinel is being asked by then.
    template <class Then>
    auto guarded(Then then)
    {
        return [self = shared_from_this(), number = attempt, then](const auto&... results) {
            if (self->answer && self->attempt == number)
                then(*self, results...);
        };
    }

    void tell(core::Result<Master> result)
    {
        timer.cancel();
        boost::system::error_code ignored;
        socket.close(ignored);
        std::exchange(answer, {})(std::move(result));
    }

    /// Asks the next of those that are left.
    void next()
    {
        boost::system::error_code ignored;
        socket.close(ignored);
        reader.reset();
        ++attempt;
        if (left.empty())
            return tell(core::fail(core::ErrorKind::Unavailable, "redis_no_master", said));
        asked = left.front();
        left.erase(left.begin());
        timer.expires_after(kSentinelPatience);
        timer.async_wait(guarded([](Question& q, const auto& error) {
            if (!error)
                q.failed("no answer in time");
        }));
        const auto colon = asked.rfind(':');
        std::string host = asked.substr(0, colon);
        if (host.starts_with('[') && host.ends_with(']')) // an IPv6 address
            host = host.substr(1, host.size() - 2);
        resolver.async_resolve(host, asked.substr(colon + 1),
                               guarded([](Question& q, const auto& error, const auto& found) {
                                   if (error)
                                       return q.failed(error.message());
                                   q.connect(*found.begin());
                               }));
    }
    void connect(const Tcp::endpoint& endpoint)
    {
        socket.async_connect(endpoint, guarded([](Question& q, const auto& error) {
            if (error)
                return q.failed(error.message());
            boost::asio::async_write(q.socket, boost::asio::buffer(q.command),
                                     q.guarded([](Question& sent, const auto& failure, std::size_t) {
                                         if (failure)
                                             return sent.failed(failure.message());
                                         sent.read();
                                     }));
        }));
    }
    void read()
    {
        socket.async_read_some(boost::asio::buffer(bytes), guarded([](Question& q, const auto& error, std::size_t n) {
            if (error)
                return q.failed(error.message());
            if (!q.reader)
                q.reader.reset(redisReaderCreate());
            void* reply = nullptr;
            if (redisReaderFeed(q.reader.get(), q.bytes.data(), n) != REDIS_OK ||
                redisReaderGetReply(q.reader.get(), &reply) != REDIS_OK)
                return q.failed("this does not answer as Redis does");
            if (!reply)
                return q.read();
            const auto value = RedisValue::of(*static_cast<redisReply*>(reply));
            freeReplyObject(reply);
            q.take(value);
        }));
    }
    void take(const RedisValue& value)
    {
        using Type = RedisValue::Type;
        if (value.is(Type::Nil))
            return failed("does not know that master");
        if (value.is(Type::Error))
            return failed(value.text);
        const auto port = value.is(Type::List) && value.list.size() == 2
                              ? core::numberIn<std::uint16_t>(value.list[1].text)
                              : std::nullopt;
        if (!port || *port == 0 || value.list[0].text.empty())
            return failed("an odd answer");
        const auto known = std::ranges::find(*sentinels, asked);
        if (known != sentinels->end())
            std::rotate(sentinels->begin(), known, known + 1);
        tell(Master{value.list[0].text, *port});
    }
    void failed(const std::string& why)
    {
        said = asked + ": " + why;
        next();
    }

    struct ReaderEnd
    {
        void operator()(redisReader* ended) const { redisReaderFree(ended); }
    };

    const std::shared_ptr<std::vector<std::string>> sentinels;
    std::vector<std::string> left;
    const std::string command;
    Answer answer;
    Tcp::resolver resolver;
    Tcp::socket socket;
    boost::asio::steady_timer timer;
    std::unique_ptr<redisReader, ReaderEnd> reader;
    std::array<char, 1024> bytes{};
    std::string asked, said; ///< whom, and what became of it
    unsigned attempt = 0;
};

RedisSentinel::RedisSentinel(boost::asio::io_context& context, std::vector<std::string> sentinels, std::string name)
    : m_context(context)
    , m_sentinels(std::make_shared<std::vector<std::string>>(std::move(sentinels)))
    , m_name(std::move(name))
{
}

RedisSentinel::~RedisSentinel()
{
    if (m_question)
        m_question->answer = {};
}

bool RedisSentinel::isAsking() const
{
    return m_question && m_question->answer;
}

void RedisSentinel::ask(Answer answer)
{
    if (m_question)
        m_question->answer = {};
    m_question = std::make_shared<Question>(m_context, m_sentinels, m_name, std::move(answer));
    boost::asio::post(m_context, [question = m_question] {
        if (question->answer)
            question->next();
    });
}

} // namespace firstcome::stock
