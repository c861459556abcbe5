#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace firstcome::testing {

/// The disk under this process: what its syncs have made durable while this lives, and syncs that fail. A
/// program that uses it has fdatasync and fsync of its own, which are the true ones while there is none. One
/// at a time; any thread syncs.
class WatchedSync
{
public:
    WatchedSync();
    ~WatchedSync();
    WatchedSync(const WatchedSync&) = delete;
    WatchedSync& operator=(const WatchedSync&) = delete;

    /// How many syncs of this file or folder were asked for.
    std::size_t asked(const std::filesystem::path& path) const;
    /// How long the file was when the last sync that was done began; nothing where none was.
    std::optional<std::uintmax_t> durableBytes(const std::filesystem::path& path) const;
    /// From now on syncs of what has a name that ends so fail with `error`; of all, where it is empty.
    void fail(std::string ending, int error);
    void mend();
};

} // namespace firstcome::testing
