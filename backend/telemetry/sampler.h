#pragma once

#include "backend/core/clock.h"
#include "backend/telemetry/telemetry_part.h"
#include "backend/telemetry/thread_recorder.h"

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

namespace firstcome::telemetry {

/// Where one instance stands at the end of a tick; −1: not known.
struct InstanceLevels
{
    std::int64_t remaining = -1;
    std::int64_t outbox = -1;
    std::int64_t unconsumed = -1;
    std::int64_t ledger = -1;
};

/// Times of the server since a mark.
struct ServerLatency
{
    LatencySummary attempts;
    std::array<LatencySummary, kStageCount> stages;
    LatencySummary confirmed; ///< from accepted to committed in the ledger
};

/// Makes ticks out of what the io threads record. The control thread samples; recorders are asked for and
/// marks are taken from any thread. A recorder that it hands out lives as long as the sampler.
class Sampler
{
public:
    Sampler();

    /// For one io thread, before that thread runs.
    ThreadRecorder& newRecorder();
    /// From accepted to committed in the ledger, of one row. The consumer's thread alone.
    void confirmed(std::chrono::nanoseconds took) { m_confirmed.record(took); }

    struct Sample
    {
        std::vector<ServerTick> serverTicks;
        std::vector<InstanceTick> instanceTicks; ///< of every instance with levels or attempts
    };
    /// What happened since the last call, as the tick of the newest whole tenth of a second before `now`.
    /// Empty where that tick was told already. After a call that came late, the counts are spread evenly
    /// over the tenths that passed (at most the last 10), so that no rate is shown that never was.
    Sample sample(core::WallTime now, const std::map<issuing::InstanceId, InstanceLevels>& levels);
    /// When to sample next: shortly after the present tenth of a second ends.
    static core::WallTime nextSampleAt(core::WallTime now);

    /// As of the last sample. Control thread.
    const std::map<issuing::InstanceId, InstanceTotals>& totals() const { return m_totals; }
    /// As of the last sample. Control thread.
    const Confirmations& confirmations() const { return m_confirmations; }
    /// Open now. Any thread.
    std::uint64_t connections() const;

    /// Everything recorded up to a moment. Any thread, as `since`.
    struct Times
    {
        Histogram attempts;
        std::array<Histogram, kStageCount> stages;
        Histogram confirmed;
    };
    std::shared_ptr<const Times> mark() const;
    /// What was recorded after `mark`; everything since start where null.
    ServerLatency since(const std::shared_ptr<const Times>& mark) const;

private:
    std::vector<const ThreadRecorder*> recorders() const;
    void collect(const std::vector<const ThreadRecorder*>& recorders, Times& into) const;
    std::map<issuing::InstanceId, InstanceTotals>
    countNow(const std::vector<const ThreadRecorder*>& recorders);
    void fillTimes(ServerTick& tick);
    void tellConfirmations(std::int64_t second);

    mutable std::mutex m_mutex; ///< of the list alone
    std::deque<ThreadRecorder> m_recorders;

    RecordedHistogram m_confirmed;
    std::optional<std::int64_t> m_lastIndex;
    std::optional<std::int64_t> m_second; ///< that confirmations are gathered of
    Histogram m_confirmedBefore;          ///< up to its begin
    Confirmations m_confirmations;
    std::map<issuing::InstanceId, InstanceTotals> m_totals;
    Times m_times, m_previousTimes;
    Histogram m_between;
};

} // namespace firstcome::telemetry
