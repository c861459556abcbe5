#pragma once

#include "backend/core/config.h"
#include "backend/issuing/client_address.h"

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>

namespace firstcome::http {

/// Holds the limits on open connections, in all and per address. Any thread. Only accepting and closing come
/// here, so that a lock does; requests never do.
class ConnectionCounts
{
public:
    enum class Outcome { Counted, TooMany, TooManyFromAddress };

    explicit ConnectionCounts(const core::HttpConfig& config)
        : m_max(config.maxConnections)
        , m_maxPerAddress(config.maxConnectionsPerAddress)
    {
    }

    /// `exempt`: no limit per address (loopback, trusted proxies). Every Counted is paid back by one
    /// remove().
    Outcome add(const issuing::ClientAddress& address, bool exempt);
    void remove(const issuing::ClientAddress& address, bool exempt);

    std::uint64_t open() const { return m_open.load(std::memory_order_relaxed); }
    std::uint64_t refused() const { return m_refused.load(std::memory_order_relaxed); }

private:
    std::uint32_t m_max;
    std::uint32_t m_maxPerAddress;
    std::atomic<std::uint64_t> m_open{0};
    std::atomic<std::uint64_t> m_refused{0};
    std::mutex m_mutex;
    std::map<issuing::ClientAddress, std::uint32_t> m_perAddress; ///< never larger than m_max
};

} // namespace firstcome::http
