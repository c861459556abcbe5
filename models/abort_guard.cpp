#include "models/abort_guard.h"

#include <algorithm>

namespace firstcome::models {

AbortGuard::AbortGuard(std::chrono::milliseconds length, QObject* parent)
    : QObject(parent)
    , m_length(length)
{
    m_tick.setInterval(std::chrono::milliseconds(50));
    connect(&m_tick, &QTimer::timeout, this, &AbortGuard::tick);
}

double AbortGuard::passed() const
{
    if (!isArmed() || m_length.count() <= 0)
        return isArmed() ? 1 : 0;
    return std::min(1.0, static_cast<double>(m_since.elapsed()) / static_cast<double>(m_length.count()));
}

std::chrono::milliseconds AbortGuard::left() const
{
    if (!isArmed())
        return m_length;
    return std::max(std::chrono::milliseconds(0), m_length - std::chrono::milliseconds(m_since.elapsed()));
}

void AbortGuard::arm()
{
    if (isArmed())
        return;
    m_since.start();
    m_tick.start();
    Q_EMIT changed();
}

void AbortGuard::disarm()
{
    if (!isArmed())
        return;
    m_tick.stop();
    Q_EMIT changed();
}

void AbortGuard::tick()
{
    if (left() > std::chrono::milliseconds(0)) {
        Q_EMIT changed();
        return;
    }
    m_tick.stop();
    Q_EMIT changed();
    Q_EMIT fired();
}

} // namespace firstcome::models
