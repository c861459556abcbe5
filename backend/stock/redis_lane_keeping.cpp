#include "backend/stock/redis_instance.h"
#include "backend/stock/redis_lane.h"

#include <algorithm>
#include <array>

#include <hiredis/hiredis.h>

// How a lane keeps the promise: nothing is shown before it is in the journal, and no server is gone on with that
// may lack what was shown.

namespace firstcome::stock {

using issuing::UnavailableReason;
using issuing::Verdict;

namespace {

constexpr auto kFenceEvery = std::chrono::milliseconds(10);
constexpr auto kFencePatience = std::chrono::milliseconds(500); ///< then attempts are told, and not kept waiting

void merge(RedisFence::Seen& known, const RedisFence::Seen& seen)
{
    known = {std::max(known.epoch, seen.epoch), std::max(known.slot, seen.slot)};
}

} // namespace

void RedisLane::goOnOnceFenced()
{
    if (m_terms->fence.goOn(m_number, m_runId)) {
        m_demandsMet = m_terms->fence.demands();
        mergeSeen();
        m_usable = true;
        m_refusing = false;
        return flushWaiting();
    }
    if (!m_refusing && boost::asio::steady_timer::clock_type::now() - m_readySince > kFencePatience) {
        m_refusing = true;
        for (auto* open : std::exchange(m_waiting, {})) {
            answerUnavailable(*open, UnavailableReason::Suspended);
            release(*open);
        }
        postDelivery();
        if (!m_terms->fence.isMet(m_runId)) // it is not the server that this node knows: look for that again
            return m_connection.drop({core::ErrorKind::Unavailable, "redis_down", "another server answers here"});
    }
    waitForFence();
}

void RedisLane::mergeSeen()
{
    for (const auto& [instance, seen] : m_terms->fence.seen())
        merge(m_seen[instance], seen);
}

void RedisLane::meetDemands()
{
    const auto demands = m_terms->fence.demands();
    if (std::exchange(m_demandsMet, demands) != demands)
        mergeSeen();
}

void RedisLane::waitForFence()
{
    m_fenceTimer.expires_after(kFenceEvery);
    m_fenceTimer.async_wait([this, life = std::weak_ptr(m_life), runId = m_runId](const auto& error) {
        if (!error && life.lock() && m_connection.isReady() && runId == m_runId)
            goOnOnceFenced();
    });
}

/// A rebuild raised the epoch, and others have heard of it: nothing happened, so it is asked again.
bool RedisLane::askAgainIfRebuilt(Open& open)
{
    auto& known = m_seen[open.attempt.instance];
    merge(known, m_terms->fence.seenOf(open.attempt.instance));
    if (known.epoch <= open.epoch || !open.sink)
        return false;
    gather(open);
    return true;
}

/// False where the journal need not have it: the log has it, or it was written before.
bool RedisLane::note(const Open& open, const AttemptReply& answered, const RedisVerdict& told)
{
    if (!m_writer)
        return false;
    const bool isNew = answered.verdict == Verdict::Accepted;
    if (!isNew && (answered.slot <= told.confirmed || m_writer->has(open.attempt.instance, answered.slot)))
        return false;
    JournalEntry& entry = m_entries.emplace_back();
    entry.issue = {open.attempt.instance, open.attempt.publicId, answered.slot, answered.acceptedAt};
    entry.epoch = told.epoch;
    entry.total = told.total;
    entry.couponId = issuing::CouponId::parse(told.couponId).value_or(issuing::CouponId());
    entry.shadow = told.shadow;
    return true;
}

void RedisLane::keep()
{
    if (m_entries.empty())
        return;
    const bool kept = m_writer->append(m_entries);
    m_entries.clear();
    if (kept)
        return;
    for (Answer& answer : m_answers)
        if (answer.mustBeKept) {
            const auto wait = answer.reply.storeWait;
            answer.reply = unavailable(UnavailableReason::StoreDown); // asked again, it gets its true verdict
            answer.reply.storeWait = wait;
            answer.mayGo = true;
        }
}

void RedisLane::withhold(Answer& answer, UnavailableReason reason)
{
    const auto wait = answer.reply.storeWait;
    answer.reply = unavailable(reason);
    answer.reply.storeWait = wait;
    answer.mayGo = true;
    answer.mustBeKept = false;
    m_answers.push_back(answer);
}

/// Takes what shows a slot out of the answers, until enough replicas have it.
void RedisLane::holdForReplicas()
{
    const auto held = std::ranges::stable_partition(m_answers, [](const Answer& answer) { return answer.mayGo; });
    if (held.empty())
        return;
    Held& batch = m_held.emplace_back(Held{this, {held.begin(), held.end()}, m_clock.steady()});
    m_answers.erase(held.begin(), held.end());
    if (m_closing) {
        for (auto& answer : std::exchange(batch.answers, {}))
            withhold(answer, UnavailableReason::Stopping);
        return;
    }
    if (!askReplicas(batch))
        takeReplicas(batch, nullptr);
}

bool RedisLane::askReplicas(Held& held)
{
    // WAIT is for the writes of this connection, and a duplicate's was another's: so one goes behind it.
    const auto shown = std::ranges::find(held.answers, Verdict::Duplicate,
                                         [](const Answer& answer) { return answer.reply.verdict; });
    if (shown != held.answers.end()) {
        const std::string key = RedisKeys(shown->instance).shown;
        const auto command = std::array<std::string_view, 5>{"SET", key, "1", "PX", "60000"};
        if (!m_connection.send(RedisConnection::format(command), [](const redisReply*, void*) {}, nullptr))
            return false;
    }
    const auto replicas = std::to_string(m_terms->wait.replicas), timeout = std::to_string(m_terms->wait.timeout.count());
    return m_connection.send(RedisConnection::format(std::array<std::string_view, 3>{"WAIT", replicas, timeout}),
                             &RedisLane::onReplicas, &held);
}

void RedisLane::onReplicas(const redisReply* reply, void* tag)
{
    auto& held = *static_cast<Held*>(tag);
    held.lane->takeReplicas(held, reply);
}

void RedisLane::takeReplicas(Held& held, const redisReply* reply)
{
    if (m_closing)
        return;
    const bool enough = reply && reply->type == REDIS_REPLY_INTEGER && reply->integer >= m_terms->wait.replicas;
    for (auto& answer : held.answers) {
        if (enough) {
            answer.mayGo = true;
            answer.mustBeKept = false; // it is in the journal already
            answer.reply.commit = m_clock.steady() - held.since;
            m_answers.push_back(answer);
            continue;
        }
        ++m_terms->unreplicated;
        withhold(answer, UnavailableReason::NotReplicated);
    }
    if (reply && !enough)
        m_terms->onProblem({core::ErrorKind::Unavailable, "redis_no_replicas",
                            std::to_string(reply->integer) + " of " + std::to_string(m_terms->wait.replicas)});
    m_held.remove_if([&](const Held& batch) { return &batch == &held; });
    if (!reply)
        postDelivery();
}

void RedisLane::tellFence()
{
    for (const auto& instance : std::exchange(m_newlySeen, {}))
        m_terms->fence.saw(instance, m_seen[instance]);
}

} // namespace firstcome::stock
