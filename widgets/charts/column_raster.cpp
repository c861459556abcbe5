#include "widgets/charts/column_raster.h"

#include <algorithm>
#include <cmath>

namespace firstcome::charts {
namespace {

/// `color` premultiplied, with 0..255 of it.
QRgb premultiplied(const QColor& color, int coverage)
{
    const QRgb rgb = color.rgba();
    return qPremultiply(qRgba(qRed(rgb), qGreen(rgb), qBlue(rgb), qAlpha(rgb) * coverage / 255));
}

/// source + ground × (1 − alpha of source), two channels at a time.
inline QRgb over(QRgb source, QRgb ground)
{
    const quint32 rest = 255 - qAlpha(source);
    quint32 even = (ground & 0x00ff00ffU) * rest + 0x00800080U;
    even = ((even + ((even >> 8) & 0x00ff00ffU)) >> 8) & 0x00ff00ffU;
    quint32 odd = ((ground >> 8) & 0x00ff00ffU) * rest + 0x00800080U;
    odd = (odd + ((odd >> 8) & 0x00ff00ffU)) & 0xff00ff00U;
    return source + (even | odd);
}

} // namespace

ColumnRaster::ColumnRaster(QImage& image, const QRect& area)
    : m_area(area.intersected(image.rect()))
{
    m_bits = image.bits() + qsizetype(m_area.y()) * image.bytesPerLine() + qsizetype(m_area.x()) * 4;
    m_stride = image.bytesPerLine();
}

void ColumnRaster::fill(int x, const Stretch& stretch, const QColor& color)
{
    const int from = std::clamp(int(std::lround(stretch.top)), 0, height());
    const int to = std::clamp(int(std::lround(stretch.bottom)), 0, height());
    const QRgb source = premultiplied(color, 255);
    for (int y = from; y < to; ++y) {
        QRgb* pixel = at(x, y);
        *pixel = *pixel ? over(source, *pixel) : source;
    }
}

void ColumnRaster::hatch(int x, const Stretch& stretch, const QColor& color, int period, int on)
{
    const int from = std::clamp(int(std::lround(stretch.top)), 0, height());
    const int to = std::clamp(int(std::lround(stretch.bottom)), 0, height());
    const QRgb strong = premultiplied(color, 255);
    const QRgb weak = premultiplied(color, 85);
    for (int y = from; y < to; ++y) {
        QRgb* pixel = at(x, y);
        *pixel = over((x + y) % period < on ? strong : weak, *pixel);
    }
}

void ColumnRaster::line(int x, const Stretch& stretch, const QColor& color)
{
    const double top = std::max(stretch.top, 0.0);
    const double bottom = std::min(stretch.bottom, double(height()));
    if (!(bottom > top))
        return;
    const int first = int(top);
    const int last = std::min(int(std::ceil(bottom)), height()) - 1;
    const QRgb whole = premultiplied(color, 255);
    for (int y = first; y <= last; ++y) {
        const double covered = std::min(bottom, y + 1.0) - std::max(top, double(y));
        QRgb* pixel = at(x, y);
        *pixel = over(covered >= 0.999 ? whole : premultiplied(color, int(covered * 255)), *pixel);
    }
}

void widenSideways(std::span<const Stretch> from, std::span<Stretch> to, int radius)
{
    const int count = int(from.size());
    for (int i = 0; i < count; ++i) {
        Stretch sum = from[std::size_t(i)];
        for (int other = std::max(0, i - radius); other <= std::min(count - 1, i + radius); ++other) {
            const Stretch& beside = from[std::size_t(other)];
            if (beside.empty() || sum.empty())
                continue;
            sum.top = std::min(sum.top, beside.top);
            sum.bottom = std::max(sum.bottom, beside.bottom);
        }
        to[std::size_t(i)] = sum;
    }
}

} // namespace firstcome::charts
