#pragma once

#include "backend/snapshot.h"
#include "widgets/shell/closing_dialog.h"

#include <QObject>
#include <QPointer>
#include <QWidget>

#include <functional>
#include <vector>

namespace firstcome::console {

/// Decides what closing the window means. With nothing live it ends the console; while an event is armed,
/// held, open, paused or draining it asks first. Owned by app, GUI thread; the window must outlive it.
class Closing final : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        std::function<std::vector<shell::LiveEvent>()> liveEvents;
        /// Pauses and drains, then calls back, within a bounded time.
        std::function<void(std::function<void(bool allSaved)> done)> pauseAndDrain;
        std::function<void()> quit;
    };

    Closing(const theme::Theme& theme, QWidget& window, Parts parts, QObject* parent = nullptr);

    /// The window's close guard: true where it may close now, and then the console quits. Else the question
    /// is on screen and the window stays.
    bool mayClose();
    /// The question, while it is asked.
    shell::ClosingDialog* dialog() const { return m_dialog; }

Q_SIGNALS:
    /// The window is hidden and the console goes on.
    void servingWithoutWindow();

private:
    void answer(shell::ClosingChoice choice);

    const theme::Theme& m_theme;
    QWidget& m_window;
    Parts m_parts;
    QPointer<shell::ClosingDialog> m_dialog;
};

/// The events of a snapshot that keep the console from just closing.
std::vector<shell::LiveEvent> liveEventsOf(const Snapshot& snapshot);

} // namespace firstcome::console
