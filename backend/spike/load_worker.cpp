#include "backend/spike/load_worker.h"

#include "backend/core/thread_name.h"
#include "backend/spike/arrival_pacer.h"
#include "backend/spike/call_record.h"
#include "backend/spike/user_pacer.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <sys/epoll.h>
#include <system_error>
#include <thread>
#include <time.h>
#include <unistd.h>

namespace firstcome::spike {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

namespace {

constexpr auto kBeat = 10ms;
constexpr auto kAbortGrace = 1s;
constexpr std::size_t kScratch = 64 * 1024;
constexpr std::size_t kRecordBlock = 64 * 1024;
constexpr std::size_t kEventsAtOnce = 256;

nanoseconds threadCpu()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + nanoseconds(time.tv_nsec);
}

} // namespace

LoadWorker::LoadWorker(LoadPlan& plan, unsigned index, IntervalExchange& exchange)
    : m_plan(plan)
    , m_index(index)
    , m_exchange(exchange)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_random(index + 1)
    , m_nextBeat(plan.start)
    , m_nextSweep(plan.start)
    , m_endsAt(plan.start + plan.scenario.duration())
    , m_interval(exchange.blank())
    , m_intervalBegan(plan.start)
    , m_scratch(kScratch)
{
    if (m_epoll < 0)
        throw std::system_error(errno, std::generic_category(), "epoll");
    AttemptStarter& starter = *this;
    if (plan.scenario.model == LoadModel::Users)
        m_pacer = std::make_unique<UserPacer>(plan, index, starter);
    else
        m_pacer = std::make_unique<ArrivalPacer>(plan, index, starter);
    m_interval->worker = index;
    m_interval->index = 0;
}

LoadWorker::~LoadWorker()
{
    m_connections.clear();
    ::close(m_epoll);
}

void LoadWorker::run()
{
    core::nameThisThread("load-" + std::to_string(m_index));
    std::this_thread::sleep_until(m_plan.start);
    m_cpuBefore = threadCpu();
    while (!m_ending || m_busy > 0) {
        const auto time = core::SteadyTime::clock::now();
        if (time >= m_nextBeat)
            beat(time);
        m_pacer->wake(time);
        settle();
        if (m_ending && m_busy == 0)
            break;
        const auto next = std::min(m_nextBeat, m_pacer->nextDue());
        serveEvents(std::max<nanoseconds>(next - core::SteadyTime::clock::now(), 0ns));
    }
    deliver(core::SteadyTime::clock::now(), true);
    if (m_plan.record)
        m_plan.record->append(m_recordBlock);
}

/// Waits for news of the connections, at most `timeout`, and lets each deal with its own.
void LoadWorker::serveEvents(nanoseconds timeout)
{
    std::array<epoll_event, kEventsAtOnce> events;
    int count = -1;
    if (!m_coarseTimer) {
        const timespec limit{timeout.count() / 1'000'000'000, timeout.count() % 1'000'000'000};
        count = ::epoll_pwait2(m_epoll, events.data(), events.size(), &limit, nullptr);
        m_coarseTimer = count < 0 && errno == ENOSYS;
    }
    if (m_coarseTimer)
        count = ::epoll_wait(m_epoll, events.data(), events.size(),
                             static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(timeout).count()));
    for (int i = 0; i < count; ++i) {
        const auto index = events[static_cast<std::size_t>(i)].data.u32;
        const auto what = events[static_cast<std::size_t>(i)].events;
        if (m_connections[index]->onEvents(what, m_scratch) == Connection::Progress::Finished)
            m_over.push_back(index);
        settle();
    }
}

void LoadWorker::startAttempt(std::uint32_t index, core::SteadyTime due, bool scheduled)
{
    while (m_connections.size() <= index)
        m_connections.push_back(
            std::make_unique<Connection>(m_plan, m_epoll, static_cast<std::uint32_t>(m_connections.size())));
    ++m_busy;
    auto& connection = *m_connections[index];
    if (connection.begin(nextPerson(), due) == Connection::Progress::Finished)
        m_over.push_back(index); // counted by the loop, not from in here
    if (scheduled)
        m_interval->measured.lateness.record(connection.startedAt() - due);
}

