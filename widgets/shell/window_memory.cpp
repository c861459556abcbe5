#include "widgets/shell/window_memory.h"

#include "models/preferences_store.h"
#include "widgets/shell/main_window.h"

#include <QEvent>
#include <QGuiApplication>
#include <QScreen>

namespace firstcome::shell {
namespace {

constexpr QSize kFirstSize{1440, 900};

QList<QRect> screens()
{
    QList<QRect> all;
    for (const QScreen* screen : QGuiApplication::screens())
        all.append(screen->availableGeometry());
    return all;
}

} // namespace

WindowMemory::WindowMemory(MainWindow& window, models::PreferencesStore& preferences)
    : QObject(&window)
    , m_window(window)
    , m_preferences(preferences)
{
    restore();
    window.installEventFilter(this);
    connect(&window, &MainWindow::pageChanged, this, [this](const QString& id) {
        m_preferences.change([&id](models::Preferences& value) { value.page = id; });
    });
    connect(&preferences, &models::PreferencesStore::layoutReset, this, &WindowMemory::restore);
}

void WindowMemory::restore()
{
    const models::Preferences& value = m_preferences.value();
    QRect place = value.geometry;
    if (place.isNull()) {
        place = QRect(QPoint(), kFirstSize);
        if (const QScreen* screen = m_window.screen())
            place.moveCenter(screen->availableGeometry().center());
    }
    m_window.setWindowState(m_window.windowState().setFlag(Qt::WindowMaximized, value.maximized));
    m_window.setGeometry(models::keptOnScreen(place, screens()));
}

void WindowMemory::remember()
{
    const bool maximized = m_window.isMaximized();
    m_preferences.change([&](models::Preferences& value) {
        value.maximized = maximized;
        if (!maximized && !m_window.isMinimized() && !m_window.isFullScreen())
            value.geometry = m_window.geometry();
    });
}

bool WindowMemory::eventFilter(QObject* watched, QEvent* event)
{
    const auto type = event->type();
    if (m_window.isVisible() &&
        (type == QEvent::Move || type == QEvent::Resize || type == QEvent::WindowStateChange))
        remember();
    return QObject::eventFilter(watched, event);
}

} // namespace firstcome::shell
