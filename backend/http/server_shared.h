#pragma once

#include "backend/core/clock.h"
#include "backend/core/config.h"
#include "backend/http/client_of_request.h"
#include "backend/http/connection_counts.h"
#include "backend/http/operator_port.h"

#include <atomic>
#include <cstdint>
#include <string>

namespace firstcome::http {

/// What the io threads of one server have in common. Constant once the server runs, but for the atomics and
/// the counts. Owned by the server.
class ServerShared
{
public:
    ServerShared(core::HttpConfig config_, OperatorPort& port_, std::string token, const core::Clock& clock_)
        : config(std::move(config_))
        , port(port_)
        , operatorToken(std::move(token))
        , clock(clock_)
        , connections(config)
    {
    }

    const core::HttpConfig config;
    OperatorPort& port;
    const std::string operatorToken;
    const core::Clock& clock;
    TrustedProxies proxies;
    ConnectionCounts connections;
    std::atomic<std::uint16_t> boundPort{0};
    std::atomic<std::uint64_t> acceptPauses{0};
    std::atomic<std::uint64_t> openFilesLimit{0};
    std::atomic<std::uint32_t> streams{0}; ///< open ones: without any, no frame is made
};

} // namespace firstcome::http
