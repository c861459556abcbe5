#pragma once

#include "tests/support/faulty_disk.h"

#include <sqlite3.h>

#include <cstdint>
#include <mutex>
#include <string>

namespace firstcome::testing {

/// A SQLite VFS over the default one that fails on purpose. It counts writes (truncations and removals among
/// them) and syncs; it fails the one it is told to, plays a full or a read-only disk, and cuts the power:
/// from then on nothing works, until `restorePower` has written the files as the disk would show them.
/// Nothing is really synced, so tests of hundreds of cuts are quick. Must outlive every connection. Any
/// thread.
class FaultyVfs
{
public:
    FaultyVfs();
    ~FaultyVfs();
    FaultyVfs(const FaultyVfs&) = delete;
    FaultyVfs& operator=(const FaultyVfs&) = delete;

    const std::string& name() const { return m_name; }

    std::uint64_t operations() const; ///< writes and syncs so far
    std::uint64_t syncs() const;
    /// The `nth` write or sync from now (1: the next) fails: a write with `writeCode`, a sync with
    /// SQLITE_IOERR_FSYNC.
    void failNth(std::uint64_t nth, int writeCode);
    /// Just before the `nth` sync from now, another descriptor's sync of that file fails.
    void failAnothersSync(std::uint64_t nth);
    void setDiskFull(bool full);
    void setReadOnly(bool readOnly);
    /// Every sync fails from now on, or none.
    void setSyncsFail(bool fail);

    /// The power goes when the `nth` write or sync from now begins.
    void cutPowerAt(std::uint64_t nth);
    /// The power goes when the `nth` sync from now begins: all that it was to cover is written, not durable.
    void cutPowerAtSync(std::uint64_t nth);
    void cutPower();
    bool powerIsCut() const;
    /// After a cut, with every connection closed.
    void restorePower(std::uint64_t seed, PowerLoss loss);
    /// Instead of it: only the process died, and the page cache is still there.
    void reviveAfterKill();

    // For the methods below SQLite's hood.
    static constexpr int kPowerWent = -1; ///< during this very operation
    int beforeWrite(bool grows);
    struct SyncOutcome
    {
        int code;
        bool anothersFailed = false; ///< just before
    };
    SyncOutcome beforeSync();
    bool readOnly() const;
    DurableDisk& disk() { return m_disk; }
    sqlite3_vfs* real() const { return m_real; }

private:
    bool countAndCheckPower();

    std::string m_name;
    sqlite3_vfs* m_real;
    sqlite3_vfs m_vfs{};
    DurableDisk m_disk;
    mutable std::mutex m_mutex;
    std::uint64_t m_operations = 0, m_syncs = 0;
    std::uint64_t m_failAt = 0, m_cutAt = 0; ///< operation numbers; 0: never
    std::uint64_t m_cutAtSync = 0, m_failAnothersAt = 0; ///< the same for syncs
    int m_failCode = 0;
    bool m_full = false, m_readOnly = false, m_syncsFail = false, m_cut = false;
};

} // namespace firstcome::testing
