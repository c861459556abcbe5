#pragma once

#include "backend/core/clock.h"

#include <atomic>

namespace firstcome::testing {

/// A clock that stands still until a test moves it. Any thread.
class ManualClock final : public core::Clock
{
public:
    explicit ManualClock(core::WallTime start = core::WallTime(std::chrono::seconds(1'800'000'000)))
        : m_micros(start.time_since_epoch().count())
        , m_start(start)
    {
    }
    core::WallTime wall() const override { return core::WallTime(std::chrono::microseconds(m_micros.load())); }
    core::SteadyTime steady() const override
    {
        return core::SteadyTime(std::chrono::hours(1)) + (wall() - m_start);
    }
    void advance(std::chrono::microseconds by) { m_micros += by.count(); }

private:
    std::atomic<std::int64_t> m_micros;
    core::WallTime m_start;
};

} // namespace firstcome::testing
