#include "tests/support/promise_check.h"

#include <set>
#include <stdexcept>

namespace firstcome::testing {

using issuing::Verdict;

void PromiseCheck::shown(const std::string& person, const stock::AttemptReply& reply)
{
    const std::lock_guard lock(m_mutex);
    const auto known = m_slots.find(person);
    if (reply.verdict == Verdict::Accepted || reply.verdict == Verdict::Duplicate) {
        const auto slot = m_slots.try_emplace(person, reply.slot).first->second;
        if (slot != reply.slot)
            m_contradictions.push_back(person + " was shown slots " + std::to_string(slot) + " and " +
                                       std::to_string(reply.slot));
    } else if (known != m_slots.end() && reply.verdict != Verdict::Unavailable) {
        m_contradictions.push_back(person + " has slot " + std::to_string(known->second) + " and was shown " +
                                   std::string(verdictName(reply.verdict)));
    }
}

std::size_t PromiseCheck::acceptedCount() const
{
    const std::lock_guard lock(m_mutex);
    return m_slots.size();
}

std::map<std::string, std::uint32_t> PromiseCheck::slots() const
{
    const std::lock_guard lock(m_mutex);
    return m_slots;
}

std::vector<std::string> PromiseCheck::violations(stock::StockStore& store,
                                                  const issuing::InstanceId& instance,
                                                  std::uint32_t total) const
{
    const std::lock_guard lock(m_mutex);
    auto broken = m_contradictions;
    std::map<std::string, std::uint32_t> stored;
    std::uint32_t last = 0;
    for (const auto& issue : allIssues(store, instance)) {
        if (issue.slot != last + 1)
            broken.push_back("slot " + std::to_string(issue.slot) + " comes after " + std::to_string(last));
        last = issue.slot;
        if (!stored.emplace(issue.publicId.str(), issue.slot).second)
            broken.push_back(issue.publicId.str() + " has two slots");
    }
    if (last > total)
        broken.push_back(std::to_string(last) + " of " + std::to_string(total) + " issued");
    for (const auto& [person, slot] : m_slots) {
        const auto found = stored.find(person);
        if (found == stored.end())
            broken.push_back(person + " was shown slot " + std::to_string(slot) + " and has none");
        else if (found->second != slot)
            broken.push_back(person + " was shown slot " + std::to_string(slot) + " and has " +
                             std::to_string(found->second));
    }
    return broken;
}

std::vector<issuing::Issue> allIssues(stock::StockStore& store, const issuing::InstanceId& instance)
{
    std::vector<issuing::Issue> all;
    for (;;) {
        const auto chunk = store.readIssues(instance, all.empty() ? 0 : all.back().slot, 1000);
        if (!chunk)
            throw std::runtime_error("readIssues: " + chunk.error().code + " " + chunk.error().detail);
        if (chunk->empty())
            return all;
        all.insert(all.end(), chunk->begin(), chunk->end());
    }
}

} // namespace firstcome::testing
