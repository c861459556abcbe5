#pragma once

#include "backend/core/clock.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace firstcome::core {

/// Length of every text that writeRfc3339 makes: `2026-11-21T10:14:20.123456Z`.
inline constexpr std::size_t kRfc3339Length = 27;

/// Writes `time` as RFC 3339 in UTC with microseconds to `to`, exactly kRfc3339Length characters and no NUL.
/// Years 0000 to 9999; times beyond are shown as the nearest of those.
void writeRfc3339(WallTime time, char* to);
std::string toRfc3339(WallTime time);
/// The same to the second and without separators, as file names have it: `20261121T101420Z`.
std::string toBasicTime(WallTime time);

/// Reads RFC 3339 with `Z` or an offset; digits of the second beyond the sixth are cut. Nothing where the
/// text is not a whole valid time (leap seconds are not).
std::optional<WallTime> fromRfc3339(std::string_view text);

} // namespace firstcome::core
