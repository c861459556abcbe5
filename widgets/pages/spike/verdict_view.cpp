#include "widgets/pages/spike/verdict_view.h"

#include "widgets/pages/spike/result_words.h"
#include "widgets/pages/spike/run_chart_specs.h"
#include "widgets/parts/act_button.h"
#include "widgets/parts/format.h"

#include <QBoxLayout>
#include <QHeaderView>

#include <algorithm>

namespace firstcome::pages {

using charts::Chart;
using models::AnswersTableModel;
using models::LatencyTableModel;
using theme::Type;

namespace {

/// Verdicts, tables and charts together need this much.
constexpr int kFoldBelowHeight = 640, kFoldBelowWidth = 880;
constexpr int kCardHead = 36;

void setWidths(parts::DataTable* table, const theme::Theme& theme,
               const std::vector<std::pair<int, QString>>& columns)
{
    const QFontMetrics metrics(theme.font(Type::Row));
    for (const auto& [column, widest] : columns)
        table->setColumnWidth(column, metrics.horizontalAdvance(widest) + 2 * theme::kGap + 4);
}

/// A table that fills its card.
void fill(parts::Card* card, QWidget* table)
{
    card->body()->setContentsMargins(0, 0, 0, static_cast<int>(theme::kCardRadius));
    card->body()->addWidget(table, 1);
}

} // namespace

VerdictView::VerdictView(const theme::Theme& theme, models::SpikeViewModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_outcome(new VerdictCard(theme, true, this))
    , m_proof(new VerdictCard(theme, false, this))
    , m_validity(new VerdictCard(theme, false, this))
    , m_latencyTable(new parts::DataTable(theme))
    , m_answersTable(new parts::DataTable(theme))
    , m_latencyCard(new parts::Card(theme, tr("Latency"), this))
    , m_answersCard(new parts::Card(theme, tr("Answers"), this))
    , m_tables(new QWidget(this))
    , m_charts(new QWidget(this))
    , m_switch(new parts::Segmented(theme, {tr("Latency"), tr("Answers"), tr("Charts")}, this))
    , m_group(new charts::ChartGroup(this))
{
    buildLatency();
    buildAnswers();
    buildCharts(theme);
    m_switch->setStretched(true);
    m_switch->setAccessibleName(tr("Part of the verdict"));
    auto* tables = new QHBoxLayout(m_tables);
    tables->setContentsMargins(0, 0, 0, 0);
    tables->setSpacing(theme::kGap);
    tables->addWidget(m_latencyCard, 5);
    tables->addWidget(m_answersCard, 4);
    auto* verdicts = new QHBoxLayout;
    verdicts->setSpacing(theme::kGap);
    for (auto* card : {m_outcome, m_proof, m_validity})
        verdicts->addWidget(card, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::kGap);
    column->addLayout(verdicts);
    column->addWidget(m_switch);
    column->addWidget(m_tables);
    column->addWidget(m_charts, 1);
    m_group->setZero(0);
    arrange();
    connect(m_switch, &parts::Segmented::currentChanged, this, &VerdictView::arrange);
    connect(&model, &models::SpikeViewModel::resultChanged, this, [this] {
        if (m_model.result())
            show(*m_model.result());
    });
    if (model.result())
        show(*model.result());
}

/// The group outlives its charts.
VerdictView::~VerdictView()
{
    delete m_ratesChart;
    delete m_latencyChart;
}

void VerdictView::buildLatency()
{
    const auto& theme = m_latencyCard->theme();
    m_latencyTable->setSource(new LatencyWords(m_latency, this));
    m_latencyTable->setSortingEnabled(false); // phases belong to the line above them
    m_latencyTable->setFigureColumns({1, 2, 3, 4, 5, 6, 7});
    m_latencyTable->setStretchColumn(LatencyTableModel::NameColumn);
    m_latencyTable->setAccessibleName(tr("Latency"));
    std::vector<std::pair<int, QString>> widths;
    for (int i = LatencyTableModel::AvgColumn; i < LatencyTableModel::ColumnCount; ++i)
        widths.emplace_back(i, i == LatencyTableModel::P999Column ? QStringLiteral("p99.9")
                                                                  : QStringLiteral("88.8"));
    setWidths(m_latencyTable, theme, widths);
    m_latencyCard->setSummary(tr("ms"));
    auto* all = new parts::ActButton(theme, tr("All phases"), {}, m_latencyCard);
    all->setLook(parts::ActButton::Look::Quiet);
    all->setHint(tr("Every phase of a request and every stage inside the server"));
    m_latencyCard->addToHead(all);
    connect(all, &parts::ActButton::activated, this, [this, all] {
        m_latency.setDetailed(!m_latency.isDetailed());
        all->setText(m_latency.isDetailed() ? tr("Fewer phases") : tr("All phases"));
        all->updateGeometry();
    });
    fill(m_latencyCard, m_latencyTable);
}

void VerdictView::buildAnswers()
{
    m_answersTable->setSource(new AnswersWords(m_answers, this));
    m_answersTable->setFigureColumns({1, 2, 3});
    m_answersTable->setStretchColumn(AnswersTableModel::VerdictColumn);
    m_answersTable->setAccessibleName(tr("Answers"));
    setWidths(m_answersTable, m_answersCard->theme(),
              {{AnswersTableModel::HttpColumn, QStringLiteral("HTTP")},
               {AnswersTableModel::CountColumn, QStringLiteral("8,888,888")},
               {AnswersTableModel::ShareColumn, QStringLiteral("<0.01")}});
    fill(m_answersCard, m_answersTable);
}

void VerdictView::buildCharts(const theme::Theme& theme)
{
    auto* row = new QHBoxLayout(m_charts);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::kGap);
    m_ratesChart =
        new Chart(theme, ratesChart(tr("Requests per second and users"), true), *m_group, m_charts);
    m_latencyChart = new Chart(theme, latencyChart(), *m_group, m_charts);
    for (auto* chart : {m_ratesChart, m_latencyChart}) {
        row->addWidget(chart, 1);
        connect(chart, &Chart::notice, this, &VerdictView::notice);
    }
}

void VerdictView::arrange()
{
    const int part = m_switch->current();
    m_switch->setVisible(m_folded);
    m_latencyCard->setVisible(!m_folded || part == 0);
    m_answersCard->setVisible(!m_folded || part == 1);
    m_tables->setVisible(!m_folded || part != 2);
    m_charts->setVisible(!m_folded || part == 2);
    const int head = m_latencyTable->horizontalHeader()->sizeHint().height();
    const int rows = kCardHead + head + 7 * theme::kRowHeight + static_cast<int>(theme::kCardRadius) + 4;
    m_tables->setMinimumHeight(m_folded ? 0 : rows);
    m_tables->setMaximumHeight(m_folded ? QWIDGETSIZE_MAX : rows);
    static_cast<QVBoxLayout*>(layout())->setStretchFactor(m_tables, m_folded ? 1 : 0);
}

QSize VerdictView::minimumSizeHint() const
{
    const int verdicts = m_outcome->minimumSizeHint().height();
    return {3 * m_outcome->minimumSizeHint().width(),
            verdicts + m_switch->sizeHint().height() + 2 * theme::kGap + kCardHead + 5 * theme::kRowHeight};
}

void VerdictView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool folded = event->size().height() < kFoldBelowHeight || event->size().width() < kFoldBelowWidth;
    if (folded == m_folded)
        return;
    m_folded = folded;
    arrange();
}

