#pragma once

#include "models/audit_view_model.h"
#include "widgets/parts/act_button.h"
#include "widgets/parts/card.h"
#include "widgets/parts/figure.h"

#include <array>

namespace firstcome::pages::launch {

/// Does everything add up: the live estimate in neutral words, or the exact audit's verdict; and running it. GUI
/// thread; owned by the page.
class AuditCard final : public parts::Card
{
    Q_OBJECT

public:
    AuditCard(const theme::Theme& theme, models::BackendModel& backend, models::LaunchViewModel& launch,
              QWidget* parent = nullptr);

    bool red() const { return m_red; }
    parts::ActButton* runButton() const { return m_run; }
    parts::ActButton* replayButton() const { return m_replay; }
    /// Runs the exact audit where that is possible now.
    void runExact();
    parts::Banner* banner() const { return m_banner; }
    const models::AuditViewModel& audit() const { return m_audit; }

Q_SIGNALS:
    void redChanged(bool red);
    void differencesWanted();
    void replayWanted();

private:
    enum Row { Duplicates, Oversold, Gaps, DeadLetters, Final };
    static constexpr int kRows = 5;

    void refresh();
    void refreshRows(const models::AuditView& audit);
    void setRow(Row row, const QString& text, bool wrong);

    models::AuditViewModel m_audit;
    parts::Banner* m_banner;
    std::array<parts::Label*, kRows> m_names{};
    std::array<parts::Figure*, kRows> m_figures{};
    parts::Label* m_problem;
    parts::ActButton* m_run;
    parts::ActButton* m_show;
    parts::ActButton* m_replay;
    bool m_red = false;
};

} // namespace firstcome::pages::launch
