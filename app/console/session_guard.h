#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <array>
#include <functional>
#include <memory>

class QSessionManager;

namespace firstcome::console {

/// Ends the console in order when the system asks: SIGTERM, SIGINT and SIGHUP, and the end of the desktop
/// session, first pause and drain and then quit. A second signal quits at once: what is not saved is durable.
/// One object a process, made on the GUI thread after QGuiApplication and destroyed before it.
class SessionGuard final : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        /// Pauses and drains, then calls back, within a bounded time.
        std::function<void(std::function<void(bool allSaved)> done)> pauseAndDrain;
        std::function<void()> quit;
    };

    explicit SessionGuard(Parts parts, QObject* parent = nullptr);
    ~SessionGuard() override;

    bool isEnding() const { return m_ending; }

private:
    void signalled();
    void commit(QSessionManager& session);

    Parts m_parts;
    std::array<int, 2> m_pipe{-1, -1};
    std::unique_ptr<QSocketNotifier> m_notifier;
    bool m_ending = false;
};

} // namespace firstcome::console
