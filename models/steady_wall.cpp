#include "models/steady_wall.h"

#include <cstdlib>

namespace firstcome::models {

namespace {

using std::chrono::microseconds;

constexpr microseconds kJump{250'000};
/// A later arrival says more about the way than about the clock: it counts a fiftieth.
constexpr int kLateWeight = 50;

microseconds sinceStart(core::SteadyTime time)
{
    return std::chrono::duration_cast<microseconds>(time.time_since_epoch());
}

} // namespace

void SteadyWall::sync(core::WallTime takenAt)
{
    if (m_offset && takenAt == m_takenAt)
        return;
    m_takenAt = takenAt;
    m_syncedAt = m_clock.steady();
    const microseconds seen = takenAt.time_since_epoch() - sinceStart(m_syncedAt);
    if (!m_offset || std::chrono::abs(seen - *m_offset) > kJump || seen > *m_offset)
        m_offset = seen;
    else
        *m_offset += (seen - *m_offset) / kLateWeight;
}

core::WallTime SteadyWall::now() const
{
    return m_offset ? core::WallTime(*m_offset + sinceStart(m_clock.steady())) : m_clock.wall();
}

std::optional<std::chrono::milliseconds> SteadyWall::sinceSync() const
{
    if (!m_offset)
        return std::nullopt;
    return std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.steady() - m_syncedAt);
}

} // namespace firstcome::models
