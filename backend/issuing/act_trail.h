#pragma once

#include "backend/issuing/event_directory.h"
#include "backend/issuing/go_no_go.h"

#include <deque>
#include <map>
#include <string>
#include <vector>

namespace firstcome::issuing {

/// Why a line of the list may stand red, by line.
using Waivers = std::map<GoLine, std::string>;

/// What the store did by itself between two looks at an instance, as lines with code, severity, arguments and
/// the time it happened.
std::vector<TimelineEntry> linesOfChange(const Instance& before, const Instance& now);

/// The append-only trail of acts as the desk uses it: writes lines, keeps the newest for the screen, and
/// reads back which waivers stand. The desk's thread; calls may block.
class ActTrail
{
public:
    explicit ActTrail(EventDirectory& directory);

    void load();
    /// A trail that cannot be written must not stop the act; the directory's health shows the failure.
    void append(TimelineEntry line);
    const std::deque<TimelineEntry>& recent() const { return m_recent; } ///< newest first, at most 200
    /// What was waived for the event since it was last a draft. Empty where the trail can't be read.
    Waivers standingWaivers(const CouponId& couponId) const;

private:
    EventDirectory& m_directory;
    std::deque<TimelineEntry> m_recent;
};

} // namespace firstcome::issuing
