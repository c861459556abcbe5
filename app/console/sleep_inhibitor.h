#pragma once

#include <QDBusConnection>
#include <QDBusUnixFileDescriptor>
#include <QObject>
#include <QString>

namespace firstcome::console {

/// Keeps the machine awake while an event is live, through logind: sleep is forbidden for as long as the
/// descriptor it gave is open. Without a bus or logind it does nothing and says so. GUI thread, never waits.
class SleepInhibitor final : public QObject
{
    Q_OBJECT

public:
    enum class State { Off, Asking, Held, Refused };

    explicit SleepInhibitor(QDBusConnection bus, QObject* parent = nullptr);

    /// Asks for, or gives up, the inhibition; nothing where it is so already. After a refusal the next
    /// setWanted(false) and setWanted(true) ask again.
    void setWanted(bool wanted, const QString& reason = {});
    State state() const { return m_state; }

Q_SIGNALS:
    void changed();

private:
    void setState(State state);

    QDBusConnection m_bus;
    QDBusUnixFileDescriptor m_descriptor;
    State m_state = State::Off;
    bool m_wanted = false;
};

} // namespace firstcome::console
