#include "backend/stock/journal_check.h"

#include "backend/core/parsed_number.h"
#include "backend/stock/redis_instance.h"
#include "backend/stock/redis_winners.h"
#include "backend/stock/stock_store.h"

#include <algorithm>
#include <set>

namespace firstcome::stock {

namespace {

constexpr std::size_t kPeopleAtOnce = 1'000; ///< a call: well under a millisecond
constexpr std::size_t kCallsAtOnce = 20;

/// An entry of which the store says something else.
struct Deviation
{
    JournalEntry entry;
    bool hasOther = false; ///< the person has another slot
};

/// Appends those of `entries` that the store does not have as they were shown.
core::Result<void> compareSome(RedisControl& control, const std::string& winners,
                               std::span<const JournalEntry> entries, std::vector<Deviation>& deviations)
{
    std::vector<RedisControl::Words> commands;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (i % kPeopleAtOnce == 0)
            commands.push_back({"HMGET", winners});
        commands.back().push_back(entries[i].issue.publicId.str());
    }
    const auto replies = control.askAll(commands);
    if (!replies)
        return tl::unexpected(replies.error());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto& reply = (*replies)[i / kPeopleAtOnce];
        if (const auto error = errorIn(reply))
            return tl::unexpected(*error);
        if (reply.list.size() <= i % kPeopleAtOnce)
            return storeDown("an odd answer to HMGET");
        const auto won = readWinner(reply.list[i % kPeopleAtOnce].text);
        if (!won || won->first != entries[i].issue.slot)
            deviations.push_back({entries[i], won.has_value()});
    }
    return {};
}

core::Result<std::vector<Deviation>> compareAll(RedisControl& control, const issuing::InstanceId& instance,
                                                std::vector<JournalEntry> entries)
{
    const auto what = [](const JournalEntry& entry) { return std::pair(entry.issue.slot, entry.issue.publicId); };
    std::ranges::sort(entries, {}, what);
    const auto twice = std::ranges::unique(entries, {}, what);
    entries.erase(twice.begin(), twice.end());
    const std::string winners = RedisKeys(instance).winners;
    std::vector<Deviation> deviations;
    for (std::span<const JournalEntry> rest = entries; !rest.empty();) {
        const auto some = rest.first(std::min(rest.size(), kPeopleAtOnce * kCallsAtOnce));
        if (auto compared = compareSome(control, winners, some, deviations); !compared)
            return tl::unexpected(compared.error());
        rest = rest.subspan(some.size());
    }
    return deviations;
}

/// Whether a rebuild can give it back, or somebody else has been promised it by now.
core::Result<void> sortOut(RedisControl& control, const issuing::InstanceId& instance, std::uint32_t issued,
                           std::vector<Deviation> deviations, JournalFindings& findings)
{
    const auto winners = readWinners(control, instance); // rare: nothing was lost, else
    if (!winners)
        return tl::unexpected(winners.error());
    std::set<std::uint32_t> taken;
    for (const auto& issue : *winners)
        taken.insert(issue.slot);
    for (auto& [entry, hasOther] : deviations) {
        if (hasOther || !taken.insert(entry.issue.slot).second)
            findings.givenOn.push_back(std::move(entry));
        else if (entry.issue.slot > issued)
            findings.highest = std::max(findings.highest, entry.issue.slot);
        else
            findings.free.push_back(std::move(entry));
    }
    return {};
}

} // namespace

core::Result<JournalFindings> holdAgainstWinners(RedisControl& control, const AcceptJournal& journal,
                                                 const issuing::InstanceId& instance)
{
    auto entries = journal.read(instance, 0); // first: what is accepted later is not among them
    if (!entries)
        return tl::unexpected(entries.error());
    auto deviations = compareAll(control, instance, std::move(*entries));
    if (!deviations)
        return tl::unexpected(deviations.error());
    const auto facts = control.ask({"HMGET", RedisKeys(instance).instance, "epoch", "issued", "rebuild"});
    if (!facts)
        return tl::unexpected(facts.error());
    if (facts->list.size() != 3)
        return storeDown("an odd answer to HMGET");
    JournalFindings findings;
    if (facts->list[2].text.empty())
        findings.epoch = core::numberIn<std::uint64_t>(facts->list[0].text).value_or(0);
    const auto issued = core::numberIn<std::uint32_t>(facts->list[1].text).value_or(0);
    if (findings.epoch != 0 && !deviations->empty())
        if (auto sorted = sortOut(control, instance, issued, std::move(*deviations), findings); !sorted)
            return tl::unexpected(sorted.error());
    return findings;
}

} // namespace firstcome::stock
