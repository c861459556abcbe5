#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace firstcome::charts {

/// What part of time is shown.
struct TimeView
{
    std::int64_t from = 0, to = 1;
    std::int64_t columnMs = 100;
    bool operator==(const TimeView&) const = default;
    std::int64_t span() const { return to - from; }
};

/// Decides the view of time that several charts share. While following: before T0 the window past and a
/// quarter ahead; from T0 a fixed window around it until full, then the newest window, moved in whole
/// columns. Panning or zooming leaves following. Plain value; milliseconds.
class TimeAxis
{
public:
    static constexpr std::int64_t kWindows[] = {30'000, 120'000, 600'000};
    static constexpr std::int64_t kAll = 0;

    void setZero(std::optional<std::int64_t> zero) { m_zero = zero; }
    std::optional<std::int64_t> zero() const { return m_zero; }
    /// Length of the window, or kAll.
    void setWindow(std::int64_t window);
    std::int64_t window() const { return m_window; }
    /// A span that does not move: a finished run's. Nothing: back to the window.
    void setSpan(std::optional<std::pair<std::int64_t, std::int64_t>> span) { m_span = span; }
    void setNow(std::int64_t now) { m_now = now; }
    std::int64_t now() const { return m_now; }
    /// The earliest data, for "all".
    void setStart(std::int64_t start) { m_start = start; }
    void setPixels(int pixels);
    void setTick(std::int64_t tick) { m_tick = tick; }

    bool following() const { return !m_manual; }
    void pan(std::int64_t byMs);
    /// Factor below 1 zooms in; `anchor` stays where it is.
    void zoom(double factor, std::int64_t anchor);
    void follow() { m_manual.reset(); }

    TimeView view() const;
    /// Where labels go, and their distance.
    struct Ticks
    {
        std::int64_t step = 1000;
        std::vector<std::int64_t> at;
    };
    /// At most one label in `spacing` pixels; counted from T0 where there is one.
    Ticks ticks(int spacing) const;

private:
    std::int64_t columnFor(std::int64_t span) const;
    TimeView followed() const;

    std::optional<std::int64_t> m_zero;
    std::optional<std::pair<std::int64_t, std::int64_t>> m_span, m_manual;
    std::int64_t m_window = kWindows[0];
    std::int64_t m_now = 0, m_start = 0, m_tick = 100;
    int m_pixels = 300;
};

} // namespace firstcome::charts
