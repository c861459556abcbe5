#pragma once

#include "models/spike_view_model.h"
#include "widgets/charts/chart.h"
#include "widgets/pages/spike/run_figures.h"

#include <QWidget>

namespace firstcome::pages {

/// A run as it goes: its figures and four charts on one axis of time since its start. GUI thread; owned by
/// its parent, the view model must outlive it.
class RunView final : public QWidget
{
    Q_OBJECT

public:
    RunView(const theme::Theme& theme, models::SpikeViewModel& model, QWidget* parent = nullptr);
    ~RunView() override;

    charts::ChartGroup& group() { return *m_group; }

Q_SIGNALS:
    void notice(const QString& sentence, bool failed);

private:
    void follow();
    void begin();

    models::SpikeViewModel& m_model;
    RunFigures* m_figures;
    charts::ChartGroup* m_group;
    charts::Chart* m_users;
    charts::Chart* m_rates;
    charts::Chart* m_latency;
    charts::Chart* m_shares;
    std::uint64_t m_run = 0; ///< number of the run shown
    std::size_t m_shown = 0; ///< ticks of it already in the charts
};

} // namespace firstcome::pages
