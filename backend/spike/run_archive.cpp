#include "backend/spike/run_archive.h"

#include "backend/core/file_text.h"
#include "backend/core/rfc3339.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <unistd.h>

namespace firstcome::spike {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMaxId = 100;
constexpr const char* kResultFile = "result.json";
constexpr const char* kSummaryFile = "summary.json";

/// Ids become folder names: nothing that could lead elsewhere.
bool isRunId(const std::string& id)
{
    const auto plain = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
               c == '_';
    };
    return !id.empty() && id.size() <= kMaxId && plain(id.front()) &&
           std::all_of(id.begin(), id.end(), [plain](char c) { return plain(c) || c == '.'; });
}

auto badId(const std::string& id)
{
    return core::fail(core::ErrorKind::InvalidArgument, "bad_run_id", id.substr(0, kMaxId));
}

core::Result<void> ioFailure(const fs::path& file)
{
    return core::fail(core::ErrorKind::Io, "archive_io", file.string() + ": " + std::strerror(errno));
}

/// Writes beside, syncs, then renames: a reader sees the old file or the new one.
core::Result<void> replaceFile(const fs::path& file, std::string_view text)
{
    const fs::path beside = file.string() + ".new";
    const int descriptor = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (descriptor < 0)
        return ioFailure(beside);
    bool written = true;
    while (written && !text.empty()) {
        const auto count = ::write(descriptor, text.data(), text.size());
        if (count > 0)
            text.remove_prefix(static_cast<std::size_t>(count));
        else
            written = errno == EINTR;
    }
    written = ::fsync(descriptor) == 0 && written;
    written = ::close(descriptor) == 0 && written;
    if (!written || ::rename(beside.c_str(), file.c_str()) != 0)
        return ioFailure(file);
    return {};
}

/// The result without what only a reader of the whole run needs.
RunResult summaryOf(const RunResult& result)
{
    RunResult summary = result;
    summary.ticks100ms.clear();
    summary.ticks1s.clear();
    if (summary.audit)
        summary.audit->differences.clear();
    return summary;
}

std::optional<PastRun> pastRun(const fs::path& folder)
{
    for (const char* name : {kSummaryFile, kResultFile}) {
        const auto text = core::textOf(folder / name);
        if (!text)
            continue;
        if (const auto result = runResultFromJson(*text))
            return PastRun{.id = folder.filename().string(),
                           .scenario = result->scenario,
                           .startedAt = result->startedAt,
                           .passed = result->passed,
                           .rehearsal = result->rehearsal,
                           .validity = result->validity,
                           .p95Ms = result->client.p95,
                           .requestsPerSecond = result->requestsPerSecond,
                           .highestLag = result->highestLag};
    }
    return std::nullopt;
}

} // namespace

std::string runId(core::WallTime startedAt, const std::string& scenario)
{
    return core::toBasicTime(startedAt) + "-" + scenario;
}

RunArchive::RunArchive(const fs::path& dataDir)
    : m_runs(dataDir / "runs")
{
}

std::vector<PastRun> RunArchive::list() const
{
    std::vector<PastRun> runs;
    std::error_code error;
    for (fs::directory_iterator it(m_runs, error), end; !error && it != end; it.increment(error)) {
        if (!it->is_directory(error) || !isRunId(it->path().filename().string()))
            continue;
        if (auto run = pastRun(it->path()))
            runs.push_back(std::move(*run));
    }
    std::sort(runs.begin(), runs.end(), [](const PastRun& a, const PastRun& b) {
        return a.startedAt != b.startedAt ? a.startedAt > b.startedAt : a.id > b.id;
    });
    return runs;
}

core::Result<RunResult> RunArchive::read(const std::string& id) const
{
    if (!isRunId(id))
        return badId(id);
    const auto text = core::textOf(folder(id) / kResultFile);
    if (!text)
        return core::fail(core::ErrorKind::NotFound, "unknown_run", id);
    auto result = runResultFromJson(*text);
    if (!result)
        return core::fail(core::ErrorKind::Corrupt, "bad_result", id + ": " + result.error().detail);
    result->id = id;
    return result;
}

core::Result<void> RunArchive::save(const RunResult& result) const
{
    if (!isRunId(result.id))
        return badId(result.id);
    std::error_code error;
    fs::create_directories(folder(result.id), error);
    if (error)
        return core::fail(core::ErrorKind::Io, "archive_io",
                          folder(result.id).string() + ": " + error.message());
    if (auto whole = replaceFile(folder(result.id) / kResultFile, toJson(result)); !whole)
        return whole;
    return replaceFile(folder(result.id) / kSummaryFile, toJson(summaryOf(result)));
}

} // namespace firstcome::spike
