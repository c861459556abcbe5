#include "app/console/sleep_inhibitor.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace firstcome::console {

using namespace Qt::Literals::StringLiterals;

SleepInhibitor::SleepInhibitor(QDBusConnection bus, QObject* parent)
    : QObject(parent)
    , m_bus(std::move(bus))
{
}

void SleepInhibitor::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT changed();
}

void SleepInhibitor::setWanted(bool wanted, const QString& reason)
{
    if (m_wanted == wanted)
        return;
    m_wanted = wanted;
    if (!wanted) {
        m_descriptor = {}; // closing it lifts the inhibition
        setState(State::Off);
        return;
    }
    if (!m_bus.isConnected()) {
        setState(State::Refused);
        return;
    }
    setState(State::Asking);
    auto call = QDBusMessage::createMethodCall(u"org.freedesktop.login1"_s, u"/org/freedesktop/login1"_s,
                                               u"org.freedesktop.login1.Manager"_s, u"Inhibit"_s);
    call << u"sleep"_s << u"Firstcome"_s << reason << u"block"_s;
    auto* watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QDBusUnixFileDescriptor> reply = *watcher;
        watcher->deleteLater();
        if (!m_wanted || m_state != State::Asking)
            return; // given up meanwhile; the descriptor closes with the reply
        if (reply.isError() || !reply.value().isValid()) {
            setState(State::Refused);
            return;
        }
        m_descriptor = reply.value();
        setState(State::Held);
    });
}

} // namespace firstcome::console
