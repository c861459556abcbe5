#pragma once

#include "widgets/charts/layer_painter.h"

#include <QGraphicsItem>
#include <QImage>

namespace firstcome::charts {

/// All that moves in a chart, as the one child of its QChart. Layers, flags and labels are painted once a
/// tick into a picture; a moving crosshair only lays a line over it. Owned by the chart's QChart.
class PlotItem final : public QGraphicsItem
{
public:
    PlotItem(const theme::Theme& theme, QGraphicsItem* parent);

    /// Paints `frame` at this scale, to be shown from now on.
    void render(const PlotFrame& frame, qreal deviceRatio);
    /// Position in the coordinates of the frame's plot, or nothing.
    void setCrosshair(std::optional<double> x, bool pinned);

    QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const theme::Theme& m_theme;
    LayerPainter m_layers;
    QRectF m_bounds, m_plot;
    QImage m_picture;
    std::optional<double> m_crosshair;
    bool m_pinned = false;
};

} // namespace firstcome::charts
