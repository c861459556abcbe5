#include "tests/support/faulty_vfs.h"

#include <atomic>
#include <new>
#include <utility>

namespace firstcome::testing {

namespace {

/// One open file: ours in front, the real one's own bytes behind it.
struct ShimFile
{
    sqlite3_file base;
    FaultyVfs* vfs;
    std::string* path;
    std::uint64_t failuresSeen;
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

ShimFile& shim(sqlite3_file* file)
{
    return *reinterpret_cast<ShimFile*>(file);
}

sqlite3_file* real(sqlite3_file* file)
{
    return shim(file).real();
}

FaultyVfs& owner(sqlite3_vfs* vfs)
{
    return *static_cast<FaultyVfs*>(vfs->pAppData);
}

int closeFile(sqlite3_file* file)
{
    delete shim(file).path;
    return real(file)->pMethods->xClose(real(file));
}

int readFile(sqlite3_file* file, void* buffer, int amount, sqlite3_int64 offset)
{
    if (shim(file).vfs->powerIsCut())
        return SQLITE_IOERR_READ;
    return real(file)->pMethods->xRead(real(file), buffer, amount, offset);
}

int writeFile(sqlite3_file* file, const void* buffer, int amount, sqlite3_int64 offset)
{
    auto& self = shim(file);
    sqlite3_int64 size = 0;
    real(file)->pMethods->xFileSize(real(file), &size);
    const std::string_view bytes(static_cast<const char*>(buffer), static_cast<std::size_t>(amount));
    int code = self.vfs->beforeWrite(offset + amount > size);
    const bool onItsWay = code == FaultyVfs::kPowerWent; // some of it may have arrived
    if (code == SQLITE_OK)
        code = real(file)->pMethods->xWrite(real(file), buffer, amount, offset);
    if (code == SQLITE_OK || onItsWay)
        self.vfs->disk().written(*self.path, offset, bytes);
    return onItsWay ? SQLITE_IOERR_WRITE : code;
}

int truncateFile(sqlite3_file* file, sqlite3_int64 size)
{
    auto& self = shim(file);
    if (const int code = self.vfs->beforeWrite(false); code != SQLITE_OK)
        return code == FaultyVfs::kPowerWent ? SQLITE_IOERR_TRUNCATE : code;
    const int code = real(file)->pMethods->xTruncate(real(file), size);
    if (code == SQLITE_OK)
        self.vfs->disk().truncated(*self.path, size);
    return code;
}

int syncFile(sqlite3_file* file, int)
{
    auto& self = shim(file);
    auto& disk = self.vfs->disk();
    const auto outcome = self.vfs->beforeSync();
    if (outcome.anothersFailed)
        disk.syncFailed(*self.path);
    if (outcome.code == SQLITE_OK)
        disk.synced(*self.path);
    else if (!self.vfs->powerIsCut())
        disk.syncFailed(*self.path);
    const auto failures = disk.failedSyncs(*self.path);
    const bool tellsOfAnothers = std::exchange(self.failuresSeen, failures) != failures;
    return outcome.code == SQLITE_OK && tellsOfAnothers ? SQLITE_IOERR_FSYNC : outcome.code;
}

int fileSize(sqlite3_file* file, sqlite3_int64* size)
{
    if (shim(file).vfs->powerIsCut())
        return SQLITE_IOERR_FSTAT;
    return real(file)->pMethods->xFileSize(real(file), size);
}

int lockFile(sqlite3_file* file, int level)
{
    return real(file)->pMethods->xLock(real(file), level);
}

int unlockFile(sqlite3_file* file, int level)
{
    return real(file)->pMethods->xUnlock(real(file), level);
}

int checkReservedLock(sqlite3_file* file, int* reserved)
{
    return real(file)->pMethods->xCheckReservedLock(real(file), reserved);
}

int fileControl(sqlite3_file* file, int operation, void* argument)
{
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
}

int sectorSize(sqlite3_file* file)
{
    return real(file)->pMethods->xSectorSize(real(file));
}

int deviceCharacteristics(sqlite3_file* file)
{
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

int shmMap(sqlite3_file* file, int page, int pageSize, int extend, void volatile** memory)
{
    return real(file)->pMethods->xShmMap(real(file), page, pageSize, extend, memory);
}

int shmLock(sqlite3_file* file, int offset, int count, int flags)
{
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}

void shmBarrier(sqlite3_file* file)
{
    real(file)->pMethods->xShmBarrier(real(file));
}

int shmUnmap(sqlite3_file* file, int deleteToo)
{
    return real(file)->pMethods->xShmUnmap(real(file), deleteToo);
}

constexpr sqlite3_io_methods kMethods{
    .iVersion = 2,
    .xClose = closeFile,
    .xRead = readFile,
    .xWrite = writeFile,
    .xTruncate = truncateFile,
    .xSync = syncFile,
    .xFileSize = fileSize,
    .xLock = lockFile,
    .xUnlock = unlockFile,
    .xCheckReservedLock = checkReservedLock,
    .xFileControl = fileControl,
    .xSectorSize = sectorSize,
    .xDeviceCharacteristics = deviceCharacteristics,
    .xShmMap = shmMap,
    .xShmLock = shmLock,
    .xShmBarrier = shmBarrier,
    .xShmUnmap = shmUnmap,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

int openFile(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* outFlags)
{
    auto& faulty = owner(vfs);
    file->pMethods = nullptr;
    if (faulty.powerIsCut())
        return SQLITE_CANTOPEN;
    if (faulty.readOnly() && name) {
        flags &= ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
        flags |= SQLITE_OPEN_READONLY;
    }
    auto& self = *reinterpret_cast<ShimFile*>(file);
    const int code = faulty.real()->xOpen(faulty.real(), name, self.real(), flags, outFlags);
    if (code != SQLITE_OK)
        return code;
    self.vfs = &faulty;
    self.path = new std::string(name ? name : "");
    self.base.pMethods = &kMethods;
    if (name)
        faulty.disk().opened(name);
    self.failuresSeen = faulty.disk().failedSyncs(*self.path);
    return SQLITE_OK;
}

int removeFile(sqlite3_vfs* vfs, const char* name, int syncFolder)
{
    auto& faulty = owner(vfs);
    if (const int code = faulty.beforeWrite(false); code != SQLITE_OK)
        return SQLITE_IOERR_DELETE;
    const int code = faulty.real()->xDelete(faulty.real(), name, 0);
    if (code == SQLITE_OK)
        faulty.disk().removed(name, syncFolder != 0);
    return code;
}

int accessFile(sqlite3_vfs* vfs, const char* name, int flags, int* result)
{
    if (owner(vfs).powerIsCut())
        return SQLITE_IOERR_ACCESS;
    return owner(vfs).real()->xAccess(owner(vfs).real(), name, flags, result);
}

int fullPathname(sqlite3_vfs* vfs, const char* name, int size, char* out)
{
    return owner(vfs).real()->xFullPathname(owner(vfs).real(), name, size, out);
}

std::atomic<int> vfsNumber{0};

} // namespace

FaultyVfs::FaultyVfs()
    : m_name("faulty-" + std::to_string(++vfsNumber))
    , m_real(sqlite3_vfs_find(nullptr))
    , m_vfs(*m_real)
{
    m_vfs.szOsFile = static_cast<int>(sizeof(ShimFile)) + m_real->szOsFile;
    m_vfs.zName = m_name.c_str();
    m_vfs.pAppData = this;
    m_vfs.pNext = nullptr;
    m_vfs.xOpen = openFile;
    m_vfs.xDelete = removeFile;
    m_vfs.xAccess = accessFile;
    m_vfs.xFullPathname = fullPathname;
    sqlite3_vfs_register(&m_vfs, 0);
}

FaultyVfs::~FaultyVfs()
{
    sqlite3_vfs_unregister(&m_vfs);
}

std::uint64_t FaultyVfs::operations() const
{
    const std::lock_guard lock(m_mutex);
    return m_operations;
}

std::uint64_t FaultyVfs::syncs() const
{
    const std::lock_guard lock(m_mutex);
    return m_syncs;
}

void FaultyVfs::failNth(std::uint64_t nth, int writeCode)
{
    const std::lock_guard lock(m_mutex);
    m_failAt = m_operations + nth;
    m_failCode = writeCode;
}

void FaultyVfs::failAnothersSync(std::uint64_t nth)
{
    const std::lock_guard lock(m_mutex);
    m_failAnothersAt = m_syncs + nth;
}

void FaultyVfs::setDiskFull(bool full)
{
    const std::lock_guard lock(m_mutex);
    m_full = full;
}

void FaultyVfs::setReadOnly(bool readOnly)
{
    const std::lock_guard lock(m_mutex);
    m_readOnly = readOnly;
}

bool FaultyVfs::readOnly() const
{
    const std::lock_guard lock(m_mutex);
    return m_readOnly;
}

void FaultyVfs::setSyncsFail(bool fail)
{
    const std::lock_guard lock(m_mutex);
    m_syncsFail = fail;
}

void FaultyVfs::cutPowerAt(std::uint64_t nth)
{
    const std::lock_guard lock(m_mutex);
    m_cutAt = m_operations + nth;
}

void FaultyVfs::cutPowerAtSync(std::uint64_t nth)
{
    const std::lock_guard lock(m_mutex);
    m_cutAtSync = m_syncs + nth;
}

void FaultyVfs::cutPower()
{
    const std::lock_guard lock(m_mutex);
    m_cut = true;
}

bool FaultyVfs::powerIsCut() const
{
    const std::lock_guard lock(m_mutex);
    return m_cut;
}

void FaultyVfs::restorePower(std::uint64_t seed, PowerLoss loss)
{
    std::mt19937_64 random(seed);
    m_disk.restore(random, loss);
    const std::lock_guard lock(m_mutex);
    m_cut = false;
    m_cutAt = 0;
    m_cutAtSync = 0;
    m_failAt = 0;
    m_failAnothersAt = 0;
}

void FaultyVfs::reviveAfterKill()
{
    const std::lock_guard lock(m_mutex);
    m_cut = false;
    m_cutAt = 0;
    m_cutAtSync = 0;
    m_failAt = 0;
    m_failAnothersAt = 0;
}

bool FaultyVfs::countAndCheckPower()
{
    ++m_operations;
    m_cut = m_cut || m_operations == m_cutAt;
    return !m_cut;
}

int FaultyVfs::beforeWrite(bool grows)
{
    const std::lock_guard lock(m_mutex);
    if (m_cut)
        return SQLITE_IOERR_WRITE;
    if (!countAndCheckPower())
        return kPowerWent;
    if (m_readOnly)
        return SQLITE_READONLY;
    if (m_full && grows)
        return SQLITE_FULL;
    return m_operations == m_failAt ? m_failCode : SQLITE_OK;
}

FaultyVfs::SyncOutcome FaultyVfs::beforeSync()
{
    const std::lock_guard lock(m_mutex);
    if (m_cut || !countAndCheckPower())
        return {SQLITE_IOERR_FSYNC};
    if (++m_syncs == m_cutAtSync) {
        m_cut = true;
        return {SQLITE_IOERR_FSYNC};
    }
    if (m_operations == m_failAt || m_syncsFail)
        return {SQLITE_IOERR_FSYNC};
    return {SQLITE_OK, m_syncs == m_failAnothersAt};
}

} // namespace firstcome::testing
