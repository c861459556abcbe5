#include "widgets/charts/chart_group.h"

#include "backend/core/clock.h"
#include "widgets/charts/column_store.h"
#include "widgets/parts/format.h"

#include <algorithm>

namespace firstcome::charts {

ChartGroup::ChartGroup(QObject* parent)
    : QObject(parent)
{
}

void ChartGroup::advance(std::int64_t nowMs)
{
    m_axis.setNow(nowMs);
    Q_EMIT ticked();
}

void ChartGroup::setZero(std::optional<std::int64_t> zeroMs)
{
    if (zeroMs == m_axis.zero())
        return;
    m_axis.setZero(zeroMs);
    Q_EMIT viewChanged();
    Q_EMIT crosshairChanged();
}

void ChartGroup::setSpan(std::optional<std::pair<std::int64_t, std::int64_t>> span)
{
    m_axis.setSpan(span);
    Q_EMIT viewChanged();
}

void ChartGroup::setFlags(const std::vector<Flag>& flags)
{
    if (flags == m_flags)
        return;
    m_flags = flags;
    std::stable_sort(m_flags.begin(), m_flags.end(),
                     [](const Flag& a, const Flag& b) { return a.at < b.at; });
    Q_EMIT viewChanged();
}

void ChartGroup::setFollowing(bool before)
{
    if (before != m_axis.following())
        Q_EMIT followingChanged(m_axis.following());
    Q_EMIT viewChanged();
}

void ChartGroup::setWindow(std::int64_t windowMs)
{
    const bool before = m_axis.following();
    const bool other = windowMs != m_axis.window();
    m_axis.setWindow(windowMs);
    setFollowing(before);
    if (other)
        Q_EMIT windowChanged(windowMs);
}

void ChartGroup::follow()
{
    const bool before = m_axis.following();
    m_axis.follow();
    setFollowing(before);
}

void ChartGroup::pan(std::int64_t byMs)
{
    const bool before = m_axis.following();
    m_axis.pan(byMs);
    setFollowing(before);
}

void ChartGroup::zoom(double factor, std::int64_t anchorMs)
{
    const bool before = m_axis.following();
    m_axis.zoom(factor, anchorMs);
    setFollowing(before);
}

std::int64_t ChartGroup::snapped(std::int64_t timeMs) const
{
    const std::int64_t column = m_axis.view().columnMs;
    return floorDiv(timeMs, column) * column;
}

void ChartGroup::hover(std::optional<std::int64_t> timeMs)
{
    const auto next = timeMs ? std::optional(snapped(*timeMs)) : std::nullopt;
    if (next == m_hovered)
        return;
    m_hovered = next;
    if (!m_pinned)
        Q_EMIT crosshairChanged();
}

void ChartGroup::pin(std::optional<std::int64_t> timeMs)
{
    const auto next = timeMs ? std::optional(snapped(*timeMs)) : std::nullopt;
    if (next == m_pinned)
        return;
    m_pinned = next;
    Q_EMIT crosshairChanged();
}

void ChartGroup::step(int columns)
{
    const TimeView view = m_axis.view();
    const std::int64_t start = crosshair().value_or(snapped(std::min(m_axis.now() - 1, view.to - 1)));
    pin(std::clamp(start + columns * view.columnMs, view.from, view.to - 1));
}

QString ChartGroup::crosshairText() const
{
    const auto at = crosshair();
    if (!at)
        return {};
    if (const auto zero = m_axis.zero()) {
        QString offset = parts::formatOffset(std::chrono::milliseconds(*at - *zero));
        offset.chop(2); // the unit, which the sentence brings
        return tr("at %1\u00a0s", "seconds from T0").arg(offset);
    }
    const core::WallTime time{std::chrono::milliseconds(*at)};
    return tr("at %1", "a time of day").arg(parts::formatTimeOfDay(time, true));
}

void ChartGroup::reportLabelWidth(const QObject* chart, int pixels)
{
    if (!m_widths.contains(chart))
        connect(chart, &QObject::destroyed, this, [this](QObject* gone) { m_widths.remove(gone); });
    m_widths[chart] = pixels;
    const int widest = *std::max_element(m_widths.cbegin(), m_widths.cend());
    if (widest == m_labelWidth)
        return;
    m_labelWidth = widest;
    Q_EMIT labelWidthChanged();
}

void ChartGroup::reportPlot(int devicePixels, std::int64_t tickMs, std::optional<std::int64_t> startMs)
{
    m_axis.setPixels(devicePixels);
    m_axis.setTick(tickMs);
    if (startMs && (!m_start || *startMs < *m_start)) {
        m_start = startMs;
        m_axis.setStart(*startMs);
    }
}

} // namespace firstcome::charts
