#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace firstcome::testing {

/// What is left of writes that no sync covered when the power goes.
enum class PowerLoss {
    DropAll,    ///< nothing
    KeepPrefix, ///< the first few, the last of them torn
    KeepSome    ///< any of them
};

/// What a disk holds for sure, beside what its files show: a model, file by file, of the durable bytes and of
/// the writes since the last sync. A sync that fails marks its writes as clean all the same, as Linux does:
/// they stay visible and no later sync makes them durable. As there (errseq, from 4.13 on), the failure is told
/// to every descriptor that had the file open, once. Any thread.
class DurableDisk
{
public:
    /// A file is opened: what stands there is taken as durable when the disk does not know it yet.
    void opened(const std::string& path);
    void written(const std::string& path, std::int64_t offset, std::string_view bytes);
    void truncated(const std::string& path, std::int64_t size);
    void removed(const std::string& path, bool folderSynced);
    void synced(const std::string& path);
    void syncFailed(const std::string& path);
    std::uint64_t failedSyncs(const std::string& path); ///< so far

    /// Writes every file as a disk would show it after the cut, and takes that as durable. Nothing may have
    /// them open. Shared-memory files go.
    void restore(std::mt19937_64& random, PowerLoss loss);

private:
    struct Change
    {
        std::int64_t offset = 0; ///< of a truncation: the size
        std::string bytes;
        bool truncation = false;
    };
    struct File
    {
        std::optional<std::string> durable; ///< absent: the disk has no such name
        std::vector<Change> pending;
        std::uint64_t failedSyncs = 0;
        bool recreated = false; ///< removed since the last sync; `pending` starts from nothing
        bool present = true;
    };

    static void apply(std::string& bytes, const Change& change);
    static std::vector<Change> survivors(const std::vector<Change>& pending, std::mt19937_64& random,
                                         PowerLoss loss);

    std::mutex m_mutex;
    std::map<std::string, File> m_files;
};

} // namespace firstcome::testing
