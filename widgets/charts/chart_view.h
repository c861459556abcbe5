#pragma once

#include "widgets/charts/plot_frame.h"
#include "widgets/theme/theme.h"

#include <QtCharts/QChartView>

QT_BEGIN_NAMESPACE
class QCategoryAxis;
class QLineSeries;
class QValueAxis;
QT_END_NAMESPACE

namespace firstcome::charts {

class Chart;
class PlotItem;

/// The only user of Qt Charts: QChart gives frame, y labels, plot area and the mapping; one PlotItem paints
/// the rest. Turns mouse and keys into calls of the group. GUI thread; owned by its Chart.
class ChartView final : public QChartView
{
    Q_OBJECT

public:
    ChartView(const theme::Theme& theme, Chart& owner);
    ~ChartView() override;

    /// Grid lines with their labels; rare, since it lays out the axis.
    void setGrid(double top, const std::vector<std::pair<double, QString>>& lines);
    int widestLabel(const std::vector<std::pair<double, QString>>& lines) const;
    /// The same plot area for the whole group comes from the same label width.
    void placePlot(int labelWidth);
    QRectF plotArea() const { return m_plot; }
    int plotDevicePixels() const;
    void show(PlotFrame& frame);
    void showCrosshair(std::optional<std::int64_t> timeMs, bool pinned);
    void applyTheme();

Q_SIGNALS:
    void plotPlaced();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;

private:
    std::optional<std::int64_t> timeAt(const QPointF& point) const;
    QString flagAt(const QPointF& point) const;

    const theme::Theme& m_theme;
    Chart& m_owner;
    QCategoryAxis* m_y;
    QValueAxis* m_x;
    QLineSeries* m_domain; ///< empty; carries the mapping
    PlotItem* m_item;
    QRectF m_plot;
    TimeView m_view;
    int m_labelWidth = 0;
    std::optional<QPointF> m_pressed;
    double m_draggedTo = 0;
    bool m_dragging = false;
    bool m_relabelled = false; ///< the y labels have changed since the last showing
};

} // namespace firstcome::charts
