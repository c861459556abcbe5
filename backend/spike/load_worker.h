#pragma once

#include "backend/spike/connection.h"
#include "backend/spike/interval_exchange.h"
#include "backend/spike/load_plan.h"
#include "backend/spike/pacer.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace firstcome::spike {

/// One thread of load: an epoll with its connections, the pacer that says when to use them, and what they
/// measured, handed over ten times a second. Owned by the engine; run() is the thread. It ends by itself when
/// the scenario does or when the plan says stop, after the attempts in flight are answered, timed out or,
/// one second after a stop, given up as unknown.
class LoadWorker final : private AttemptStarter
{
public:
    /// Throws std::system_error where the system has no descriptor left for its epoll.
    LoadWorker(LoadPlan& plan, unsigned index, IntervalExchange& exchange);
    ~LoadWorker() override;
    LoadWorker(const LoadWorker&) = delete;
    LoadWorker& operator=(const LoadWorker&) = delete;

    void run();

private:
    void startAttempt(std::uint32_t index, core::SteadyTime due, bool scheduled) override;
    void closeConnection(std::uint32_t index) override { m_connections[index]->close(); }
    void dropArrival() override { ++m_interval->measured.dropped; }
    double random() override { return std::uniform_real_distribution(0.0, 1.0)(m_random); }

    std::uint64_t nextPerson();
    void beat(core::SteadyTime now);
    void beginEnding(core::SteadyTime now);
    void abandonOverdue(core::SteadyTime now);
    void abandonAll();
    void serveEvents(std::chrono::nanoseconds timeout);
    void settle();
    void settleOne(std::uint32_t index);
    void writeDown(const Connection& connection);
    void deliver(core::SteadyTime now, bool last);

    LoadPlan& m_plan;
    const unsigned m_index;
    IntervalExchange& m_exchange;
    int m_epoll;
    bool m_coarseTimer = false; ///< this kernel lacks epoll_pwait2
    std::minstd_rand m_random;
    std::vector<std::unique_ptr<Connection>> m_connections;
    std::unique_ptr<Pacer> m_pacer;
    std::vector<std::uint32_t> m_over; ///< attempts that ended and are not yet counted
    std::size_t m_busy = 0;
    core::SteadyTime m_nextBeat, m_nextSweep, m_endsAt, m_giveUpAt = core::SteadyTime::max();
    bool m_ending = false;
    std::unique_ptr<Interval> m_interval;
    core::SteadyTime m_intervalBegan;
    std::chrono::nanoseconds m_cpuBefore{0};
    std::string m_recordBlock;
    std::vector<char> m_scratch;
};

} // namespace firstcome::spike
