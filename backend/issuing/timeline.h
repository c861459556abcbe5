#pragma once

#include "backend/core/clock.h"
#include "backend/issuing/ids.h"

#include <cstdint>
#include <string>
#include <vector>

namespace firstcome::issuing {

enum class Severity { Info, Good, Warning, Critical };

/// One line of the append-only audit trail: an act, allowed or refused, or something the system did or saw.
/// `code` is a stable word (`armed`, `opened_on_schedule`, `sold_out`, `waived`, `lag_critical`, …); the
/// screen makes the sentence from it and `arguments`.
struct TimelineEntry
{
    std::int64_t id = 0; ///< grows; given by the directory
    core::WallTime at;
    CouponId couponId;   ///< empty for what concerns no event
    InstanceId instance; ///< nil while none
    std::string code;
    Severity severity = Severity::Info;
    std::string actor;   ///< `operator`, `console`, `clock`, `go/no-go`, `system`
    std::string outcome; ///< `ok`, or the refusing error's code
    std::vector<std::string> arguments;
};

} // namespace firstcome::issuing
