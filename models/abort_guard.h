#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace firstcome::models {

/// The pause between pressing Abort and the abort itself, in which it can be taken back. GUI thread.
class AbortGuard final : public QObject
{
    Q_OBJECT

public:
    explicit AbortGuard(std::chrono::milliseconds length, QObject* parent = nullptr);

    bool isArmed() const { return m_tick.isActive(); }
    /// Part of the pause that is over, 0 to 1.
    double passed() const;
    std::chrono::milliseconds left() const;

    /// Begins the pause; nothing where it has begun.
    void arm();
    /// "Keep running".
    void disarm();

Q_SIGNALS:
    /// Armed, disarmed, or some of the pause passed.
    void changed();
    /// The pause is over and nobody took it back.
    void fired();

private:
    void tick();

    std::chrono::milliseconds m_length;
    QElapsedTimer m_since;
    QTimer m_tick;
};

} // namespace firstcome::models
