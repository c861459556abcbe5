#include "backend/stock/journal_check.h"
#include "backend/stock/redis_recovery.h"

#include <algorithm>
#include <set>
#include <tuple>

// What a node has shown, by its journal: held against servers that went on while nobody heard it, and handed over.

namespace firstcome::stock {

namespace {

constexpr auto kHoldAgainAfter = std::chrono::seconds(1);
constexpr auto kHandOverAgainAfter = std::chrono::milliseconds(250);
constexpr std::size_t kHandedAtOnce = 1'000;

using Shown = std::tuple<issuing::InstanceId, std::uint32_t, issuing::PublicId>;

Shown shownBy(const JournalEntry& entry)
{
    return {entry.issue.instance, entry.issue.slot, entry.issue.publicId};
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
    std::set<Shown> gone; // it may be all that a server lost: thousands
    for (const auto& entry : named)
        gone.insert(shownBy(entry));
    const std::lock_guard lock(m_mutex);
    for (auto& [instance, kept] : m_kept)
        std::erase_if(kept.shownAndLost, [&](const JournalEntry& entry) { return gone.contains(shownBy(entry)); });
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
    bool hadFree = false;
    {
        const std::lock_guard lock(m_mutex);
        if (nowAt(instance) != was)
            return {}; // another one answered meanwhile, or a rebuild began: it is done again
        Kept& kept = m_kept.at(instance);
        hadFree = !kept.free.empty();
        kept.free.clear();
        for (const auto& entry : findings->free)
            kept.free.push_back(entry.issue);
        kept.shownAndLost = std::move(findings->givenOn);
        std::ranges::copy(findings->free, std::back_inserter(kept.shownAndLost));
        if (findings->highest == 0)
            kept.held = was;
    }
    if (findings->highest == 0 && findings->free.empty()) {
        if (hadFree)
            m_unreported.push_back(server);
        return {};
    }
    // An epoch that only a rebuild can reach: until there is one, all nodes that hear of it refuse.
    m_fence.demand(instance, {findings->epoch + (findings->free.empty() ? 0 : 1), findings->highest});
    m_unreported.push_back(server);
    return {};
}

void RedisRecovery::handOver()
{
    if (std::chrono::steady_clock::now() < m_handOverAfter)
        return;
    std::vector<std::pair<issuing::InstanceId, Lost>> wanted;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto& [instance, lost] : m_lost)
            if (lost.rebuild != 0 && lost.handedOver != std::pair(lost.rebuild, lost.rebuildAfter))
                wanted.emplace_back(instance, lost);
    }
    for (const auto& [instance, lost] : wanted) {
        if (m_terms.relayLetGo && !m_terms.relayLetGo(instance, lost.rebuildSeen))
            continue; // what it delivers later would come behind the rebuild's back
        if (!handOver(instance, lost.rebuild, lost.rebuildAfter)) {
            m_handOverAfter = std::chrono::steady_clock::now() + kHandOverAgainAfter;
            continue; // the next time
        }
        const std::lock_guard lock(m_mutex);
        if (const auto known = m_lost.find(instance); known != m_lost.end())
            known->second.handedOver = {lost.rebuild, lost.rebuildAfter};
    }
}

core::Result<void> RedisRecovery::handOver(const issuing::InstanceId& instance, std::uint64_t rebuild,
                                           std::uint32_t afterSlot)
{
    if (auto live = liveNodes(); !live)
        return tl::unexpected(live.error());
    // What was seen of it since its server was met, where it came there from another one.
    if (auto said = serverOf(instance).and_then([this](const RedisServerMet& server) { return report(server); }); !said)
        return said;
    std::vector<JournalEntry> entries;
    if (m_journal) {
        auto read = m_journal->read(instance, afterSlot);
        if (!read)
            return tl::unexpected(read.error());
        entries = std::move(*read);
    }
    const RedisKeys keys(instance);
    const std::string key = keys.journalOf(m_terms.node);
    std::vector<RedisControl::Words> commands{{"UNLINK", key}};
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (i % kHandedAtOnce == 0)
            commands.push_back({"HSET", key});
        commands.back().push_back(std::to_string(entries[i].issue.slot));
        commands.back().push_back(handedText(entries[i]));
    }
    commands.push_back(
        {"HSET", keys.handed, m_terms.node, std::to_string(rebuild) + ' ' + std::to_string(afterSlot)});
    return m_control.tellAll(commands);
}

} // namespace firstcome::stock
