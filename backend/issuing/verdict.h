#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace firstcome::issuing {

/// What one attempt got. The order is the order of every per-verdict array.
enum class Verdict {
    Accepted,
    Duplicate,
    SoldOut,
    NotOpen,
    Paused,
    Closed,
    UnknownEvent,
    UnknownUser,
    Throttled,
    Unavailable
};

inline constexpr std::size_t kVerdictCount = 10;
inline constexpr std::array<Verdict, kVerdictCount> kVerdicts{
    Verdict::Accepted, Verdict::Duplicate,    Verdict::SoldOut,     Verdict::NotOpen,   Verdict::Paused,
    Verdict::Closed,   Verdict::UnknownEvent, Verdict::UnknownUser, Verdict::Throttled, Verdict::Unavailable};

/// The name used in the API, in files and in results: `accepted`, `sold_out`, …
std::string_view verdictName(Verdict verdict);
std::optional<Verdict> verdictFromName(std::string_view name);

/// Why a verdict is Unavailable; None for every other verdict.
enum class UnavailableReason {
    None,
    Expired,
    OutboxFull,
    StoreDown,
    Overloaded,
    Suspended,
    Stopping,
    NotReplicated ///< it may have been accepted; asked again, it gets its true verdict
};

/// The stable code of the API's problem document: `expired`, `outbox_full`, …; empty for None.
std::string_view unavailableReasonCode(UnavailableReason reason);

} // namespace firstcome::issuing
