#include "widgets/charts/legend.h"

#include "widgets/theme/paint.h"

#include <QPainter>

namespace firstcome::charts {

using theme::Token;
using theme::Type;

namespace {

constexpr int kColumns = 3;
constexpr int kColumnGap = 10;
constexpr int kSwatch = 10;
constexpr int kSwatchGap = 5;

} // namespace

Legend::Legend(const theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFont(theme.font(Type::Caption));
}

void Legend::setEntries(const QList<Entry>& entries)
{
    m_entries = entries.mid(0, 2 * kColumns);
    m_values.resize(m_entries.size());
    updateGeometry();
    update();
}

void Legend::setValues(const QStringList& values)
{
    if (values == m_values)
        return;
    m_values = values;
    update();
}

int Legend::rowHeight() const
{
    return fontMetrics().height() + 3;
}

QSize Legend::sizeHint() const
{
    const int rows = (int(m_entries.size()) + kColumns - 1) / kColumns;
    return {3 * 110, rows * rowHeight()};
}

void Legend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Surface));
    const int columns = std::clamp(int(m_entries.size()), 1, kColumns);
    const qreal column = (width() - (columns - 1) * kColumnGap) / qreal(columns);
    const QFont strong = m_theme.font(Type::CaptionStrong);
    const QFontMetrics strongMetrics(strong);
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        const Entry& entry = m_entries.at(i);
        const QRectF cell((i % columns) * (column + kColumnGap), (i / columns) * rowHeight(), column,
                          rowHeight());
        const qreal middle = cell.center().y();
        const QColor color = m_theme.color(entry.token);
        if (entry.dashed) {
            theme::paintPanel(painter, QRectF(cell.x(), middle - 1, 4, 2), 1, color, {});
            theme::paintPanel(painter, QRectF(cell.x() + 6, middle - 1, 4, 2), 1, color, {});
        } else {
            theme::paintPanel(painter, QRectF(cell.x(), middle - 1.5, kSwatch, 3), 1.5, color, {});
        }
        const QString value = m_values.value(i);
        const qreal valueWidth = value.isEmpty() ? 0 : strongMetrics.horizontalAdvance(value) + 2;
        const QRectF name = cell.adjusted(kSwatch + kSwatchGap, 0, -valueWidth - 4, 0);
        painter.setFont(font());
        painter.setPen(m_theme.color(Token::SoftText));
        painter.drawText(name, Qt::AlignVCenter | Qt::AlignLeft,
                         fontMetrics().elidedText(entry.name, Qt::ElideRight, int(name.width()) + 1));
        painter.setFont(strong);
        painter.setPen(m_theme.color(Token::Text));
        painter.drawText(cell, Qt::AlignVCenter | Qt::AlignRight, value);
    }
}

} // namespace firstcome::charts
