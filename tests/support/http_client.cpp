#include "tests/support/http_client.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cctype>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace firstcome::testing {

RawClient::RawClient(int socket, std::chrono::seconds patience)
    : m_socket(socket)
{
    const timeval wait{.tv_sec = patience.count(), .tv_usec = 0};
    ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    ::setsockopt(m_socket, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
    const int on = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

RawClient RawClient::unconnected(std::chrono::seconds patience)
{
    return RawClient(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), patience);
}

RawClient::RawClient(std::uint16_t port, std::chrono::seconds patience)
    : RawClient(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), patience)
{
    connect(port);
}

RawClient::RawClient(RawClient&& other) noexcept
    : m_socket(std::exchange(other.m_socket, -1))
    , m_received(std::move(other.m_received))
{
}

RawClient::~RawClient()
{
    if (m_socket >= 0)
        ::close(m_socket);
}

bool RawClient::connect(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return ::connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

bool RawClient::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void RawClient::finishSending()
{
    ::shutdown(m_socket, SHUT_WR);
}

bool RawClient::receive()
{
    char buffer[16 * 1024];
    const ssize_t got = ::recv(m_socket, buffer, sizeof buffer, 0);
    if (got <= 0)
        return false;
    m_received.append(buffer, static_cast<std::size_t>(got));
    return true;
}

std::optional<HttpReply> RawClient::read(bool toHead)
{
    std::size_t end;
    while ((end = m_received.find("\r\n\r\n")) == std::string::npos)
        if (!receive())
            return std::nullopt;
    HttpReply reply;
    reply.status = std::atoi(m_received.c_str() + sizeof "HTTP/1.1");
    for (std::size_t line = m_received.find("\r\n") + 2; line < end + 2;) {
        const std::size_t colon = m_received.find(": ", line), eol = m_received.find("\r\n", line);
        std::string name = m_received.substr(line, colon - line);
        std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
        reply.headers[name] = m_received.substr(colon + 2, eol - colon - 2);
        line = eol + 2;
    }
    m_received.erase(0, end + 4);
    if (toHead || reply.status == 100 || reply.status == 204)
        return reply;
    const std::size_t length = std::strtoul(reply.header("content-length").c_str(), nullptr, 10);
    while (m_received.size() < length)
        if (!receive())
            return std::nullopt;
    reply.body = m_received.substr(0, length);
    m_received.erase(0, length);
    return reply;
}

std::optional<HttpReply> RawClient::ask(std::string_view method, std::string_view target,
                                        std::string_view headers, std::string_view body)
{
    std::string text;
    text.append(method).append(" ").append(target).append(" HTTP/1.1\r\nHost: localhost\r\n").append(headers);
    if (!body.empty())
        text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n");
    text.append("\r\n").append(body);
    send(text); // a server may answer, and close, before it has read everything
    return read(method == "HEAD");
}

bool RawClient::isClosed()
{
    char byte;
    const ssize_t got = m_received.empty() ? ::recv(m_socket, &byte, 1, 0) : 1;
    return got == 0 || (got < 0 && errno == ECONNRESET);
}

} // namespace firstcome::testing
