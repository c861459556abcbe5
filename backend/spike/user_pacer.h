#pragma once

#include "backend/spike/load_plan.h"
#include "backend/spike/pacer.h"

#include <queue>

#include <vector>

namespace firstcome::spike {

/// The closed model: virtual users who try, wait for the answer, think (the scenario's time, a fifth more or
/// less, so that they don't march in step) and try again. User i of this worker has connection i. Users join
/// and leave as the scenario's level moves; one who leaves first gets the answer. After a failure without a
/// reply a user waits 100 ms, doubling up to 2 s, where thinking takes less: people do not hammer a dead
/// page.
class UserPacer final : public Pacer
{
public:
    UserPacer(const LoadPlan& plan, unsigned worker, AttemptStarter& starter);

    void wake(core::SteadyTime now) override;
    core::SteadyTime nextDue() const override;
    void beat(core::SteadyTime now) override;
    void attemptOver(std::uint32_t index, const Connection& connection) override;
    void end() override;
    double users() const override { return static_cast<double>(m_active); }

private:
    enum class Mood { Away, Busy, Thinking };
    struct User
    {
        Mood mood = Mood::Away;
        unsigned failures = 0; ///< in a row
        core::SteadyTime wakesAt;
    };
    struct Wake
    {
        core::SteadyTime at;
        std::uint32_t user;
        bool operator>(const Wake& other) const { return at > other.at; }
    };

    void setLevel(std::uint32_t level, core::SteadyTime now);
    void leave(std::uint32_t index);
    std::chrono::nanoseconds pause(const User& user);

    const LoadPlan& m_plan;
    const unsigned m_worker;
    AttemptStarter& m_starter;
    std::vector<User> m_users;
    std::uint32_t m_level = 0; ///< users 0..level-1 take part
    std::uint32_t m_active = 0;
    bool m_ended = false;
    std::priority_queue<Wake, std::vector<Wake>, std::greater<>> m_wakes;
};

} // namespace firstcome::spike
