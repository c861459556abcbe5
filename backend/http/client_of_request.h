#pragma once

#include "backend/core/result.h"
#include "backend/issuing/client_address.h"

#include <boost/asio/ip/address.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace firstcome::http {

issuing::ClientAddress toClientAddress(const boost::asio::ip::address& address);
std::string toText(const issuing::ClientAddress& address);

/// The proxies whose word about the client is taken. Immutable after parse; any thread may ask.
class TrustedProxies
{
public:
    /// Addresses and networks: `10.0.0.7`, `10.0.0.0/8`, `2001:db8::/32`. InvalidArgument
    /// `bad_trusted_proxy`.
    static core::Result<TrustedProxies> parse(const std::vector<std::string>& texts);

    bool empty() const { return m_networks.empty(); }
    bool trusts(const issuing::ClientAddress& address) const;
    /// The client: the peer, unless that is trusted; then the right-most untrusted entry of the
    /// X-Forwarded-For lines (in order of appearance). Where an entry cannot be read, the trusted address
    /// right of it: what stands left of it is anybody's claim.
    issuing::ClientAddress clientOf(const issuing::ClientAddress& peer,
                                    std::span<const std::string_view> forwardedFor) const;

private:
    struct Network
    {
        issuing::ClientAddress address;
        unsigned prefix = 128; ///< bits, of the IPv6 form
    };
    std::vector<Network> m_networks;
};

} // namespace firstcome::http
