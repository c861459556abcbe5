#include "backend/http/stream_session.h"

#include "backend/http/io_worker.h"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/stream.hpp>

namespace firstcome::http {

namespace {

namespace websocket = boost::beast::websocket;
using boost::system::error_code;
using Request = boost::beast::http::request<boost::beast::http::empty_body>;

constexpr std::size_t kMostFromClient = 125; ///< what a control frame may carry; nothing else is wanted

} // namespace

struct StreamSession::WebSocket
{
    explicit WebSocket(Socket socket)
        : stream(std::move(socket))
    {
    }
    websocket::stream<Socket, false> stream;
    boost::beast::flat_buffer received{kMostFromClient};
    Request request; ///< lives until it is answered
};

StreamSession::StreamSession(IoWorker& worker, Socket socket, const issuing::ClientAddress& peer, bool exempt)
    : m_worker(worker)
    , m_peer(peer)
    , m_exempt(exempt)
    , m_socket(std::make_unique<WebSocket>(std::move(socket)))
{
}

StreamSession::~StreamSession() = default;

void StreamSession::start(std::string_view key)
{
    using boost::beast::http::field;
    const auto& config = m_worker.shared().config;
    auto& stream = m_socket->stream;
    websocket::stream_base::timeout limits;
    limits.handshake_timeout = config.headerTimeout;
    limits.idle_timeout = config.idleTimeout;
    limits.keep_alive_pings = true;
    stream.set_option(limits);
    stream.read_message_max(kMostFromClient);
    stream.auto_fragment(false);
    stream.text(true);

    auto& request = m_socket->request;
    request.version(11);
    request.method(boost::beast::http::verb::get);
    request.set(field::host, "firstcome"); // its own was looked at when it was read
    request.set(field::connection, "Upgrade");
    request.set(field::upgrade, "websocket");
    request.set(field::sec_websocket_version, "13");
    request.set(field::sec_websocket_key, boost::beast::string_view(key.data(), key.size()));
    stream.async_accept(request, [self = shared_from_this()](const error_code& error) {
        if (error || self->m_ended)
            return self->end();
        self->m_open = true;
        self->read();
        if (self->m_closing)
            self->close(websocket::close_code::going_away);
        else
            self->write();
    });
}

void StreamSession::read()
{
    m_socket->stream.async_read(m_socket->received, [self = shared_from_this()](const error_code& error, std::size_t) {
        if (error)
            return self->end();
        if (!self->m_closing)
            self->close(websocket::close_code::policy_error); // it has nothing to say
        self->m_socket->received.clear();
        self->read();
    });
}

void StreamSession::send(const StreamFrame& frame)
{
    m_next = frame;
    if (m_open && !m_writing && !m_closing)
        write();
}

void StreamSession::write()
{
    m_writing = std::exchange(m_next, nullptr);
    if (!m_writing)
        return;
    m_socket->stream.async_write(boost::asio::buffer(*m_writing),
                                 [self = shared_from_this()](const error_code& error, std::size_t) {
                                     self->m_writing.reset();
                                     if (error)
                                         self->end();
                                     else if (!self->m_closing && !self->m_ended)
                                         self->write();
                                 });
}

void StreamSession::beginStop()
{
    if (!m_closing && m_open)
        close(websocket::close_code::going_away);
    m_closing = true;
}

void StreamSession::close(std::uint16_t code)
{
    m_closing = true;
    m_socket->stream.async_close(websocket::close_code(code),
                                 [self = shared_from_this()](const error_code&) { self->end(); });
}

void StreamSession::forceStop()
{
    error_code ignored;
    m_socket->stream.next_layer().close(ignored); // every operation ends with this
}

void StreamSession::end()
{
    if (std::exchange(m_ended, true))
        return;
    forceStop();
    m_worker.streamEnded(*this);
}

} // namespace firstcome::http
