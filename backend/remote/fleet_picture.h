#pragma once

#include "backend/remote/node_link.h"
#include "backend/snapshot.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace firstcome::remote {

/// What is known of one node at one moment.
struct NodeReading
{
    NodeView view;
    std::shared_ptr<const Snapshot> snapshot; ///< null before its first
    std::chrono::microseconds clockLead{0};   ///< its time of day less this machine's
};

/// Makes one snapshot of many nodes' for the pages. What nodes share (events, audits, timeline, store, log, ledger)
/// is told by the first live one; what each does by itself is summed over the live ones. A percentile is the worst
/// node's: what holds on every node holds for all of them together, while a mean of percentiles means nothing. With
/// no live node the newest that was known stays, at its age. One thread; remembers since when nodes are missing.
class FleetPicture
{
public:
    Snapshot make(const std::vector<NodeReading>& readings, core::WallTime now);
    /// Which reading commands go to: the first live one.
    static std::optional<std::size_t> leader(const std::vector<NodeReading>& readings);
    /// Which reading the spike part is of: the first live one with a run under way, else the leader.
    static std::optional<std::size_t> spikeHost(const std::vector<NodeReading>& readings);

private:
    PartStatus apiPart(const std::vector<NodeReading>& readings, const PartStatus& told, core::WallTime now);

    PartStatus m_api;
    std::optional<std::size_t> m_shown; ///< whose picture it was last
};

/// Ticks by which `reading`'s clock is behind that of `base`; 0 where they agree to a second, as they should.
std::int64_t tickShift(const NodeReading& base, const NodeReading& reading);

/// The ticks of several nodes as if they were one, by index. Counts add up, percentiles are the highest; of levels,
/// which nodes share, the first node's are taken that knows them.
telemetry::History mergeHistories(const std::vector<const telemetry::History*>& histories);

} // namespace firstcome::remote
