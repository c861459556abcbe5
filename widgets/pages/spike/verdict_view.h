#pragma once

#include "models/answers_table_model.h"
#include "models/latency_table_model.h"
#include "models/spike_view_model.h"
#include "widgets/charts/chart.h"
#include "widgets/pages/spike/verdict_cards.h"
#include "widgets/parts/data_table.h"
#include "widgets/parts/segmented.h"

#include <QWidget>

namespace firstcome::pages {

/// What one run came to: three verdicts with their facts, latency with its phases and stages, answers, and
/// two charts. In a small window one of the parts below the verdicts at a time. GUI thread; owned by its
/// parent, the view model must outlive it.
class VerdictView final : public QWidget
{
    Q_OBJECT

public:
    VerdictView(const theme::Theme& theme, models::SpikeViewModel& model, QWidget* parent = nullptr);
    ~VerdictView() override;

    const VerdictCard& outcome() const { return *m_outcome; }
    const VerdictCard& proof() const { return *m_proof; }
    const VerdictCard& validity() const { return *m_validity; }
    parts::DataTable* latencyTable() { return m_latencyTable; }
    parts::DataTable* answersTable() { return m_answersTable; }

    /// As low as it gets folded, whatever is shown now: else it could never fold.
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void notice(const QString& sentence, bool failed);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildLatency();
    void buildAnswers();
    void buildCharts(const theme::Theme& theme);
    /// Everything at once, or, where there is no room for it, one part at a time.
    void arrange();
    void show(const spike::RunResult& result);
    void showCharts(const spike::RunResult& result);

    models::SpikeViewModel& m_model;
    models::LatencyTableModel m_latency;
    models::AnswersTableModel m_answers;
    VerdictCard* m_outcome;
    VerdictCard* m_proof;
    VerdictCard* m_validity;
    parts::DataTable* m_latencyTable;
    parts::DataTable* m_answersTable;
    parts::Card* m_latencyCard;
    parts::Card* m_answersCard;
    QWidget* m_tables;
    QWidget* m_charts;
    parts::Segmented* m_switch;
    bool m_folded = false;
    charts::ChartGroup* m_group;
    charts::Chart* m_ratesChart = nullptr;
    charts::Chart* m_latencyChart = nullptr;
};

} // namespace firstcome::pages
