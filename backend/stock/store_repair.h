#pragma once

#include "backend/core/result.h"
#include "backend/stock/journal_record.h"

#include <cstdint>
#include <span>
#include <vector>

namespace firstcome::stock {

/// How an instance is given back what its store's server lost, a step a call. Calls block; any thread but the
/// GUI's and an io thread; one rebuild at a time. Each may be made again after a failure or a crash. Errors:
/// Unavailable `store_down`, and those named.
class StoreRepair
{
public:
    virtual ~StoreRepair() = default;

    /// The directory names this instance, and the store has never heard of it: it is suspended from now on. Or the
    /// ledger has every slot up to `atLeast`, and the store has fewer: it is suspended at the store's next look.
    virtual void expect(const issuing::InstanceId& instance, std::uint32_t atLeast) = 0;
    /// Nobody is promised anything by this instance, which the store has lost: it was a rehearsal's.
    virtual void abandon(const issuing::InstanceId& instance) = 0;
    /// What this node has shown people, and the store that had lost it does not know or has given on: these people are
    /// to be named where nobody can overlook it, and then `keep` is told. Does not block.
    virtual std::vector<JournalEntry> shownAndLost() const = 0;
    /// These are named for good.
    virtual void keep(std::span<const JournalEntry> named) = 0;
    /// All that this node has shown of the instance has been held against the store as it is, and nobody waits to be
    /// named. Does not block.
    virtual bool isHeldAgainst(const issuing::InstanceId& instance) const = 0;
    /// Raises the epoch, so that no node and no relay does anything with the instance until `restore`, and
    /// asks the nodes' journals for what they have beyond `afterSlot`. `known` is what it was when it was lost.
    /// NotFound `unknown_instance` where it was disarmed or forgotten.
    virtual core::Result<void> suspend(const issuing::Instance& known, std::uint32_t afterSlot) = 0;
    /// The highest slot that any live node was shown or has carried to the log.
    virtual core::Result<std::uint32_t> highWater(const issuing::InstanceId& instance) = 0;
    /// What the journals of all live nodes have. Unavailable `node_missing` where one does not hand it over.
    virtual core::Result<std::vector<JournalEntry>> journals(const issuing::InstanceId& instance) = 0;
    /// What the server still has.
    virtual core::Result<std::vector<issuing::Issue>> survivors(const issuing::InstanceId& instance) = 0;
    /// Puts `winners` in place and lets the instance go on in `instance.state`; the next slot is
    /// `instance.issued` + 1. Conflict `rebuild_overtaken` where another rebuild began.
    virtual core::Result<issuing::Instance> restore(const issuing::Instance& instance,
                                                    std::span<const issuing::Issue> winners) = 0;
};

} // namespace firstcome::stock
