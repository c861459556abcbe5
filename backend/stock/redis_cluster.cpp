#include "backend/stock/redis_cluster.h"

#include "backend/core/parsed_number.h"
#include "backend/stock/redis_connection.h"

#include <algorithm>

namespace firstcome::stock {

namespace {

constexpr std::uint16_t kHashSlots = 16384;

/// CRC-16/XMODEM: polynomial 0x1021, from 0, nothing reflected.
std::uint16_t crc16(std::string_view text)
{
    std::uint16_t crc = 0;
    for (const char c : text) {
        crc = static_cast<std::uint16_t>(crc ^ (static_cast<unsigned char>(c) << 8));
        for (int bit = 0; bit < 8; ++bit)
            crc = static_cast<std::uint16_t>((crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1);
    }
    return crc;
}

} // namespace

std::uint16_t redisHashSlot(std::string_view key)
{
    const auto open = key.find('{');
    const auto close = open == std::string_view::npos ? open : key.find('}', open + 1);
    if (close != std::string_view::npos && close > open + 1)
        key = key.substr(open + 1, close - open - 1);
    return crc16(key) % kHashSlots;
}

std::optional<RedisRedirection> readRedirection(std::string_view error)
{
    const bool isForOne = error.starts_with("ASK ");
    if (!isForOne && !error.starts_with("MOVED "))
        return std::nullopt;
    error.remove_prefix(error.find(' ') + 1);
    const auto blank = error.find(' ');
    const auto slot = core::numberIn<std::uint16_t>(error.substr(0, blank));
    if (blank == std::string_view::npos || !slot || error.rfind(':') == std::string_view::npos)
        return std::nullopt;
    return RedisRedirection{*slot, std::string(error.substr(blank + 1)), isForOne};
}

std::optional<RedisSlotMap> RedisSlotMap::read(const RedisValue& reply, const std::string& asked)
{
    if (!reply.is(RedisValue::Type::List))
        return std::nullopt;
    RedisSlotMap map;
    for (const auto& range : reply.list) { // first, last, [host, port, …] of the master, then of its replicas
        if (range.list.size() < 3 || range.list[2].list.size() < 2)
            return std::nullopt;
        const auto& master = range.list[2].list;
        const auto first = range.list[0].integer, last = range.list[1].integer, port = master[1].integer;
        if (first < 0 || first > last || last >= kHashSlots || port < 1 || port > 65'535)
            return std::nullopt;
        const std::string& host = master[0].text.empty() ? asked : master[0].text;
        map.m_masters[host + ":" + std::to_string(port)].emplace_back(first, last);
    }
    for (auto& [address, ranges] : map.m_masters)
        std::ranges::sort(ranges);
    return map;
}

bool RedisSlotMap::has(const Ranges& ranges, std::uint16_t slot)
{
    return std::ranges::any_of(ranges, [&](const auto& range) { return range.first <= slot && slot <= range.second; });
}

std::string RedisSlotMap::masterOf(std::uint16_t slot) const
{
    for (const auto& [address, ranges] : m_masters)
        if (has(ranges, slot))
            return address;
    return {};
}

std::string RedisSlotMap::tagOf(const std::string& address) const
{
    const auto master = m_masters.find(address);
    if (master == m_masters.end() || master->second.empty())
        return {};
    for (int number = 0;; ++number) // there is one: every slot has short numbers enough
        if (auto tag = std::to_string(number); has(master->second, redisHashSlot(tag)))
            return tag;
}

int RedisClusterMap::enter(OnChange onChange)
{
    const std::lock_guard lock(m_mutex);
    m_lanes.emplace(++m_next, std::move(onChange));
    return m_next;
}

void RedisClusterMap::leave(int lane)
{
    const std::lock_guard lock(m_mutex);
    m_lanes.erase(lane);
}

void RedisClusterMap::set(std::shared_ptr<const RedisSlotMap> map)
{
    const std::lock_guard lock(m_mutex);
    m_map = std::move(map);
    for (const auto& [number, onChange] : m_lanes)
        onChange();
}

std::shared_ptr<const RedisSlotMap> RedisClusterMap::get() const
{
    const std::lock_guard lock(m_mutex);
    return m_map;
}

} // namespace firstcome::stock
