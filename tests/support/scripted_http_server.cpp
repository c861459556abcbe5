#include "tests/support/scripted_http_server.h"

#include <boost/asio.hpp>

#include <set>
#include <thread>

namespace firstcome::testing {

namespace asio = boost::asio;
using asio::ip::tcp;

std::string httpReply(int status, const std::string& body, bool keepAlive)
{
    return "HTTP/1.1 " + std::to_string(status) +
           " Scripted\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
           (keepAlive ? "" : "\r\nConnection: close") + "\r\n\r\n" + body;
}

std::string acceptedReply(const std::string& publicId, std::uint32_t slot)
{
    return httpReply(202, "{\"couponId\":\"X\",\"publicId\":\"" + publicId +
                              "\",\"verdict\":\"accepted\",\"slot\":" + std::to_string(slot) +
                              ",\"acceptedAt\":\"2026-11-21T10:00:00Z\"}");
}

std::string refusalReply(int status, const std::string& code)
{
    return httpReply(status, "{\"type\":\"about:blank\",\"status\":" + std::to_string(status) +
                                 ",\"code\":\"" + code + "\"}");
}

struct ScriptedHttpServer::Core
{
    explicit Core(Script theScript)
        : script(std::move(theScript))
        , acceptor(context, tcp::endpoint(asio::ip::address_v4::loopback(), 0))
        , port(acceptor.local_endpoint().port())
    {
        acceptor.listen(4096);
    }

    void accept();
    void closeAll();

    Script script;
    asio::io_context context{1};
    tcp::acceptor acceptor;
    std::uint16_t port;
    std::set<std::shared_ptr<tcp::socket>> sockets;
    std::atomic<std::uint64_t> requests{0}, connections{0};
    std::thread thread;
};

namespace {

/// One connection: reads heads, asks the script, writes.
class Session : public std::enable_shared_from_this<Session>
{
public:
    Session(std::shared_ptr<tcp::socket> socket, const ScriptedHttpServer::Script& script,
            std::atomic<std::uint64_t>& requests, std::uint64_t number, std::function<void()> onEnd)
        : m_socket(std::move(socket))
        , m_script(script)
        , m_requests(requests)
        , m_number(number)
        , m_onEnd(std::move(onEnd))
    {
    }

    void read()
    {
        asio::async_read_until(*m_socket, asio::dynamic_buffer(m_buffer, 64 * 1024), "\r\n\r\n",
                               [self = shared_from_this()](const auto& error, std::size_t length) {
                                   if (error)
                                       self->end();
                                   else
                                       self->answer(length);
                               });
    }

private:
    void answer(std::size_t length)
    {
        ScriptedRequest request;
        request.number = m_requests++;
        request.connection = m_number;
        request.onConnection = m_served++;
        request.head = m_buffer.substr(0, length);
        m_buffer.erase(0, length);
        const auto pathEnd = request.head.find(" HTTP/");
        const auto slash = request.head.rfind('/', pathEnd == std::string::npos ? pathEnd : pathEnd - 1);
        if (pathEnd != std::string::npos && slash != std::string::npos)
            request.publicId = request.head.substr(slash + 1, pathEnd - slash - 1);
        const auto answer = m_script(request);
        if (answer.hang)
            return keepOpen();
        auto bytes = std::make_shared<std::string>(answer.bytes);
        asio::async_write(
            *m_socket, asio::buffer(*bytes),
            [self = shared_from_this(), bytes, close = answer.close](const auto& error, std::size_t) {
                if (error || close)
                    self->end();
                else
                    self->read();
            });
    }

    /// Says nothing; learns when the client goes.
    void keepOpen()
    {
        m_socket->async_read_some(asio::buffer(m_ignored),
                                  [self = shared_from_this()](const auto& error, std::size_t) {
                                      if (error)
                                          self->end();
                                      else
                                          self->keepOpen();
                                  });
    }

    void end()
    {
        boost::system::error_code ignored;
        m_socket->close(ignored);
        m_onEnd();
    }

    std::shared_ptr<tcp::socket> m_socket;
    const ScriptedHttpServer::Script& m_script;
    std::atomic<std::uint64_t>& m_requests;
    std::uint64_t m_number;
    std::function<void()> m_onEnd;
    std::uint64_t m_served = 0;
    std::string m_buffer;
    std::array<char, 512> m_ignored{};
};

} // namespace

void ScriptedHttpServer::Core::accept()
{
    acceptor.async_accept([this](const auto& error, tcp::socket socket) {
        if (error)
            return;
        auto shared = std::make_shared<tcp::socket>(std::move(socket));
        boost::system::error_code ignored;
        shared->set_option(tcp::no_delay(true), ignored);
        sockets.insert(shared);
        std::make_shared<Session>(shared, script, requests, connections++, [this, shared] {
            sockets.erase(shared);
        })->read();
        accept();
    });
}

void ScriptedHttpServer::Core::closeAll()
{
    boost::system::error_code ignored;
    acceptor.close(ignored);
    for (const auto& socket : sockets)
        socket->close(ignored);
}

ScriptedHttpServer::ScriptedHttpServer(Script script)
    : m_core(std::make_shared<Core>(std::move(script)))
{
    m_core->accept();
    m_core->thread = std::thread([core = m_core.get()] { core->context.run(); });
}

ScriptedHttpServer::~ScriptedHttpServer()
{
    die();
    m_core->thread.join();
}

std::uint16_t ScriptedHttpServer::port() const
{
    return m_core->port;
}

std::uint64_t ScriptedHttpServer::requests() const
{
    return m_core->requests;
}

std::uint64_t ScriptedHttpServer::connections() const
{
    return m_core->connections;
}

void ScriptedHttpServer::die()
{
    asio::post(m_core->context, [core = m_core.get()] { core->closeAll(); });
}

} // namespace firstcome::testing
