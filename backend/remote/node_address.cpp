#include "backend/remote/node_address.h"

#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <charconv>

namespace firstcome::remote {

using core::ErrorKind;

namespace {

auto bad(std::string_view text)
{
    return core::fail(ErrorKind::InvalidArgument, "bad_address",
                      "\"" + std::string(text.substr(0, 100)) + "\" is not HOST:PORT");
}

auto needsTunnel(const std::string& host, const std::string& port)
{
    return core::fail(ErrorKind::InvalidArgument, "connect_needs_tunnel",
                      host + " is not this machine, and what operators do does not leave it unencrypted. Lead a port of "
                             "this machine there (ssh -N -L 18081:127.0.0.1:"
                          + port + " " + host + ", or stunnel), and connect to 127.0.0.1:18081");
}

core::Result<NodeAddress> parseOne(std::string_view text)
{
    const auto whole = text;
    const bool overTls = text.starts_with("https://");
    if (overTls || text.starts_with("http://"))
        text.remove_prefix(overTls ? 8 : 7);
    if (text.ends_with('/'))
        text.remove_suffix(1);
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0)
        return bad(whole);
    NodeAddress address;
    const auto digits = text.substr(colon + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), address.port);
    if (error != std::errc() || end != digits.data() + digits.size() || address.port == 0)
        return bad(whole);
    auto host = text.substr(0, colon);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']')
        host = host.substr(1, host.size() - 2);
    if (host.find_first_of("/@?#[] ") != std::string_view::npos)
        return bad(whole);
    address.host = host == "localhost" ? "127.0.0.1" : std::string(host);
    boost::system::error_code noAddress;
    const auto parsed = boost::asio::ip::make_address(address.host, noAddress);
    // Names other than localhost would have to be asked for, and none of them is this machine for sure.
    if (noAddress || !parsed.is_loopback())
        return needsTunnel(std::string(host), std::string(digits));
    if (overTls)
        return core::fail(ErrorKind::InvalidArgument, "bad_address",
                          "a node speaks no TLS itself: write " + address.text());
    return address;
}

} // namespace

std::string NodeAddress::text() const
{
    const bool six = host.find(':') != std::string::npos;
    return (six ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

core::Result<std::vector<NodeAddress>> parseNodeAddresses(std::string_view list)
{
    std::vector<NodeAddress> addresses;
    while (true) {
        const auto comma = list.find(',');
        auto one = list.substr(0, comma);
        while (one.starts_with(' '))
            one.remove_prefix(1);
        while (one.ends_with(' '))
            one.remove_suffix(1);
        auto address = parseOne(one);
        if (!address)
            return tl::unexpected(address.error());
        if (std::ranges::find(addresses, *address) != addresses.end())
            return core::fail(ErrorKind::InvalidArgument, "bad_address", address->text() + " is named twice");
        addresses.push_back(std::move(*address));
        if (addresses.size() > kMostNodes)
            return core::fail(ErrorKind::InvalidArgument, "bad_address", "more than 64 nodes");
        if (comma == std::string_view::npos)
            return addresses;
        list.remove_prefix(comma + 1);
    }
}

} // namespace firstcome::remote
