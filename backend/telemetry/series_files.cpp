#include "backend/telemetry/series_files.h"

#include "backend/core/may_block.h"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

namespace firstcome::telemetry {

namespace {

/// Names the layout: a file of another one is not read, and goes when its time is over.
constexpr std::string_view kMagic = "firstcome series 1\n";
constexpr std::string_view kSuffix = ".series";
constexpr std::int64_t kSegmentsPerReach = 4;

core::Error failure(const char* code, const std::filesystem::path& path, int error)
{
    return {core::ErrorKind::Io, code, path.string() + ": " + std::strerror(error)};
}

bool writeAll(int file, std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

} // namespace

SeriesFiles::SeriesFiles(std::filesystem::path directory)
    : m_directory(std::move(directory))
{
}

SeriesFiles::~SeriesFiles()
{
    for (auto& chain : m_chains)
        closeFile(chain);
}

void SeriesFiles::closeFile(Chain& chain)
{
    if (chain.file >= 0)
        ::close(chain.file);
    chain.file = -1;
}

std::filesystem::path SeriesFiles::pathOf(std::size_t resolution, std::int64_t number) const
{
    auto digits = std::to_string(number);
    digits.insert(0, digits.size() < 8 ? 8 - digits.size() : 0, '0');
    return m_directory / (std::string(kResolutions[resolution].name) + "-" + digits + std::string(kSuffix));
}

void SeriesFiles::findSegments()
{
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(m_directory, error)) {
        const auto name = entry.path().filename().string();
        for (std::size_t r = 0; r < kResolutionCount; ++r) {
            const auto prefix = std::string(kResolutions[r].name) + "-";
            if (!name.starts_with(prefix) || !name.ends_with(kSuffix))
                continue;
            Segment segment;
            const char* end = name.data() + name.size() - kSuffix.size();
            const auto parsed = std::from_chars(name.data() + prefix.size(), end, segment.number);
            if (parsed.ec == std::errc() && parsed.ptr == end)
                m_chains[r].segments.push_back(segment);
        }
    }
    for (auto& chain : m_chains)
        std::ranges::sort(chain.segments, {}, &Segment::number);
}

core::Result<void> SeriesFiles::load(SeriesStore& store)
{
    const core::MayBlock mark("SeriesFiles::load");
    std::error_code error;
    std::filesystem::create_directories(m_directory, error);
    if (error)
        return tl::unexpected(failure("series_unreadable", m_directory, error.value()));
    findSegments();
    core::Result<void> outcome;
    for (std::size_t r = 0; r < kResolutionCount; ++r)
        for (auto& segment : m_chains[r].segments)
            if (auto loaded = loadSegment(r, segment, store); !loaded)
                outcome = std::move(loaded); // the others may still be read
    store.finishRestoring();
    return outcome;
}

core::Result<void> SeriesFiles::loadSegment(std::size_t resolution, Segment& segment, SeriesStore& store)
{
    const auto path = pathOf(resolution, segment.number);
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    std::string bytes(error ? 0 : size, '\0');
    std::ifstream in(path, std::ios::binary);
    segment.usable = false;
    if (error || !in.read(bytes.data(), static_cast<std::streamsize>(bytes.size())))
        return tl::unexpected(failure("series_unreadable", path, error ? error.value() : EIO));
    if (!bytes.starts_with(kMagic))
        return {};
    SeriesRecordReader reader(std::string_view(bytes).substr(kMagic.size()));
    while (const auto record = reader.next()) {
        const auto index = indexOf(*record);
        segment.firstIndex = std::min(segment.firstIndex, index);
        segment.newestIndex = std::max(segment.newestIndex, index);
        store.restore(resolution, *record);
    }
    segment.bytes = kMagic.size() + reader.position();
    segment.usable = true;
    return {};
}

void SeriesFiles::beginSegment(std::size_t resolution)
{
    auto& chain = m_chains[resolution];
    closeFile(chain);
    Segment next;
    next.number = chain.segments.empty() ? 1 : chain.segments.back().number + 1;
    chain.segments.push_back(next);
}

core::Result<void> SeriesFiles::openLast(std::size_t resolution)
{
    auto& chain = m_chains[resolution];
    auto& segment = chain.segments.back();
    const auto path = pathOf(resolution, segment.number);
    std::error_code ignored;
    std::filesystem::create_directories(m_directory, ignored);
    chain.file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (chain.file < 0)
        return tl::unexpected(failure("series_unwritable", path, errno));
    // What lies after the last whole record would hide everything that is appended.
    if (::ftruncate(chain.file, static_cast<off_t>(segment.bytes)) != 0 ||
        (segment.bytes == 0 && !writeAll(chain.file, kMagic))) {
        const int error = errno;
        closeFile(chain);
        return tl::unexpected(failure("series_unwritable", path, error));
    }
    segment.bytes = std::max<std::uintmax_t>(segment.bytes, kMagic.size());
    return {};
}

core::Result<void> SeriesFiles::append(std::size_t resolution, const UnwrittenSeries& unwritten)
{
    auto& chain = m_chains[resolution];
    const auto reach = kResolutions[resolution].reach();
    if (chain.segments.empty() || !chain.segments.back().usable ||
        unwritten.newestIndex - chain.segments.back().firstIndex > reach / kSegmentsPerReach)
        beginSegment(resolution);
    if (chain.file < 0)
        if (auto opened = openLast(resolution); !opened)
            return opened;
    auto& segment = chain.segments.back();
    if (!writeAll(chain.file, unwritten.records)) {
        const int error = errno;
        closeFile(chain); // opening it again cuts off the half that was written
        return tl::unexpected(failure("series_unwritable", pathOf(resolution, segment.number), error));
    }
    segment.bytes += unwritten.records.size();
    segment.firstIndex = std::min(segment.firstIndex, unwritten.newestIndex);
    segment.newestIndex = std::max(segment.newestIndex, unwritten.newestIndex);
    dropOld(resolution);
    return {};
}

void SeriesFiles::dropOld(std::size_t resolution)
{
    auto& segments = m_chains[resolution].segments;
    const auto oldest = segments.back().newestIndex - kResolutions[resolution].reach();
    while (segments.size() > 1 && segments.front().newestIndex < oldest) {
        std::error_code ignored;
        std::filesystem::remove(pathOf(resolution, segments.front().number), ignored);
        segments.erase(segments.begin());
    }
}

core::Result<void> SeriesFiles::append(const std::array<UnwrittenSeries, kResolutionCount>& unwritten)
{
    const core::MayBlock mark("SeriesFiles::append");
    core::Result<void> outcome;
    for (std::size_t r = 0; r < kResolutionCount; ++r)
        if (!unwritten[r].records.empty())
            if (auto appended = append(r, unwritten[r]); !appended)
                outcome = std::move(appended);
    return outcome;
}

} // namespace firstcome::telemetry