void VerdictView::show(const spike::RunResult& result)
{
    m_outcome->showOutcome(result);
    m_proof->showProof(result);
    m_validity->showValidity(result);
    m_latency.setResult(m_model.result());
    m_answers.setResult(m_model.result());
    showCharts(result);
}

void VerdictView::showCharts(const spike::RunResult& result)
{
    m_ratesChart->clear();
    m_latencyChart->clear();
    double mostRequests = 0, mostUsers = 0;
    for (const auto& tick : result.ticks100ms) {
        const auto rates = ratesValues(tick);
        m_ratesChart->append(timeOf(tick), rates);
        m_latencyChart->append(timeOf(tick), latencyValues(tick));
        double sum = 0;
        for (const double rate : rates)
            sum += rate;
        mostRequests = std::max(mostRequests, sum);
        mostUsers = std::max(mostUsers, tick.target);
    }
    // The plan has no scale of its own: it is drawn so that its peak lies just above the requests'.
    std::vector<QPointF> plan;
    if (mostUsers > 0)
        for (const auto& tick : result.ticks100ms)
            plan.emplace_back(tick.atSeconds, tick.target / mostUsers * mostRequests * 1.06);
    m_ratesChart->setGhost(7, std::move(plan));
    m_ratesChart->setSummary(
        mostUsers > 0
            ? tr("dashed: users, up to %1").arg(parts::formatCount(static_cast<std::int64_t>(mostUsers)))
            : QString());
    const double last = result.ticks100ms.empty() ? 0 : result.ticks100ms.back().atSeconds + 0.1;
    const auto end = static_cast<std::int64_t>(std::max({last, result.durationSeconds, 1.0}) * 1000);
    m_group->setSpan(std::pair<std::int64_t, std::int64_t>(0, end));
    m_group->advance(end);
}

} // namespace firstcome::pages
