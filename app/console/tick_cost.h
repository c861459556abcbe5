#pragma once

#include "models/backend_model.h"

#include <QObject>

#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

namespace firstcome::console {

/// CPU time that the GUI thread spends on one snapshot, everything it sets off included: from one snapshot's
/// arrival to the next one's, by the thread's own CPU clock, so that painting counts and waiting does not.
/// Keeps the newest hour. GUI thread.
class TickCost final : public QObject
{
    Q_OBJECT

public:
    struct Figures
    {
        double p50Ms = 0, p99Ms = 0, maxMs = 0;
        std::size_t ticks = 0;
    };

    explicit TickCost(models::BackendModel& backend, QObject* parent = nullptr);

    /// Forgets what was measured, as a run begins.
    void reset();
    /// Nothing before the second snapshot.
    std::optional<Figures> figures() const;
    /// Snapshots that came while another was pending, since the last reset.
    std::uint64_t skipped() const;

private:
    void tick();

    models::BackendModel& m_backend;
    std::optional<std::chrono::nanoseconds> m_last;
    std::vector<float> m_costsMs; ///< a ring once full
    std::size_t m_next = 0;
    double m_maxMs = 0;
    std::uint64_t m_skippedBefore = 0;
};

} // namespace firstcome::console
