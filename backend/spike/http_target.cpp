#include "backend/spike/http_target.h"

#include <arpa/inet.h>
#include <charconv>
#include <cstring>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>

namespace firstcome::spike {

namespace {

struct HostAndPort
{
    std::string host; ///< without brackets
    std::string authority;
    std::uint16_t port = 80;
};

auto badTarget(std::string_view url)
{
    return core::fail(core::ErrorKind::InvalidArgument, "bad_target",
                      "\"" + std::string(url) + "\" is not http://host:port");
}

core::Result<HostAndPort> split(std::string_view url)
{
    constexpr std::string_view kScheme = "http://";
    if (!url.starts_with(kScheme))
        return badTarget(url);
    auto rest = url.substr(kScheme.size());
    if (rest.ends_with('/'))
        rest.remove_suffix(1);
    HostAndPort result;
    result.authority = rest;
    std::string_view port;
    if (rest.starts_with('[')) {
        const auto close = rest.find(']');
        if (close == std::string_view::npos)
            return badTarget(url);
        result.host = rest.substr(1, close - 1);
        port = rest.substr(close + 1);
    } else {
        const auto colon = rest.find(':');
        result.host = rest.substr(0, colon);
        port = colon == std::string_view::npos ? std::string_view() : rest.substr(colon);
    }
    const bool badCharacter =
        result.authority.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                           "0123456789.-_:[]%") != std::string::npos;
    if (result.host.empty() || result.host.size() > 253 || badCharacter)
        return badTarget(url);
    if (!port.empty()) {
        if (!port.starts_with(':'))
            return badTarget(url);
        port.remove_prefix(1);
        const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), result.port);
        if (error != std::errc() || end != port.data() + port.size() || result.port == 0)
            return badTarget(url);
    }
    return result;
}

bool isLoopback(const sockaddr* address)
{
    if (address->sa_family == AF_INET) {
        const auto* v4 = reinterpret_cast<const sockaddr_in*>(address);
        return (ntohl(v4->sin_addr.s_addr) >> 24) == 127;
    }
    if (address->sa_family == AF_INET6) {
        const auto& v6 = reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr;
        if (IN6_IS_ADDR_V4MAPPED(&v6))
            return v6.s6_addr[12] == 127;
        return IN6_IS_ADDR_LOOPBACK(&v6);
    }
    return false;
}

} // namespace

core::Result<HttpTarget> resolveTarget(std::string_view url)
{
    const auto parts = split(url);
    if (!parts)
        return tl::unexpected(parts.error());
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_NUMERICSERV;
    addrinfo* list = nullptr;
    const int error = getaddrinfo(parts->host.c_str(), std::to_string(parts->port).c_str(), &hints, &list);
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(list, &freeaddrinfo);
    if (error != 0 || !list)
        return core::fail(core::ErrorKind::NotFound, "unknown_host",
                          parts->host + ": " + gai_strerror(error));
    const addrinfo* chosen = list;
    for (const addrinfo* each = list; each; each = each->ai_next)
        if (each->ai_family == AF_INET) { // the console binds to IPv4; `localhost` often names IPv6 first
            chosen = each;
            break;
        }
    HttpTarget target;
    target.url = "http://" + parts->authority;
    target.host = parts->authority;
    std::memcpy(&target.address, chosen->ai_addr, chosen->ai_addrlen);
    target.addressLength = chosen->ai_addrlen;
    target.loopback = isLoopback(chosen->ai_addr);
    return target;
}

} // namespace firstcome::spike
