#pragma once

#include "backend/core/result.h"
#include "backend/issuing/event.h"
#include "backend/stock/redis_connection.h"

#include <optional>
#include <string>
#include <vector>

namespace firstcome::stock {

/// The keys of one instance, under one hash tag, so that a cluster keeps them on one master.
struct RedisKeys
{
    explicit RedisKeys(const issuing::InstanceId& instance);
    std::string instance; ///< hash of its fields
    std::string winners;  ///< hash: person → `slot:acceptedAt`
    std::string audience; ///< set of people
    std::string outbox;   ///< stream of issues that the log has not confirmed
    std::string lease;    ///< whose relay carries them, for a few seconds
    std::string restored; ///< hash: the winners to be, while they are written
    std::string shown;    ///< written where a slot is shown again, to wait for replicas after it; soon gone
    std::string handed;   ///< hash: node → which rebuild its journal was handed over for
    /// hash: slot → what the node's journal has of it
    std::string journalOf(const std::string& node) const { return handed + ":" + node; }
};

/// The set of the ids of all instances that are not tombstoned.
inline constexpr std::string_view kRedisInstances = "fc:instances";
/// Made with the store: another one, or none, is another store.
inline constexpr std::string_view kRedisEpoch = "fc:epoch";
/// Each server's own, by its hash tag (RedisServerMet); a server that is no cluster's has none.
/// hash: node → the server's term as it met it, and of each instance its epoch, the highest slot that it was shown,
/// and how many it has shown a slot that is nobody's there
std::string redisReportsOf(const std::string& tag);
std::string redisProbeOf(const std::string& tag);

/// What look.lua shows of an instance.
struct RedisInstance
{
    issuing::Instance instance;
    std::uint64_t epoch = 0;
    std::uint32_t confirmed = 0; ///< slots up to here have left the outbox
    core::WallTime now;          ///< the server's clock as it looked
    std::uint64_t rebuild = 0;      ///< not 0: it is being rebuilt, and this is its epoch to be
    std::uint32_t rebuildAfter = 0; ///< journals are asked for what they have beyond
    bool tombstoned = false;     ///< then `instance` has nothing but its id
};

/// Reads look.lua's reply; nothing where there is no such instance, Corrupt `corrupt` where a field is not
/// ours.
core::Result<std::optional<RedisInstance>> readRedisInstance(const issuing::InstanceId& id,
                                                             const RedisValue& reply);
/// Fields and values for create.lua.
std::vector<std::string> fieldsOfNew(const issuing::Instance& instance, std::uint64_t epoch);
/// Fields and values for save.lua: what an act may change; an empty value removes the field.
std::vector<std::string> fieldsOfChange(const issuing::Instance& changed);
/// `slot:acceptedAt` as the winners' hash keeps it.
std::optional<std::pair<std::uint32_t, core::WallTime>> readWinner(std::string_view text);

} // namespace firstcome::stock
