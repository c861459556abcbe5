#include "app/console/closing.h"

#include <QGuiApplication>
#include <QMetaObject>

namespace firstcome::console {

using shell::ClosingChoice;

Closing::Closing(const theme::Theme& theme, QWidget& window, Parts parts, QObject* parent)
    : QObject(parent)
    , m_theme(theme)
    , m_window(window)
    , m_parts(std::move(parts))
{
    // Serving without a window must outlast the window: the end is decided here.
    QGuiApplication::setQuitOnLastWindowClosed(false);
}

bool Closing::mayClose()
{
    if (m_dialog) {
        m_dialog->raise();
        return false;
    }
    const auto live = m_parts.liveEvents();
    if (live.empty()) {
        QMetaObject::invokeMethod(
            this, [this] { m_parts.quit(); }, Qt::QueuedConnection);
        return true;
    }
    m_dialog = new shell::ClosingDialog(m_theme, live, &m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &shell::ClosingDialog::chosen, this, &Closing::answer);
    m_dialog->open();
    return false;
}

void Closing::answer(ClosingChoice choice)
{
    if (choice == ClosingChoice::PauseAndQuit) {
        m_dialog->showPausing();
        m_parts.pauseAndDrain([this](bool) { m_parts.quit(); });
        return;
    }
    m_dialog->hide();
    m_dialog->deleteLater();
    m_dialog = nullptr;
    if (choice == ClosingChoice::KeepServing) {
        m_window.hide();
        Q_EMIT servingWithoutWindow();
    }
}

std::vector<shell::LiveEvent> liveEventsOf(const Snapshot& snapshot)
{
    std::vector<shell::LiveEvent> live;
    for (const auto& view : snapshot.events)
        if (view.event.isLive() && !view.event.shadow())
            live.push_back(
                {QString::fromStdString(view.shownName.empty() ? view.event.draft.name : view.shownName),
                 view.event.state});
    return live;
}

} // namespace firstcome::console
