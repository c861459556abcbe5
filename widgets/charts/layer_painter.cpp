#include "widgets/charts/layer_painter.h"

#include "widgets/theme/paint.h"

#include <cmath>

namespace firstcome::charts {

using theme::Token;

namespace {

constexpr qreal kFill = 0.55;
constexpr qreal kLineWidth = 1.5;

} // namespace

LayerPainter::LayerPainter(const theme::Theme& theme)
    : m_theme(theme)
{
}

void LayerPainter::paint(QPainter& painter, const PlotFrame& frame)
{
    painter.save();
    painter.setClipRect(frame.plot.adjusted(0, -1, 0, 1));
    paintStacks(painter, frame);
    for (std::size_t layer = 0; layer < frame.spec->layers.size(); ++layer) {
        if (frame.spec->layers[layer].kind == LayerKind::Ghost)
            paintGhost(painter, frame, layer);
    }
    for (std::size_t layer = 0; layer < frame.spec->layers.size(); ++layer) {
        if (frame.spec->layers[layer].kind == LayerKind::Line)
            paintLine(painter, frame, layer);
    }
    painter.restore();
}

void LayerPainter::paintStacks(QPainter& painter, const PlotFrame& frame)
{
    const auto [from, to] = frame.visible();
    if (from == to)
        return;
    m_lower.assign(to - from, 0.0);
    m_upper.assign(to - from, 0.0);
    bool any = false;
    for (std::size_t layer = 0; layer < frame.spec->layers.size(); ++layer) {
        if (frame.spec->layers[layer].kind != LayerKind::Stack)
            continue;
        any = true;
        for (std::size_t i = from; i < to; ++i) {
            const float mean = frame.columns->at(i, layer).mean;
            m_upper[i - from] = m_lower[i - from] + (std::isnan(mean) ? 0.0 : double(mean));
        }
        paintBand(painter, frame, layer, from, to);
        m_lower.swap(m_upper);
    }
    if (any)
        paintEnvelope(painter, frame);
}

void LayerPainter::paintBand(QPainter& painter, const PlotFrame& frame, std::size_t layer, std::size_t from,
                             std::size_t to)
{
    const Layer& spec = frame.spec->layers[layer];
    const QColor color = m_theme.color(spec.token);
    const double half = frame.plot.width() * double(frame.columns->widthMs) / double(frame.view.span()) / 2;
    m_edges.clear();
    for (std::size_t begin = from; begin < to;) {
        if (std::isnan(frame.columns->total(begin).mean)) {
            ++begin;
            continue;
        }
        std::size_t end = begin;
        bool filled = false;
        while (end < to && !std::isnan(frame.columns->total(end).mean)) {
            filled = filled || m_upper[end - from] > m_lower[end - from];
            ++end;
        }
        if (!filled) {
            begin = end;
            continue;
        }
        m_polygon.clear();
        const auto corner = [&](std::size_t i, double shift, const std::vector<double>& values) {
            m_polygon.append(QPointF(frame.columnCentre(i) + shift, frame.y(values[i - from])));
        };
        corner(begin, -half, m_upper);
        for (std::size_t i = begin; i < end; ++i)
            corner(i, 0, m_upper);
        corner(end - 1, half, m_upper);
        corner(end - 1, half, m_lower);
        for (std::size_t i = end; i-- > begin;)
            corner(i, 0, m_lower);
        corner(begin, -half, m_lower);
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(spec.token, spec.hatched ? kFill / 2 : kFill));
        painter.drawPolygon(m_polygon.constData(), int(m_polygon.size()));
        if (spec.hatched) {
            painter.setBrush(QBrush(color, Qt::BDiagPattern));
            painter.drawPolygon(m_polygon.constData(), int(m_polygon.size()));
        }
        // Where the band is empty its edge would only redraw the one below it.
        for (std::size_t i = begin; i + 1 < end; ++i) {
            const std::size_t at = i - from;
            if (m_upper[at] > m_lower[at] || m_upper[at + 1] > m_lower[at + 1])
                m_edges.append(QLineF(m_polygon[qsizetype(i - begin) + 1], m_polygon[qsizetype(i - begin) + 2]));
        }
        begin = end;
    }
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(QPen(color, theme::devicePixel(painter), Qt::SolidLine, Qt::FlatCap));
    painter.drawLines(m_edges);
}

