#pragma once

#include "models/scenario_model.h"
#include "widgets/parts/label.h"
#include "widgets/parts/segmented.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QVBoxLayout>
#include <QWidget>

namespace firstcome::pages {

/// What a scenario says besides its stages: closed or open load, think time, keep-alive, distinct people.
/// Changes count at once. GUI thread; owned by its parent, the model must outlive it.
class DetailsForm final : public QWidget
{
    Q_OBJECT

public:
    DetailsForm(const theme::Theme& theme, models::ScenarioModel& model, QWidget* parent = nullptr);

    QLineEdit* thinkTime() { return m_thinkTime; }

private:
    void refresh();
    void takeThinkTime();
    parts::Label* note(const QString& text);

    const theme::Theme& m_theme;
    models::ScenarioModel& m_model;
    QVBoxLayout* m_column;
    parts::Segmented* m_load;
    parts::Label* m_loadNote;
    QLineEdit* m_thinkTime;
    parts::Label* m_problem;
    QCheckBox* m_keepAlive;
    QCheckBox* m_distinct;
};

} // namespace firstcome::pages
