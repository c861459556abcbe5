#pragma once

#include "widgets/charts/chart_spec.h"
#include "widgets/charts/column_store.h"
#include "widgets/charts/time_axis.h"

#include <QLineF>
#include <QList>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <optional>
#include <utility>
#include <vector>

namespace firstcome::charts {

/// Everything that one painting of a plot needs; pointers are valid only while it is painted.
struct PlotFrame
{
    const ChartSpec* spec = nullptr;
    const Columns* columns = nullptr;
    const std::vector<std::vector<QPointF>>* ghosts = nullptr;
    const std::vector<Threshold>* thresholds = nullptr;
    const std::vector<Flag>* flags = nullptr;
    std::optional<std::int64_t> zero;
    TimeView view;
    double top = 1;
    QRectF plot;
    std::vector<double> gridLines;
    std::vector<std::pair<std::int64_t, QString>> timeLabels;

    double x(double timeMs) const
    {
        return plot.left() + (timeMs - double(view.from)) / double(view.span()) * plot.width();
    }
    double y(double value) const { return plot.bottom() - value / top * plot.height(); }
    double columnCentre(std::size_t i) const
    {
        return x((double(columns->first) + double(i) + 0.5) * double(columns->widthMs));
    }
    /// Columns that the view touches, [first, last).
    std::pair<std::size_t, std::size_t> visible() const;
};

/// Cuts a polyline into dashes of `on` and `off` pixels, so that it can be painted as plain segments.
void addDashes(const QList<QPointF>& line, double on, double off, QList<QLineF>& into);

/// Flags nearer than `nearPx` become one with a count. Ascending positions.
struct FlagMark
{
    double x = 0;
    int count = 0;
    QString text; ///< of the only one, or the words of all
};
std::vector<FlagMark> mergedFlags(const PlotFrame& frame, double nearPx);

} // namespace firstcome::charts
