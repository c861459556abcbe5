#pragma once

#include "app/console/stall_watchdog.h"
#include "app/console/tick_cost.h"
#include "backend/spike/run_result.h"
#include "models/console_health.h"

#include <QObject>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace firstcome::console {

/// What the window costs, for its own About card and, readable from any thread, for the result of a run. GUI
/// thread but for the reader that it hands out.
class WindowReadings final : public QObject
{
    Q_OBJECT

public:
    WindowReadings(models::BackendModel& backend, models::ConsoleHealthModel& health, QObject* parent = nullptr);

    void start();
    /// Forgets what was measured, as a run begins.
    void reset();
    /// The reader keeps the readings of now until the next reset: what follows is not the run's.
    void hold() { m_held = true; }
    /// The newest readings; nothing before the first. Any thread, and outlives this object.
    std::function<std::optional<spike::RunResult::Gui>()> reader() const;

private:
    void take();

    struct Shared
    {
        std::mutex mutex;
        std::optional<spike::RunResult::Gui> readings;
    };

    models::ConsoleHealthModel& m_health;
    StallWatchdog m_watchdog;
    TickCost m_cost;
    bool m_held = false;
    std::shared_ptr<Shared> m_shared = std::make_shared<Shared>();
};

} // namespace firstcome::console
