#include "backend/stock/journal_check.h"
#include "backend/stock/redis_recovery.h"

#include <algorithm>

// What a node has shown, held against servers that went on while nobody heard it.

namespace firstcome::stock {

namespace {

constexpr auto kHoldAgainAfter = std::chrono::seconds(1);

bool isSame(const JournalEntry& one, const JournalEntry& other)
{
    return one.issue.instance == other.issue.instance && one.issue.slot == other.issue.slot &&
           one.issue.publicId == other.issue.publicId;
}

} // namespace

std::optional<RedisRecovery::Held> RedisRecovery::nowAt(const issuing::InstanceId& instance) const
{
    const auto kept = m_kept.find(instance);
    const auto* const server = metServerOf(instance);
    if (kept == m_kept.end() || kept->second.epoch == 0 || !server || !m_agreed.contains(server->term))
        return std::nullopt;
    return Held(server->term, kept->second.epoch);
}

bool RedisRecovery::isHeldAgainst(const issuing::InstanceId& instance) const
{
    if (!m_journal)
        return true;
    const std::lock_guard lock(m_mutex);
    const auto now = nowAt(instance);
    if (!now)
        return false;
    const Kept& kept = m_kept.at(instance);
    return kept.held == now && kept.shownAndLost.empty();
}

std::vector<JournalEntry> RedisRecovery::shownAndLost() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<JournalEntry> entries;
    for (const auto& [instance, kept] : m_kept)
        entries.insert(entries.end(), kept.shownAndLost.begin(), kept.shownAndLost.end());
    return entries;
}

void RedisRecovery::keep(std::span<const JournalEntry> named)
{
    const std::lock_guard lock(m_mutex);
    for (auto& [instance, kept] : m_kept)
        if (!kept.shownAndLost.empty())
            std::erase_if(kept.shownAndLost, [&](const JournalEntry& entry) {
                return std::ranges::any_of(named, [&](const JournalEntry& other) { return isSame(entry, other); });
            });
}

std::vector<std::pair<issuing::InstanceId, RedisServerMet>> RedisRecovery::notHeldYet() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<std::pair<issuing::InstanceId, RedisServerMet>> wanted;
    for (const auto& [instance, kept] : m_kept)
        if (const auto now = nowAt(instance); now && kept.held != now)
            wanted.emplace_back(instance, *metServerOf(instance));
    return wanted;
}

void RedisRecovery::holdJournal()
{
    const auto now = std::chrono::steady_clock::now();
    if (!m_journal || now < m_holdAfter)
        return;
    const auto before = m_unreported.size();
    std::erase_if(m_unreported, [this](const RedisServerMet& server) {
        return !isAgreed(server) || (liveNodes() && report(server));
    });
    if (before > 0 && !m_unreported.empty())
        m_holdAfter = now + kHoldAgainAfter;
    for (const auto& [instance, server] : notHeldYet())
        if (!holdJournal(instance, server))
            m_holdAfter = now + kHoldAgainAfter;
}

core::Result<void> RedisRecovery::holdJournal(const issuing::InstanceId& instance, const RedisServerMet& server)
{
    auto findings = holdAgainstWinners(m_control, *m_journal, instance);
    if (!findings)
        return tl::unexpected(findings.error());
    const Held was(server.term, findings->epoch);
    {
        const std::lock_guard lock(m_mutex);
        if (nowAt(instance) != was)
            return {}; // another one answered meanwhile, or a rebuild began: it is done again
        Kept& kept = m_kept.at(instance);
        kept.free.clear();
        for (const auto& entry : findings->free)
            kept.free.push_back(entry.issue);
        kept.shownAndLost = std::move(findings->givenOn);
        std::ranges::copy(findings->free, std::back_inserter(kept.shownAndLost));
        if (findings->highest == 0)
            kept.held = was;
    }
    if (findings->highest == 0 && findings->free.empty())
        return {};
    // An epoch that only a rebuild can reach: until there is one, all nodes that hear of it refuse.
    m_fence.demand(instance, {findings->epoch + (findings->free.empty() ? 0 : 1), findings->highest});
    m_unreported.push_back(server);
    return {};
}

} // namespace firstcome::stock
