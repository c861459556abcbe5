#pragma once

#include "backend/eventlog/lag.h"
#include "backend/eventlog/lag_source.h"

#include <chrono>
#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace firstcome::eventlog {

/// When the end of one partition stood where, so that the age of a record can be told from its offset. Keeps
/// the moments at which the end moved, ever coarser the older they are.
class LogEndHistory
{
public:
    static constexpr std::size_t kMostPoints = 600;

    void saw(std::int64_t end, core::SteadyTime at);
    struct Age
    {
        double seconds = 0;
        bool atLeast = false; ///< the record was there before anybody watched
    };
    /// How long ago the record of this offset came; absent where it has not come.
    std::optional<Age> ageOf(std::int64_t offset, core::SteadyTime now) const;

private:
    struct Point
    {
        std::int64_t end;
        core::SteadyTime first, last; ///< seen at this end
    };
    void thin();
    std::deque<Point> m_points;
};

/// How one group got on with one partition of late, sample by sample, and what that means.
///
/// The rules are those of LinkedIn's Burrow (its wiki, "Consumer Lag Evaluation Rules"), on samples instead
/// of commits. The first that holds decides:
///  1. no lag now: Ok;
///  2. the committed offset went back within the window: Rewind;
///  3. the window does not span kLeastSpan, or has too few samples: Unknown;
///  4. no lag at any sample of the window: Ok;
///  5. the committed offset has not moved over the window: Stop where the group has no reader, else Stall;
///  6. it has moved, but the lag never became less from one sample to the next: Warn;
///  7. else Ok.
/// The window is the newest samples that span kLeastSpan, kFewestSamples at least; a gap in them that is
/// longer than that span starts it anew.
class LagWindow
{
public:
    static constexpr std::chrono::seconds kLeastSpan{10};
    static constexpr std::size_t kFewestSamples = 3;

    /// `hasReaders` absent: not known, taken as yes.
    LagStatus judge(std::int64_t committed, std::int64_t end, std::optional<bool> hasReaders,
                    core::SteadyTime now);

private:
    struct Sample
    {
        core::SteadyTime at;
        std::int64_t committed, end;
        std::int64_t lag() const { return end - committed; }
    };
    std::deque<Sample> m_samples;
};

/// Turns looks at the log into what each group's lag is and means. Fed about once a second; no I/O and no
/// clock of its own. One thread.
class LagEvaluator
{
public:
    /// Learns where the log ends. First of all at each look.
    void sawEnds(const std::vector<LogEnd>& ends, core::SteadyTime now);
    /// Judges one group by the ends seen last. `wholeLog`: what the group has not committed it wants from its
    /// beginning; else that is not known, but where nothing was ever written.
    std::vector<PartitionLag> judge(const std::string& group, const std::vector<LogPosition>& committed,
                                    bool wholeLog, std::optional<bool> hasReaders, core::SteadyTime now);

private:
    using Partition = std::pair<std::string, std::int32_t>;
    struct Watched
    {
        std::int64_t end = 0;
        LogEndHistory history;
    };
    std::map<Partition, Watched> m_log;
    std::map<std::string, std::map<Partition, LagWindow>> m_windows;
};

} // namespace firstcome::eventlog
