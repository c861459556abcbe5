#pragma once

#include "backend/stock/commit_feed.h"
#include "backend/stock/instance_rows.h"
#include "backend/stock/sqlite_connection.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace firstcome::stock {

/// Reads the embedded store's file beside the store, on a read-only connection of its own that opens when
/// first needed and again after a failure. Returns only what is durable: see CommitFeed. One thread at a
/// time. Errors: Unavailable `store_down`.
class IssueReader
{
public:
    IssueReader(std::filesystem::path file, std::string vfs, std::shared_ptr<const CommitFeed> feed);

    /// One read transaction over everything that `read` does with this reader; what was read counts only
    /// where the whole succeeded.
    core::Result<void> consistently(const std::function<core::Result<void>()>& read);

    // Inside `consistently`:
    core::Result<std::vector<StoredInstance>> instances(); ///< but for tombstoned ones, by number
    core::Result<std::vector<issuing::Issue>> issues(const StoredInstance& of, std::uint32_t afterSlot,
                                                     std::size_t limit);
    core::Result<std::uint32_t> highestSlot(const StoredInstance& of);

    void close();

private:
    core::Result<void> ensureOpen();
    core::Result<void> inTransaction(const std::function<core::Result<void>()>& read);

    std::filesystem::path m_file;
    std::string m_vfs;
    std::shared_ptr<const CommitFeed> m_feed;
    SqliteConnection m_connection;
    SqliteStatement m_instances, m_issues, m_highest;
};

} // namespace firstcome::stock
