#pragma once

#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>

/// Figures as the screen writes them: thousands with separators, number and unit joined by a no-break space,
/// true minus, an en dash for what is not known. Words in them follow the language of the console.
namespace firstcome::parts {

/// What stands for a figure that is not known.
QString notKnown();

/// 412,905
QString formatCount(std::int64_t value);
QString formatCount(std::optional<std::int64_t> value);
/// 20k, 18.5k, 1.2M; below 10,000 as formatCount.
QString formatShortCount(double value);
/// For axes: 20k also for 1,000 and up.
QString formatAxisCount(double value);
/// 2.6 ms; whole from 100 on; 12.3 s from 10 s on. NaN is not known.
QString formatMilliseconds(double milliseconds);
QString formatMilliseconds(std::optional<double> milliseconds);
/// 5 ms, 0.5 ms: as short as exact.
QString formatAxisMilliseconds(double milliseconds);
/// 41 %, 0.05 %
QString formatPercent(double percent, int decimals = 0);
/// 53 GB (powers of 1000)
QString formatBytes(double bytes);

/// T−02:31, T+00:09.0, T−07:59:12, T−12 d 07:59. Negative is before. Whole seconds before T0 round up, so
/// that T−00:00 is never shown early.
QString formatCountdown(std::chrono::milliseconds fromZero, bool tenths = false);
/// +7.0 s, −2.5 s
QString formatOffset(std::chrono::milliseconds fromZero, int decimals = 1);
/// On a time axis: −15 s, 0 s, +5 s; −4:30, +1:02:00 where the step or the offset is long.
QString formatAxisOffset(std::chrono::milliseconds fromZero, std::chrono::milliseconds step);
/// 2.4 s, 34 s, 5 min, 2 h, 3 d: one unit.
QString formatDuration(std::chrono::milliseconds duration);
/// 26 h ago
QString formatAge(std::chrono::milliseconds age);
/// Local time: 10:00:09 or 10:00:09.0
QString formatTimeOfDay(std::chrono::sys_time<std::chrono::microseconds> at, bool tenths = false);
/// Local date and time: 2026-12-24 10:00:00
QString formatDateTime(std::chrono::sys_time<std::chrono::microseconds> at);

} // namespace firstcome::parts
