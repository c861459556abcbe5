#pragma once

#include "backend/core/result.h"
#include "backend/issuing/event.h"
#include "backend/stock/instance_rows.h"
#include "backend/stock/sqlite_connection.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace firstcome::stock {

/// Where the embedded database is and how it is kept.
struct DatabaseOptions
{
    std::filesystem::path file;       ///< its folder is made where missing
    std::string vfs;                  ///< SQLite VFS; empty: the default one
    std::string synchronous = "FULL"; ///< anything less loses answered accepts in a power cut
    /// False where a store was there before: a file that is missing or empty is then on its way back, and is not
    /// touched.
    bool mayCreate = true;
};

/// The embedded store's file: writing side. Opening recovers what is durable, and only that: the write-ahead
/// log is copied into the database and synced before anything is read for serving, since after a crash or a
/// failed sync its newest frames may stand in the page cache alone. After any failure the object is good for
/// nothing but closing. Owned by one session; one thread at a time. Virtual where a test breaks it on
/// purpose.
class EmbeddedDatabase
{
public:
    explicit EmbeddedDatabase(DatabaseOptions options);
    virtual ~EmbeddedDatabase();

    core::Result<void> open();
    std::uint64_t epoch() const { return m_epoch; } ///< made with the file

    core::Result<std::vector<StoredInstance>> instances();
    using IssueVisitor =
        std::function<bool(std::uint32_t slot, std::string_view person, core::WallTime acceptedAt)>;
    /// In slot order; Corrupt `corrupt` where the visitor says false.
    core::Result<void> eachIssue(std::uint32_t number, const IssueVisitor& visit);
    core::Result<void> eachListed(std::uint32_t number, const std::function<void(std::string_view)>& visit);

    virtual core::Result<void> begin();
    virtual core::Result<void> commit();

    /// Inside a transaction. Returns the instance's number.
    core::Result<std::uint32_t> insertInstance(const issuing::Instance& instance);
    core::Result<void> saveInstance(std::uint32_t number, const issuing::Instance& instance);
    core::Result<void> tombstone(std::uint32_t number);
    core::Result<void> insertIssue(std::uint32_t number, std::uint32_t slot, std::string_view person,
                                   core::WallTime acceptedAt);
    core::Result<void> insertListed(std::uint32_t number, std::string_view person);
    /// Removes up to `limit` rows of an instance, then its own row. True: all of it is gone.
    core::Result<bool> removeSome(std::uint32_t number, std::uint32_t limit);
    core::Result<void> writeProbe(std::int64_t value);
    core::Result<std::int64_t> readProbe();

    int walPages() const { return m_walPages; } ///< after the newest commit
    /// Copies what it can of the write-ahead log; `truncate`: all of it, or fails.
    virtual core::Result<void> checkpoint(bool truncate);
    /// Part of open(): a full disk is read without a fault, only a write shows that there is anything to serve.
    virtual core::Result<void> proveWritable();

private:
    core::Result<void> configure();
    core::Result<void> createSchema();
    core::Result<void> readEpoch();
    core::Result<void> prepareStatements();
    core::Result<void> syncDirectory();
    core::Result<std::int64_t> integerOf(const char* sql);

    DatabaseOptions m_options;
    SqliteConnection m_connection;
    SqliteStatement m_begin, m_commit, m_insertIssue, m_saveInstance, m_insertListed;
    std::uint64_t m_epoch = 0;
    int m_walPages = 0;
};

} // namespace firstcome::stock
