#include "widgets/charts/plot_frame.h"

#include <algorithm>
#include <cmath>

namespace firstcome::charts {

std::pair<std::size_t, std::size_t> PlotFrame::visible() const
{
    const auto count = static_cast<std::int64_t>(columns->count());
    const std::int64_t first = floorDiv(view.from, columns->widthMs) - columns->first;
    const std::int64_t last = floorDiv(view.to - 1, columns->widthMs) + 1 - columns->first;
    const std::int64_t from = std::clamp<std::int64_t>(first, 0, count);
    return {static_cast<std::size_t>(from),
            static_cast<std::size_t>(std::clamp<std::int64_t>(last, from, count))};
}

void addDashes(const QList<QPointF>& line, double on, double off, QList<QLineF>& into)
{
    double left = on;
    bool drawing = true;
    for (qsizetype i = 1; i < line.size(); ++i) {
        QPointF at = line[i - 1];
        const QPointF way = line[i] - at;
        double rest = std::hypot(way.x(), way.y());
        if (rest <= 0)
            continue;
        const QPointF unit = way / rest;
        while (rest > 0) {
            const double part = std::min(rest, left);
            const QPointF next = at + unit * part;
            if (drawing)
                into.append(QLineF(at, next));
            at = next;
            rest -= part;
            left -= part;
            if (left <= 0) {
                drawing = !drawing;
                left = drawing ? on : off;
            }
        }
    }
}

std::vector<FlagMark> mergedFlags(const PlotFrame& frame, double nearPx)
{
    std::vector<FlagMark> marks;
    for (const Flag& flag : *frame.flags) {
        if (flag.at < frame.view.from || flag.at > frame.view.to)
            continue;
        const double x = frame.x(double(flag.at));
        if (!marks.empty() && x - marks.back().x < nearPx) {
            ++marks.back().count;
            marks.back().text += QStringLiteral(", ") + flag.text;
        } else {
            marks.push_back({x, 1, flag.text});
        }
    }
    return marks;
}

} // namespace firstcome::charts
