#pragma once

#include "backend/core/result.h"
#include "backend/telemetry/series_record.h"
#include "backend/telemetry/series_tier.h"

#include <array>
#include <mutex>
#include <span>
#include <string>
#include <string_view>

namespace firstcome::telemetry {

/// One of the three widths in which the past is kept.
struct Resolution
{
    std::string_view name;                                ///< as file names have it
    int step;                                             ///< width in ticks
    std::int64_t columns;                                 ///< how many are kept
    std::int64_t reach() const { return step * columns; } ///< ticks
};
inline constexpr std::size_t kResolutionCount = 3;
inline constexpr std::array<Resolution, kResolutionCount> kResolutions{{
    {"100ms", 1, 10 * 60 * 10},    // 10 minutes
    {"1s", 10, 6 * 60 * 60},       // 6 hours
    {"10s", 100, 7 * 24 * 60 * 6}, // a week
}};

/// Complete columns that are not on disk yet, in binary form.
struct UnwrittenSeries
{
    std::string records;
    std::int64_t newestIndex = 0;
};

/// The past in three widths, each with minimum, maximum, sum and count of every figure. In memory; what must
/// survive is handed to whoever keeps the files. Any thread; the control thread adds.
class SeriesStore
{
public:
    SeriesStore();

    /// One tick of the server with those of the instances at the same index.
    void add(const ServerTick& server, std::span<const InstanceTick> instances);
    /// Ticks with index in [from, to) in steps of 1, 10 or 100, the unfinished newest column too.
    /// InvalidArgument `bad_step`.
    core::Result<History> readHistory(std::int64_t from, std::int64_t to, int step) const;
    /// The same with everything that is known of each figure.
    core::Result<std::vector<ServerRow>> readServer(std::int64_t from, std::int64_t to, int step) const;
    core::Result<std::vector<InstanceRow>> readInstances(std::int64_t from, std::int64_t to, int step) const;

    /// A complete column of an earlier life, in the order written. All come before the first `add`.
    void restore(std::size_t resolution, const SeriesRecord& record);
    /// After the last `restore`: refills the columns that were being filled from the next finer ones.
    void finishRestoring();
    /// What has become complete since the last call. When nobody calls, the oldest is dropped at 8 MB.
    std::array<UnwrittenSeries, kResolutionCount> takeUnwritten();

private:
    struct Level
    {
        SeriesTier<kServerFigures> server;
        SeriesTier<kInstanceFigures> instances;
        UnwrittenSeries unwritten;
    };
    void advance(Level& level, std::int64_t index);
    core::Result<const Level*> levelOf(int step) const; ///< with the mutex held

    mutable std::mutex m_mutex;
    std::array<Level, kResolutionCount> m_levels;
};

} // namespace firstcome::telemetry
