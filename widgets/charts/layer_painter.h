#pragma once

#include "widgets/charts/plot_frame.h"
#include "widgets/theme/theme.h"

#include <QPainter>

namespace firstcome::charts {

/// Paints stacks, lines and ghosts: fills without pen or antialiasing, edges as segments. Keeps its buffers, so
/// that a tick allocates nothing. Owned by a PlotItem.
class LayerPainter
{
public:
    explicit LayerPainter(const theme::Theme& theme);
    void paint(QPainter& painter, const PlotFrame& frame);

private:
    void paintStacks(QPainter& painter, const PlotFrame& frame);
    void paintBand(QPainter& painter, const PlotFrame& frame, std::size_t layer, std::size_t from, std::size_t to);
    void paintEnvelope(QPainter& painter, const PlotFrame& frame);
    void paintLine(QPainter& painter, const PlotFrame& frame, std::size_t layer);
    void paintGhost(QPainter& painter, const PlotFrame& frame, std::size_t layer);

    const theme::Theme& m_theme;
    std::vector<double> m_lower, m_upper; ///< values of the visible columns
    QList<QPointF> m_polygon;
    QList<QLineF> m_edges;
};

} // namespace firstcome::charts
