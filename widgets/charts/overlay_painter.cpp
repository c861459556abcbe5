#include "widgets/charts/overlay_painter.h"

#include "widgets/theme/paint.h"

#include <algorithm>

namespace firstcome::charts {

using theme::Token;
using theme::Type;

namespace {

constexpr double kBetweenLabels = 2;
constexpr double kVeil = 0.8;

} // namespace

void paintGrid(QPainter& painter, const theme::Theme& theme, const PlotFrame& frame)
{
    for (const double value : frame.gridLines)
        theme::paintHairline(painter, frame.plot.left(), frame.plot.right(), frame.y(value),
                             theme.color(Token::Stroke));
}

void paintThresholds(QPainter& painter, const theme::Theme& theme, const PlotFrame& frame)
{
    if (frame.thresholds->empty())
        return;
    const QFont font = theme.font(Type::Caption);
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const Threshold& threshold : *frame.thresholds) {
        if (threshold.value > frame.top)
            continue;
        const double y = frame.y(threshold.value);
        QList<QLineF> dots;
        addDashes({{frame.plot.left(), y}, {frame.plot.right(), y}}, 2, 2, dots);
        painter.setPen(
            QPen(theme.color(threshold.token), theme::devicePixel(painter), Qt::SolidLine, Qt::FlatCap));
        painter.drawLines(dots);
        const QRectF name(frame.plot.left(), std::max(y - metrics.height(), frame.plot.top() - 4),
                          frame.plot.width() - 2, metrics.height());
        const double width = metrics.horizontalAdvance(threshold.name);
        painter.fillRect(QRectF(name.right() - width - 2, name.top() + 1, width + 4, name.height() - 2),
                         theme.color(Token::Surface, kVeil)); // readable over a band too
        painter.drawText(name, Qt::AlignRight | Qt::AlignVCenter, threshold.name);
    }
}

void paintFlags(QPainter& painter, const theme::Theme& theme, const PlotFrame& frame)
{
    if (frame.flags->empty())
        return;
    const std::vector<FlagMark> marks = mergedFlags(frame, kFlagNear);
    const QFont font = theme.font(Type::Caption);
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    const QColor soft = theme.color(Token::SoftText);
    double taken = frame.plot.left(); // words stand up to here
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const FlagMark& mark = marks[i];
        const double top = frame.plot.top() - 6;
        QList<QLineF> dashes;
        addDashes({{mark.x, top + 8}, {mark.x, frame.plot.bottom()}}, 3, 3, dashes);
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(theme.color(Token::ControlStroke), theme::devicePixel(painter)));
        painter.drawLines(dashes);
        painter.setRenderHint(QPainter::Antialiasing, true);
        painter.setPen(Qt::NoPen);
        painter.setBrush(soft);
        const QPointF triangle[] = {{mark.x - 4, top}, {mark.x + 4, top}, {mark.x, top + 6}};
        painter.drawPolygon(triangle, 3);
        const QString text = mark.count > 1 ? QString::number(mark.count) : mark.text;
        if (mark.count == 1 && !frame.spec->flagTexts)
            continue;
        const double width = metrics.horizontalAdvance(text) + 2;
        const double right = i + 1 < marks.size() ? marks[i + 1].x - 5 : frame.plot.right() + 8;
        double left = mark.x + 6;
        if (i > 0)
            taken = std::max(taken, marks[i - 1].x + 5);
        if (left + width - 2 > right)
            left = mark.x - 6 - width; // on the other side, if there is room
        if (left < taken)
            continue;
        taken = left + width;
        painter.setPen(soft);
        painter.drawText(QRectF(left, top - 3, width, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter, text);
    }
}

void paintTimeLabels(QPainter& painter, const theme::Theme& theme, const PlotFrame& frame)
{
    const QFont font = theme.font(Type::Caption);
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    painter.setPen(theme.color(Token::SoftText));
    double taken = frame.plot.left() - frame.plot.width();
    for (const auto& [at, text] : frame.timeLabels) {
        const double width = metrics.horizontalAdvance(text) + 2;
        double left = frame.x(double(at)) - width / 2;
        left = std::min(left, frame.plot.right() + 8 - width);
        if (left < taken + kBetweenLabels)
            continue; // the last one is moved inwards, perhaps onto the one before
        taken = left + width;
        painter.drawText(QRectF(left, frame.plot.bottom() + 3, width, metrics.height()), Qt::AlignCenter,
                         text);
    }
}

void paintCrosshair(QPainter& painter, const theme::Theme& theme, const QRectF& plot, double x, bool pinned)
{
    if (x < plot.left() || x > plot.right())
        return;
    const double width = pinned ? 2 * theme::devicePixel(painter) : theme::devicePixel(painter);
    painter.fillRect(QRectF(x - width / 2, plot.top() - 2, width, plot.height() + 2),
                     theme.color(Token::Text, pinned ? 0.75 : 0.5));
}

} // namespace firstcome::charts
