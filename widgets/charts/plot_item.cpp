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
        m_picture = QPixmap(pixels);
    m_picture.setDevicePixelRatio(deviceRatio);
    m_picture.fill(Qt::transparent);
    QPainter painter(&m_picture);
    painter.translate(-bounds.topLeft());
    paintGrid(painter, m_theme, frame);
    m_layers.paint(painter, frame);
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
    m_crosshair = x;
    m_pinned = pinned;
    update();
}

void PlotItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    if (m_picture.isNull())
        return;
    painter->drawPixmap(m_bounds.topLeft(), m_picture);
    if (m_crosshair)
        paintCrosshair(*painter, m_theme, m_plot, *m_crosshair, m_pinned);
}

} // namespace firstcome::charts
