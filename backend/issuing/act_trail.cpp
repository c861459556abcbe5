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

std::vector<TimelineEntry> linesOfChange(const Instance* before, const Instance& now)
{
    std::vector<TimelineEntry> lines;
    const auto add = [&](const char* code, Severity severity, core::WallTime at) {
        TimelineEntry& line = lines.emplace_back();
        line.at = at;
        line.code = code;
        line.severity = severity;
        line.couponId = now.couponId;
        line.instance = now.id;
        line.actor = "system";
        line.outcome = "ok";
    };
    const bool wasHeld = before && before->state == EventState::Held;
    const bool openedByClock = now.openedAt && now.opensAt && *now.openedAt >= *now.opensAt && !wasHeld;
    if (openedByClock && !(before && before->openedAt))
        add("opened_on_schedule", Severity::Good, *now.openedAt);
    if (now.soldOutAt && now.openedAt && !(before && before->soldOutAt)) {
        add("sold_out", Severity::Good, *now.soldOutAt);
        const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(*now.soldOutAt - *now.openedAt);
        lines.back().arguments = {std::to_string(now.issued), std::to_string(took.count())};
    }
    const bool closedByClock = now.closedAt && now.closesAt && *now.closedAt >= *now.closesAt;
    if (closedByClock && !(before && before->closedAt)) {
        if (now.openedAt)
            add("closing_on_schedule", Severity::Info, *now.closedAt);
        else
            add("closed_unopened", Severity::Warning, *now.closedAt);
    }
    return lines;
}

std::string onceWord(std::string_view code, const Instance& now)
{
    if (code == "opened" || code == "opened_on_schedule")
        return "opened";
    if (code == "closing" || code == "closing_on_schedule" || code == "closed_unopened")
        return "closing";
    if (code == "closed")
        return "closed";
    if (code == "sold_out" && now.soldOutAt) // again after more stock was given
        return "sold_out:" + std::to_string(now.soldOutAt->time_since_epoch().count());
    return {};
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

core::Result<ActTrail::News> ActTrail::follow()
{
    auto lines = m_directory.timeline(std::nullopt, 0, kRecentLines);
    if (!lines)
        return tl::unexpected(lines.error());
    std::set<std::int64_t> known;
    for (const auto& line : m_recent)
        known.insert(line.id);
    News news;
    news.everything = lines->size() == kRecentLines;
    for (const auto& line : *lines) {
        if (known.contains(line.id))
            news.everything = false; // joins on to what was known
        else if (line.code == "waived" || line.code == "waiver_withdrawn" || endsWaivers(line))
            news.waivers.insert(line.couponId);
    }
    m_recent.assign(lines->begin(), lines->end());
    return news;
}

void ActTrail::append(TimelineEntry line)
{
    auto stored = m_directory.append(line);
    note(stored ? nullptr : &stored.error());
    if (stored)
        line = std::move(*stored);
    show(std::move(line));
}

void ActTrail::note(const core::Error* failure)
{
    m_lost = failure && failure->kind == core::ErrorKind::Unavailable;
}

bool ActTrail::appendOnce(TimelineEntry line, std::string_view what)
{
    auto stored = m_directory.appendOnce(line, line.instance.str() + ":" + std::string(what));
    note(stored ? nullptr : &stored.error());
    if (stored && !*stored)
        return false;
    if (stored)
        line = std::move(**stored);
    show(std::move(line));
    return true;
}

void ActTrail::tellChange(const Instance* before, const Instance& now)
{
    for (auto& line : linesOfChange(before, now)) {
        const auto once = onceWord(line.code, now);
        appendOnce(std::move(line), once);
    }
}

void ActTrail::show(TimelineEntry line)
{
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
