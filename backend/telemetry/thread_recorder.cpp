#include "backend/telemetry/thread_recorder.h"

namespace firstcome::telemetry {

namespace {

/// Adds one to a counter that only this thread writes: cheaper than an atomic increment.
void countUp(std::atomic<std::uint64_t>& counter)
{
    counter.store(counter.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

} // namespace

ThreadRecorder::ThreadRecorder() = default;
ThreadRecorder::~ThreadRecorder() = default;

ThreadRecorder::Counters& ThreadRecorder::countersOf(const issuing::InstanceId& instance)
{
    if (m_last && m_last->instance == instance)
        return *m_last;
    auto& known = m_byInstance[instance];
    if (!known) {
        known = std::make_unique<Counters>();
        known->instance = instance;
        known->next = m_newest.load(std::memory_order_relaxed);
        m_newest.store(known.get(), std::memory_order_release);
    }
    m_last = known.get();
    return *m_last;
}

void ThreadRecorder::attempt(const issuing::InstanceId& instance, issuing::Verdict verdict,
                             std::chrono::nanoseconds latency)
{
    countUp(countersOf(instance).verdicts[static_cast<std::size_t>(verdict)]);
    m_latency.record(latency);
}

void ThreadRecorder::stage(Stage stage, std::chrono::nanoseconds took)
{
    m_stages[static_cast<std::size_t>(stage)].record(took);
}

void ThreadRecorder::connectionOpened()
{
    countUp(m_opened);
}

void ThreadRecorder::connectionClosed()
{
    m_closed.store(m_closed.load(std::memory_order_relaxed) + 1, std::memory_order_release);
}

std::uint64_t ThreadRecorder::connections() const
{
    // Closed is read first: a connection seen as closed was opened before, so the difference is never below
    // 0.
    const auto closed = m_closed.load(std::memory_order_acquire);
    return m_opened.load(std::memory_order_relaxed) - closed;
}

} // namespace firstcome::telemetry
