#pragma once

#include "backend/core/result.h"

#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace firstcome::stock {

/// Asks Redis Sentinels, one after the other, where the master of a name is now (SENTINEL
/// get-master-addr-by-name, as Redis' "Guidelines for Redis clients with support for Redis Sentinel" has it). The
/// one that knew is asked first the next time. Whoever connects there must still ask ROLE, since a Sentinel may
/// not have heard of a failover yet. All on the context's thread; nothing blocks.
class RedisSentinel
{
public:
    struct Master
    {
        std::string host;
        std::uint16_t port = 0;
    };
    using Answer = std::function<void(core::Result<Master>)>;

    /// `sentinels`: host:port each.
    RedisSentinel(boost::asio::io_context& context, std::vector<std::string> sentinels, std::string name);
    /// What is being asked is not answered any more.
    ~RedisSentinel();

    /// Calls back once, never from within; a question still open is given up without an answer. Unavailable
    /// `redis_no_master` where none of them knows, with what the last one said.
    void ask(Answer answer);
    bool isAsking() const;

private:
    struct Question;

    boost::asio::io_context& m_context;
    std::shared_ptr<std::vector<std::string>> m_sentinels; ///< in the order in which they are asked
    const std::string m_name;
    std::shared_ptr<Question> m_question;
};

} // namespace firstcome::stock
