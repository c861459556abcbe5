#include "app/console/window_readings.h"

namespace firstcome::console {

WindowReadings::WindowReadings(models::BackendModel& backend, models::ConsoleHealthModel& health, QObject* parent)
    : QObject(parent)
    , m_health(health)
    , m_cost(backend)
{
    connect(&backend, &models::BackendModel::updated, this, &WindowReadings::take);
}

void WindowReadings::start()
{
    m_watchdog.start();
}

void WindowReadings::reset()
{
    m_watchdog.reset();
    m_cost.reset();
    m_held = false;
}

void WindowReadings::take()
{
    const auto cost = m_cost.figures();
    spike::RunResult::Gui now;
    now.longestStallMs = std::chrono::duration<double, std::milli>(m_watchdog.longest()).count();
    now.ticksSkipped = m_cost.skipped();
    models::ConsoleHealth health;
    health.longestStallMs = now.longestStallMs;
    health.ticksSkipped = now.ticksSkipped;
    if (cost) {
        now.tickCpuP50Ms = cost->p50Ms;
        now.tickCpuP99Ms = cost->p99Ms;
        now.tickCpuMaxMs = cost->maxMs;
        health.tickCpuP50Ms = cost->p50Ms;
        health.tickCpuP99Ms = cost->p99Ms;
        health.tickCpuMaxMs = cost->maxMs;
    }
    if (!m_held) {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->readings = now;
    }
    m_health.set(health);
}

std::function<std::optional<spike::RunResult::Gui>()> WindowReadings::reader() const
{
    return [shared = m_shared] {
        const std::lock_guard lock(shared->mutex);
        return shared->readings;
    };
}

} // namespace firstcome::console
