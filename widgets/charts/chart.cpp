#include "widgets/charts/chart.h"

#include "backend/core/clock.h"
#include "widgets/charts/chart_view.h"
#include "widgets/charts/legend.h"
#include "widgets/parts/act_button.h"
#include "widgets/parts/format.h"

#include <QEvent>

#include <cmath>

namespace firstcome::charts {
namespace {

constexpr int kOffsetSpacing = 46, kTimeOfDaySpacing = 64;

std::vector<bool> stackedOf(const ChartSpec& spec)
{
    std::vector<bool> stacked;
    for (const Layer& layer : spec.layers)
        stacked.push_back(layer.kind == LayerKind::Stack);
    return stacked;
}

/// The ghost's value at `seconds` from T0; held before its first and after its last point.
double ghostAt(const std::vector<QPointF>& points, double seconds)
{
    if (points.empty())
        return kGap;
    const auto after = std::lower_bound(points.begin(), points.end(), seconds,
                                        [](const QPointF& point, double x) { return point.x() < x; });
    if (after == points.begin())
        return after->y();
    if (after == points.end())
        return points.back().y();
    const QPointF& left = *(after - 1);
    const double part = after->x() > left.x() ? (seconds - left.x()) / (after->x() - left.x()) : 1;
    return left.y() + part * (after->y() - left.y());
}

} // namespace

Chart::Chart(const theme::Theme& theme, ChartSpec spec, ChartGroup& group, QWidget* parent)
    : Card(theme, spec.title, parent)
    , m_theme(theme)
    , m_spec(std::move(spec))
    , m_group(group)
    , m_store(stackedOf(m_spec), m_spec.tickMs)
    , m_scale(m_spec.leastTop)
    , m_ghosts(m_spec.layers.size())
    , m_legend(new Legend(theme, this))
    , m_view(new ChartView(theme, *this))
{
    auto* live = new parts::ActButton(theme, tr("Live"), QStringLiteral("End"), this);
    live->setLook(parts::ActButton::Look::Quiet);
    connect(live, &parts::ActButton::activated, &group, &ChartGroup::follow);
    addToHead(live);
    m_live = live;

    body()->setSpacing(theme::kStep);
    body()->addWidget(m_legend);
    body()->addWidget(m_view, 1);
    body()->setContentsMargins(theme::kGap - 1, 0, theme::kGap - 1, 4);
    QList<Legend::Entry> entries;
    for (const Layer& layer : m_spec.layers)
        if (layer.inLegend && !layer.legendWith)
            entries.append({layer.name, layer.token, layer.kind == LayerKind::Ghost});
    m_legend->setEntries(entries);
    m_legend->setWidestValue(m_spec.unit == Unit::Milliseconds ? QStringLiteral("88.8 ms")
                             : entries.size() > 3              ? QStringLiteral("88.8k")
                                                               : QStringLiteral("888,888"));
    m_legend->setVisible(!entries.isEmpty());
    m_view->setAccessibleName(m_spec.title);

    connect(m_view, &ChartView::plotPlaced, this, [this] {
        m_group.reportPlot(m_view->plotDevicePixels(), m_spec.tickMs, std::nullopt);
        refresh();
    });
    connect(&group, &ChartGroup::ticked, this, &Chart::refresh);
    connect(&group, &ChartGroup::viewChanged, this, &Chart::refresh);
    connect(&group, &ChartGroup::crosshairChanged, this, [this] {
        m_view->showCrosshair(m_group.crosshair(), m_group.pinned());
        refreshLegend();
        refreshHead();
    });
    connect(&group, &ChartGroup::followingChanged, this, &Chart::refreshHead);
    connect(&group, &ChartGroup::labelWidthChanged, this,
            [this] { m_view->placePlot(m_group.labelWidth()); });
    connect(&theme, &theme::Theme::changed, this, [this] {
        m_view->applyTheme();
        refresh();
    });
    refreshLabels();
    refreshHead();
    m_view->placePlot(m_group.labelWidth());
}

Chart::~Chart() = default;

void Chart::append(std::int64_t timeMs, std::span<const double> values)
{
    m_store.append(timeMs, values);
    m_group.reportPlot(m_view->plotDevicePixels(), m_spec.tickMs, m_store.startMs());
}

void Chart::append(std::int64_t timeMs, std::initializer_list<double> values)
{
    append(timeMs, std::span<const double>(values.begin(), values.size()));
}

void Chart::clear()
{
    m_store.clear();
    for (auto& ghost : m_ghosts)
        ghost.clear();
    m_scale.fit(kGap);
    refreshLabels();
    refresh();
}

void Chart::setGhost(std::size_t layer, std::vector<QPointF> points)
{
    m_ghosts.at(layer) = std::move(points);
    refresh();
}

void Chart::setThresholds(const std::vector<Threshold>& thresholds)
{
    if (thresholds == m_thresholds)
        return;
    m_thresholds = thresholds;
    refresh();
}

void Chart::setLayerName(std::size_t layer, const QString& name)
{
    if (m_spec.layers.at(layer).name == name)
        return;
    m_spec.layers[layer].name = name;
    QList<Legend::Entry> entries;
    for (const Layer& each : m_spec.layers)
        if (each.inLegend && !each.legendWith)
            entries.append({each.name, each.token, each.kind == LayerKind::Ghost});
    m_legend->setEntries(entries);
    refreshLegend();
}

QString Chart::axisText(double value) const
{
    return m_spec.unit == Unit::Count ? parts::formatAxisCount(value) : parts::formatAxisMilliseconds(value);
}

QString Chart::formatted(double value) const
{
    if (m_spec.unit == Unit::Milliseconds)
        return parts::formatMilliseconds(value);
    if (std::isnan(value))
        return parts::notKnown();
    return m_legend->entries().size() > 3 ? parts::formatShortCount(value)
                                          : parts::formatCount(std::llround(value));
}

void Chart::refreshScale(const TimeView& view, bool jumped)
{
    const std::int64_t width = (view.columnMs + m_spec.tickMs - 1) / m_spec.tickMs * m_spec.tickMs;
    PlotFrame frame;
    frame.columns = &m_store.columns(width);
    frame.view = view;
    const auto [from, to] = frame.visible();
    double greatest = kGap;
    const auto take = [&greatest](double value) {
        if (!std::isnan(value) && !(value <= greatest))
            greatest = value;
    };
    for (std::size_t i = from; i < to; ++i) {
        take(frame.columns->total(i).max);
        for (std::size_t layer = 0; layer < m_spec.layers.size(); ++layer)
            if (m_spec.layers[layer].kind == LayerKind::Line)
                take(frame.columns->at(i, layer).max);
    }
    if (const auto zero = m_group.axis().zero())
        for (const auto& ghost : m_ghosts)
            for (const QPointF& point : ghost)
                if (const double at = double(*zero) + point.x() * 1000;
                    at >= double(view.from) && at <= double(view.to))
                    take(point.y());
    if (jumped ? m_scale.fit(greatest) : m_scale.update(greatest, m_group.axis().now()))
        refreshLabels();
}

void Chart::refreshLabels()
{
    std::vector<std::pair<double, QString>> lines;
    for (const double value : m_scale.gridLines())
        lines.emplace_back(value, axisText(value));
    m_view->setGrid(m_scale.top(), lines);
    m_group.reportLabelWidth(this, m_view->widestLabel(lines));
}

void Chart::refresh()
{
    const TimeView view = m_group.axis().view();
    const bool jumped = view.span() != m_shown.span() || !m_group.following();
    m_shown = view;
    refreshScale(view, jumped);

    PlotFrame frame;
    frame.spec = &m_spec;
    frame.columns = &m_store.columns((view.columnMs + m_spec.tickMs - 1) / m_spec.tickMs * m_spec.tickMs);
    frame.ghosts = &m_ghosts;
    frame.thresholds = &m_thresholds;
    frame.flags = &m_group.flags();
    frame.zero = m_group.axis().zero();
    frame.view = view;
    frame.top = m_scale.top();
    frame.gridLines = m_scale.gridLines();
    const double ratio = m_view->devicePixelRatioF();
    const TimeAxis::Ticks ticks =
        m_group.axis().ticks(int((frame.zero ? kOffsetSpacing : kTimeOfDaySpacing) * ratio));
    for (const std::int64_t at : ticks.at) {
        const QString text = frame.zero
                                 ? parts::formatAxisOffset(std::chrono::milliseconds(at - *frame.zero),
                                                           std::chrono::milliseconds(ticks.step))
                                 : parts::formatTimeOfDay(core::WallTime{std::chrono::milliseconds(at)});
        frame.timeLabels.emplace_back(at, text);
    }
    m_view->show(frame);
    m_view->showCrosshair(m_group.crosshair(), m_group.pinned());
    refreshLegend();
}

void Chart::refreshLegend()
{
    const auto at = m_group.crosshair();
    const auto zero = m_group.axis().zero();
    const std::int64_t width = (m_shown.columnMs + m_spec.tickMs - 1) / m_spec.tickMs * m_spec.tickMs;
    const Columns& columns = m_store.columns(width);
    std::vector<double> values(m_spec.layers.size(), kGap);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (m_spec.layers[i].kind == LayerKind::Ghost) {
            if (zero)
                values[i] = ghostAt(m_ghosts[i], double(at.value_or(m_group.axis().now()) - *zero) / 1000);
        } else if (!at) {
            values[i] = m_store.newest(i, m_spec.nowTicks);
        } else {
            const std::int64_t column = floorDiv(*at, width) - columns.first;
            if (column >= 0 && column < std::int64_t(columns.count()))
                values[i] = columns.at(std::size_t(column), i).mean;
        }
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto& shared = m_spec.layers[i].legendWith;
        if (shared && !std::isnan(values[i])) {
            double& sum = values.at(std::size_t(*shared));
            sum = (std::isnan(sum) ? 0 : sum) + values[i];
        }
    }
    QStringList texts;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (m_spec.layers[i].inLegend && !m_spec.layers[i].legendWith)
            texts.append(formatted(values[i]));
    m_legend->setValues(texts);
    if (!m_spoken.isValid() || m_spoken.elapsed() >= 1000) {
        m_spoken.start();
        m_view->setAccessibleDescription(spokenSummary());
    }
}

QString Chart::spokenSummary() const
{
    QStringList values;
    for (qsizetype i = 0; i < m_legend->entries().size(); ++i)
        values.append(tr("%1 %2").arg(m_legend->entries().at(i).name, m_legend->values().value(i)));
    const QString list = values.join(QStringLiteral(", "));
    const QString at = m_group.crosshairText();
    return at.isEmpty() ? tr("%1, now: %2").arg(m_spec.title, list)
                        : tr("%1, %2: %3").arg(m_spec.title, at, list);
}

void Chart::refreshHead()
{
    setChip(m_group.crosshairText());
    m_live->setVisible(!m_group.following());
}

bool Chart::event(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    return Card::event(event);
}

} // namespace firstcome::charts
