#pragma once

#include "models/backend_model.h"

#include <QObject>

#include <optional>
#include <vector>

namespace firstcome::models {

/// The stock of the rehearsal that matches the shown event (the newest passed one with the same stock), tick by
/// tick from its opening, to lay over the launch. GUI thread; owned by the chart's card.
class RehearsalGhost final : public QObject
{
    Q_OBJECT

public:
    explicit RehearsalGhost(BackendModel& backend, QObject* parent = nullptr);

    /// Looks for a rehearsal with a stock of `total`; 0 wants none.
    void want(std::uint64_t total);
    bool known() const { return !m_remaining.empty(); }
    /// How many ticks the rehearsal went on after opening.
    std::int64_t ticks() const { return static_cast<std::int64_t>(m_remaining.size()); }
    core::WallTime rehearsedAt() const { return m_rehearsedAt; }
    /// Remaining `tick` ticks (100 ms) after opening; before it the whole stock, after the run's end the last.
    std::optional<std::uint64_t> remainingAt(std::int64_t tick) const;

Q_SIGNALS:
    void changed();

private:
    void look();
    void readNext(std::vector<std::string> ids, std::uint64_t search);
    bool take(const spike::RunResult& run);

    static constexpr std::size_t kRunsToLookAt = 5;

    BackendModel& m_backend;
    std::shared_ptr<const std::vector<spike::PastRun>> m_runs;
    std::uint64_t m_total = 0;
    std::uint64_t m_search = 0; ///< number of the search under way
    std::vector<std::uint64_t> m_remaining; ///< from the opening on
    core::WallTime m_rehearsedAt;
};

} // namespace firstcome::models
