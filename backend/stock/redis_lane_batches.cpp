// How a lane's attempts go out together and their verdicts come back.
#include "backend/stock/redis_instance.h"
#include "backend/stock/redis_lane.h"
#include "backend/stock/redis_problem.h"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <array>
#include <hiredis/hiredis.h>

namespace firstcome::stock {

using issuing::UnavailableReason;

namespace {

/// In one script call: what they cost once is then hardly felt, and nobody else waits long for the server.
constexpr std::size_t kMostTogether = 32;
/// Of so many the one is sought that an attempt can join: more than there are events that run at once.
constexpr std::size_t kMostJoinable = 32;
constexpr std::string_view kAsking = "*1\r\n$6\r\nASKING\r\n";

} // namespace

bool RedisLane::Batch::fits(const Open& other) const
{
    const Open& first = *opens.front();
    return first.findOnly == other.findOnly && first.attempt.instance == other.attempt.instance;
}

void RedisLane::gather(Open& open)
{
    open.sent = true;
    const bool goesAlone = open.asking || open.alone;
    const auto fitting = goesAlone ? m_joinable.end() : std::ranges::find_if(m_joinable, [&](const Batch* batch) {
        return batch->fits(open);
    });
    if (fitting != m_joinable.end()) {
        (*fitting)->opens.push_back(&open);
        if ((*fitting)->opens.size() == kMostTogether)
            m_joinable.erase(fitting);
    } else {
        if (m_freeBatches.empty())
            m_freeBatches.push_back(m_batches.emplace_back(std::make_unique<Batch>(Batch{this, {}})).get());
        Batch& batch = *m_gathered.emplace_back(m_freeBatches.back());
        m_freeBatches.pop_back();
        batch.opens.push_back(&open);
        if (!goesAlone) {
            if (m_joinable.size() == kMostJoinable)
                m_joinable.erase(m_joinable.begin()); // it goes as it is
            m_joinable.push_back(&batch);
        }
    }
    if (std::exchange(m_sendingPosted, true))
        return;
    boost::asio::post(m_context, [this, life = std::weak_ptr(m_life)] {
        if (!life.lock())
            return;
        m_sendingPosted = false;
        sendGathered();
    });
}

void RedisLane::sendGathered()
{
    if (!m_gathered.empty())
        meetDemands();
    m_joinable.clear();
    for (auto* batch : std::exchange(m_gathered, {}))
        send(*batch);
}

void RedisLane::send(Batch& batch)
{
    const Open& first = *batch.opens.front();
    const auto seen = m_seen.find(first.attempt.instance);
    const auto epoch = seen == m_seen.end() ? 0 : seen->second.epoch;
    for (auto* open : batch.opens)
        open->epoch = epoch;
    if (first.asking)
        m_connection.send(kAsking, [](const redisReply*, void*) {}, nullptr);
    if (!m_connection.send(commandOf(batch), &RedisLane::onReply, &batch))
        take(batch, nullptr);
}

std::string RedisLane::commandOf(const Batch& batch) const
{
    const Open& first = *batch.opens.front();
    const RedisKeys keys(first.attempt.instance);
    const auto seen = m_seen.find(first.attempt.instance);
    const RedisFence::Seen known = seen == m_seen.end() ? RedisFence::Seen() : seen->second;
    const auto epoch = std::to_string(known.epoch), slot = std::to_string(known.slot),
               limit = std::to_string(m_terms->outboxLimit);
    std::vector<std::string_view> words;
    words.reserve(10 + 3 * batch.opens.size());
    if (first.findOnly)
        words = {"EVALSHA", m_terms->scripts.find.sha, "2", keys.instance, keys.winners, epoch, slot, limit};
    else
        words = {"EVALSHA",     m_terms->scripts.attempt.sha, "4",   keys.instance, keys.winners, keys.audience,
                 keys.outbox, epoch,                        slot, limit};
    std::array<std::string, kMostTogether> deadlines;
    for (std::size_t i = 0; i < batch.opens.size(); ++i) {
        const auto& attempt = batch.opens[i]->attempt;
        deadlines[i] = std::to_string(serverMicrosOf(attempt.deadline));
        words.push_back(attempt.publicId.view());
        words.push_back(deadlines[i]);
        words.push_back(attempt.trace.view());
    }
    return RedisConnection::format(words);
}

void RedisLane::flushWaiting()
{
    for (auto* open : std::exchange(m_waiting, {}))
        if (open->sink)
            gather(*open);
        else
            release(*open);
}

void RedisLane::onReply(const redisReply* reply, void* tag)
{
    auto& batch = *static_cast<Batch*>(tag);
    batch.lane->take(batch, reply);
}

/// Null: whether it had an effect is not known.
void RedisLane::take(Batch& batch, const redisReply* reply)
{
    if (m_closing)
        return;
    for (auto* open : batch.opens)
        open->sent = false;
    if (const auto told = reply ? RedisVerdicts::read(*reply, batch.opens.size()) : std::nullopt) {
        learnClock(told->at(0).now);
        for (std::size_t i = 0; i < batch.opens.size(); ++i)
            takeVerdict(*batch.opens[i], told->at(i));
    } else if (reply && reply->type == REDIS_REPLY_ERROR) {
        takeError(batch, textOf(*reply));
    } else {
        for (auto* open : batch.opens)
            answerUnavailable(*open, UnavailableReason::StoreDown);
    }
    for (auto* open : batch.opens)
        if (!open->sent)
            release(*open);
    batch.opens.clear();
    m_freeBatches.push_back(&batch);
    if (!reply)
        postDelivery();
}

void RedisLane::takeError(Batch& batch, std::string_view words)
{
    const auto problem = redisProblem(words);
    const bool isUnknown = words.starts_with("NOSCRIPT"); // flushed, or a server that was started anew
    const bool isReplica = problem.code == "redis_read_only";
    const bool wereMany = batch.opens.size() > 1;
    bool mustLoad = false, refused = false;
    for (auto* open : batch.opens) {
        if (open->sink && sendElsewhere(*open, words))
            continue;
        if (isUnknown && open->sink && !open->loaded) { // nothing happened
            mustLoad = open->loaded = true;
            gather(*open);
            continue;
        }
        refused = true;
        if (open->sink && !isUnknown && !isReplica && wereMany) { // whoever needs no write still gets their verdict
            open->alone = true;
            gather(*open);
        } else {
            answerUnavailable(*open, UnavailableReason::StoreDown);
        }
    }
    if (mustLoad)
        loadScripts(); // goes out before what was gathered
    if (refused)
        m_terms->onProblem(problem);
    if (refused && isReplica)
        m_connection.drop(problem); // a master that became a replica: look for the master again
}

} // namespace firstcome::stock
