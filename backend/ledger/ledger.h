#pragma once

#include "backend/core/result.h"
#include "backend/eventlog/event_log.h"
#include "backend/issuing/event.h"
#include "backend/ledger/replay_preview.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace firstcome::ledger {

/// Why a record cannot become a ledger row.
enum class Conflict {
    None,
    PersonHasOtherSlot,
    SlotHasOtherPerson,
    SlotOutOfRange,
    Unreadable,
    Unidentified,
    ShownAndLost ///< a node had shown it; the store lost it, and gave the slot or the person another
};
/// Stable code: `person_has_other_slot`, …; empty for None.
std::string_view conflictCode(Conflict conflict);

enum class RecordOutcome {
    Written,      ///< a new row
    AlreadyThere, ///< the same triple stood there: a redelivery
    Discarded,    ///< of a forgotten (tombstoned) instance: acknowledged, counted
    DeadLetter    ///< put aside with its Conflict, in the same transaction
};

struct WriteReport
{
    std::vector<RecordOutcome> outcomes; ///< one for each record, in order
    std::vector<Conflict> conflicts;     ///< one for each record; None but for DeadLetter
    std::uint64_t written = 0, alreadyThere = 0, discarded = 0, deadLetters = 0;
};

struct DeadLetter
{
    std::int64_t id = 0;
    eventlog::LogRecord record;
    Conflict conflict = Conflict::None;
    core::WallTime at;
    bool replayed = false;
};

/// A slot that was taken and that nobody can be named for.
struct VoidedSlot
{
    std::uint32_t slot = 0;
    std::string reason; ///< stable code: `lost_by_store`
    core::WallTime at;
};

/// Counts of one instance's rows.
struct InstanceCounts
{
    std::uint64_t rows = 0;
    std::uint64_t deadLetters = 0; ///< not yet replayed
    std::uint64_t voided = 0;
    std::uint64_t discarded = 0;
};

/// The SQL table that holds issued coupons for good. One object and its connection belong to one thread;
/// open another for another thread. Shadow instances go to tables of their own.
/// Errors: Unavailable `ledger_down`, Io `ledger_io`, Corrupt `ledger_corrupt`, TimedOut `ledger_busy`.
class Ledger
{
public:
    virtual ~Ledger() = default;
    /// Connects and migrates under a lock. Must be called on the owning thread, before anything else.
    virtual core::Result<void> open() = 0;
    virtual void close() = 0;

    /// One transaction: rows (or dead letters) for every record, and the positions after them. All or
    /// nothing. Done means the same triple is there; a row not inserted is read back and judged.
    virtual core::Result<WriteReport> write(std::span<const eventlog::LogRecord> records,
                                            std::span<const eventlog::LogPosition> positions) = 0;
    /// The positions that the newest durable transaction stored.
    virtual core::Result<std::vector<eventlog::LogPosition>> positions() = 0;

    virtual core::Result<InstanceCounts> counts(const issuing::InstanceId& instance) = 0;
    virtual core::Result<std::optional<issuing::Issue>> find(const issuing::InstanceId& instance,
                                                             const issuing::PublicId& publicId) = 0;
    /// Rows with slot > afterSlot in slot order, at most `limit`: for the exact audit.
    virtual core::Result<std::vector<issuing::Issue>>
    readIssues(const issuing::InstanceId& instance, std::uint32_t afterSlot, std::size_t limit) = 0;
    /// The last slot such that it and all between it and `after` have their rows; `after` where the next has none.
    virtual core::Result<std::uint32_t> savedThrough(const issuing::InstanceId& instance, std::uint32_t after) = 0;
    /// Marks slots as void, but those with a row or a dead letter; how many were not yet. A record that comes
    /// for one of them later takes the mark away.
    virtual core::Result<std::uint64_t> voidSlots(const issuing::Instance& instance,
                                                  std::span<const std::uint32_t> slots,
                                                  std::string_view reason) = 0;
    virtual core::Result<std::vector<VoidedSlot>> voided(const issuing::InstanceId& instance) = 0;
    /// Puts records that the log does not carry among the dead letters, each once; those that were not there, or no
    /// longer waited there.
    virtual core::Result<std::vector<eventlog::LogRecord>> putAside(std::span<const eventlog::LogRecord> records,
                                                                    Conflict conflict) = 0;
    /// Marks an instance as forgotten: its rows go, and records still to come are discarded.
    virtual core::Result<void> tombstone(const issuing::InstanceId& instance, bool shadow) = 0;

    /// Those not replayed first, then in the order in which they came.
    virtual core::Result<std::vector<DeadLetter>> deadLetters(std::optional<issuing::InstanceId> instance,
                                                              std::size_t limit) = 0;
    /// Records put aside at `since` or later that name no instance: they may be of any that was open then.
    virtual core::Result<std::uint64_t> unidentified(core::WallTime since) = 0;
    /// What replaying these dead letters of an instance would do, without doing it; none named: all that wait. No more
    /// than ReplayPreview::kMost are looked at.
    virtual core::Result<ReplayPreview> previewReplay(const issuing::InstanceId& instance,
                                                      std::span<const std::int64_t> ids) = 0;
    /// Tries to write the row again; None and replayed on success, else the conflict that still stands.
    virtual core::Result<Conflict> replay(std::int64_t id) = 0;
};

} // namespace firstcome::ledger
