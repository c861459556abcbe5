#pragma once

#include "backend/stock/stock_store.h"

#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace firstcome::testing {

/// What was shown to people about one instance, held against what the store has: the promise of the issue
/// path as a check that can be made at any time. Collects from any thread.
class PromiseCheck
{
public:
    /// Somebody was shown this.
    void shown(const std::string& person, const stock::AttemptReply& reply);
    std::size_t acceptedCount() const;
    /// Person → slot, of everybody who was shown one.
    std::map<std::string, std::uint32_t> slots() const;

    /// What is broken, one line each; empty: whoever was shown a slot has it, slots are 1..n without a gap,
    /// none above `total`, nobody twice, and nobody who was shown a slot was later shown something else.
    std::vector<std::string> violations(stock::StockStore& store, const issuing::InstanceId& instance,
                                        std::uint32_t total) const;

private:
    mutable std::mutex m_mutex;
    std::map<std::string, std::uint32_t> m_slots; ///< person → slot they were shown
    std::vector<std::string> m_contradictions;
};

/// All issues of an instance in slot order; throws where the store cannot say.
std::vector<issuing::Issue> allIssues(stock::StockStore& store, const issuing::InstanceId& instance);

} // namespace firstcome::testing
