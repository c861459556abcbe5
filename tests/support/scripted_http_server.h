#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace firstcome::testing {

/// What the server does with one request.
struct ScriptedAnswer
{
    std::string bytes;  ///< sent as they are; empty with `hang` unset: nothing is sent
    bool close = false; ///< then the connection ends
    bool hang = false;  ///< nothing is ever answered here
};

struct ScriptedRequest
{
    std::uint64_t number = 0;       ///< of all requests, from 0
    std::uint64_t connection = 0;   ///< from 0
    std::uint64_t onConnection = 0; ///< requests that this connection carried before
    std::string head;               ///< everything up to the empty line
    std::string publicId;           ///< last part of the path
};

/// A whole reply with a JSON body, as the API writes it.
std::string httpReply(int status, const std::string& body, bool keepAlive = true);
std::string acceptedReply(const std::string& publicId, std::uint32_t slot);
std::string refusalReply(int status, const std::string& code);

/// An HTTP server on 127.0.0.1 and a free port, on one thread of its own, that answers as a script says. The
/// script runs on that thread, one request at a time. The destructor closes everything and joins.
class ScriptedHttpServer
{
public:
    using Script = std::function<ScriptedAnswer(const ScriptedRequest&)>;

    explicit ScriptedHttpServer(Script script);
    ~ScriptedHttpServer();
    ScriptedHttpServer(const ScriptedHttpServer&) = delete;
    ScriptedHttpServer& operator=(const ScriptedHttpServer&) = delete;

    std::uint16_t port() const;
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port()); }
    std::uint64_t requests() const;
    std::uint64_t connections() const;
    /// Closes the port and every connection, as a killed process would.
    void die();

private:
    struct Core;
    std::shared_ptr<Core> m_core;
};

} // namespace firstcome::testing
