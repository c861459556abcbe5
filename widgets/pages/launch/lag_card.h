#pragma once

#include "models/lag_model.h"
#include "widgets/pages/launch/launch_charts.h"
#include "widgets/parts/act_button.h"
#include "widgets/parts/card.h"

namespace firstcome::pages::launch {

/// One line: how the readers of the log stand, the worst of them by name, and the way to the table. Hidden
/// where the log has no partitions. GUI thread; owned by the page.
class LagCard final : public parts::Card
{
    Q_OBJECT

public:
    LagCard(const theme::Theme& theme, const models::LagModel& model, const LagThresholds& thresholds,
            QWidget* parent = nullptr);

    parts::ActButton* tableButton() const { return m_open; }
    QString words() const { return m_words->text(); }
    parts::Mark mark() const { return m_mark->mark(); }

private:
    void refresh();

    const models::LagModel& m_model;
    const LagThresholds m_thresholds;
    parts::StateMark* m_mark;
    parts::Label* m_words;
    parts::ActButton* m_open;
};

} // namespace firstcome::pages::launch
