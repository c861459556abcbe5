#include "backend/spike/user_pacer.h"

#include <algorithm>
#include <cmath>

namespace firstcome::spike {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

UserPacer::UserPacer(const LoadPlan& plan, unsigned worker, AttemptStarter& starter)
    : m_plan(plan)
    , m_worker(worker)
    , m_starter(starter)
{
}

void UserPacer::beat(core::SteadyTime now)
{
    if (m_ended)
        return;
    const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(now - m_plan.start);
    const auto all = static_cast<std::uint32_t>(std::lround(m_plan.scenario.targetAt(elapsed)));
    setLevel((all + m_plan.workers - 1 - m_worker) / m_plan.workers, now); // this worker's share
}

void UserPacer::setLevel(std::uint32_t level, core::SteadyTime now)
{
    const auto before = m_level;
    m_level = level; // first: a user whose try fails at once looks at it
    if (level > m_users.size())
        m_users.resize(level);
    for (auto i = before; i < level; ++i)
        if (m_users[i].mood == Mood::Away) {
            ++m_active;
            m_users[i] = {Mood::Busy, 0, now};
            m_starter.startAttempt(i, now, false);
        }
    for (auto i = level; i < before; ++i)
        if (m_users[i].mood == Mood::Thinking)
            leave(i);
}

void UserPacer::leave(std::uint32_t index)
{
    m_users[index].mood = Mood::Away;
    --m_active;
    m_starter.closeConnection(index);
}

void UserPacer::wake(core::SteadyTime now)
{
    while (!m_wakes.empty() && m_wakes.top().at <= now) {
        const auto [at, index] = m_wakes.top();
        m_wakes.pop();
        auto& user = m_users[index];
        if (m_ended || user.mood != Mood::Thinking || user.wakesAt != at)
            continue; // left since, and perhaps came back
        user.mood = Mood::Busy;
        m_starter.startAttempt(index, at, true);
    }
}

core::SteadyTime UserPacer::nextDue() const
{
    return m_wakes.empty() ? core::SteadyTime::max() : m_wakes.top().at;
}

nanoseconds UserPacer::pause(const User& user)
{
    const nanoseconds think = m_plan.scenario.thinkTime;
    const nanoseconds wanted =
        user.failures == 0 ? think
                           : std::max<nanoseconds>(think, 100ms * (1u << std::min(user.failures - 1, 5u)));
    const nanoseconds bounded =
        user.failures == 0 ? wanted : std::min<nanoseconds>(wanted, std::max<nanoseconds>(think, 2s));
    return nanoseconds(
        static_cast<std::int64_t>(static_cast<double>(bounded.count()) * (0.8 + 0.4 * m_starter.random())));
}

void UserPacer::attemptOver(std::uint32_t index, const Connection& connection)
{
    auto& user = m_users[index];
    user.failures = connection.outcome().status == 0 ? user.failures + 1 : 0;
    if (m_ended || index >= m_level)
        return leave(index);
    const auto wait = pause(user);
    if (wait <= 0ns) {
        m_starter.startAttempt(index, connection.endedAt(), false);
        return;
    }
    user.mood = Mood::Thinking;
    user.wakesAt = connection.endedAt() + wait;
    m_wakes.push({user.wakesAt, index});
}

void UserPacer::end()
{
    m_ended = true;
    m_level = 0;
    for (std::uint32_t i = 0; i < m_users.size(); ++i)
        if (m_users[i].mood == Mood::Thinking)
            leave(i);
    m_wakes = {};
}

} // namespace firstcome::spike
