#include "backend/local/lag_watch.h"

#include "backend/core/thread_priority.h"

#include <algorithm>
#include <utility>

namespace firstcome::local {

using eventlog::GroupLag;
using eventlog::LagPart;

LagWatch::LagWatch(std::unique_ptr<eventlog::LagSource> source, std::unique_ptr<ledger::Ledger> ledger,
                   std::string ourGroup, std::vector<std::string> otherGroups, const core::Clock& clock)
    : m_source(std::move(source))
    , m_clock(clock)
    , m_groups{std::move(ourGroup)}
    , m_saved(std::move(ledger), clock)
    , m_thread("lag", [this] {
        look();
        return std::chrono::seconds(1);
    })
{
    for (auto& group : otherGroups)
        if (std::ranges::find(m_groups, group) == m_groups.end())
            m_groups.push_back(std::move(group));
    for (const auto& group : m_groups) {
        auto& known = m_part.groups.emplace_back();
        known.group = group;
        known.ours = m_part.groups.size() == 1;
    }
    if (m_source)
        m_published = m_part;
}

void LagWatch::start()
{
    if (!m_source)
        return;
    m_saved.start();
    m_thread.start();
}

void LagWatch::stop()
{
    m_thread.stop();
    m_saved.stop();
}

void LagWatch::look()
{
    if (!std::exchange(m_begun, true))
        core::lowerThisThreadsPriority();
    const auto saved = m_saved.readNow(); // before the log's ends, which are then never behind it
    if (const auto sample = m_source->look(m_groups)) {
        m_part = judge(*sample, saved);
    } else {
        m_part.problem = sample.error().code;
        m_part.detail = sample.error().detail;
    }
    publish(m_part);
}

LagPart LagWatch::judge(const eventlog::LagSample& sample, const SavedPositions::Reading& saved)
{
    const auto now = m_clock.steady();
    const std::vector<eventlog::LogPosition> none;
    LagPart part;
    if (!sample.missingTopics.empty()) {
        part.problem = "topic_missing";
        part.detail = sample.missingTopics.front();
    }
    m_evaluator.sawEnds(sample.ends, now);
    for (std::size_t i = 0; i < sample.groups.size(); ++i) {
        const auto& seen = sample.groups[i];
        const bool ours = i == 0;
        const auto& problem = ours ? saved.problem : seen.problem;
        auto& group = part.groups.emplace_back(m_part.groups[i]);
        group.readers = seen.readers;
        group.problem = problem;
        group.detail = ours ? saved.detail : seen.detail;
        if (!ours && !problem.empty())
            continue; // what was last known of it stays
        const auto hasReaders = seen.readers ? std::optional(*seen.readers > 0) : std::nullopt;
        group.partitions =
            m_evaluator.judge(seen.name, ours ? saved.positions.value_or(none) : seen.committed,
                              ours && saved.positions, hasReaders, now);
        group.measuredAt = m_clock.wall();
    }
    return part;
}

void LagWatch::publish(LagPart part)
{
    const std::lock_guard lock(m_mutex);
    m_published = std::move(part);
}

std::optional<LagPart> LagWatch::part() const
{
    const std::lock_guard lock(m_mutex);
    return m_published;
}

} // namespace firstcome::local
