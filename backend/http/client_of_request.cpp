#include "backend/http/client_of_request.h"

#include "backend/core/trimmed.h"

#include <algorithm>
#include <charconv>

namespace firstcome::http {

namespace {

namespace ip = boost::asio::ip;
using issuing::ClientAddress;

std::optional<ClientAddress> parseAddress(std::string_view text)
{
    boost::system::error_code error;
    const ip::address address = ip::make_address(std::string(text), error);
    if (error)
        return std::nullopt;
    return toClientAddress(address);
}

/// One entry of X-Forwarded-For: an address, perhaps with a port, an IPv6 one perhaps in brackets.
std::optional<ClientAddress> parseEntry(std::string_view text)
{
    text = core::trimmed(text);
    if (text.empty())
        return std::nullopt;
    if (text.front() == '[')
        return parseAddress(text.substr(1, text.find(']') - 1));
    if (const std::size_t colon = text.find(':'); colon != std::string_view::npos && colon == text.rfind(':'))
        text = text.substr(0, colon);
    return parseAddress(text);
}

bool samePrefix(const ClientAddress& a, const ClientAddress& b, unsigned bits)
{
    const unsigned whole = bits / 8;
    if (!std::equal(a.bytes.begin(), a.bytes.begin() + whole, b.bytes.begin()))
        return false;
    const unsigned rest = bits % 8;
    return rest == 0 || (a.bytes[whole] ^ b.bytes[whole]) >> (8 - rest) == 0;
}

} // namespace

ClientAddress toClientAddress(const ip::address& address)
{
    if (address.is_v4()) {
        const auto b = address.to_v4().to_bytes();
        return ClientAddress::v4(b[0], b[1], b[2], b[3]);
    }
    ClientAddress client;
    const auto bytes = address.to_v6().to_bytes();
    std::copy(bytes.begin(), bytes.end(), client.bytes.begin());
    return client;
}

std::string toText(const ClientAddress& address)
{
    if (address.isV4()) {
        ip::address_v4::bytes_type bytes;
        std::copy(address.bytes.begin() + 12, address.bytes.end(), bytes.begin());
        return ip::address_v4(bytes).to_string();
    }
    ip::address_v6::bytes_type bytes;
    std::copy(address.bytes.begin(), address.bytes.end(), bytes.begin());
    return ip::address_v6(bytes).to_string();
}

core::Result<TrustedProxies> TrustedProxies::parse(const std::vector<std::string>& texts)
{
    TrustedProxies proxies;
    for (const std::string& text : texts) {
        const std::size_t slash = text.find('/');
        const auto address = parseAddress(std::string_view(text).substr(0, slash));
        if (!address)
            return core::fail(core::ErrorKind::InvalidArgument, "bad_trusted_proxy", text);
        unsigned prefix = 128;
        if (slash != std::string::npos) {
            const char* end = text.data() + text.size();
            const auto [stopped, error] = std::from_chars(text.data() + slash + 1, end, prefix);
            const unsigned most = address->isV4() ? 32 : 128;
            if (error != std::errc() || stopped != end || prefix > most)
                return core::fail(core::ErrorKind::InvalidArgument, "bad_trusted_proxy", text);
            prefix += 128 - most;
        }
        proxies.m_networks.push_back({*address, prefix});
    }
    return proxies;
}

bool TrustedProxies::trusts(const ClientAddress& address) const
{
    return std::ranges::any_of(m_networks, [&](const Network& network) {
        return samePrefix(network.address, address, network.prefix);
    });
}

ClientAddress TrustedProxies::clientOf(const ClientAddress& peer,
                                       std::span<const std::string_view> forwardedFor) const
{
    ClientAddress client = peer;
    for (auto line = forwardedFor.rbegin(); line != forwardedFor.rend(); ++line) {
        std::string_view rest = *line;
        for (;;) {
            if (!trusts(client))
                return client;
            const std::size_t comma = rest.rfind(',');
            const auto entry = parseEntry(comma == std::string_view::npos ? rest : rest.substr(comma + 1));
            if (!entry)
                return client;
            client = *entry;
            if (comma == std::string_view::npos)
                break;
            rest = rest.substr(0, comma);
        }
    }
    return client;
}

} // namespace firstcome::http
