#pragma once

#include "backend/spike/scenario.h"
#include "widgets/theme/theme.h"

#include <QWidget>

#include <optional>

namespace firstcome::pages {

/// The shape of a scenario's load over time, with its peak named and, during a run, a line at now. GUI
/// thread; owned by its parent.
class StagePreview final : public QWidget
{
    Q_OBJECT

public:
    explicit StagePreview(const theme::Theme& theme, QWidget* parent = nullptr);

    void setScenario(const spike::Scenario& scenario);
    /// Seconds since the run's start; repaints only where the line moves by a pixel.
    void setElapsed(std::optional<double> seconds);

    QSize sizeHint() const override { return {200, 76}; }
    QSize minimumSizeHint() const override { return {120, 76}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QRectF plot() const;
    std::optional<int> cursorX() const;

    const theme::Theme& m_theme;
    std::vector<QPointF> m_points; ///< seconds, level
    double m_seconds = 0;
    double m_peak = 0;
    std::optional<double> m_elapsed;
};

} // namespace firstcome::pages
