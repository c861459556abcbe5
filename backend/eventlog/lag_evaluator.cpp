#include "backend/eventlog/lag_evaluator.h"

#include <algorithm>

namespace firstcome::eventlog {

void LogEndHistory::saw(std::int64_t end, core::SteadyTime at)
{
    if (!m_points.empty() && end < m_points.back().end)
        m_points.clear(); // another log of the same name
    if (!m_points.empty() && end == m_points.back().end) {
        m_points.back().last = at;
        return;
    }
    m_points.push_back({end, at, at});
    if (m_points.size() > kMostPoints)
        thin();
}

void LogEndHistory::thin()
{
    std::deque<Point> kept;
    for (std::size_t i = 0; i < m_points.size(); ++i)
        if (i == 0 || i >= m_points.size() / 2 || i % 2 == 0)
            kept.push_back(m_points[i]);
    m_points = std::move(kept);
}

std::optional<LogEndHistory::Age> LogEndHistory::ageOf(std::int64_t offset, core::SteadyTime now) const
{
    const auto past = std::ranges::upper_bound(m_points, offset, {}, &Point::end);
    if (past == m_points.end())
        return std::nullopt;
    const auto secondsSince = [now](core::SteadyTime then) {
        return std::max(0.0, std::chrono::duration<double>(now - then).count());
    };
    if (past == m_points.begin())
        return Age{secondsSince(past->first), true};
    const auto& before = *std::prev(past);
    const double share =
        static_cast<double>(offset - before.end) / static_cast<double>(past->end - before.end);
    const double later = std::chrono::duration<double>(past->first - before.last).count() * share;
    return Age{std::max(0.0, secondsSince(before.last) - later), false};
}

LagStatus LagWindow::judge(std::int64_t committed, std::int64_t end, std::optional<bool> hasReaders,
                           core::SteadyTime now)
{
    if (!m_samples.empty() && now - m_samples.back().at > kLeastSpan)
        m_samples.clear();
    m_samples.push_back({now, committed, end});
    while (m_samples.size() > kFewestSamples && now - m_samples[1].at >= kLeastSpan)
        m_samples.pop_front();

    if (committed == end)
        return LagStatus::Ok;
    const auto falls = [this](auto figure) {
        return std::ranges::adjacent_find(m_samples, [&](const Sample& before, const Sample& after) {
                   return figure(after) < figure(before);
               }) != m_samples.end();
    };
    if (falls([](const Sample& sample) { return sample.committed; }))
        return LagStatus::Rewind;
    if (now - m_samples.front().at < kLeastSpan || m_samples.size() < kFewestSamples)
        return LagStatus::Unknown;
    if (std::ranges::any_of(m_samples, [](const Sample& sample) { return sample.lag() == 0; }))
        return LagStatus::Ok;
    if (m_samples.front().committed == committed)
        return hasReaders.value_or(true) ? LagStatus::Stall : LagStatus::Stop;
    return falls([](const Sample& sample) { return sample.lag(); }) ? LagStatus::Ok : LagStatus::Warn;
}

void LagEvaluator::sawEnds(const std::vector<LogEnd>& ends, core::SteadyTime now)
{
    std::erase_if(m_log, [&](const auto& known) {
        return std::ranges::none_of(ends, [&](const LogEnd& end) {
            return end.topic == known.first.first && end.partition == known.first.second;
        });
    });
    for (const auto& end : ends) {
        auto& watched = m_log[{end.topic, end.partition}];
        watched.end = end.endOffset;
        watched.history.saw(end.endOffset, now);
    }
}

std::vector<PartitionLag> LagEvaluator::judge(const std::string& group,
                                              const std::vector<LogPosition>& committed, bool wholeLog,
                                              std::optional<bool> hasReaders, core::SteadyTime now)
{
    std::map<Partition, std::int64_t> stands;
    for (const auto& position : committed)
        stands[{position.topic, position.partition}] = position.nextOffset;

    std::vector<PartitionLag> judged;
    auto& windows = m_windows[group];
    for (const auto& [partition, watched] : m_log) {
        PartitionLag lag{partition.first, partition.second, {}, watched.end, {}, false, LagStatus::Unknown};
        if (const auto found = stands.find(partition); found != stands.end())
            lag.committed = found->second;
        else if (wholeLog || watched.end == 0)
            lag.committed = 0; // nothing of it was ever read
        if (!lag.messages()) {
            windows.erase(partition);
            judged.push_back(std::move(lag));
            continue;
        }
        lag.status = windows[partition].judge(*lag.committed, watched.end, hasReaders, now);
        if (*lag.messages() == 0) {
            lag.secondsBehind = 0;
        } else if (const auto age = watched.history.ageOf(*lag.committed, now)) {
            lag.secondsBehind = age->seconds;
            lag.atLeast = age->atLeast;
        }
        judged.push_back(std::move(lag));
    }
    return judged;
}

} // namespace firstcome::eventlog
