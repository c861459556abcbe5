#include "widgets/theme/paint.h"

#include <QPainter>

#include <cmath>

namespace firstcome::theme {

qreal devicePixel(const QPainter& painter)
{
    const qreal ratio = painter.device() ? painter.device()->devicePixelRatioF() : 1.0;
    return ratio > 0 ? 1.0 / ratio : 1.0;
}

void paintPanel(QPainter& painter, const QRectF& rect, qreal radius, const QColor& fill, const QColor& stroke,
                qreal strokeWidth)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    QRectF inner = rect;
    if (stroke.isValid()) {
        const qreal width = devicePixel(painter) * strokeWidth;
        painter.setPen(QPen(stroke, width));
        inner.adjust(width / 2, width / 2, -width / 2, -width / 2);
    } else {
        painter.setPen(Qt::NoPen);
    }
    painter.drawRoundedRect(inner, radius, radius);
    painter.restore();
}

void paintFocusRing(QPainter& painter, const Theme& theme, const QRectF& rect, qreal radius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.color(Token::Accent), 2));
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius);
    painter.restore();
}

namespace {

qreal snapped(const QPainter& painter, qreal value)
{
    const qreal pixel = devicePixel(painter);
    return std::floor(value / pixel) * pixel;
}

} // namespace

void paintHairline(QPainter& painter, qreal x1, qreal x2, qreal y, const QColor& color)
{
    painter.fillRect(QRectF(x1, snapped(painter, y), x2 - x1, devicePixel(painter)), color);
}

void paintVerticalHairline(QPainter& painter, qreal x, qreal y1, qreal y2, const QColor& color)
{
    painter.fillRect(QRectF(snapped(painter, x), y1, devicePixel(painter), y2 - y1), color);
}

} // namespace firstcome::theme
