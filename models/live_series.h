#pragma once

#include "models/backend_model.h"
#include "models/tick_series.h"

#include <QObject>

#include <optional>

namespace firstcome::models {

/// Keeps the series of one instance going: joins the ticks of every snapshot, and reads from the backend's
/// history what came before, or while snapshots were missed. GUI thread; owned by the page.
class LiveSeries final : public QObject
{
    Q_OBJECT

public:
    explicit LiveSeries(BackendModel& backend, QObject* parent = nullptr);

    /// Shows `instance`; nil shows the server's latencies alone.
    void select(const issuing::InstanceId& instance);
    const TickSeries& series() const { return m_series; }

Q_SIGNALS:
    /// Ticks were added at the end.
    void advanced();
    /// Anything may have changed: another instance, or history came.
    void replaced();

private:
    void take(const Snapshot& snapshot);
    void readHistory(std::int64_t from, std::int64_t to, int step);
    void takeHistory(const History& history, int step);

    BackendModel& m_backend;
    TickSeries m_series;
    issuing::InstanceId m_instance;
    std::int64_t m_seenEnd = 0; ///< one past the newest tick taken from a snapshot
    std::uint64_t m_selection = 0;
};

} // namespace firstcome::models
