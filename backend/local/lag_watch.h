#pragma once

#include "backend/core/repeating_thread.h"
#include "backend/eventlog/lag_evaluator.h"
#include "backend/local/saved_positions.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace firstcome::local {

/// Looks once a second, on a thread of its own at a lower priority, how far the readers of the log are
/// behind: our own by what the ledger's transactions stored, others by what they committed. While the log
/// cannot be asked the last known values stay, with their age; while the ledger cannot, our own stand where
/// it last said, since nothing is saved then.
class LagWatch
{
public:
    /// Without a source there is nothing to watch, and `part` stays empty. `ourGroup` is the consumers'.
    LagWatch(std::unique_ptr<eventlog::LagSource> source, std::unique_ptr<ledger::Ledger> ledger,
             std::string ourGroup, std::vector<std::string> otherGroups, const core::Clock& clock);

    void start();
    /// Waits for a question under way, which takes a few seconds at most.
    void stop();

    /// The newest; absent where there is nothing to watch. Any thread.
    std::optional<eventlog::LagPart> part() const;

private:
    void look();
    eventlog::LagPart judge(const eventlog::LagSample& sample, const SavedPositions::Reading& saved);
    void publish(eventlog::LagPart part);

    const std::unique_ptr<eventlog::LagSource> m_source;
    const core::Clock& m_clock;
    std::vector<std::string> m_groups; ///< ours first
    SavedPositions m_saved;

    // The watch's thread only:
    bool m_begun = false;
    eventlog::LagEvaluator m_evaluator;
    eventlog::LagPart m_part;

    mutable std::mutex m_mutex; ///< guards m_published
    std::optional<eventlog::LagPart> m_published;
    core::RepeatingThread m_thread; ///< last: it reads all of them
};

} // namespace firstcome::local
