#include "backend/stock/redis_control.h"

#include "backend/stock/redis_problem.h"
#include "backend/stock/stock_store.h"

namespace firstcome::stock {

namespace {

constexpr auto kLookEvery = std::chrono::milliseconds(100);
constexpr auto kPatience = std::chrono::seconds(5);

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
    std::vector<RedisValue> replies; ///< in the order of the commands
    std::size_t open = 0;
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

void RedisControl::start(std::function<void()> onLook, RedisServers::Listener listener)
{
    m_onLook = std::move(onLook);
    m_firstTry = {};
    m_tried = false;
    {
        const std::lock_guard lock(m_mutex);
        m_running = true;
        m_why.detail = "not connected yet";
    }
    m_timer.emplace(m_thread.context());
    RedisServers::Listener mine;
    mine.onMet = [this, onMet = std::move(listener.onMet)](const auto& servers, auto map) {
        onMet(servers, std::move(map));
        noteTries();
    };
    mine.onDown = [this, onDown = std::move(listener.onDown)](const core::Error& why) {
        {
            const std::lock_guard lock(m_mutex);
            m_why.detail = why.code + ": " + why.detail;
        }
        onDown(why);
        noteTries();
    };
    m_servers = std::make_unique<RedisServers>(m_thread.context(), m_target, m_scripts, std::move(mine));
    m_thread.post([this] {
        m_servers->start();
        look();
    });
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
        m_servers.reset();
    });
    m_thread.stop();
}

void RedisControl::noteTries()
{
    if (!m_tried && m_servers->wereTried()) {
        m_tried = true;
        m_firstTry.set_value();
    }
}

void RedisControl::look()
{
    m_servers->look();
    noteTries();
    m_onLook();
    m_timer->expires_after(kLookEvery);
    m_timer->async_wait([this](const auto& error) {
        if (!error && m_servers)
            look();
    });
}

core::Result<std::vector<RedisValue>> RedisControl::askAll(const std::vector<Words>& commands,
                                                           const std::string& key)
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
    round->open = commands.size();
    round->replies.resize(commands.size());
    m_thread.post([this, round, commands, key] {
        std::string_view place = key;
        for (std::size_t i = 0; i < commands.size(); ++i) {
            const auto own = RedisServers::keyOf(commands[i]);
            place = own.empty() ? place : own;
            askAt(place, commands[i], [round, i](const RedisValue* value) {
                round->lost = round->lost || !value;
                if (value)
                    round->replies[i] = *value;
                if (--round->open > 0)
                    return;
                if (round->lost)
                    round->done.set_value(storeDown("the connection was lost"));
                else
                    round->done.set_value(std::move(round->replies));
            });
        }
    });
    if (done.wait_for(kPatience) != std::future_status::ready)
        return storeDown("no answer");
    return done.get();
}

core::Result<void> RedisControl::tellAll(const std::vector<Words>& commands)
{
    const auto replies = askAll(commands);
    if (!replies)
        return tl::unexpected(replies.error());
    for (const auto& reply : *replies)
        if (const auto error = errorIn(reply))
            return tl::unexpected(*error);
    return {};
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

void RedisControl::askAt(std::string_view key, const Words& words, RedisServers::OnValue onReply)
{
    if (m_servers)
        m_servers->ask(key, words, std::move(onReply));
    else
        onReply(nullptr);
}

void RedisControl::askLater(const Words& words, RedisServers::OnValue onReply)
{
    askAt(RedisServers::keyOf(words), words, std::move(onReply));
}

void RedisControl::askEachLater(const Words& words, const RedisServers::OnValue& onReply)
{
    m_servers->askEach(words, onReply);
}

} // namespace firstcome::stock
