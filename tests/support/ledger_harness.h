#pragma once

#include "backend/ledger/ledger.h"

#include <functional>
#include <memory>
#include <string>

namespace firstcome::testing {

/// One database of one kind of ledger, fresh for each test, and what only that kind can do to it.
class LedgerHarness
{
public:
    virtual ~LedgerHarness() = default;
    /// A ledger on the harness's database, not opened yet; the same database every time.
    virtual std::unique_ptr<ledger::Ledger> make() = 0;
    /// From now on the database itself refuses any row of this person, as a constraint would.
    virtual void refuseRowsOf(const std::string& publicId) = 0;
    virtual void acceptAllRows() = 0;
    /// Takes and gives back the lock that keeps every other writer out.
    virtual void lockWriters() = 0;
    virtual void unlockWriters() = 0;
};

/// A kind of ledger as the contract suite is parametrised with it.
struct LedgerKind
{
    std::string name;
    std::function<std::unique_ptr<LedgerHarness>()> make;
};

} // namespace firstcome::testing
