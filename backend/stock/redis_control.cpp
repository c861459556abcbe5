#include "backend/stock/redis_control.h"

#include "backend/stock/redis_problem.h"
#include "backend/stock/stock_store.h"

#include <array>
#include <hiredis/hiredis.h>

namespace firstcome::stock {

namespace {

constexpr auto kLookEvery = std::chrono::milliseconds(100);
constexpr auto kPatience = std::chrono::seconds(5);

std::string formatted(const RedisControl::Words& words)
{
    const std::vector<std::string_view> views(words.begin(), words.end());
    return RedisConnection::format(views);
}

} // namespace

std::optional<core::Error> errorIn(const RedisValue& value)
{
    if (!value.is(RedisValue::Type::Error))
        return std::nullopt;
    const auto problem = redisProblem(value.text);
    return core::Error{core::ErrorKind::Unavailable, "store_down", problem.code + ": " + problem.detail};
}

/// One caller's commands and the replies so far; lives until the last reply, whoever has given up by then.
struct RedisControl::Round
{
    std::promise<core::Result<std::vector<RedisValue>>> done;
    std::vector<RedisValue> replies;
    std::size_t wanted = 0;
    bool lost = false;
};

RedisControl::RedisControl(RedisTarget target, const RedisScripts& scripts)
    : m_scripts(scripts)
    , m_target(std::move(target))
{
}

RedisControl::~RedisControl()
{
    stop();
}

void RedisControl::start(std::function<void()> onLook, std::function<void(const RedisGreeting&)> onUp,
                         std::function<void(const core::Error&)> onDown)
{
    m_onLook = std::move(onLook);
    m_onUp = std::move(onUp);
    m_onDown = std::move(onDown);
    m_firstTry = {};
    m_tried = false;
    {
        const std::lock_guard lock(m_mutex);
        m_running = true;
        m_why.detail = "not connected yet";
    }
    m_timer.emplace(m_thread.context());
    RedisListener& listener = *this;
    m_connection = std::make_unique<RedisConnection>(m_thread.context(), m_target, listener);
    m_thread.post([this] { m_connection->start(); });
    m_thread.start();
    m_firstTry.get_future().wait_for(kPatience);
}

void RedisControl::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_running)
            return;
        m_running = false;
        m_why.detail = "stopped";
    }
    m_thread.post([this] {
        m_timer.reset();
        m_connection.reset();
    });
    m_thread.stop();
}

void RedisControl::onReady(const RedisGreeting& greeting)
{
    for (const auto* script : m_scripts.all())
        m_connection->send(
            RedisConnection::format(std::array<std::string_view, 3>{"SCRIPT", "LOAD", script->text}),
            [](const redisReply*, void*) {}, nullptr);
    m_onUp(greeting);
    scheduleLook();
    if (!std::exchange(m_tried, true))
        m_firstTry.set_value();
}

void RedisControl::onDown(const core::Error& why)
{
    {
        const std::lock_guard lock(m_mutex);
        m_why.detail = why.code + ": " + why.detail;
    }
    if (m_timer)
        m_timer->cancel();
    m_onDown(why);
    if (!std::exchange(m_tried, true))
        m_firstTry.set_value();
}

void RedisControl::scheduleLook()
{
    m_timer->expires_after(kLookEvery);
    m_timer->async_wait([this](const auto& error) {
        if (error || !m_connection || !m_connection->isReady())
            return;
        m_onLook();
        scheduleLook();
    });
}

core::Result<std::vector<RedisValue>> RedisControl::askAll(const std::vector<Words>& commands)
{
    auto round = std::make_shared<Round>();
    auto done = round->done.get_future();
    {
        const std::lock_guard lock(m_mutex);
        if (!m_running)
            return storeDown(m_why.detail);
    }
    if (commands.empty())
        return std::vector<RedisValue>();
    round->wanted = commands.size();
    m_thread.post([this, round, commands] {
        for (const auto& words : commands)
            askLater(words, [round](const RedisValue* value) {
                round->lost = round->lost || !value;
                round->replies.push_back(value ? *value : RedisValue());
                if (round->replies.size() < round->wanted)
                    return;
                if (round->lost)
                    round->done.set_value(storeDown("the connection was lost"));
                else
                    round->done.set_value(std::move(round->replies));
            });
    });
    if (done.wait_for(kPatience) != std::future_status::ready)
        return storeDown("no answer");
    return done.get();
}

core::Result<RedisValue> RedisControl::ask(const Words& words)
{
    auto replies = askAll({words});
    if (!replies)
        return tl::unexpected(replies.error());
    if (const auto error = errorIn(replies->front()))
        return tl::unexpected(*error);
    return std::move(replies->front());
}

core::Result<RedisValue> RedisControl::run(const RedisScript& script, const Words& keys,
                                           const Words& arguments)
{
    Words words{"EVALSHA", script.sha, std::to_string(keys.size())};
    words.insert(words.end(), keys.begin(), keys.end());
    words.insert(words.end(), arguments.begin(), arguments.end());
    auto replies = askAll({words});
    if (replies && replies->front().is(RedisValue::Type::Error) &&
        replies->front().text.starts_with("NOSCRIPT")) {
        words[0] = "EVAL";
        words[1] = script.text;
        replies = askAll({words});
    }
    if (!replies)
        return tl::unexpected(replies.error());
    if (const auto error = errorIn(replies->front()))
        return tl::unexpected(*error);
    return std::move(replies->front());
}

void RedisControl::askLater(const Words& words, std::function<void(const RedisValue*)> onReply)
{
    using Handler = std::function<void(const RedisValue*)>;
    auto handler = std::make_unique<Handler>(std::move(onReply));
    const auto answer = [](const redisReply* reply, void* tag) {
        const std::unique_ptr<Handler> mine(static_cast<Handler*>(tag));
        if (!reply)
            return (*mine)(nullptr);
        const auto value = RedisValue::of(*reply);
        (*mine)(&value);
    };
    if (m_connection && m_connection->send(formatted(words), answer, handler.get()))
        handler.release();
    else
        (*handler)(nullptr);
}

} // namespace firstcome::stock
