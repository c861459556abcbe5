#pragma once

#include <QObject>

#include <cstdint>
#include <optional>

namespace firstcome::models {

/// What the console itself costs, as its watchdog measured; absent until measured.
struct ConsoleHealth
{
    std::optional<double> tickCpuP50Ms, tickCpuP99Ms, tickCpuMaxMs; ///< GUI thread's CPU for one snapshot
    std::optional<double> longestStallMs; ///< longest that the GUI loop left a posted event waiting
    std::uint64_t ticksSkipped = 0;       ///< snapshots that came while another was pending
    bool operator==(const ConsoleHealth&) const = default;
};

/// Holds the newest ConsoleHealth for whoever shows it. GUI thread; owned and fed by app.
class ConsoleHealthModel final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    const ConsoleHealth& health() const { return m_health; }
    void set(const ConsoleHealth& health);

Q_SIGNALS:
    void changed();

private:
    ConsoleHealth m_health;
};

} // namespace firstcome::models
