#pragma once

#include "backend/stock/stock_store.h"

#include <cstdint>
#include <optional>
#include <string_view>

struct redisReply;

namespace firstcome::stock {

/// The words of a reply that is a text or an error.
std::string_view textOf(const redisReply& reply);

/// What attempt.lua and find.lua say of one person, with what they say of the instance for all.
struct RedisVerdict
{
    AttemptReply reply; ///< verdict, slot and time; unavailable with a reason where there is no verdict
    std::uint64_t epoch = 0;
    std::int64_t now = 0; ///< the server's microseconds since 1970
    std::uint32_t confirmed = 0, total = 0;
    std::string_view couponId; ///< the reply's text
    bool shadow = false;
};

/// A reply of either script. A view: it lives no longer than the reply.
class RedisVerdicts
{
public:
    /// Nothing where it is not such a reply to `people` of them.
    static std::optional<RedisVerdicts> read(const redisReply& reply, std::size_t people);
    RedisVerdict at(std::size_t person) const;

private:
    explicit RedisVerdicts(const redisReply& reply)
        : m_reply(reply)
    {
    }
    const redisReply& m_reply;
};

} // namespace firstcome::stock
