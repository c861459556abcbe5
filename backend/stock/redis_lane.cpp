#include "backend/stock/redis_lane.h"

#include "backend/stock/redis_problem.h"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <array>
#include <hiredis/hiredis.h>

namespace firstcome::stock {

using issuing::UnavailableReason;

namespace {

constexpr auto kSweepEvery = std::chrono::milliseconds(20);
constexpr int kMostHops = 3; ///< MOVED, and ASK there, and once again where it has moved meanwhile

std::int64_t microsOf(core::SteadyTime time)
{
    return std::chrono::floor<std::chrono::microseconds>(time.time_since_epoch()).count();
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
    for (auto open = m_open.rbegin(); open != m_open.rend(); ++open)
        m_free.push_back(&*open);
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
    open.sent = open.loaded = open.alone = false;
    if (m_usable)
        gather(open);
    else
        m_waiting.push_back(&open);
    sweep();
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
    m_joinable.clear();
    for (auto* batch : std::exchange(m_gathered, {}))
        take(*batch, nullptr);
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

void RedisLane::takeVerdict(Open& open, const RedisVerdict& told)
{
    AttemptReply answered = told.reply;
    bool mustBeKept = false;
    if (const auto slot = answered.slot; slot != 0) {
        auto& seen = m_seen[open.attempt.instance];
        if (slot > seen.slot || told.epoch > seen.epoch) {
            seen = {std::max(told.epoch, seen.epoch), std::max(slot, seen.slot)};
            if (m_newlySeen.empty() || m_newlySeen.back() != open.attempt.instance)
                m_newlySeen.push_back(open.attempt.instance);
        }
        mustBeKept = open.sink && note(open, answered, told);
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

std::int64_t RedisLane::serverMicrosOf(core::SteadyTime time) const
{
    return microsOf(time) + m_clockOffset.value_or(0);
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
