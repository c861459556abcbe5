#pragma once

#include "backend/snapshot.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace firstcome::models {

/// The terms on the right of the equation, in the order in which they are shown.
enum class Term { Remaining, Outbox, Unconsumed, Ledger, DeadLetters, Voided };

/// What the equation says now.
enum class Balance {
    NotMeasured,   ///< a term is missing
    BalancedSoFar, ///< the live terms add up
    StockShort,    ///< fewer loaded than planned, nothing issued yet
    StockOver,
    Missing,       ///< the terms add up to less than the total: something is lost
    TooMany,       ///< they add up to more
    Proven         ///< the exact audit of this instance closed
};

struct TermView
{
    Term term = Term::Remaining;
    std::optional<std::uint64_t> value; ///< absent: not measured
    bool wrong = false;                 ///< the one that does not fit the others
    friend bool operator==(const TermView&, const TermView&) = default;
};

/// `total = terms`, ready to be shown. `off` is how many are missing (or too many), 0 where balanced.
struct EquationView
{
    std::uint64_t total = 0;
    std::vector<TermView> terms; ///< voided only where there is one
    Balance balance = Balance::NotMeasured;
    std::uint64_t off = 0;
    bool suspended = false; ///< the store lacks what people were shown, so there is nothing to add up
    bool critical() const
    {
        return balance == Balance::StockShort || balance == Balance::StockOver || balance == Balance::Missing
            || balance == Balance::TooMany;
    }
    friend bool operator==(const EquationView&, const EquationView&) = default;
};

/// The equation of an event that has been armed. The left side is what was planned, so that a wrong load shows
/// before opening; the wrong term is found by what the store, the log and the ledger say of each other.
EquationView equationOf(const EventView& view);

/// Lets an imbalance of an event in motion stand for a second before it is believed: the terms are counted at
/// slightly different moments. One event's memory; one thread.
class BalanceWatch
{
public:
    EquationView judge(const EventView& view, core::WallTime now);

private:
    std::optional<issuing::InstanceId> m_instance;
    std::optional<core::WallTime> m_offSince;
};

} // namespace firstcome::models
