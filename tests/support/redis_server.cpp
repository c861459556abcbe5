#include "tests/support/redis_server.h"

#include "tests/support/free_port.h"

#include <csignal>
#include <fstream>
#include <hiredis/hiredis.h>
#include <stdexcept>
#include <thread>

namespace firstcome::testing {

RawRedis::RawRedis(std::uint16_t port)
    : m_context(redisConnectWithTimeout("127.0.0.1", port, {5, 0}))
{
    if (!m_context || m_context->err != 0) {
        const std::string words = m_context ? m_context->errstr : "out of memory";
        redisFree(m_context);
        throw std::runtime_error(words);
    }
}

RawRedis::~RawRedis()
{
    redisFree(m_context);
}

stock::RedisValue RawRedis::ask(const std::vector<std::string>& words)
{
    std::vector<const char*> arguments;
    std::vector<std::size_t> sizes;
    for (const auto& word : words) {
        arguments.push_back(word.data());
        sizes.push_back(word.size());
    }
    auto* reply = static_cast<redisReply*>(
        redisCommandArgv(m_context, static_cast<int>(words.size()), arguments.data(), sizes.data()));
    if (!reply)
        throw std::runtime_error(m_context->errstr);
    auto value = stock::RedisValue::of(*reply);
    freeReplyObject(reply);
    if (value.is(stock::RedisValue::Type::Error))
        throw std::runtime_error(value.text);
    return value;
}

RedisServer::RedisServer(std::vector<std::string> extra, std::vector<std::string> before)
    : m_extra(std::move(extra))
    , m_before(std::move(before))
    , m_port(freePort())
{
    start();
}

RedisServer::RedisServer(Sentinel)
    : m_isSentinel(true)
    , m_port(freePort())
{
    start();
}

RedisServer::~RedisServer()
{
    kill();
}

stock::RedisTarget RedisServer::target() const
{
    stock::RedisTarget target;
    target.port = m_port;
    return target;
}

void RedisServer::start()
{
    std::vector<std::string> sentinel{"/usr/bin/redis-server", m_directory.path() / "sentinel.conf", "--sentinel"};
    if (m_isSentinel) // it writes its own configuration
        std::ofstream(sentinel[1], std::ios::app) << "bind 127.0.0.1\nport " << m_port << "\ndir "
                                                  << m_directory.path().string() << "\n";
    std::vector<std::string> command = m_before;
    command.insert(command.end(), {"/usr/bin/redis-server", "--port", std::to_string(m_port), "--bind", "127.0.0.1",
                                   "--dir", m_directory.path(), "--save", "", "--appendonly", "yes",
                                   "--maxmemory-policy", "noeviction"});
    command.insert(command.end(), m_extra.begin(), m_extra.end());
    m_program = std::make_unique<ChildProgram>(m_isSentinel ? sentinel : command);
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    for (;;) {
        try {
            // an error while it still loads
            RawRedis(m_port).ask(m_isSentinel ? std::vector<std::string>{"PING"}
                                              : std::vector<std::string>{"DBSIZE"});
            return;
        } catch (const std::runtime_error& failure) {
            if (m_program->ended() || std::chrono::steady_clock::now() > until)
                throw std::runtime_error(std::string(failure.what()) + "\n" + m_program->out());
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

void RedisServer::kill()
{
    if (!m_program)
        return;
    m_program->signal(SIGKILL);
    m_program->wait();
    m_program.reset();
}

void RedisServer::pause()
{
    m_program->signal(SIGSTOP);
}

void RedisServer::unpause()
{
    m_program->signal(SIGCONT);
}

void RedisServer::wipe()
{
    std::filesystem::remove_all(m_directory.path() / "appendonlydir");
}

} // namespace firstcome::testing
