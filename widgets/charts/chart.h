#pragma once

#include "widgets/charts/chart_group.h"
#include "widgets/charts/chart_spec.h"
#include "widgets/charts/column_store.h"
#include "widgets/charts/y_scale.h"
#include "widgets/parts/card.h"

#include <QElapsedTimer>
#include <QMenu>
#include <QPointF>

#include <span>

namespace firstcome::charts {

class ChartView;
class Legend;

/// A card with a chart of some layers over the time of its group: legend with values, crosshair, flags, menu
/// with table, picture and CSV. append() only stores; the chart paints once at ChartGroup::advance(). GUI
/// thread; owned by its parent; used no more once its group is gone.
class Chart final : public parts::Card
{
    Q_OBJECT

public:
    Chart(const theme::Theme& theme, ChartSpec spec, ChartGroup& group, QWidget* parent = nullptr);
    ~Chart() override;

    /// One value a layer in the order of the spec, kGap for not known (and for ghosts).
    void append(std::int64_t timeMs, std::span<const double> values);
    void append(std::int64_t timeMs, std::initializer_list<double> values);
    /// Forgets all values and ghosts.
    void clear();
    /// A ghost's points: x in seconds from T0, y the value; ascending in x.
    void setGhost(std::size_t layer, std::vector<QPointF> points);
    void setThresholds(const std::vector<Threshold>& thresholds);
    /// Other names for the layers, in their order (a rehearsal's date).
    void setLayerName(std::size_t layer, const QString& name);

    const ChartSpec& spec() const { return m_spec; }
    ChartGroup& group() { return m_group; }
    /// One sentence for those who can't see it.
    QString spokenSummary() const;
    /// A value in the chart's unit, as the legend shows it.
    QString formatted(double value) const;
    QString axisText(double value) const;

    void showAsTable();
    void savePicture();
    void saveCsv();
    QMenu* makeMenu();

Q_SIGNALS:
    /// Something to tell the operator (saved, or why not).
    void notice(const QString& sentence, bool failed);

protected:
    bool event(QEvent* event) override;

private:
    friend class ChartView;

    void refresh();
    void refreshLegend();
    void refreshScale(const TimeView& view, bool jumped);
    void refreshLabels();
    void refreshHead();
    void saveTo(const QString& suffix, std::function<bool(const QString&)> write);

    const theme::Theme& m_theme;
    ChartSpec m_spec;
    ChartGroup& m_group;
    ColumnStore m_store;
    YScale m_scale;
    std::vector<std::vector<QPointF>> m_ghosts;
    std::vector<Threshold> m_thresholds;
    Legend* m_legend;
    ChartView* m_view;
    QWidget* m_live;
    TimeView m_shown;
    QElapsedTimer m_spoken;
};

} // namespace firstcome::charts