std::uint64_t LoadWorker::nextPerson()
{
    if (m_plan.scenario.distinctPeople)
        return m_plan.nextPerson.fetch_add(1, std::memory_order_relaxed) % m_plan.people;
    return std::uniform_int_distribution<std::uint64_t>(0, m_plan.people - 1)(m_random);
}

void LoadWorker::settle()
{
    while (!m_over.empty()) {
        const auto index = m_over.back();
        m_over.pop_back();
        settleOne(index);
    }
}

void LoadWorker::settleOne(std::uint32_t index)
{
    --m_busy;
    const auto& connection = *m_connections[index];
    auto& measured = m_interval->measured;
    measured.record(connection.outcome(), m_plan.scenario.model == LoadModel::ArrivalRate);
    if (connection.localProblem() == Connection::LocalProblem::NoDescriptor)
        ++measured.noDescriptor;
    else if (connection.localProblem() == Connection::LocalProblem::NoPort)
        ++measured.noPort;
    if (m_plan.record)
        writeDown(connection);
    m_pacer->attemptOver(index, connection);
}

void LoadWorker::writeDown(const Connection& connection)
{
    CallRecord::addLine(m_recordBlock, connection.publicId(), clientVerdictName(connection.outcome().verdict),
                        connection.slot(),
                        std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now()));
    if (m_recordBlock.size() >= kRecordBlock) {
        m_plan.record->append(m_recordBlock);
        m_recordBlock.clear();
    }
}

void LoadWorker::beat(core::SteadyTime time)
{
    m_interval->measured.lateness.record(time - m_nextBeat);
    m_nextBeat += kBeat * ((time - m_nextBeat) / kBeat + 1);
    while (time >= m_intervalBegan + kInterval)
        deliver(m_intervalBegan + kInterval, false);
    if (!m_ending && (m_plan.stop.load(std::memory_order_relaxed) || time >= m_endsAt))
        beginEnding(time);
    else if (m_ending && m_giveUpAt == core::SteadyTime::max() && m_plan.stop.load(std::memory_order_relaxed))
        m_giveUpAt = time + kAbortGrace;
    m_pacer->beat(time);
    if (time >= m_nextSweep) {
        m_nextSweep = time + std::clamp<nanoseconds>(m_plan.scenario.requestTimeout / 4, kBeat, 100ms);
        abandonOverdue(time);
    }
    if (time >= m_giveUpAt)
        abandonAll();
}

void LoadWorker::beginEnding(core::SteadyTime time)
{
    const bool aborted = time < m_endsAt;
    while (!aborted && m_pacer->nextDue() <= time) { // what was due before the end still starts
        m_pacer->wake(time);
        settle();
        if (m_plan.scenario.model == LoadModel::Users)
            break;
    }
    m_ending = true;
    m_giveUpAt = aborted ? time + kAbortGrace : core::SteadyTime::max();
    m_pacer->end();
}

void LoadWorker::abandonOverdue(core::SteadyTime time)
{
    for (std::uint32_t i = 0; i < m_connections.size(); ++i)
        if (m_connections[i]->busy() &&
            time - m_connections[i]->startedAt() >= m_plan.scenario.requestTimeout) {
            m_connections[i]->abandon();
            m_over.push_back(i);
        }
}

void LoadWorker::abandonAll()
{
    for (std::uint32_t i = 0; i < m_connections.size(); ++i)
        if (m_connections[i]->busy()) {
            m_connections[i]->abandon();
            m_over.push_back(i);
        }
}

void LoadWorker::deliver(core::SteadyTime until, bool last)
{
    const auto cpu = threadCpu();
    const auto wall = std::chrono::duration<double>(until - m_intervalBegan).count();
    m_interval->cpuPercent =
        wall > 0 ? std::chrono::duration<double>(cpu - m_cpuBefore).count() / wall * 100 : 0;
    m_interval->users = m_pacer->users();
    m_interval->last = last;
    auto next = m_exchange.blank();
    next->worker = m_index;
    next->index = m_interval->index + 1;
    m_exchange.deliver(std::move(m_interval));
    m_interval = std::move(next);
    m_intervalBegan = until;
    m_cpuBefore = cpu;
}

} // namespace firstcome::spike
