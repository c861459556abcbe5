#pragma once

#include "backend/core/result.h"
#include "backend/issuing/event.h"
#include "backend/stock/sqlite_connection.h"

#include <cstdint>
#include <optional>

namespace firstcome::stock {

/// An instance as its row keeps it. `issued` and `lastAcceptedAt` are not in the row: the issues say them.
struct StoredInstance
{
    issuing::Instance instance;
    std::uint32_t number = 0; ///< never used again; the upper half of the keys of its issues
    bool tombstoned = false;
};

inline constexpr std::int64_t issueKey(std::uint32_t number, std::uint32_t slot)
{
    return static_cast<std::int64_t>(number) << 32 | slot;
}

inline constexpr std::uint32_t slotOfKey(std::int64_t key)
{
    return static_cast<std::uint32_t>(key & 0xffffffff);
}

inline constexpr core::WallTime wallTimeOf(std::int64_t micros)
{
    return core::WallTime(std::chrono::microseconds(micros));
}

inline constexpr std::int64_t microsOf(core::WallTime time)
{
    return time.time_since_epoch().count();
}

/// The columns of `instances` in the order that the two functions below use.
inline constexpr std::string_view kInstanceColumns =
    "id, coupon_id, total, audience, shadow, state, version, opens_at, closes_at, time_left, opened_at, "
    "sold_out_at, closed_at";

/// The row of `SELECT <columns above>, number, tombstoned`; Corrupt `corrupt` where a word is not ours.
core::Result<StoredInstance> readInstanceRow(const SqliteStatement& row);
/// The texts of an instance, kept while they are bound.
struct InstanceWords
{
    std::string id;
    std::string couponId;
};
InstanceWords wordsOf(const issuing::Instance& instance);
/// Binds parameters 1 to 13, in the order of the columns. `words` must live until the statement is reset.
void bindInstance(SqliteStatement& statement, const issuing::Instance& instance, const InstanceWords& words);

} // namespace firstcome::stock
