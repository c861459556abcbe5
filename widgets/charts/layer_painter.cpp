#include "widgets/charts/layer_painter.h"

#include <algorithm>
#include <cmath>

namespace firstcome::charts {

using theme::Token;

namespace {

constexpr double kFill = 0.55;
constexpr double kLineWidth = 1.5;

bool known(const PlotFrame& frame, std::size_t column)
{
    return !std::isnan(frame.columns->total(column).mean);
}

} // namespace

LayerPainter::LayerPainter(const theme::Theme& theme)
    : m_theme(theme)
{
}

void LayerPainter::paintLayers(ColumnRaster& raster, const PlotFrame& frame, double ratio)
{
    if (frame.columns->count() == 0)
        return;
    paintStacks(raster, frame, ratio);
    for (std::size_t layer = 0; layer < frame.spec->layers.size(); ++layer)
        if (frame.spec->layers[layer].kind == LayerKind::Line)
            paintLine(raster, frame, layer, ratio);
}

/// Finds for the middle of each column of pixels the data beside it. Next to a gap a column of data reaches
/// half its width.
void LayerPainter::sample(const PlotFrame& frame, int pixels)
{
    m_samples.assign(std::size_t(pixels), {});
    const auto count = std::int64_t(frame.columns->count());
    const double perPixel = double(frame.view.span()) / pixels;
    const double width = double(frame.columns->widthMs);
    for (int x = 0; x < pixels; ++x) {
        const double time = double(frame.view.from) + (x + 0.5) * perPixel;
        const double place = time / width - double(frame.columns->first) - 0.5;
        const auto left = std::int64_t(std::floor(place));
        const bool leftKnown = left >= 0 && left < count && known(frame, std::size_t(left));
        const bool rightKnown = left + 1 >= 0 && left + 1 < count && known(frame, std::size_t(left + 1));
        Sample& sample = m_samples[std::size_t(x)];
        sample.part = place - double(left);
        if (leftKnown && rightKnown)
            sample = {std::size_t(left), std::size_t(left + 1), sample.part, true};
        else if (leftKnown && sample.part < 0.5)
            sample = {std::size_t(left), std::size_t(left), 0, true};
        else if (rightKnown && sample.part >= 0.5)
            sample = {std::size_t(left + 1), std::size_t(left + 1), 0, true};
    }
}

void LayerPainter::paintStacks(ColumnRaster& raster, const PlotFrame& frame, double ratio)
{
    const auto& layers = frame.spec->layers;
    if (std::none_of(layers.begin(), layers.end(), [](const Layer& l) { return l.kind == LayerKind::Stack; }))
        return;
    sample(frame, raster.width());
    m_lower.assign(frame.columns->count(), 0);
    m_upper.assign(frame.columns->count(), 0);
    m_lowerY.assign(m_samples.size(), raster.height());
    m_upperY.assign(m_samples.size(), raster.height());
    // One column beyond each side is enough for what is seen.
    auto [from, to] = frame.visible();
    from = from > 0 ? from - 1 : from;
    to = std::min(to + 1, frame.columns->count());
    for (std::size_t layer = 0; layer < layers.size(); ++layer) {
        if (layers[layer].kind != LayerKind::Stack)
            continue;
        for (std::size_t i = from; i < to; ++i) {
            const float mean = frame.columns->at(i, layer).mean;
            m_upper[i] = m_lower[i] + (std::isnan(mean) ? 0.0 : double(mean));
        }
        paintBand(raster, frame, layer, ratio);
        m_lower.swap(m_upper);
        m_lowerY.swap(m_upperY);
    }
    paintEnvelope(raster, frame, ratio);
}

void LayerPainter::paintBand(ColumnRaster& raster, const PlotFrame& frame, std::size_t layer, double ratio)
{
    const Layer& spec = frame.spec->layers[layer];
    const QColor color = m_theme.color(spec.token);
    const QColor fill = m_theme.color(spec.token, kFill);
    const double scale = raster.height() / frame.top;
    m_stretches.assign(m_samples.size(), {});
    bool any = false;
    for (std::size_t x = 0; x < m_samples.size(); ++x) {
        const Sample& s = m_samples[x];
        if (!s.known)
            continue;
        const double value = m_upper[s.left] + s.part * (m_upper[s.right] - m_upper[s.left]);
        m_upperY[x] = raster.height() - value * scale;
        // Where the band is empty its edge would only redraw the one below it.
        if (m_upper[s.left] <= m_lower[s.left] && m_upper[s.right] <= m_lower[s.right])
            continue;
        any = true;
        const Stretch band{m_upperY[x], m_lowerY[x]};
        if (spec.hatched)
            raster.hatch(int(x), band, fill, std::max(4, int(6 * ratio)), std::max(1, int(2 * ratio)));
        else
            raster.fill(int(x), band, fill);
        m_stretches[x] = {m_upperY[x] - 0.5, m_upperY[x] + 0.5};
    }
    if (!any)
        return;
    // The edge reaches to its neighbour's height, so that it is one line at any steepness.
    for (std::size_t x = 1; x < m_stretches.size(); ++x)
        if (!m_stretches[x].empty() && !m_stretches[x - 1].empty())
            m_stretches[x].include(m_upperY[x - 1]);
    for (std::size_t x = 0; x < m_stretches.size(); ++x)
        if (!m_stretches[x].empty())
            raster.line(int(x), m_stretches[x], color);
}

void LayerPainter::paintEnvelope(ColumnRaster& raster, const PlotFrame& frame, double)
{
    const QColor color = m_theme.color(Token::SoftText, 0.6);
    const double scale = raster.height() / frame.top;
    double before = -1;
    for (std::size_t x = 0; x < m_samples.size(); ++x) {
        const Sample& s = m_samples[x];
        if (!s.known) {
            before = -1;
            continue;
        }
        const Cell& left = frame.columns->total(s.left);
        const Cell& right = frame.columns->total(s.right);
        const double y = raster.height() - (double(left.max) + s.part * double(right.max - left.max)) * scale;
        if (left.max > left.mean || right.max > right.mean) {
            Stretch stretch{y - 0.5, y + 0.5};
            if (before >= 0)
                stretch.include(before);
            raster.line(int(x), stretch, color);
        }
        before = y;
    }
}

void LayerPainter::paintLine(ColumnRaster& raster, const PlotFrame& frame, std::size_t layer, double ratio)
{
    const Columns& columns = *frame.columns;
    const double scale = raster.height() / frame.top;
    const double perMs = raster.width() / double(frame.view.span());
    const auto y = [&](float value) { return raster.height() - double(value) * scale; };
    const auto x = [&](std::size_t i) {
        return ((double(columns.first) + double(i) + 0.5) * double(columns.widthMs) -
                double(frame.view.from)) *
               perMs;
    };
    m_stretches.assign(std::size_t(raster.width()), {});
    const auto cover = [&](int pixel, double from, double to) {
        if (pixel < 0 || pixel >= raster.width())
            return;
        Stretch& stretch = m_stretches[std::size_t(pixel)];
        stretch.include(from);
        stretch.include(to);
    };
    auto [from, to] = frame.visible();
    from = from > 0 ? from - 1 : from;
    to = std::min(to + 1, columns.count());
    for (std::size_t i = from; i < to; ++i) {
        const Cell& cell = columns.at(i, layer);
        if (std::isnan(cell.mean))
            continue;
        const double here = x(i);
        cover(int(std::floor(here)), y(cell.min), y(cell.max));
        if (i + 1 >= to || std::isnan(columns.at(i + 1, layer).mean))
            continue;
        const double next = x(i + 1);
        const double y0 = y(cell.mean), y1 = y(columns.at(i + 1, layer).mean);
        const auto between = [&](double at) {
            return y0 + (std::clamp(at, here, next) - here) / (next - here) * (y1 - y0);
        };
        const int last = std::min(int(std::floor(next)), raster.width() - 1);
        for (int pixel = std::max(int(std::floor(here)), 0); pixel <= last; ++pixel)
            cover(pixel, between(pixel), between(pixel + 1.0));
    }
    paintStretches(raster, m_theme.color(frame.spec->layers[layer].token), kLineWidth * ratio);
}

void LayerPainter::paintStretches(ColumnRaster& raster, const QColor& color, double thickness)
{
    const double beside = (thickness - 1) / 2; // pixels that a steep line needs on either side
    const int whole = int(beside);
    const auto paint = [&](int radius, const QColor& ink) {
        m_widened.resize(m_stretches.size());
        widenSideways(m_stretches, m_widened, radius);
        for (std::size_t x = 0; x < m_widened.size(); ++x) {
            const Stretch& stretch = m_widened[x];
            if (!stretch.empty())
                raster.line(int(x), {stretch.top - thickness / 2, stretch.bottom + thickness / 2}, ink);
        }
    };
    if (beside > whole) {
        QColor part = color;
        part.setAlphaF(float(beside - whole));
        paint(whole + 1, part);
    }
    paint(whole, color);
}

void LayerPainter::paintGhosts(QPainter& painter, const PlotFrame& frame)
{
    for (std::size_t layer = 0; layer < frame.spec->layers.size() && frame.zero; ++layer) {
        if (frame.spec->layers[layer].kind != LayerKind::Ghost || (*frame.ghosts)[layer].empty())
            continue;
        QList<QPointF> line;
        for (const QPointF& point : (*frame.ghosts)[layer])
            line.append(QPointF(frame.x(double(*frame.zero) + point.x() * 1000), frame.y(point.y())));
        if (line.first().x() > frame.plot.left())
            line.prepend(QPointF(frame.plot.left(), line.first().y()));
        // Dashes of what lies far outside would be thousands of invisible segments.
        qsizetype begin = 0, end = line.size();
        while (begin + 1 < end && line[begin + 1].x() < frame.plot.left())
            ++begin;
        while (end - 2 > begin && line[end - 2].x() > frame.plot.right())
            --end;
        QList<QLineF> dashes;
        addDashes(line.mid(begin, end - begin), 5, 4, dashes);
        painter.save();
        painter.setClipRect(frame.plot);
        painter.setRenderHint(QPainter::Antialiasing, true);
        painter.setPen(
            QPen(m_theme.color(frame.spec->layers[layer].token), 1.25, Qt::SolidLine, Qt::FlatCap));
        painter.drawLines(dashes);
        painter.restore();
    }
}

} // namespace firstcome::charts
