#include "backend/stock/redis_verdict.h"

#include <hiredis/hiredis.h>

namespace firstcome::stock {

namespace {

using issuing::UnavailableReason;

constexpr std::size_t kOfAll = 6, kOfEach = 3; ///< elements of the reply

bool isText(const redisReply* reply)
{
    return reply->type == REDIS_REPLY_STRING;
}

bool isNumber(const redisReply* reply)
{
    return reply->type == REDIS_REPLY_INTEGER;
}

AttemptReply replyOf(std::string_view word)
{
    for (const auto reason :
         {UnavailableReason::Expired, UnavailableReason::Suspended, UnavailableReason::OutboxFull})
        if (issuing::unavailableReasonCode(reason) == word)
            return unavailable(reason);
    AttemptReply reply = unavailable(UnavailableReason::StoreDown);
    if (const auto verdict = issuing::verdictFromName(word)) {
        reply.verdict = *verdict;
        reply.reason = UnavailableReason::None;
    }
    return reply;
}

} // namespace

std::string_view textOf(const redisReply& reply)
{
    return {reply.str, reply.len};
}

std::optional<RedisVerdicts> RedisVerdicts::read(const redisReply& reply, std::size_t people)
{
    if (reply.type != REDIS_REPLY_ARRAY || reply.elements != kOfAll + kOfEach * people)
        return std::nullopt;
    const auto* const* element = reply.element;
    for (const std::size_t i : {0, 1, 2, 3, 5})
        if (!isNumber(element[i]))
            return std::nullopt;
    if (!isText(element[4]))
        return std::nullopt;
    for (std::size_t i = kOfAll; i < reply.elements; i += kOfEach)
        if (!isText(element[i]) || !isNumber(element[i + 1]) || !isNumber(element[i + 2]))
            return std::nullopt;
    return RedisVerdicts(reply);
}

RedisVerdict RedisVerdicts::at(std::size_t person) const
{
    const auto* const* ofAll = m_reply.element;
    const auto* const* ofEach = ofAll + kOfAll + kOfEach * person;
    RedisVerdict told{replyOf(textOf(*ofEach[0])),
                      static_cast<std::uint64_t>(ofAll[0]->integer),
                      ofAll[1]->integer,
                      static_cast<std::uint32_t>(ofAll[2]->integer),
                      static_cast<std::uint32_t>(ofAll[3]->integer),
                      textOf(*ofAll[4]),
                      ofAll[5]->integer != 0};
    const auto slot = static_cast<std::uint32_t>(ofEach[1]->integer);
    const auto verdict = told.reply.verdict;
    if ((verdict == issuing::Verdict::Accepted || verdict == issuing::Verdict::Duplicate) != (slot != 0)) {
        told.reply = unavailable(UnavailableReason::StoreDown); // what stands there is not ours
    } else if (slot != 0) {
        told.reply.slot = slot;
        told.reply.acceptedAt = core::WallTime(std::chrono::microseconds(ofEach[2]->integer));
    }
    return told;
}

} // namespace firstcome::stock
