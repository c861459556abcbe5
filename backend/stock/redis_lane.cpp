#include "backend/stock/redis_lane.h"

#include "backend/stock/redis_instance.h"
#include "backend/stock/redis_problem.h"

#include <boost/asio/post.hpp>

#include <array>
#include <charconv>
#include <hiredis/hiredis.h>

namespace firstcome::stock {

using issuing::UnavailableReason;
using issuing::Verdict;

namespace {

constexpr auto kSweepEvery = std::chrono::milliseconds(20);
constexpr std::string_view kAsking = "*1\r\n$6\r\nASKING\r\n";
constexpr int kMostHops = 3; ///< MOVED, and ASK there, and once again where it has moved meanwhile

std::int64_t microsOf(core::SteadyTime time)
{
    return std::chrono::floor<std::chrono::microseconds>(time.time_since_epoch()).count();
}

std::string_view textOf(const redisReply& reply)
{
    return {reply.str, reply.len};
}

bool isVerdict(const redisReply& reply)
{
    if (reply.type != REDIS_REPLY_ARRAY || (reply.elements != 5 && reply.elements != 9) ||
        reply.element[0]->type != REDIS_REPLY_STRING)
        return false;
    for (std::size_t i = 1; i < 5; ++i)
        if (reply.element[i]->type != REDIS_REPLY_INTEGER)
            return false;
    return reply.element[1]->integer == 0 || reply.elements == 9; // with a slot comes what a journal needs
}

/// A word of attempt.lua's.
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

RedisLane::RedisLane(boost::asio::io_context& context, std::shared_ptr<RedisLaneTerms> terms,
                     const core::Clock& clock)
    : RedisLane(context, terms, clock, terms->target, nullptr)
{
}

RedisLane::RedisLane(boost::asio::io_context& context, std::shared_ptr<RedisLaneTerms> terms,
                     const core::Clock& clock, const RedisTarget& target, RedisElsewhere* elsewhere)
    : m_context(context)
    , m_terms(std::move(terms))
    , m_clock(clock)
    , m_elsewhere(elsewhere)
    , m_number(m_terms->fence.enter([this, &context, life = std::weak_ptr(m_life)] {
        boost::asio::post(context, [this, life] {
            if (life.lock() && m_terms->fence.mustLetGo(m_number))
                m_connection.drop({core::ErrorKind::Unavailable, "redis_down", "another server answers now"});
        });
    }))
    , m_sweep(context)
    , m_fenceTimer(context)
    , m_open(m_terms->capacity)
    , m_connection(context, target, *this)
{
    if (m_terms->journal)
        m_writer = m_terms->journal->openWriter();
    m_free.reserve(m_open.size());
    for (auto open = m_open.rbegin(); open != m_open.rend(); ++open) {
        open->lane = this;
        m_free.push_back(&*open);
    }
    m_connection.start();
}

RedisLane::~RedisLane()
{
    close(UnavailableReason::Stopping);
    m_terms->fence.leave(m_number);
}

void RedisLane::close(UnavailableReason reason)
{
    m_closing = true;
    m_life.reset();
    for (auto& open : m_open)
        if (open.sink)
            answerUnavailable(open, reason);
    for (auto& held : m_held)
        for (auto& answer : std::exchange(held.answers, {}))
            withhold(answer, reason);
    deliver();
}

void RedisLane::ask(const RedisAsked& asked)
{
    AttemptSink& sink = *asked.sink;
    if (m_inFlight++ == 0)
        m_busy.emplace(m_context.get_executor());
    if (m_closing || m_free.empty())
        return refuse(sink, m_closing ? UnavailableReason::Stopping : UnavailableReason::Overloaded);
    if (!m_connection.isTrying() || (m_writer && !asked.findOnly && m_writer->isFailing()))
        return refuse(sink, UnavailableReason::StoreDown);
    if (m_refusing)
        return refuse(sink, UnavailableReason::Suspended);
    Open& open = *m_free.back();
    m_free.pop_back();
    open.sink = &sink;
    open.attempt = asked.attempt;
    open.handedOver = m_clock.steady();
    open.findOnly = asked.findOnly;
    open.asking = asked.asking;
    open.hops = asked.hops;
    open.sent = open.loaded = false;
    if (!m_usable)
        m_waiting.push_back(&open);
    else if (!sendOrAnswer(open))
        release(open);
    sweep();
}

std::string RedisLane::commandOf(const Open& open) const
{
    const RedisKeys keys(open.attempt.instance);
    const auto number = [](auto value) { return std::to_string(value); };
    const auto seen = m_seen.find(open.attempt.instance);
    const RedisFence::Seen known = seen == m_seen.end() ? RedisFence::Seen() : seen->second;
    const std::string deadline = number(microsOf(open.attempt.deadline) + m_clockOffset.value_or(0));
    const std::string epoch = number(known.epoch), slot = number(known.slot),
                      limit = number(m_terms->outboxLimit);
    const auto person = open.attempt.publicId.view();
    if (open.findOnly)
        return RedisConnection::format(std::array<std::string_view, 9>{"EVALSHA", m_terms->scripts.find.sha,
                                                                       "2", keys.instance, keys.winners,
                                                                       person, deadline, epoch, slot});
    return RedisConnection::format(std::array<std::string_view, 12>{
        "EVALSHA", m_terms->scripts.attempt.sha, "4", keys.instance, keys.winners, keys.audience, keys.outbox,
        person, deadline, epoch, slot, limit});
}

bool RedisLane::sendOrAnswer(Open& open)
{
    meetDemands();
    const auto seen = m_seen.find(open.attempt.instance);
    open.epoch = seen == m_seen.end() ? 0 : seen->second.epoch;
    if (open.asking)
        m_connection.send(kAsking, [](const redisReply*, void*) {}, nullptr);
    open.sent = m_connection.send(commandOf(open), &RedisLane::onReply, &open);
    if (!open.sent) {
        answerUnavailable(open, UnavailableReason::StoreDown);
        postDelivery();
    }
    return open.sent;
}

void RedisLane::onReady(const RedisGreeting& greeting)
{
    m_runId = greeting.runId;
    m_readySince = boost::asio::steady_timer::clock_type::now(); // as the timer that looks again
    loadScripts();
    m_clockOffset.reset();
    m_connection.send(
        RedisConnection::format(
            std::array<std::string_view, 3>{"EVALSHA", m_terms->scripts.showClock.sha, "0"}),
        [](const redisReply* reply, void* lane) {
            auto& self = *static_cast<RedisLane*>(lane);
            if (!reply || self.m_closing)
                return;
            if (reply->type != REDIS_REPLY_INTEGER) {
                const auto words = reply->type == REDIS_REPLY_ERROR ? textOf(*reply) : "an odd answer";
                return self.m_connection.drop(redisProblem(words));
            }
            self.learnClock(reply->integer);
            self.goOnOnceFenced();
        },
        this);
}

void RedisLane::onDown(const core::Error& why)
{
    m_usable = m_refusing = false;
    m_runId.clear();
    tellFence(); // before others may take it that this lane has said all
    m_terms->fence.letGo(m_number);
    m_terms->onProblem(why);
    for (auto* open : std::exchange(m_waiting, {})) {
        answerUnavailable(*open, UnavailableReason::StoreDown);
        release(*open);
    }
    postDelivery();
}

void RedisLane::loadScripts()
{
    for (const auto* script : m_terms->scripts.all())
        m_connection.send(
            RedisConnection::format(std::array<std::string_view, 3>{"SCRIPT", "LOAD", script->text}),
            [](const redisReply*, void*) {}, nullptr);
}

void RedisLane::flushWaiting()
{
    for (auto* open : std::exchange(m_waiting, {}))
        if (!open->sink || !sendOrAnswer(*open))
            release(*open);
}

void RedisLane::onReply(const redisReply* reply, void* tag)
{
    auto& open = *static_cast<Open*>(tag);
    open.lane->take(open, reply);
}

void RedisLane::take(Open& open, const redisReply* reply)
{
    open.sent = false;
    if (m_closing)
        return;
    if (!reply)
        answerUnavailable(open, UnavailableReason::StoreDown); // whether it had an effect is not known
    else if (isVerdict(*reply))
        takeVerdict(open, *reply);
    else if (reply->type == REDIS_REPLY_ERROR)
        takeError(open, textOf(*reply));
    else
        answerUnavailable(open, UnavailableReason::StoreDown);
    if (!open.sent)
        release(open);
    if (!reply)
        postDelivery();
}

void RedisLane::takeError(Open& open, std::string_view words)
{
    if (words.starts_with("NOSCRIPT") && !open.loaded && open.sink) {
        loadScripts(); // flushed, or a server that was started anew; nothing happened, so it is asked again
        open.loaded = true;
        sendOrAnswer(open);
        return;
    }
    if (sendElsewhere(open, words))
        return;
    const auto problem = redisProblem(words);
    m_terms->onProblem(problem);
    answerUnavailable(open, UnavailableReason::StoreDown);
    if (problem.code == "redis_read_only")
        m_connection.drop(problem); // a master that became a replica: look for the master again
}

/// Nothing has happened to it here. Whoever takes it over answers it.
bool RedisLane::sendElsewhere(Open& open, std::string_view words)
{
    const auto where = m_elsewhere && open.sink && open.hops < kMostHops ? readRedirection(words) : std::nullopt;
    if (!where)
        return false;
    const RedisAsked asked{open.attempt, open.sink, open.findOnly, where->isForOne, open.hops + 1};
    open.sink = nullptr;
    if (!m_elsewhere->askElsewhere(asked, *where)) {
        open.sink = asked.sink;
        return false;
    }
    if (--m_inFlight == 0)
        m_busy.reset();
    return true;
}

void RedisLane::takeVerdict(Open& open, const redisReply& reply)
{
    learnClock(reply.element[4]->integer);
    AttemptReply answered = replyOf(textOf(*reply.element[0]));
    const auto slot = static_cast<std::uint32_t>(reply.element[1]->integer);
    const auto epoch = static_cast<std::uint64_t>(reply.element[3]->integer);
    bool mustBeKept = false;
    if (slot != 0) {
        answered.slot = slot;
        answered.acceptedAt = core::WallTime(std::chrono::microseconds(reply.element[2]->integer));
        auto& seen = m_seen[open.attempt.instance];
        if (slot > seen.slot || epoch > seen.epoch) {
            seen = {std::max(epoch, seen.epoch), std::max(slot, seen.slot)};
            if (m_newlySeen.empty() || m_newlySeen.back() != open.attempt.instance)
                m_newlySeen.push_back(open.attempt.instance);
        }
        mustBeKept = open.sink && note(open, answered, reply);
    } else if (answered.reason == UnavailableReason::Suspended && askAgainIfRebuilt(open)) {
        return;
    }
    answered.storeWait = m_clock.steady() - open.handedOver;
    answer(open, answered, mustBeKept);
}

void RedisLane::learnClock(std::int64_t serverMicros)
{
    // The server read its clock before now, so this is at most the true difference; the highest of late is
    // the best guess, and it fades so that a clock that was set back is followed.
    const std::int64_t offset = serverMicros - microsOf(m_clock.steady());
    if (!m_clockOffset || offset > *m_clockOffset)
        m_clockOffset = offset;
    else
        *m_clockOffset -= (*m_clockOffset - offset) / 1024;
}

void RedisLane::answer(Open& open, const AttemptReply& reply, bool mustBeKept)
{
    if (auto* sink = std::exchange(open.sink, nullptr))
        m_answers.push_back({sink, reply, mustBeKept, reply.slot == 0 || m_terms->wait.replicas == 0,
                             open.attempt.deadline, open.attempt.instance});
}

void RedisLane::answerUnavailable(Open& open, UnavailableReason reason)
{
    AttemptReply reply = unavailable(reason);
    reply.storeWait = m_clock.steady() - open.handedOver;
    answer(open, reply);
}

void RedisLane::refuse(AttemptSink& sink, UnavailableReason reason)
{
    m_answers.push_back({&sink, unavailable(reason), false, true, {}, {}});
    if (!m_closing)
        postDelivery();
}

void RedisLane::release(Open& open)
{
    m_free.push_back(&open);
}

void RedisLane::postDelivery()
{
    if (std::exchange(m_deliveryPosted, true))
        return;
    boost::asio::post(m_context, [this, life = std::weak_ptr(m_life)] {
        if (!life.lock())
            return;
        m_deliveryPosted = false;
        deliver();
    });
}

void RedisLane::deliver()
{
    tellFence();
    while (!m_answers.empty()) { // a sink may ask again
        keep();
        holdForReplicas();
        for (const auto& answer : std::exchange(m_answers, {})) {
            if (--m_inFlight == 0)
                m_busy.reset();
            answer.sink->onReply(answer.reply);
        }
    }
}

void RedisLane::sweep()
{
    if (std::exchange(m_sweeping, true))
        return;
    m_sweep.expires_after(kSweepEvery);
    m_sweep.async_wait([this, life = std::weak_ptr(m_life)](const auto& error) {
        if (error || !life.lock())
            return;
        m_sweeping = false;
        const auto now = m_clock.steady();
        for (auto& open : m_open)
            if (open.sink && now > open.attempt.deadline + kSweepEvery)
                answerUnavailable(open, UnavailableReason::StoreDown);
        for (auto& held : m_held)
            if (!held.answers.empty() && now > held.answers.front().deadline + kSweepEvery)
                for (auto& answer : std::exchange(held.answers, {}))
                    withhold(answer, UnavailableReason::NotReplicated);
        deliver();
        if (m_inFlight > 0)
            sweep();
    });
}

} // namespace firstcome::stock
