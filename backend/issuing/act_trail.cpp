#include "backend/issuing/act_trail.h"

namespace firstcome::issuing {

namespace {

constexpr std::size_t kRecentLines = 200;
constexpr std::size_t kLinesOfOneEvent = 500;

bool endsWaivers(const TimelineEntry& line)
{
    return line.code == "closed" || line.code == "disarmed" || line.code == "created";
}

} // namespace

std::vector<TimelineEntry> linesOfChange(const Instance& before, const Instance& now)
{
    std::vector<TimelineEntry> lines;
    const auto add = [&](const char* code, Severity severity, std::optional<core::WallTime> at) {
        TimelineEntry& line = lines.emplace_back();
        line.at = at.value_or(core::WallTime());
        line.code = code;
        line.severity = severity;
    };
    if (!before.openedAt && now.openedAt)
        add("opened_on_schedule", Severity::Good, now.openedAt);
    if (!before.soldOutAt && now.soldOutAt && now.openedAt) {
        add("sold_out", Severity::Good, now.soldOutAt);
        const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(*now.soldOutAt - *now.openedAt);
        lines.back().arguments = {std::to_string(now.issued), std::to_string(took.count())};
    }
    if (before.state != now.state && now.state == EventState::Draining)
        add("closing_on_schedule", Severity::Info, now.closedAt);
    if (before.state != now.state && now.state == EventState::Closed)
        add("closed_unopened", Severity::Warning, now.closedAt);
    return lines;
}

ActTrail::ActTrail(EventDirectory& directory)
    : m_directory(directory)
{
}

void ActTrail::load()
{
    if (auto lines = m_directory.timeline(std::nullopt, 0, kRecentLines))
        m_recent.assign(lines->begin(), lines->end());
}

void ActTrail::append(TimelineEntry line)
{
    if (auto stored = m_directory.append(line))
        line = std::move(*stored);
    m_recent.push_front(std::move(line));
    if (m_recent.size() > kRecentLines)
        m_recent.pop_back();
}

Waivers ActTrail::standingWaivers(const CouponId& couponId) const
{
    Waivers standing;
    const auto lines = m_directory.timeline(couponId, 0, kLinesOfOneEvent);
    if (!lines)
        return standing;
    std::map<std::string, std::string> newest; // line name → reason; the first seen is the newest
    for (const auto& line : *lines) {
        if (endsWaivers(line))
            break;
        if ((line.code == "waived" || line.code == "waiver_withdrawn") && !line.arguments.empty())
            newest.try_emplace(line.arguments[0],
                               line.code == "waived" && line.arguments.size() > 1 ? line.arguments[1] : "");
    }
    for (std::size_t i = 0; i < kGoLineCount; ++i) {
        const auto line = static_cast<GoLine>(i);
        const auto found = newest.find(std::string(goLineName(line)));
        if (found != newest.end() && !found->second.empty())
            standing[line] = found->second;
    }
    return standing;
}

} // namespace firstcome::issuing
