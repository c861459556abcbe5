#pragma once

#include "widgets/charts/chart_spec.h"
#include "widgets/charts/time_axis.h"

#include <QHash>
#include <QObject>

#include <optional>

namespace firstcome::charts {

/// What several charts share: the axis of time, the crosshair, the flags, and the width of the y labels. A
/// page appends to its charts and calls advance() once a tick. GUI thread; it may be a member of the page
/// whose children the charts are.
class ChartGroup final : public QObject
{
    Q_OBJECT

public:
    explicit ChartGroup(QObject* parent = nullptr);

    /// One tick: time of the newest data. All charts paint once.
    void advance(std::int64_t nowMs);
    /// T0, from which offsets count; nothing: labels are times of day.
    void setZero(std::optional<std::int64_t> zeroMs);
    /// A span that does not move, for a finished run; nothing: back to the window.
    void setSpan(std::optional<std::pair<std::int64_t, std::int64_t>> span);
    void setFlags(const std::vector<Flag>& flags);
    const std::vector<Flag>& flags() const { return m_flags; }

    /// 30,000, 120,000, 600,000 or TimeAxis::kAll.
    void setWindow(std::int64_t windowMs);
    std::int64_t window() const { return m_axis.window(); }
    bool following() const { return m_axis.following(); }
    void follow();
    void pan(std::int64_t byMs);
    void zoom(double factor, std::int64_t anchorMs);

    /// The crosshair: the pinned time, else the hovered one. Snapped to columns.
    std::optional<std::int64_t> crosshair() const { return m_pinned ? m_pinned : m_hovered; }
    bool pinned() const { return m_pinned.has_value(); }
    void hover(std::optional<std::int64_t> timeMs);
    void pin(std::optional<std::int64_t> timeMs);
    /// By arrow keys: from where it is, or from the newest column; pins.
    void step(int columns);
    /// "at +7.0 s", or a time of day without T0; empty without a crosshair.
    QString crosshairText() const;

    const TimeAxis& axis() const { return m_axis; }

    /// Charts tell what they need; the widest counts for all.
    void reportLabelWidth(const QObject* chart, int pixels);
    void reportPlot(int devicePixels, std::int64_t tickMs, std::optional<std::int64_t> startMs);
    int labelWidth() const { return m_labelWidth; }

Q_SIGNALS:
    void ticked();      ///< new data: paint
    void viewChanged(); ///< another part of time by the user's hand, flags or window: paint
    void crosshairChanged();
    void followingChanged(bool following);
    void windowChanged(qint64 windowMs);
    void labelWidthChanged();

private:
    std::int64_t snapped(std::int64_t timeMs) const;
    void setFollowing(bool before);

    TimeAxis m_axis;
    std::optional<std::int64_t> m_hovered, m_pinned, m_start;
    std::vector<Flag> m_flags;
    QHash<const QObject*, int> m_widths;
    int m_labelWidth = 0;
};

} // namespace firstcome::charts
