#pragma once

#include "models/report_saver.h"
#include "models/spike_view_model.h"
#include "widgets/parts/side_panel.h"
#include "widgets/theme/theme.h"

#include <QFileDialog>
#include <QStackedWidget>
#include <QWidget>

namespace firstcome::parts {
class ToastBar;
}

namespace firstcome::pages {

class ComparisonForm;
class PastRunsCard;
class RunView;
class ScenarioCard;
class SetupView;
class SpikeHead;
class ThresholdsCard;
class VerdictView;

/// The Spike page: set a load up, fire it, follow it, read its verdict. The shell makes it anew after a
/// change of language, so what is being set up and looked at lives in the view model, which must outlive it,
/// as must the saver. GUI thread.
class SpikePage final : public QWidget
{
    Q_OBJECT

public:
    SpikePage(const theme::Theme& theme, parts::ToastBar& toasts, models::SpikeViewModel& model,
              models::ReportSaver& saver, QWidget* parent = nullptr);
    ~SpikePage() override;

    /// The page's word on the rail.
    static QString title();
    models::SpikeViewModel& model() { return m_model; }

    /// F5: starts, or runs again; what the filled button would do.
    void pressNext();
    /// Ctrl+Shift+X: aborts, or keeps running while the guard counts.
    void pressAbort();

    /// The page's parts, for its tests.
    SpikeHead& head() { return *m_head; }
    ScenarioCard& scenario() { return *m_scenario; }
    ThresholdsCard& thresholds() { return *m_thresholds; }
    SetupView& setup() { return *m_setup; }
    VerdictView& verdict() { return *m_verdict; }
    PastRunsCard& pastRuns() { return *m_pastRuns; }
    ComparisonForm& comparison() { return *m_comparison; }
    parts::SidePanel& comparisonPanel() { return *m_comparisonPanel; }
    parts::SidePanel& detailsPanel() { return *m_detailsPanel; }

protected:
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildWork(const theme::Theme& theme);
    QWidget* buildVerdict(const theme::Theme& theme);
    void buildPanels(const theme::Theme& theme);
    void connectParts();
    void connectSaver();
    void tell(const QString& sentence, bool failed);
    void showView();
    void askWhereToSave();

    parts::ToastBar& m_toasts;
    models::SpikeViewModel& m_model;
    models::ReportSaver& m_saver;
    SpikeHead* m_head;
    QStackedWidget* m_body;
    QStackedWidget* m_beside = nullptr; ///< setup or run, beside the scenario
    QWidget* m_left = nullptr;
    ScenarioCard* m_scenario = nullptr;
    ThresholdsCard* m_thresholds = nullptr;
    SetupView* m_setup = nullptr;
    RunView* m_run = nullptr;
    PastRunsCard* m_pastRuns = nullptr;
    VerdictView* m_verdict = nullptr;
    parts::SidePanel* m_detailsPanel = nullptr;
    parts::SidePanel* m_comparisonPanel = nullptr;
    ComparisonForm* m_comparison = nullptr;
};

} // namespace firstcome::pages
