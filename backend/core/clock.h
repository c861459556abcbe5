#pragma once

#include <chrono>

namespace firstcome::core {

/// Time of day, UTC, in whole microseconds.
using WallTime = std::chrono::sys_time<std::chrono::microseconds>;
/// Monotonic time for deadlines and durations; never shown, never stored.
using SteadyTime = std::chrono::steady_clock::time_point;

/// The two clocks a part may read, passed in so that a test can move time on purpose.
/// Implementations are safe to call from any thread.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual WallTime wall() const = 0;
    virtual SteadyTime steady() const = 0;
};

/// The machine's clocks. Stateless.
class SystemClock final : public Clock
{
public:
    WallTime wall() const override
    {
        return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    }
    SteadyTime steady() const override { return std::chrono::steady_clock::now(); }
};

} // namespace firstcome::core
