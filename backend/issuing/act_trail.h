#pragma once

#include "backend/issuing/event_directory.h"
#include "backend/issuing/go_no_go.h"

#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace firstcome::issuing {

/// Why a line of the list may stand red, by line.
using Waivers = std::map<GoLine, std::string>;

/// What the store did by itself between two looks at an instance, as lines with code, severity, arguments and
/// the time it happened; null where the instance was not seen before. What an operator did, here or on another
/// node, is not among it: the clock opens and closes at or after the time written down, an operator before it.
std::vector<TimelineEntry> linesOfChange(const Instance* before, const Instance& now);

/// The append-only trail of acts as the desk uses it: writes lines, keeps the newest for the screen, and
/// reads back which waivers stand. The desk's thread; calls may block.
class ActTrail
{
public:
    /// What others have written since the last time.
    struct News
    {
        bool concerns(const CouponId& couponId) const { return everything || waivers.contains(couponId); }
        std::set<CouponId> waivers;  ///< events whose waivers may be others now
        bool everything = false;     ///< too much to tell
    };

    explicit ActTrail(EventDirectory& directory);

    void load();
    core::Result<News> follow();
    /// A trail that cannot be written must not stop the act; the directory's health shows the failure.
    void append(TimelineEntry line);
    /// As append, once for each instance and `what`, whichever node is first; false where it was told before.
    bool appendOnce(TimelineEntry line, std::string_view what);
    /// Appends what linesOfChange says, each line once.
    void tellChange(const Instance* before, const Instance& now);
    const std::deque<TimelineEntry>& recent() const { return m_recent; } ///< newest first, at most 200
    bool isLost() const { return m_lost; } ///< the newest line did not reach the directory, nor was it heard of since
    void directoryAnswers() { m_lost = false; }
    /// What was waived for the event since it was last a draft. Empty where the trail can't be read.
    Waivers standingWaivers(const CouponId& couponId) const;

private:
    void show(TimelineEntry line);
    void note(const core::Error* failure);

    EventDirectory& m_directory;
    std::deque<TimelineEntry> m_recent;
    bool m_lost = false;
};

/// Under which word a line of this code is told once; empty for lines that may come again.
std::string onceWord(std::string_view code, const Instance& now);

} // namespace firstcome::issuing
