#pragma once

#include "backend/stock/redis_connection.h"
#include "tests/support/child_program.h"
#include "tests/support/temporary_directory.h"

#include <memory>
#include <string>
#include <vector>

struct redisContext;

namespace firstcome::testing {

/// A blocking connection past everything that is tested. Throws std::runtime_error where Redis says an error.
class RawRedis
{
public:
    explicit RawRedis(std::uint16_t port);
    ~RawRedis();
    RawRedis(const RawRedis&) = delete;
    RawRedis& operator=(const RawRedis&) = delete;
    stock::RedisValue ask(const std::vector<std::string>& words);

private:
    redisContext* m_context;
};

/// A real Redis server with a directory and a free port of its own, stopped by its process id.
class RedisServer
{
public:
    /// `extra` goes to its command line, such as {"--appendfsync", "always"}; `before` before it.
    explicit RedisServer(std::vector<std::string> extra = {}, std::vector<std::string> before = {});
    /// A Sentinel, which watches nothing yet.
    struct Sentinel
    {
    };
    explicit RedisServer(Sentinel);
    ~RedisServer();

    stock::RedisTarget target() const;
    std::uint16_t port() const { return m_port; }
    pid_t pid() const { return m_program->pid(); }
    RawRedis connect() const { return RawRedis(m_port); }
    /// Returns once it answers. The port and the data stay the same.
    void start();
    void kill();
    void pause();
    void unpause();
    /// Its data go, as where another server takes its place. Only while it is down.
    void wipe();
    std::filesystem::path dataDirectory() const { return m_directory.path(); }

private:
    TemporaryDirectory m_directory;
    const std::vector<std::string> m_extra, m_before;
    bool m_isSentinel = false;
    const std::uint16_t m_port;
    std::unique_ptr<ChildProgram> m_program;
};

} // namespace firstcome::testing
