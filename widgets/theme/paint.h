#pragma once

#include "widgets/theme/theme.h"

#include <QPainter>

#include <optional>

namespace firstcome::theme {

/// One device pixel in the painter's logical units.
qreal devicePixel(const QPainter& painter);

/// Fills `rect` with rounded corners and draws a border of one device pixel (times `strokeWidth`) inside it.
/// An invalid colour leaves that part out.
void paintPanel(QPainter& painter, const QRectF& rect, qreal radius, const QColor& fill, const QColor& stroke,
                qreal strokeWidth = 1);

/// The ring that says where the keyboard is: 2 px of accent inside `rect`.
void paintFocusRing(QPainter& painter, const Theme& theme, const QRectF& rect, qreal radius);

/// A horizontal hairline of one device pixel, sharp at any scale.
void paintHairline(QPainter& painter, qreal x1, qreal x2, qreal y, const QColor& color);
void paintVerticalHairline(QPainter& painter, qreal x, qreal y1, qreal y2, const QColor& color);

} // namespace firstcome::theme
