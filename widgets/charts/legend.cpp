#include "widgets/charts/legend.h"

#include "widgets/theme/paint.h"

#include <QPainter>

namespace firstcome::charts {

using theme::Token;
using theme::Type;

namespace {

constexpr int kColumns = 3;
constexpr int kColumnGap = 10;
constexpr int kLeastGap = 6;
constexpr int kNameGap = 4;
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
    fitHeight();
    update();
}

void Legend::setWidestValue(const QString& widest)
{
    m_widest = widest;
    fitHeight();
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

/// Room for the longest name beside the widest value.
int Legend::cellWidth() const
{
    int name = 0;
    for (const Entry& entry : m_entries)
        name = std::max(name, fontMetrics().horizontalAdvance(entry.name));
    const int value = QFontMetrics(m_theme.font(Type::CaptionStrong)).horizontalAdvance(m_widest);
    return kSwatch + kSwatchGap + name + kNameGap + value;
}

int Legend::columnsFor(int width) const
{
    const int wanted = std::clamp(int(m_entries.size()), 1, kColumns);
    const bool fits = wanted * cellWidth() + (wanted - 1) * kLeastGap <= width;
    return fits || m_widest.isEmpty() ? wanted : std::min(wanted, 2);
}

bool Legend::textFits() const
{
    const int columns = columnsFor(width());
    return columns * cellWidth() + (columns - 1) * kLeastGap <= width();
}

void Legend::fitHeight()
{
    const int height = sizeHint().height();
    if (height != minimumHeight())
        setFixedHeight(height);
    updateGeometry();
}

void Legend::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitHeight();
}

QSize Legend::sizeHint() const
{
    const int columns = columnsFor(testAttribute(Qt::WA_Resized) || isVisible() ? width() : kColumns * 110);
    const int rows = (int(m_entries.size()) + columns - 1) / columns;
    return {kColumns * 110, rows * rowHeight()};
}

void Legend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Surface));
    const int columns = columnsFor(width());
    const bool tight = columns * cellWidth() + (columns - 1) * kColumnGap > width();
    const int gap = tight ? kLeastGap : kColumnGap;
    const qreal column = (width() - (columns - 1) * gap) / qreal(columns);
    const QFont strong = m_theme.font(Type::CaptionStrong);
    const QFontMetrics strongMetrics(strong);
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        const Entry& entry = m_entries.at(i);
        const QRectF cell((i % columns) * (column + gap), (i / columns) * rowHeight(), column,
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
        const QRectF name = cell.adjusted(kSwatch + kSwatchGap, 0, -valueWidth - kNameGap + 2, 0);
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
