#pragma once

#include <QColor>
#include <QImage>
#include <QRect>

#include <span>

namespace firstcome::charts {

/// A vertical stretch of one column of pixels, from top to bottom in pixels of the raster; empty until
/// something is included.
struct Stretch
{
    double top = 1e9, bottom = -1e9;
    bool empty() const { return bottom < top; }
    void include(double y)
    {
        top = y < top ? y : top;
        bottom = y > bottom ? y : bottom;
    }
};

/// Lays colours over a picture column of pixels by column of pixels: charts over time are single-valued in x,
/// so this costs a tenth of polygons and stroked lines, whatever the scale. Writes to the image it was given,
/// inside `area` only; premultiplied ARGB; not thread-safe.
class ColumnRaster
{
public:
    ColumnRaster(QImage& image, const QRect& area);

    int width() const { return m_area.width(); }
    int height() const { return m_area.height(); }

    /// Whole pixels between the rounded ends, so that neighbouring bands share no pixel and leave none.
    void fill(int x, const Stretch& stretch, const QColor& color);
    /// The same, in oblique stripes of `period` pixels, `on` of them strong and the others a third as strong.
    void hatch(int x, const Stretch& stretch, const QColor& color, int period, int on);
    /// With partly covered pixels at both ends.
    void line(int x, const Stretch& stretch, const QColor& color);

private:
    QRgb* at(int x, int y) { return reinterpret_cast<QRgb*>(m_bits + qsizetype(y) * m_stride) + x; }

    uchar* m_bits;
    qsizetype m_stride;
    QRect m_area;
};

/// Widens each stretch by what is within `radius` columns beside it: gives steep lines their width.
void widenSideways(std::span<const Stretch> from, std::span<Stretch> to, int radius);

} // namespace firstcome::charts
