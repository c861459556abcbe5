#pragma once

#include "widgets/pages/launch/lag_words.h"
#include "widgets/pages/launch/launch_charts.h"
#include "widgets/parts/data_table.h"
#include "widgets/parts/marks.h"
#include "widgets/parts/side_panel.h"

#include <vector>

namespace firstcome::pages::launch {

/// Lag by group and partition at the side of the page: a sentence a group, and the table. GUI thread; owned
/// by the page.
class LagPanel final : public QObject
{
    Q_OBJECT

public:
    LagPanel(const theme::Theme& theme, models::LagModel& model, const LagThresholds& thresholds,
             QWidget* page);

    /// Opens it, or closes it where it is open.
    void toggle();
    parts::SidePanel* panel() const { return m_panel; }
    parts::DataTable* table() const { return m_table; }
    /// What is said above the table, from the top.
    QStringList sentences() const;

private:
    void refresh();
    parts::Banner* banner(std::size_t index);

    const theme::Theme& m_theme;
    models::LagModel& m_model;
    const LagThresholds m_thresholds;
    parts::SidePanel* m_panel;
    QVBoxLayout* m_sentences;
    std::vector<parts::Banner*> m_banners;
    parts::Label* m_age;
    parts::DataTable* m_table;
};

} // namespace firstcome::pages::launch
