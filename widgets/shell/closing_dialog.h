#pragma once

#include "backend/core/result.h" // first: Qt 6.4's moc cannot read <compare> before <memory>
#include "backend/issuing/event.h"
#include "widgets/parts/act_button.h"
#include "widgets/parts/label.h"

#include <QDialog>
#include <QProgressBar>
#include <QString>

#include <functional>
#include <vector>

namespace firstcome::shell {

/// An event that people may be waiting for or taking part in.
struct LiveEvent
{
    QString name;
    issuing::EventState state = issuing::EventState::Armed;
};

enum class ClosingChoice { KeepServing, PauseAndQuit, Cancel };

/// Asks what becomes of live events when the window is closed. Never blocks: use ask(). While it pauses and
/// drains it says so and cannot be closed. GUI thread; deletes itself.
class ClosingDialog final : public QDialog
{
    Q_OBJECT

public:
    ClosingDialog(const theme::Theme& theme, const std::vector<LiveEvent>& events, QWidget* window);

    parts::ActButton* keepServing() { return m_keep; }
    parts::ActButton* pauseAndQuit() { return m_pause; }
    parts::ActButton* cancel() { return m_cancel; }
    /// Instead of the choice: what is being done now.
    void showPausing();

Q_SIGNALS:
    /// Once; Esc and closing the dialog are Cancel.
    void chosen(firstcome::shell::ClosingChoice choice);

protected:
    void reject() override;

private:
    void choose(ClosingChoice choice);
    QWidget* listOf(const std::vector<LiveEvent>& events);

    const theme::Theme& m_theme;
    parts::Label* m_title;
    parts::Label* m_text;
    parts::ActButton* m_keep;
    parts::ActButton* m_pause;
    parts::ActButton* m_cancel;
    QProgressBar* m_progress;
    bool m_chosen = false;
};

} // namespace firstcome::shell
