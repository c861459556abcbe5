#pragma once

#include "backend/stock/stock_store.h"
#include "tests/bench/figures.h"

#include <chrono>
#include <cstdio>
#include <functional>

namespace firstcome::bench {

/// Asks once for each of many people through one lane, with a window of attempts open until everybody has had an
/// answer. On the lane's thread.
class Crowd final : public stock::AttemptSink
{
public:
    static constexpr std::size_t kLap = 1'000'000;
    /// After each lap and at the end: answered in all, in this lap, and how long the lap took.
    using Report = std::function<void(std::size_t answered, std::size_t lap, double seconds)>;

    /// People from `first` + 1 to `last`.
    Crowd(stock::StockLane& lane, issuing::InstanceId instance, std::size_t first, std::size_t last, Report report)
        : m_lane(lane)
        , m_instance(instance)
        , m_last(last)
        , m_report(std::move(report))
        , m_asked(first)
        , m_answered(first)
        , m_reported(first)
        , m_begun(std::chrono::steady_clock::now())
    {
    }
    void begin(std::size_t open)
    {
        for (std::size_t i = 0; i < open && m_asked < m_last; ++i)
            ask();
    }
    void onReply(const stock::AttemptReply& reply) override
    {
        m_accepted += reply.verdict == issuing::Verdict::Accepted;
        if (++m_answered % kLap == 0 || m_answered == m_last) {
            m_report(m_answered, m_answered - m_reported, secondsSince(m_begun));
            m_reported = m_answered;
            m_begun = std::chrono::steady_clock::now();
        }
        if (m_asked < m_last)
            ask();
    }
    std::size_t accepted() const { return m_accepted; }
    bool done() const { return m_answered == m_last; }

private:
    void ask()
    {
        char name[16];
        const auto length = std::snprintf(name, sizeof name, "p%08zu", ++m_asked);
        const auto person = issuing::PublicId::parse({name, static_cast<std::size_t>(length)});
        m_lane.attempt({m_instance, *person, std::chrono::steady_clock::now() + std::chrono::hours(1)}, *this);
    }

    stock::StockLane& m_lane;
    const issuing::InstanceId m_instance;
    const std::size_t m_last;
    const Report m_report;
    std::size_t m_asked, m_answered, m_reported, m_accepted = 0;
    std::chrono::steady_clock::time_point m_begun;
};

} // namespace firstcome::bench
