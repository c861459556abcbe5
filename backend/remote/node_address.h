#pragma once

#include "backend/core/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace firstcome::remote {

/// Where a node serves: on this machine, which tunnels from others lead to.
struct NodeAddress
{
    std::string host; ///< an address in numbers
    std::uint16_t port = 0;

    std::string text() const; ///< `127.0.0.1:8081`, `[::1]:8081`
    bool operator==(const NodeAddress&) const = default;
};

/// Most nodes that one console attaches to.
inline constexpr std::size_t kMostNodes = 64;

/// Reads `127.0.0.1:8081,localhost:8082`. InvalidArgument `bad_address`; `connect_needs_tunnel` for what is not this
/// machine: what operators do goes nowhere unencrypted, and nodes speak no TLS themselves.
core::Result<std::vector<NodeAddress>> parseNodeAddresses(std::string_view list);

} // namespace firstcome::remote
