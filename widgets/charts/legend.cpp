#include "widgets/charts/legend.h"

#include "widgets/theme/paint.h"

#include <QPainter>

#include <algorithm>
#include <numeric>

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

/// What each column needs: its longest name beside the widest value.
QList<int> Legend::needs(int columns) const
{
    const int value = QFontMetrics(m_theme.font(Type::CaptionStrong)).horizontalAdvance(m_widest);
    QList<int> widths(columns, kSwatch + kSwatchGap + kNameGap + value);
    QList<int> names(columns, 0);
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        int& name = names[i % columns];
        name = std::max(name, fontMetrics().horizontalAdvance(m_entries.at(i).name));
    }
    for (int i = 0; i < columns; ++i)
        widths[i] += names.at(i);
    return widths;
}

int Legend::room(int columns) const
{
    const auto widths = needs(columns);
    return std::accumulate(widths.begin(), widths.end(), (columns - 1) * kLeastGap);
}

int Legend::columnsFor(int width) const
{
    const int wanted = std::clamp(int(m_entries.size()), 1, kColumns);
    return room(wanted) <= width || m_widest.isEmpty() ? wanted : std::min(wanted, 2);
}

bool Legend::textFits() const
{
    return room(columnsFor(width())) <= width();
}

/// All alike where that is enough for each, else each as wide as it needs and a share of what is left.
QList<QRectF> Legend::columnsIn(int width) const
{
    const int columns = columnsFor(width);
    const auto wanted = needs(columns);
    const int widest = *std::max_element(wanted.begin(), wanted.end());
    const bool alike = columns * widest + (columns - 1) * kColumnGap <= width;
    const int gap = alike ? kColumnGap : kLeastGap;
    const qreal share = (width - (columns - 1) * gap) / qreal(columns);
    const qreal left = (width - room(columns)) / qreal(columns);
    QList<QRectF> places;
    qreal x = 0;
    for (const int need : wanted) {
        places.append(QRectF(x, 0, alike ? share : need + left, rowHeight()));
        x = places.last().right() + gap;
    }
    return places;
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
    const auto places = columnsIn(width());
    const QFont strong = m_theme.font(Type::CaptionStrong);
    const QFontMetrics strongMetrics(strong);
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        const Entry& entry = m_entries.at(i);
        const QRectF cell = places.at(i % places.size()).translated(0, double(i / places.size()) * rowHeight());
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
