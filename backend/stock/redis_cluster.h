#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace firstcome::stock {

struct RedisValue;

/// The hash slot of a key, 0 to 16383: CRC-16 of its hash tag, as Redis' "Cluster specification" has it.
std::uint16_t redisHashSlot(std::string_view key);

/// MOVED or ASK: who has the slot. Nothing has happened to what was asked.
struct RedisRedirection
{
    std::uint16_t slot = 0;
    std::string address;   ///< host:port; the host is empty where it is that of who said so
    bool isForOne = false; ///< ASK: only for what was asked, and only after ASKING
};
/// Nothing where an error reply is no redirection.
std::optional<RedisRedirection> readRedirection(std::string_view error);

/// Which master has which hash slots. A value.
class RedisSlotMap
{
public:
    /// First and last slot of each range.
    using Ranges = std::vector<std::pair<std::uint16_t, std::uint16_t>>;

    RedisSlotMap() = default;
    /// What CLUSTER SLOTS answered; `asked` is the host it was asked of. Nothing where it is no such answer.
    static std::optional<RedisSlotMap> read(const RedisValue& reply, const std::string& asked);

    /// host:port of the master that has a slot; empty: none has.
    std::string masterOf(std::uint16_t slot) const;
    /// host:port of each master, and its slots.
    const std::map<std::string, Ranges>& masters() const { return m_masters; }
    /// A word that, as a hash tag, makes a key one of this master's. The same for everybody with the same map.
    std::string tagOf(const std::string& address) const;
    static bool has(const Ranges& ranges, std::uint16_t slot);
    bool operator==(const RedisSlotMap&) const = default;

private:
    std::map<std::string, Ranges> m_masters;
};

/// The map that the store's control has, for the lanes. Any thread.
class RedisClusterMap
{
public:
    using OnChange = std::function<void()>; ///< must only post

    int enter(OnChange onChange);
    void leave(int lane);
    void set(std::shared_ptr<const RedisSlotMap> map);
    std::shared_ptr<const RedisSlotMap> get() const; ///< null: not known yet

private:
    mutable std::mutex m_mutex;
    std::shared_ptr<const RedisSlotMap> m_map;
    std::map<int, OnChange> m_lanes;
    int m_next = 0;
};

} // namespace firstcome::stock
