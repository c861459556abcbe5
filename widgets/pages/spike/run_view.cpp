#include "widgets/pages/spike/run_view.h"

#include "widgets/pages/spike/run_chart_specs.h"

#include <QGridLayout>

namespace firstcome::pages {

using charts::Chart;

RunView::RunView(const theme::Theme& theme, models::SpikeViewModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_figures(new RunFigures(theme, this))
    , m_group(new charts::ChartGroup(this))
    , m_users(new Chart(theme, usersChart(), *m_group, this))
    , m_rates(new Chart(theme, ratesChart(tr("Requests per second"), false), *m_group, this))
    , m_latency(new Chart(theme, latencyChart(), *m_group, this))
    , m_shares(new Chart(theme, sharesChart(), *m_group, this))
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(theme::kGap);
    grid->addWidget(m_figures, 0, 0, 1, 2);
    grid->addWidget(m_users, 1, 0);
    grid->addWidget(m_rates, 1, 1);
    grid->addWidget(m_latency, 2, 0);
    grid->addWidget(m_shares, 2, 1);
    for (const int i : {1, 2})
        grid->setRowStretch(i, 1);
    for (const int i : {0, 1})
        grid->setColumnStretch(i, 1);
    m_group->setZero(0);
    for (auto* chart : {m_users, m_rates, m_latency, m_shares})
        connect(chart, &Chart::notice, this, &RunView::notice);
    connect(&model, &models::SpikeViewModel::progressed, this, &RunView::follow);
    connect(&model, &models::SpikeViewModel::seriesRewritten, this, [this] {
        m_run = 0;
        follow();
    });
    follow();
}

/// The group outlives its charts.
RunView::~RunView()
{
    for (auto* chart : {m_users, m_rates, m_latency, m_shares})
        delete chart;
}

/// Another run: empty charts over its whole length, with its plan.
void RunView::begin()
{
    m_run = m_model.run().number;
    m_shown = 0;
    for (auto* chart : {m_users, m_rates, m_latency, m_shares})
        chart->clear();
    const auto& scenario = m_model.run().scenario;
    m_group->setSpan(
        std::pair<std::int64_t, std::int64_t>(0, std::max<std::int64_t>(scenario.duration().count(), 1000)));
    std::vector<QPointF> plan{{0, scenario.startTarget}};
    for (const auto& stage : scenario.stages)
        plan.emplace_back(plan.back().x() + static_cast<double>(stage.duration.count()) / 1000, stage.target);
    if (scenario.model == spike::LoadModel::Users)
        m_users->setGhost(1, std::move(plan));
}

void RunView::follow()
{
    if (m_model.view() != models::SpikeViewModel::View::Run)
        return;
    const auto& series = m_model.series();
    if (m_model.run().number != m_run || series.clients.size() < m_shown)
        begin();
    for (; m_shown < series.clients.size(); ++m_shown) {
        const auto& tick = series.clients[m_shown];
        const auto at = timeOf(tick);
        m_users->append(at, usersValues(tick));
        m_rates->append(at, ratesValues(tick));
        m_latency->append(at, latencyValues(tick));
        m_shares->append(at, sharesValues(series.shares[m_shown]));
    }
    m_figures->setFigures(m_model.figures());
    m_group->advance(static_cast<std::int64_t>(m_model.run().elapsedSeconds * 1000));
}

} // namespace firstcome::pages
