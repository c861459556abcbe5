#include "app/console/tick_cost.h"

#include <algorithm>
#include <time.h>

namespace firstcome::console {

namespace {

constexpr std::size_t kKept = 36'000;

std::chrono::nanoseconds threadCpu()
{
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

} // namespace

TickCost::TickCost(models::BackendModel& backend, QObject* parent)
    : QObject(parent)
    , m_backend(backend)
    , m_skippedBefore(backend.skipped())
{
    connect(&m_backend, &models::BackendModel::updated, this, &TickCost::tick);
}

void TickCost::reset()
{
    m_last.reset();
    m_costsMs.clear();
    m_next = 0;
    m_maxMs = 0;
    m_skippedBefore = m_backend.skipped();
}

void TickCost::tick()
{
    const auto now = threadCpu();
    if (m_last) {
        const double ms = std::chrono::duration<double, std::milli>(now - *m_last).count();
        if (m_costsMs.size() < kKept)
            m_costsMs.push_back(static_cast<float>(ms));
        else
            m_costsMs[m_next] = static_cast<float>(ms);
        m_next = (m_next + 1) % kKept;
        m_maxMs = std::max(m_maxMs, ms);
    }
    m_last = now;
}

std::optional<TickCost::Figures> TickCost::figures() const
{
    if (m_costsMs.empty())
        return std::nullopt;
    auto sorted = m_costsMs;
    std::ranges::sort(sorted);
    const auto at = [&](double share) {
        const auto rank = static_cast<std::size_t>(share * static_cast<double>(sorted.size()));
        return static_cast<double>(sorted[std::min(rank, sorted.size() - 1)]);
    };
    return Figures{at(0.5), at(0.99), m_maxMs, sorted.size()};
}

std::uint64_t TickCost::skipped() const
{
    return m_backend.skipped() - m_skippedBefore;
}

} // namespace firstcome::console
