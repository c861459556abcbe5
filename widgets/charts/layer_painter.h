#pragma once

#include "widgets/charts/column_raster.h"
#include "widgets/charts/plot_frame.h"
#include "widgets/theme/theme.h"

#include <QPainter>

#include <vector>

namespace firstcome::charts {

/// Paints stacks and lines into a raster, ghosts with a painter. Keeps its buffers, so that a tick allocates
/// nothing. Owned by a PlotItem.
class LayerPainter
{
public:
    explicit LayerPainter(const theme::Theme& theme);

    /// `raster` covers exactly the frame's plot at `ratio` pixels each.
    void paintLayers(ColumnRaster& raster, const PlotFrame& frame, double ratio);
    void paintGhosts(QPainter& painter, const PlotFrame& frame);

private:
    /// What lies under one column of pixels: two neighbouring columns of data and how far between them.
    struct Sample
    {
        std::size_t left = 0, right = 0;
        double part = 0;
        bool known = false;
    };

    void sample(const PlotFrame& frame, int pixels);
    void paintStacks(ColumnRaster& raster, const PlotFrame& frame, double ratio);
    void paintBand(ColumnRaster& raster, const PlotFrame& frame, std::size_t layer, double ratio);
    void paintEnvelope(ColumnRaster& raster, const PlotFrame& frame, double ratio);
    void paintLine(ColumnRaster& raster, const PlotFrame& frame, std::size_t layer, double ratio);
    void paintStretches(ColumnRaster& raster, const QColor& color, double thickness);

    const theme::Theme& m_theme;
    std::vector<Sample> m_samples;          ///< one a column of pixels
    std::vector<double> m_lower, m_upper;   ///< values at the columns of data
    std::vector<double> m_lowerY, m_upperY; ///< pixels, one a column of pixels
    std::vector<Stretch> m_stretches, m_widened;
};

} // namespace firstcome::charts
