#pragma once

#include "widgets/charts/plot_frame.h"
#include "widgets/theme/theme.h"

#include <QPainter>

/// What lies under and over a chart's layers: grid, thresholds, flags, labels of time, crosshair.
namespace firstcome::charts {

inline constexpr double kFlagNear = 12; ///< flags nearer than this become one

/// Here and not by the axis: QCategoryAxis draws one more line at the end of its range.
void paintGrid(QPainter& painter, const theme::Theme& theme, const PlotFrame& frame);
void paintThresholds(QPainter& painter, const theme::Theme& theme, const PlotFrame& frame);
void paintFlags(QPainter& painter, const theme::Theme& theme, const PlotFrame& frame);
void paintTimeLabels(QPainter& painter, const theme::Theme& theme, const PlotFrame& frame);
void paintCrosshair(QPainter& painter, const theme::Theme& theme, const QRectF& plot, double x, bool pinned);

} // namespace firstcome::charts
