#include "widgets/charts/plot_item.h"

#include "widgets/charts/overlay_painter.h"

#include <QPainter>

namespace firstcome::charts {
namespace {

constexpr qreal kAbove = 12, kBelow = 20, kBeside = 26;

} // namespace

PlotItem::PlotItem(const theme::Theme& theme, QGraphicsItem* parent)
    : QGraphicsItem(parent)
    , m_theme(theme)
    , m_layers(theme)
{
    setZValue(100);
    setAcceptedMouseButtons(Qt::NoButton);
}

void PlotItem::render(const PlotFrame& frame, qreal deviceRatio)
{
    const QRectF bounds = frame.plot.adjusted(-kBeside, -kAbove, kBeside, kBelow).toAlignedRect();
    if (bounds != m_bounds) {
        prepareGeometryChange();
        m_bounds = bounds;
    }
    m_plot = frame.plot;
    const QSize pixels = (bounds.size() * deviceRatio).toSize();
    if (m_picture.size() != pixels)
        m_picture = QImage(pixels, QImage::Format_ARGB32_Premultiplied);
    m_picture.setDevicePixelRatio(deviceRatio);
    m_picture.fill(Qt::transparent);
    {
        QPainter under(&m_picture);
        under.translate(-bounds.topLeft());
        paintGrid(under, m_theme, frame);
        m_layers.paintGhosts(under, frame);
    }
    const QRectF plot = frame.plot.translated(-bounds.topLeft());
    ColumnRaster raster(m_picture,
                        QRectF(plot.topLeft() * deviceRatio, plot.size() * deviceRatio).toAlignedRect());
    m_layers.paintLayers(raster, frame, deviceRatio);
    QPainter painter(&m_picture);
    painter.translate(-bounds.topLeft());
    paintThresholds(painter, m_theme, frame);
    paintFlags(painter, m_theme, frame);
    paintTimeLabels(painter, m_theme, frame);
    painter.end();
    update();
}

void PlotItem::setCrosshair(std::optional<double> x, bool pinned)
{
    if (x == m_crosshair && pinned == m_pinned)
        return;
    const auto redraw = [this] {
        if (m_crosshair)
            update(QRectF(*m_crosshair - 3, m_bounds.top(), 6, m_bounds.height()));
    };
    redraw();
    m_crosshair = x;
    m_pinned = pinned;
    redraw();
}

void PlotItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    if (m_picture.isNull())
        return;
    painter->drawImage(m_bounds.topLeft(), m_picture);
    if (m_crosshair)
        paintCrosshair(*painter, m_theme, m_plot, *m_crosshair, m_pinned);
}

} // namespace firstcome::charts
