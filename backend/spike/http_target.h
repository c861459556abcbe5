#pragma once

#include "backend/core/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <sys/socket.h>

namespace firstcome::spike {

/// Where the load goes.
struct HttpTarget
{
    std::string url;  ///< `http://127.0.0.1:8081`
    std::string host; ///< as the Host header names it, with the port
    sockaddr_storage address{};
    socklen_t addressLength = 0;
    bool loopback = false; ///< the address that will be called is this machine's own
};

/// Reads `http://host[:port]` (IPv6 in brackets) and resolves the host, which may block. InvalidArgument
/// `bad_target`; NotFound `unknown_host`.
core::Result<HttpTarget> resolveTarget(std::string_view url);

} // namespace firstcome::spike
