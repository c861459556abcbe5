#pragma once

#include "backend/core/result.h"
#include "backend/spike/run_result.h"
#include "backend/spike/spike_part.h"

#include <filesystem>
#include <string>
#include <vector>

namespace firstcome::spike {

/// `20261121T101420Z-spike`: name of a run's folder, in order of time.
std::string runId(core::WallTime startedAt, const std::string& scenario);

/// The past runs of a data directory: `runs/<id>/result.json` with everything, and beside it `summary.json`
/// with what the list shows, so that listing many runs reads little. Holds nothing open; any thread, blocks.
class RunArchive
{
public:
    explicit RunArchive(const std::filesystem::path& dataDir);

    /// Newest first. Folders without a readable result are left out.
    std::vector<PastRun> list() const;
    /// InvalidArgument `bad_run_id`, NotFound `unknown_run`, Corrupt `bad_result`.
    core::Result<RunResult> read(const std::string& id) const;
    /// Writes a run whole or not at all; one of the same id is replaced. InvalidArgument `bad_run_id`, Io
    /// `archive_io`.
    core::Result<void> save(const RunResult& result) const;
    /// Where this run's files are, whether or not it exists.
    std::filesystem::path folder(const std::string& id) const { return m_runs / id; }

private:
    std::filesystem::path m_runs;
};

} // namespace firstcome::spike
