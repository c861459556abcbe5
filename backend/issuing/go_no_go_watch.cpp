#include "backend/issuing/go_no_go_watch.h"

#include "backend/issuing/server_lines.h"

#include <algorithm>
#include <cmath>

namespace firstcome::issuing {

namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 2s;
constexpr auto kPointOfNoReturn = 10s;
constexpr double kSlowProbeMs = 100;
constexpr double kClockOffsetMs = 50;
constexpr double kRehearsalAgeSeconds = 24 * 3600;
constexpr std::uint64_t kLeastFreeDisk = 2'000'000'000;
/// Store row, ledger row with its two indices, and both write-ahead logs, rounded up.
constexpr std::uint64_t kBytesPerIssue = 400;

GoLineState line(GoLine which, bool hard, const char* source, const std::optional<Reading>& reading)
{
    GoLineState state;
    state.line = which;
    state.hard = hard;
    state.source = source;
    if (reading) {
        state.value = reading->value;
        state.measuredAt = reading->at;
    }
    return state;
}

/// Sets the status of a measured line; one not measured stays so.
GoLineState judged(GoLineState state, bool fine, double threshold, core::WallTime now)
{
    state.threshold = threshold;
    if (!state.value || !state.measuredAt || now - *state.measuredAt > kReadingStale)
        return state;
    state.status = fine ? GoStatus::Go : state.hard ? GoStatus::NoGo : GoStatus::Warning;
    return state;
}

bool atMost(const std::optional<Reading>& reading, double limit)
{
    return reading && reading->value <= limit;
}

} // namespace

std::uint64_t neededDiskBytes(std::uint32_t total)
{
    return std::max(kLeastFreeDisk, 10 * kBytesPerIssue * total);
}

GoNoGo GoNoGoWatch::judge(const Event& event, const GoReadings& readings,
                          const std::map<GoLine, std::string>& waivers, core::WallTime now)
{
    GoNoGo list;
    auto& lines = list.lines;

    auto store = judged(line(GoLine::StoreWritable, true, "store probe", readings.storeProbeMs),
                        atMost(readings.storeProbeMs, kSlowProbeMs), kSlowProbeMs, now);
    if (readings.storeFailed)
        store.status = GoStatus::NoGo;
    lines.push_back(store);

    const double loaded = event.instance ? event.instance->total : event.draft.total;
    const double planned = event.instance ? event.plannedTotal : event.draft.total;
    lines.push_back(judged(line(GoLine::StockAsPlanned, true, "store", Reading{loaded, now}), loaded == planned,
                           planned, now));

    const bool listed = event.draft.audience == Audience::Listed;
    const double expected = readings.peopleExpected ? readings.peopleExpected->value : 0;
    auto people = judged(line(GoLine::PeopleLoaded, listed, "directory", readings.peopleLoaded),
                         !listed || (readings.peopleLoaded && readings.peopleLoaded->value > 0
                                     && readings.peopleLoaded->value >= expected),
                         listed ? std::max(1.0, expected) : 0, now);
    lines.push_back(people);

    const auto needed = static_cast<double>(neededDiskBytes(event.draft.total));
    lines.push_back(judged(line(GoLine::FreeDisk, true, "data directory", readings.freeDiskBytes),
                           readings.freeDiskBytes && readings.freeDiskBytes->value >= needed, needed, now));
    lines.push_back(judged(line(GoLine::ConsumerRunning, true, "consumer", readings.consumersRunning),
                           readings.consumersRunning
                               && readings.consumersRunning->value >= readings.consumersExpected,
                           readings.consumersExpected, now));
    lines.push_back(judged(line(GoLine::PortBound, true, "HTTP server", readings.boundPort),
                           readings.boundPort && readings.boundPort->value > 0, 0, now));
    lines.push_back(judged(line(GoLine::ClockOffset, false, "kernel clock", readings.clockOffsetMs),
                           readings.clockOffsetMs && std::abs(readings.clockOffsetMs->value) <= kClockOffsetMs,
                           kClockOffsetMs, now));
    lines.push_back(judged(line(GoLine::RehearsalPassed, false, "past runs", readings.rehearsalAgeSeconds),
                           atMost(readings.rehearsalAgeSeconds, kRehearsalAgeSeconds), kRehearsalAgeSeconds, now));
    lines.push_back(judged(line(GoLine::LastRunLag, false, "past runs", readings.lastRunLag),
                           atMost(readings.lastRunLag, readings.lagWarning), readings.lagWarning, now));

    addServerLines(lines, event, readings, now);

    for (auto& state : lines)
        if (const auto waiver = waivers.find(state.line); waiver != waivers.end())
            state.waivedBecause = waiver->second;

    if (list.green()) {
        m_failingSince.reset();
        return list;
    }
    if (!m_failingSince)
        m_failingSince = now;
    const bool counting = event.state == EventState::Armed && event.instance && event.instance->opensAt;
    list.holdsCountdown = counting && now - *m_failingSince >= kPatience
        && *event.instance->opensAt - (now + readings.storeAhead) > kPointOfNoReturn;
    return list;
}

std::optional<GoLine> GoNoGoWatch::firstForbidding(const GoNoGo& list)
{
    const auto found = std::ranges::find_if(list.lines, &GoLineState::forbids);
    return found == list.lines.end() ? std::nullopt : std::optional(found->line);
}

} // namespace firstcome::issuing
