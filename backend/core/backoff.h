#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <random>

namespace firstcome::core {

/// How long to wait before trying something again: doubles from `first` up to `cap`, and is drawn from the
/// upper half of that span, so that many who failed together do not return together. Not thread-safe.
class Backoff
{
public:
    using Duration = std::chrono::milliseconds;

    Backoff(Duration first, Duration cap, std::uint32_t seed = std::random_device{}())
        : m_first(first)
        , m_cap(std::max(first, cap))
        , m_span(first)
        , m_random(seed)
    {
    }

    /// The next wait: never below half of `first`, never above `cap`.
    Duration next()
    {
        std::uniform_int_distribution<Duration::rep> pick((m_span.count() + 1) / 2, m_span.count());
        const Duration wait(pick(m_random));
        m_span = m_span > m_cap / 2 ? m_cap : m_span * 2;
        return wait;
    }

    /// It worked: the next failure starts from `first` again.
    void reset() { m_span = m_first; }

private:
    Duration m_first;
    Duration m_cap;
    Duration m_span;
    std::minstd_rand m_random;
};

} // namespace firstcome::core
