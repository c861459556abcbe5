#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace firstcome::testing {

/// A reply as it came over the wire. Header names are in lower case.
struct HttpReply
{
    int status = 0;
    std::map<std::string, std::string> headers;
    std::string body;

    std::string header(const std::string& name) const
    {
        const auto found = headers.find(name);
        return found == headers.end() ? std::string() : found->second;
    }
};

/// A blocking TCP client that sends exactly the bytes it is given, however wrong they are. Every wait ends
/// after `patience`.
class RawClient
{
public:
    explicit RawClient(std::uint16_t port, std::chrono::seconds patience = std::chrono::seconds(20));
    ~RawClient();
    RawClient(RawClient&& other) noexcept;
    RawClient(const RawClient&) = delete;

    /// A socket that has not connected yet: for tests that run out of descriptors.
    static RawClient unconnected(std::chrono::seconds patience = std::chrono::seconds(20));
    bool connect(std::uint16_t port);

    /// False where the peer has closed.
    bool send(std::string_view bytes);
    void finishSending();
    /// The next reply; nothing where the connection ends first or time runs out. `toHead`: has no body.
    std::optional<HttpReply> read(bool toHead = false);
    /// Sends a whole request and reads its reply.
    std::optional<HttpReply> ask(std::string_view method, std::string_view target,
                                 std::string_view headers = {}, std::string_view body = {});
    /// Whether the peer ends the connection, with nothing more to say, before time runs out.
    bool isClosed();
    int descriptor() const { return m_socket; }

private:
    RawClient(int socket, std::chrono::seconds patience);
    bool receive();

    int m_socket = -1;
    std::string m_received;
};

} // namespace firstcome::testing
