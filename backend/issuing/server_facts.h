#pragma once

#include "backend/core/clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace firstcome::issuing {

/// What one server of the store says of its own settings and state, for go/no-go. Empty or absent: it does not say.
struct StoreServer
{
    std::string address;
    std::string refused;        ///< its words where it does not let this user ask; empty where it does
    std::string evictionPolicy; ///< `noeviction`: it never gives up a key by itself
    std::string appendOnly;     ///< `yes`: it keeps an append-only file
    std::string appendFsync;    ///< `always`, `everysec` or `no`
    bool rewriting = false;     ///< its append-only file is being rewritten now
    std::optional<std::uint64_t> aofBytes;       ///< of the append-only file now
    std::optional<std::uint64_t> aofBaseBytes;   ///< when it was last rewritten
    std::optional<std::uint64_t> rewritePercent; ///< rewritten by itself at so much growth; 0: never
    std::optional<std::uint64_t> rewriteLeast;   ///< but not below so many bytes
    std::optional<std::vector<std::string>> expiring; ///< keys of events that have an expiry
};

/// All servers of the store, as they were asked at one time.
struct StoreServers
{
    std::vector<StoreServer> servers;
    core::WallTime at;
};

/// What is otherwise in the topics of the log than the promise needs, one text for each; none: all is as it must be.
struct LogTopics
{
    std::vector<std::string> differences;
    core::WallTime at;
};

} // namespace firstcome::issuing
