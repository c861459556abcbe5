#include "widgets/shell/strip_entry.h"

#include "widgets/parts/icon.h"
#include "widgets/theme/paint.h"

#include <QFontMetricsF>
#include <QPainter>

namespace firstcome::shell {

using parts::Mark;
using theme::Token;
using theme::Type;

namespace {

constexpr int kMark = 10, kMarkGap = 8;
constexpr int kCaptionGap = 10;

} // namespace

int textWidth(const theme::Theme& theme, Type type, const QString& text)
{
    return QFontMetrics(theme.font(type)).horizontalAdvance(text) + 1;
}

QString widestDigits(QString text)
{
    for (QChar& c : text)
        if (c.isDigit())
            c = u'8';
    return text;
}

void measureEntry(const theme::Theme& theme, StripEntry& entry)
{
    StripItem& item = entry.item;
    switch (entry.kind) {
    case StripKind::Logo:
        item.width = theme::kRailWidth + theme::kEdge - kStripGap;
        break;
    case StripKind::Line:
        item.width = 1;
        break;
    case StripKind::Pill:
        item.width = int(parts::pillSize(theme, entry.text, entry.mark).width());
        break;
    case StripKind::Health:
        item.shortWidth = kMark;
        item.width = kMark + kMarkGap + textWidth(theme, Type::Row, entry.text);
        break;
    case StripKind::Text:
    case StripKind::Count:
        item.width = textWidth(theme, Type::BodyStrong,
                               entry.kind == StripKind::Count ? widestDigits(entry.text) : entry.text);
        item.shortWidth = std::min(item.width, 48);
        break;
    case StripKind::Age:
    case StripKind::Clock:
        item.width = textWidth(theme, Type::Row, widestDigits(entry.text));
        break;
    case StripKind::Figure:
        item.width += kCaptionGap + textWidth(theme, Type::Caption, entry.caption);
        break;
    }
}

void paintEntry(QPainter& painter, const theme::Theme& theme, const StripEntry& entry)
{
    const QRectF rect = entry.item.rect;
    const auto text = [&](const QRectF& where, Type type, Token token, const QString& words,
                          Qt::Alignment side) {
        painter.setFont(theme.font(type));
        painter.setPen(theme.color(token));
        painter.drawText(where, int(side | Qt::AlignVCenter) | Qt::TextSingleLine, words);
    };
    switch (entry.kind) {
    case StripKind::Logo:
        parts::paintLogo(painter, theme,
                         QRectF(theme::kRailWidth / 2.0 - 11, rect.center().y() - 11, 22, 22));
        theme::paintVerticalHairline(painter, theme::kRailWidth, 10, rect.bottom() - 9,
                                     theme.color(Token::Stroke));
        break;
    case StripKind::Line:
        theme::paintVerticalHairline(painter, rect.x(), 10, rect.bottom() - 9, theme.color(Token::Stroke));
        break;
    case StripKind::Pill: {
        const qreal tall = parts::pillSize(theme, entry.text, entry.mark).height();
        const QRectF pill(rect.x(), rect.center().y() - tall / 2, rect.width(), tall);
        parts::paintPill(painter, theme, pill, entry.text, entry.tone, entry.mark);
        break;
    }
    case StripKind::Health:
        parts::paintMark(painter, theme, entry.mark, QRectF(rect.x(), rect.y(), kMark, rect.height()));
        if (!entry.item.shortened)
            text(rect.adjusted(kMark + kMarkGap, 0, 0, 0), Type::Row, Token::SoftText, entry.text,
                 Qt::AlignLeft);
        break;
    case StripKind::Text: {
        const QFontMetricsF metrics(theme.font(Type::BodyStrong));
        text(rect, Type::BodyStrong, Token::Text,
             metrics.elidedText(entry.text, Qt::ElideRight, rect.width()), Qt::AlignLeft);
        break;
    }
    case StripKind::Count:
        text(rect, Type::BodyStrong, Token::Text, entry.text, Qt::AlignLeft);
        break;
    case StripKind::Figure:
        text(rect, Type::Caption, Token::SoftText, entry.caption, Qt::AlignLeft);
        text(rect, Type::StripFigure, Token::Text, entry.text, Qt::AlignRight);
        break;
    case StripKind::Age:
        text(rect, Type::RowStrong, Token::Warning, entry.text, Qt::AlignRight);
        break;
    case StripKind::Clock:
        text(rect, Type::Row, Token::SoftText, entry.text, Qt::AlignRight);
        break;
    }
}

} // namespace firstcome::shell
