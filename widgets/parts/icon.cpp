#include "widgets/parts/icon.h"

#include "widgets/theme/paint.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace firstcome::parts {
namespace {

QPixmap rendered(const QString& name, const QColor& color, const QSize& pixels)
{
    const QString key = QStringLiteral("icon/%1/%2/%3x%4")
                            .arg(name, color.name(QColor::HexArgb))
                            .arg(pixels.width())
                            .arg(pixels.height());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray drawing = file.readAll();
    drawing.replace("currentColor", color.name().toLatin1());
    QSvgRenderer svg(drawing);
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    svg.render(&painter, QRectF(QPointF(), QSizeF(pixels)));
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

} // namespace

void paintIcon(QPainter& painter, const theme::Theme& theme, const QString& name, const QRectF& rect,
               theme::Token token)
{
    const qreal ratio = painter.device()->devicePixelRatioF();
    QPixmap pixmap = rendered(name, theme.color(token), (rect.size() * ratio).toSize());
    if (pixmap.isNull())
        return;
    pixmap.setDevicePixelRatio(ratio);
    painter.drawPixmap(rect.topLeft(), pixmap);
}

QIcon icon(const theme::Theme& theme, const QString& name, theme::Token token)
{
    QIcon result;
    for (const int size : {16, 20, 24, 32, 48})
        result.addPixmap(rendered(name, theme.color(token), {size, size}));
    return result;
}

namespace {

void paintLogoIn(QPainter& painter, theme::Scheme scheme, const QRectF& rect)
{
    theme::paintPanel(painter, rect, rect.width() * 0.24, theme::tokenColor(theme::Token::Accent, scheme),
                      {});
    const qreal ratio = painter.device()->devicePixelRatioF();
    const qreal inset = rect.width() * 0.16;
    const QRectF inner = rect.adjusted(inset, inset, -inset, -inset);
    QPixmap letter = rendered(QStringLiteral("letter"), theme::tokenColor(theme::Token::OnAccent, scheme),
                              (inner.size() * ratio).toSize());
    letter.setDevicePixelRatio(ratio);
    painter.drawPixmap(inner.topLeft(), letter);
}

} // namespace

void paintLogo(QPainter& painter, const theme::Theme& theme, const QRectF& rect)
{
    paintLogoIn(painter, theme.scheme(), rect);
}

QIcon applicationIcon()
{
    QIcon result;
    for (const int size : {16, 24, 32, 48, 64, 128, 256}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paintLogoIn(painter, theme::Scheme::Light, QRectF(0, 0, size, size));
        painter.end();
        result.addPixmap(pixmap);
    }
    return result;
}

} // namespace firstcome::parts
