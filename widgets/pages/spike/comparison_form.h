#pragma once

#include "models/run_comparison.h"
#include "models/spike_view_model.h"
#include "widgets/parts/data_table.h"
#include "widgets/parts/label.h"

#include <QComboBox>
#include <QWidget>

namespace firstcome::pages {

/// Chooses a past run and shows it beside the one looked at. GUI thread; owned by its parent, the view model
/// must outlive it.
class ComparisonForm final : public QWidget
{
    Q_OBJECT

public:
    ComparisonForm(const theme::Theme& theme, models::SpikeViewModel& model, QWidget* parent = nullptr);

    /// Offers the past runs other than the one looked at, and shows the newest of the same scenario.
    void offer();
    QComboBox* choice() { return m_choice; }
    const models::RunComparison& comparison() const { return m_comparison; }

private:
    void read();

    models::SpikeViewModel& m_model;
    models::RunComparison m_comparison;
    QComboBox* m_choice;
    parts::Label* m_cautions;
    parts::DataTable* m_table;
    QString m_wanted; ///< id of the run being read
};

} // namespace firstcome::pages
