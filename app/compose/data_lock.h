#pragma once

#include "backend/core/result.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace firstcome::app {

/// One process a data directory: whoever serves from it, console or node, holds `console.lock` there. The
/// kernel lets go of it when the process ends, however it ends, so a stale file is no lock. What the file
/// says only names the holder to people. Owned by the program's main part, outliving the backend; one thread.
class DataLock
{
public:
    struct Holder
    {
        std::int64_t pid = 0; ///< 0: it does not say
        std::string since;    ///< RFC 3339; empty: it does not say
        std::string socket;   ///< where a console can be called; empty for a node
    };

    explicit DataLock(std::filesystem::path dataDir);
    ~DataLock();
    DataLock(const DataLock&) = delete;
    DataLock& operator=(const DataLock&) = delete;

    /// True: this process has it now. False: holder() says who has. Io `data_dir_unwritable` where neither
    /// can be told.
    core::Result<bool> acquire();
    bool isHeld() const { return m_file >= 0; }
    /// What later ones read; only while held.
    void describe(Holder holder);
    const Holder& holder() const { return m_holder; }

private:
    void readHolder();

    std::filesystem::path m_path;
    int m_file = -1; ///< descriptor that holds the lock
    Holder m_holder;
};

} // namespace firstcome::app
