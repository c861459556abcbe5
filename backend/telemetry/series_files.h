#pragma once

#include "backend/core/result.h"
#include "backend/telemetry/series_store.h"

#include <filesystem>
#include <vector>

namespace firstcome::telemetry {

/// Keeps the complete columns of a SeriesStore in files that are only ever appended to: a few segments for
/// each resolution, dropped whole once all in them is older than the resolution reaches. A torn end, as a
/// kill or a power cut leaves it, is cut off when read; a file that is damaged in the middle loses what
/// follows. One thread at a time, and never the GUI's or the control thread: every call may block.
class SeriesFiles
{
public:
    explicit SeriesFiles(std::filesystem::path directory);
    ~SeriesFiles();
    SeriesFiles(const SeriesFiles&) = delete;
    SeriesFiles& operator=(const SeriesFiles&) = delete;

    /// Restores into `store` what is there. First, and once. Io `series_unreadable`.
    core::Result<void> load(SeriesStore& store);
    /// Appends. What fails is lost to the files; the next call tries anew. Io `series_unwritable`.
    core::Result<void> append(const std::array<UnwrittenSeries, kResolutionCount>& unwritten);

private:
    struct Segment
    {
        std::int64_t number = 0;
        std::int64_t newestIndex = INT64_MIN;
        std::int64_t firstIndex = INT64_MAX;
        std::uintmax_t bytes = 0; ///< up to the end of the last whole record
        bool usable = true;       ///< false: of another layout or unreadable; never appended to
    };
    struct Chain
    {
        std::vector<Segment> segments; ///< oldest first; the last is appended to
        int file = -1;
    };

    std::filesystem::path pathOf(std::size_t resolution, std::int64_t number) const;
    void findSegments();
    core::Result<void> loadSegment(std::size_t resolution, Segment& segment, SeriesStore& store);
    core::Result<void> append(std::size_t resolution, const UnwrittenSeries& unwritten);
    core::Result<void> openLast(std::size_t resolution);
    void beginSegment(std::size_t resolution);
    void dropOld(std::size_t resolution);
    void closeFile(Chain& chain);

    std::filesystem::path m_directory;
    std::array<Chain, kResolutionCount> m_chains;
};

} // namespace firstcome::telemetry
