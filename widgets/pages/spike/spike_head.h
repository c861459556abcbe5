#pragma once

#include "models/spike_view_model.h"
#include "widgets/pages/spike/progress_bar.h"
#include "widgets/parts/act_button.h"
#include "widgets/parts/label.h"
#include "widgets/parts/segmented.h"

#include <QComboBox>
#include <QWidget>

namespace firstcome::pages {

/// The page's head: title, one line of facts, and the acts that are possible in the view shown. GUI thread;
/// owned by its parent, the view model must outlive it.
class SpikeHead final : public QWidget
{
    Q_OBJECT

public:
    SpikeHead(const theme::Theme& theme, models::SpikeViewModel& model, QWidget* parent = nullptr);

    /// What should be done next: Start, or Run again; null during a run.
    parts::ActButton* nextAct();
    /// Abort, or Keep running while the guard counts.
    parts::ActButton* abortAct() { return m_abort; }
    parts::ActButton* saveAct() { return m_save; }
    parts::ActButton* compareAct() { return m_compare; }
    parts::ActButton* startAct() { return m_start; }
    parts::Segmented* mode() { return m_mode; }
    QComboBox* eventChoice() { return m_event; }
    const ProgressBar* progress() const { return m_progress; }
    QString title() const { return m_title->text(); }

Q_SIGNALS:
    void saveRequested();
    void compareRequested();

private:
    void build();
    void connectActs();
    void showView();
    void refreshSetup();
    void refreshEvents();
    void refreshRun();
    void refreshVerdict();
    void pressAbort();
    void takeAim();

    models::SpikeViewModel& m_model;
    parts::Label* m_title;
    parts::Label* m_facts;
    parts::Segmented* m_mode;
    QComboBox* m_event;
    parts::ActButton* m_start;
    ProgressBar* m_progress;
    parts::ActButton* m_abort;
    parts::ActButton* m_save;
    parts::ActButton* m_compare;
    parts::ActButton* m_again;
    bool m_refreshing = false;
};

} // namespace firstcome::pages
