#include "models/console_health.h"

namespace firstcome::models {

void ConsoleHealthModel::set(const ConsoleHealth& health)
{
    if (health == m_health)
        return;
    m_health = health;
    Q_EMIT changed();
}

} // namespace firstcome::models
