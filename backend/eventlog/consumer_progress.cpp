#include "backend/eventlog/consumer_progress.h"

#include <algorithm>

namespace firstcome::eventlog {

namespace {

constexpr std::size_t kReadAtOnce = 10'000;
constexpr std::chrono::seconds kRateWindow{3};

} // namespace

void ConsumerProgress::load(const issuing::InstanceId& instance)
{
    const auto counts = m_ledger.counts(instance);
    if (!counts)
        return; // the next write meets the same failure and says so
    const auto [place, added] = m_instances.try_emplace(instance);
    const bool voided = place->second.counts.voided != counts->voided; // a rebuild closed holes
    place->second.counts = *counts;
    if (added || voided)
        loadPrefix(instance, place->second);
}

void ConsumerProgress::reload()
{
    const auto before = std::exchange(m_instances, {});
    for (const auto& [instance, known] : before)
        load(instance);
}

void ConsumerProgress::loadPrefix(const issuing::InstanceId& instance, Known& known)
{
    const auto rows = static_cast<std::uint32_t>(known.counts.rows);
    const auto beyond = m_ledger.readIssues(instance, rows, 1);
    if (beyond && beyond->empty()) { // as many rows as slots up to there: no hole
        known.prefix.startAt(rows);
    } else {
        std::uint32_t after = 0;
        for (auto chunk = m_ledger.readIssues(instance, after, kReadAtOnce); chunk && !chunk->empty();
             chunk = m_ledger.readIssues(instance, after, kReadAtOnce)) {
            for (const issuing::Issue& issue : *chunk)
                known.prefix.add(issue.slot);
            after = chunk->back().slot;
        }
    }
    if (known.counts.voided > 0)
        if (const auto slots = m_ledger.voided(instance))
            for (const ledger::VoidedSlot& voided : *slots)
                known.prefix.add(voided.slot);
    if (known.counts.deadLetters == 0)
        return;
    if (const auto letters = m_ledger.deadLetters(instance, kReadAtOnce))
        for (const ledger::DeadLetter& letter : *letters)
            known.prefix.add(letter.record.issue.slot);
}

void ConsumerProgress::consumed(const issuing::InstanceId& instance, std::uint32_t slot)
{
    const auto known = m_instances.find(instance);
    if (known != m_instances.end())
        known->second.prefix.add(slot);
}

std::vector<ConsumedInstance> ConsumerProgress::instances() const
{
    std::vector<ConsumedInstance> shown;
    shown.reserve(m_instances.size());
    for (const auto& [instance, known] : m_instances)
        shown.push_back({instance, known.counts, known.prefix.end()});
    return shown;
}

void ConsumerProgress::wrote(std::uint64_t rows, core::SteadyTime now)
{
    if (!m_firstWrite)
        m_firstWrite = now;
    m_recentRows.emplace_back(now, rows);
}

double ConsumerProgress::rowsPerSecond(core::SteadyTime now)
{
    while (!m_recentRows.empty() && now - m_recentRows.front().first > kRateWindow)
        m_recentRows.pop_front();
    if (m_recentRows.empty())
        return 0;
    std::uint64_t rows = 0;
    for (const auto& [at, count] : m_recentRows)
        rows += count;
    const std::chrono::duration<double> span =
        std::min<core::SteadyTime::duration>(now - *m_firstWrite, kRateWindow);
    return static_cast<double>(rows) / std::max(span.count(), 1.0);
}

} // namespace firstcome::eventlog
