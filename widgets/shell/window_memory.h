#pragma once

#include <QObject>

namespace firstcome::models {
class PreferencesStore;
}

namespace firstcome::shell {

class MainWindow;

/// Puts the window where it was left, kept on a screen, and remembers where it is left and on which page; a
/// reset puts it back in the middle. Made before the window is shown; owned by the window, the store outlives
/// it.
class WindowMemory final : public QObject
{
    Q_OBJECT

public:
    WindowMemory(MainWindow& window, models::PreferencesStore& preferences);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void restore();
    void remember();

    MainWindow& m_window;
    models::PreferencesStore& m_preferences;
};

} // namespace firstcome::shell
