#pragma once

#include "widgets/theme/theme.h"

#include <QIcon>
#include <QPixmap>

class QPainter;

namespace firstcome::parts {

/// Paints the drawing `name` of resources/icons in a token's colour, sharp at the painter's scale. A name
/// that does not exist paints nothing.
void paintIcon(QPainter& painter, const theme::Theme& theme, const QString& name, const QRectF& rect,
               theme::Token token);
/// The same as an icon of the present scheme.
QIcon icon(const theme::Theme& theme, const QString& name, theme::Token token);
/// The console's own mark: a letter on a rounded ground of accent.
void paintLogo(QPainter& painter, const theme::Theme& theme, const QRectF& rect);
/// The window's and task bar's icon.
QIcon applicationIcon();

} // namespace firstcome::parts