void LayerPainter::paintEnvelope(QPainter& painter, const PlotFrame& frame)
{
    const auto [from, to] = frame.visible();
    m_edges.clear();
    for (std::size_t i = from; i + 1 < to; ++i) {
        const Cell& here = frame.columns->total(i);
        const Cell& next = frame.columns->total(i + 1);
        if (std::isnan(here.max) || std::isnan(next.max) || (here.max <= here.mean && next.max <= next.mean))
            continue;
        m_edges.append(QLineF(frame.columnCentre(i), frame.y(here.max), frame.columnCentre(i + 1), frame.y(next.max)));
    }
    painter.setPen(QPen(m_theme.color(Token::SoftText, 0.6), theme::devicePixel(painter), Qt::SolidLine, Qt::FlatCap));
    painter.drawLines(m_edges);
}

void LayerPainter::paintLine(QPainter& painter, const PlotFrame& frame, std::size_t layer)
{
    const auto [from, to] = frame.visible();
    m_edges.clear();
    // One column beyond each side, so that the line runs to the edge of the plot.
    const std::size_t first = from > 0 ? from - 1 : from;
    const std::size_t last = std::min(to + 1, frame.columns->count());
    for (std::size_t i = first; i < last; ++i) {
        const Cell& cell = frame.columns->at(i, layer);
        if (std::isnan(cell.mean))
            continue;
        const double x = frame.columnCentre(i);
        if (cell.max > cell.min)
            m_edges.append(QLineF(x, frame.y(cell.min), x, frame.y(cell.max)));
        if (i + 1 < last && !std::isnan(frame.columns->at(i + 1, layer).mean)) {
            m_edges.append(QLineF(x, frame.y(cell.mean), frame.columnCentre(i + 1),
                                  frame.y(frame.columns->at(i + 1, layer).mean)));
        } else if (cell.max <= cell.min && (i == first || std::isnan(frame.columns->at(i - 1, layer).mean))) {
            m_edges.append(QLineF(x - 1, frame.y(cell.mean), x + 1, frame.y(cell.mean))); // alone between gaps
        }
    }
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(QPen(m_theme.color(frame.spec->layers[layer].token), kLineWidth, Qt::SolidLine, Qt::SquareCap));
    painter.drawLines(m_edges);
}

void LayerPainter::paintGhost(QPainter& painter, const PlotFrame& frame, std::size_t layer)
{
    if (!frame.zero || layer >= frame.ghosts->size() || (*frame.ghosts)[layer].empty())
        return;
    m_polygon.clear();
    for (const QPointF& point : (*frame.ghosts)[layer])
        m_polygon.append(QPointF(frame.x(double(*frame.zero) + point.x() * 1000), frame.y(point.y())));
    if (m_polygon.first().x() > frame.plot.left())
        m_polygon.prepend(QPointF(frame.plot.left(), m_polygon.first().y()));
    // Dashes of what lies far outside would be thousands of invisible segments.
    qsizetype begin = 0, end = m_polygon.size();
    while (begin + 1 < end && m_polygon[begin + 1].x() < frame.plot.left())
        ++begin;
    while (end - 2 > begin && m_polygon[end - 2].x() > frame.plot.right())
        --end;
    m_edges.clear();
    addDashes(m_polygon.mid(begin, end - begin), 5, 4, m_edges);
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(QPen(m_theme.color(frame.spec->layers[layer].token), 1.25, Qt::SolidLine, Qt::FlatCap));
    painter.drawLines(m_edges);
}

} // namespace firstcome::charts
