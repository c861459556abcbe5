#pragma once

#include "models/spike_view_model.h"
#include "widgets/pages/spike/past_runs_card.h"
#include "widgets/parts/empty_state.h"
#include "widgets/parts/marks.h"

#include <QWidget>

namespace firstcome::pages {

/// Beside the scenario while nothing runs: what starting it would do, why the last run failed if it did, and
/// the past runs. GUI thread; owned by its parent, the view model must outlive it.
class SetupView final : public QWidget
{
    Q_OBJECT

public:
    SetupView(const theme::Theme& theme, models::SpikeViewModel& model, QWidget* parent = nullptr);

    PastRunsCard* pastRuns() { return m_pastRuns; }
    const parts::Banner& problem() const { return *m_problem; }
    parts::ActButton* start() { return m_start; }

private:
    void refresh();

    models::SpikeViewModel& m_model;
    parts::Banner* m_problem;
    parts::Card* m_guideCard;
    parts::EmptyState* m_guide;
    parts::ActButton* m_start;
    PastRunsCard* m_pastRuns;
};

} // namespace firstcome::pages
