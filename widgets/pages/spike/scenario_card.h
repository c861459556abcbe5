#pragma once

#include "models/spike_view_model.h"
#include "widgets/pages/spike/pair_field.h"
#include "widgets/pages/spike/stage_preview.h"
#include "widgets/pages/spike/stages_table.h"
#include "widgets/pages/spike/target_field.h"
#include "widgets/parts/act_button.h"
#include "widgets/parts/card.h"
#include "widgets/parts/segmented.h"

namespace firstcome::pages {

/// The scenario: presets, the shape of its load, its stages, where it goes and at how much stock and how many
/// people. Edited while nothing runs, followed during a run. GUI thread; owned by its parent, the view model
/// must outlive it.
class ScenarioCard final : public parts::Card
{
    Q_OBJECT

public:
    ScenarioCard(const theme::Theme& theme, models::SpikeViewModel& model, QWidget* parent = nullptr);

    StagesTable* stages() { return m_stages; }
    TargetField* target() { return m_target; }
    PairField* stockAndPeople() { return m_pair; }
    parts::Segmented* presets() { return m_presets; }

Q_SIGNALS:
    /// The rest of the scenario is wanted: model, keep-alive, think time, distinct people.
    void detailsRequested();
    /// Something typed could not be read.
    void rejected(const QString& sentence);

private:
    void build();
    QWidget* buildStageActs();
    void refresh();
    void follow();
    void reviewActs();
    void aimAtTarget();

    models::SpikeViewModel& m_model;
    parts::Segmented* m_presets;
    StagePreview* m_preview;
    StagesTable* m_stages;
    QWidget* m_stageActs = nullptr;
    parts::ActButton* m_remove = nullptr;
    parts::ActButton* m_up = nullptr;
    parts::ActButton* m_down = nullptr;
    parts::ActButton* m_details;
    TargetField* m_target;
    PairField* m_pair;
    bool m_refreshing = false;
};

} // namespace firstcome::pages
