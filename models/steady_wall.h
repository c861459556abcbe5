#pragma once

#include "backend/core/clock.h"

#include <chrono>
#include <optional>

namespace firstcome::models {

/// Without a snapshot for so long, the backend counts as silent and no act is offered.
inline constexpr std::chrono::seconds kSilentAfter{3};

/// The backend's time of day, carried on between snapshots by the local steady clock, so that a countdown
/// neither jumps when a snapshot is late nor depends on this machine's time of day. One thread.
class SteadyWall
{
public:
    explicit SteadyWall(const core::Clock& clock) : m_clock(clock) {}

    /// A snapshot taken at `takenAt` has just been seen; one that was seen before is no news. A snapshot that waited longer than others on its way
    /// hardly moves the clock; a difference over 250 ms is taken over at once.
    void sync(core::WallTime takenAt);
    /// The backend's time now; the local time of day until the first snapshot.
    core::WallTime now() const;
    /// How long ago the newest snapshot was seen; absent before the first.
    std::optional<std::chrono::milliseconds> sinceSync() const;

private:
    const core::Clock& m_clock;
    std::optional<std::chrono::microseconds> m_offset; ///< backend's wall − local steady
    core::SteadyTime m_syncedAt;
    core::WallTime m_takenAt; ///< of the newest that was seen
};

} // namespace firstcome::models
