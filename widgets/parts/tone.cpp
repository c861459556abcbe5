#include "widgets/parts/tone.h"

#include "widgets/theme/paint.h"

#include <QFontMetricsF>
#include <QPainter>

namespace firstcome::parts {

using theme::Token;

Token foregroundOf(Tone tone)
{
    switch (tone) {
    case Tone::Neutral:
        return Token::SoftText;
    case Tone::Accent:
        return Token::Accent;
    case Tone::Ok:
        return Token::Ok;
    case Tone::Warning:
        return Token::Warning;
    case Tone::Critical:
        return Token::Critical;
    }
    return Token::SoftText;
}

Token groundOf(Tone tone)
{
    switch (tone) {
    case Tone::Neutral:
        return Token::Raised;
    case Tone::Accent:
        return Token::SoftAccent;
    case Tone::Ok:
        return Token::OkGround;
    case Tone::Warning:
        return Token::WarningGround;
    case Tone::Critical:
        return Token::CriticalGround;
    }
    return Token::Raised;
}

Mark markOf(Tone tone)
{
    switch (tone) {
    case Tone::Neutral:
        return Mark::NotKnown;
    case Tone::Accent:
    case Tone::Ok:
        return Mark::Fine;
    case Tone::Warning:
        return Mark::Warning;
    case Tone::Critical:
        return Mark::Critical;
    }
    return Mark::NotKnown;
}

Token colorOf(Mark mark)
{
    switch (mark) {
    case Mark::None:
    case Mark::NotKnown:
        return Token::NotKnown;
    case Mark::Fine:
        return Token::Ok;
    case Mark::Warning:
        return Token::Warning;
    case Mark::Critical:
        return Token::Critical;
    }
    return Token::NotKnown;
}

void paintMark(QPainter& painter, const theme::Theme& theme, Mark mark, const QRectF& rect)
{
    if (mark == Mark::None)
        return;
    const QPointF c = rect.center();
    const QColor color = theme.color(colorOf(mark));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    switch (mark) {
    case Mark::Fine:
        painter.drawEllipse(c, 4, 4);
        break;
    case Mark::Warning: {
        const QPointF triangle[] = {
            {c.x(), c.y() - 5}, {c.x() + 5.5, c.y() + 4.5}, {c.x() - 5.5, c.y() + 4.5}};
        painter.drawPolygon(triangle, 3);
        break;
    }
    case Mark::Critical: {
        const QPointF diamond[] = {
            {c.x(), c.y() - 6}, {c.x() + 6, c.y()}, {c.x(), c.y() + 6}, {c.x() - 6, c.y()}};
        painter.drawPolygon(diamond, 4);
        break;
    }
    case Mark::NotKnown:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, 1.75));
        painter.drawEllipse(c, 3.25, 3.25);
        break;
    case Mark::None:
        break;
    }
    painter.restore();
}

namespace {

constexpr qreal kPillPadding = 8;
constexpr qreal kPillMark = 16;

} // namespace

QSizeF pillSize(const theme::Theme& theme, const QString& text, Mark mark)
{
    const QFontMetricsF metrics(theme.font(theme::Type::CaptionStrong));
    const qreal marked = mark == Mark::None ? 0 : kPillMark;
    return {std::ceil(metrics.horizontalAdvance(text) + 2 * kPillPadding + marked),
            std::ceil(metrics.height() + 4)};
}

void paintPill(QPainter& painter, const theme::Theme& theme, const QRectF& rect, const QString& text,
               Tone tone, Mark mark, std::optional<Token> ground)
{
    theme::paintPanel(painter, rect, rect.height() / 2, theme.color(ground.value_or(groundOf(tone))), {});
    QRectF inner = rect.adjusted(kPillPadding, 0, -kPillPadding, 0);
    if (mark != Mark::None) {
        paintMark(painter, theme, mark, QRectF(inner.x(), inner.y(), 8, inner.height()));
        inner.setLeft(inner.left() + kPillMark);
    }
    painter.save();
    painter.setFont(theme.font(theme::Type::CaptionStrong));
    painter.setPen(theme.color(foregroundOf(tone)));
    painter.drawText(inner, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, text);
    painter.restore();
}

} // namespace firstcome::parts
