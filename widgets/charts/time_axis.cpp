#include "widgets/charts/time_axis.h"

#include "widgets/charts/column_store.h"

#include <algorithm>
#include <utility>

namespace firstcome::charts {
namespace {

constexpr std::int64_t kLeastSpan = 2'000;
constexpr std::int64_t kMostSpan = 7LL * 86'400'000;

constexpr std::int64_t kSteps[] = {
    100,     200,     500,     1'000,   2'000,     5'000,     10'000,    15'000,     30'000,     60'000,
    120'000, 300'000, 600'000, 900'000, 1'800'000, 3'600'000, 7'200'000, 21'600'000, 43'200'000, 86'400'000};

/// Spans that "all" grows through, so that it rescales rarely.
std::int64_t grownSpan(std::int64_t needed)
{
    std::int64_t span = 15'000;
    while (span < needed)
        span = span + span / 4;
    return span;
}

} // namespace

void TimeAxis::setWindow(std::int64_t window)
{
    m_window = window;
    m_manual.reset();
}

void TimeAxis::setPixels(int pixels)
{
    m_pixels = std::max(pixels, 16);
}

std::int64_t TimeAxis::columnFor(std::int64_t span) const
{
    const std::int64_t ticks = (span + m_tick * m_pixels - 1) / (m_tick * m_pixels);
    return std::max<std::int64_t>(ticks, 1) * m_tick;
}

TimeView TimeAxis::followed() const
{
    if (m_window == kAll) {
        const std::int64_t start = std::max(m_start, m_now - kMostSpan); // before there is any data it is 1970
        const std::int64_t span = grownSpan(m_now - start);
        return {start, start + span, columnFor(span)};
    }
    if (m_zero && m_now >= *m_zero && m_now <= *m_zero + m_window / 2)
        return {*m_zero - m_window / 2, *m_zero + m_window / 2, columnFor(m_window)};
    const bool before = m_zero && m_now < *m_zero;
    const std::int64_t span = before ? m_window + m_window / 4 : m_window;
    const std::int64_t column = columnFor(span);
    // The column of the newest tick, whole.
    const std::int64_t end = (floorDiv(m_now - 1, column) + 1) * column + (before ? m_window / 4 : 0);
    return {end - span, end, column};
}

TimeView TimeAxis::view() const
{
    if (m_manual)
        return {m_manual->first, m_manual->second, columnFor(m_manual->second - m_manual->first)};
    if (m_span)
        return {m_span->first, m_span->second, columnFor(m_span->second - m_span->first)};
    return followed();
}

void TimeAxis::pan(std::int64_t byMs)
{
    const TimeView now = view();
    m_manual = std::pair(now.from + byMs, now.to + byMs);
}

void TimeAxis::zoom(double factor, std::int64_t anchor)
{
    const TimeView now = view();
    const double wanted = static_cast<double>(now.span()) * factor;
    const double span = std::clamp(wanted, static_cast<double>(kLeastSpan), static_cast<double>(kMostSpan));
    const double part = static_cast<double>(anchor - now.from) / static_cast<double>(now.span());
    const auto from = anchor - static_cast<std::int64_t>(part * span);
    m_manual = std::pair(from, from + static_cast<std::int64_t>(span));
}

TimeAxis::Ticks TimeAxis::ticks(int spacing) const
{
    const TimeView shown = view();
    const std::int64_t most = std::max(2, m_pixels / std::max(spacing, 1));
    Ticks ticks;
    ticks.step = kSteps[std::size(kSteps) - 1];
    for (const std::int64_t step : kSteps) {
        if (shown.span() / step <= most) {
            ticks.step = step;
            break;
        }
    }
    const std::int64_t origin = m_zero.value_or(0);
    for (std::int64_t i = floorDiv(shown.from - origin - 1, ticks.step) + 1;
         origin + i * ticks.step <= shown.to; ++i)
        ticks.at.push_back(origin + i * ticks.step);
    return ticks;
}

} // namespace firstcome::charts
