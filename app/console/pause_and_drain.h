#pragma once

#include "models/backend_model.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace firstcome::console {

/// Pauses every open event and waits until what was accepted is in the ledger, for as long as it may take.
/// What is not there by then is durable and is saved after the next start. One at a time; GUI thread, never
/// waits.
class PauseAndDrain final : public QObject
{
    Q_OBJECT

public:
    explicit PauseAndDrain(models::BackendModel& backend,
                           std::chrono::milliseconds within = std::chrono::seconds(10),
                           QObject* parent = nullptr);

    /// `done(true)`: all is paused and saved. Called again while it runs, both callers are told.
    void run(std::function<void(bool allSaved)> done);
    bool isRunning() const { return m_deadline.isActive(); }

private:
    void look(const Snapshot& snapshot);
    void finish(bool allSaved);

    models::BackendModel& m_backend;
    std::chrono::milliseconds m_within;
    QTimer m_deadline;
    std::vector<std::function<void(bool)>> m_waiting;
};

} // namespace firstcome::console
