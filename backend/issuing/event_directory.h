#pragma once

#include "backend/core/result.h"
#include "backend/issuing/event.h"
#include "backend/issuing/timeline.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firstcome::issuing {

/// What the directory keeps of one event: the draft and which instance, if any, is its present one.
struct DirectoryEvent
{
    EventDraft draft;
    std::uint64_t version = 1;     ///< grows with every change; compare-and-set
    std::optional<InstanceId> instance;
    std::uint32_t plannedTotal = 0;
};

struct BadRow
{
    std::uint64_t line = 0; ///< 1-based line of the file
    std::string code;       ///< `bad_public_id`, `too_many_columns`, `duplicate_in_file`
    std::string text;       ///< the offending field, cut to 80 characters
};

struct PeopleReport
{
    std::uint64_t added = 0;
    std::uint64_t alreadyThere = 0;
    std::uint64_t total = 0; ///< people in the directory afterwards
    std::uint64_t badRowCount = 0;
    std::vector<BadRow> badRows; ///< the first 100
};

/// How long a node may be silent before what it had in hand is taken for left behind: longer than any pause that
/// it may come back from.
inline constexpr std::chrono::seconds kClaimSilence{60};

/// Events, people, waivers and the audit trail, in SQL. The stock store decides attempts; this remembers what
/// operators wrote. One object belongs to one thread. Calls block.
/// Errors: Unavailable `directory_down`, Io `directory_io`, and those named.
class EventDirectory
{
public:
    virtual ~EventDirectory() = default;
    virtual core::Result<void> open() = 0;
    virtual void close() = 0;

    /// Grows with everything that is written here by whomever: read before the rest, it tells whether to read
    /// again.
    virtual core::Result<std::uint64_t> revision() = 0;

    virtual core::Result<std::vector<DirectoryEvent>> events() = 0;
    /// Conflict `coupon_exists`. Its version is one that no event of this couponId ever had.
    virtual core::Result<DirectoryEvent> create(const EventDraft& draft) = 0;
    /// Replaces what is stored, where the stored version is `expectedVersion`; else VersionConflict
    /// `version_conflict`. The version after it is `changed.version`, which must be greater.
    virtual core::Result<void> update(const DirectoryEvent& changed, std::uint64_t expectedVersion) = 0;
    virtual core::Result<void> remove(const CouponId& couponId, std::uint64_t expectedVersion) = 0;

    /// Appends; nothing is ever changed or deleted. Returns the entry with its id.
    virtual core::Result<TimelineEntry> append(TimelineEntry entry) = 0;
    /// As append, but nothing where an entry was appended under the same `key` before: several nodes see the
    /// same thing happen, and one tells it. At most 200 characters of ASCII.
    virtual core::Result<std::optional<TimelineEntry>> appendOnce(TimelineEntry entry, std::string_view key) = 0;
    /// Newest first; of one event where given; with id < `before` where not 0.
    virtual core::Result<std::vector<TimelineEntry>> timeline(const std::optional<CouponId>& couponId,
                                                              std::int64_t before, std::size_t limit) = 0;

    /// Adds `prefix` + 1..count, count at most 5,000,000. InvalidArgument `bad_prefix`, `bad_count`.
    virtual core::Result<PeopleReport> createPeople(std::uint64_t count, std::string_view prefix) = 0;
    /// One publicId a line (first column; a header `publicId` is skipped). Bad rows are reported with their
    /// line and the good ones kept. All in one transaction.
    virtual core::Result<PeopleReport> importPeople(std::string_view csv) = 0;
    virtual core::Result<std::uint64_t> peopleCount() = 0;
    /// People in publicId order after `after` (empty: from the first), at most `limit`.
    virtual core::Result<std::vector<PublicId>> people(std::string_view after, std::size_t limit) = 0;

    /// The node of that session (see NodeRegistry) has the instance in hand, and no event names it: others leave
    /// it alone. Repeats are harmless, here and below.
    virtual core::Result<void> claimInstance(const InstanceId& instance, std::string_view session) = 0;
    virtual core::Result<void> releaseInstance(const InstanceId& instance) = 0;
    /// What nodes have in hand that were heard of in the last `kClaimSilence`.
    virtual core::Result<std::vector<InstanceId>> claimedInstances() = 0;
};

} // namespace firstcome::issuing
