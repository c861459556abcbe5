#include "backend/remote/node_stream.h"

#include "backend/remote/link_problem.h"
#include "backend/wire/snapshot_codec.h"

namespace firstcome::remote {

namespace {

namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;

constexpr auto kConnectPatience = std::chrono::seconds(3);
constexpr auto kSilence = std::chrono::seconds(5); ///< ten snapshots a second should come
constexpr std::size_t kMostFrame = 32 * 1024 * 1024;

std::string_view textIn(const beast::flat_buffer& buffer)
{
    return {static_cast<const char*>(buffer.cdata().data()), buffer.size()};
}

} // namespace

NodeLink::Stream::Stream(NodeLink& link)
    : m_link(&link)
    , m_socket(link.m_context)
{
}

void NodeLink::Stream::start()
{
    auto& tcp = beast::get_lowest_layer(m_socket);
    tcp.expires_after(kConnectPatience);
    const auto& address = m_link->m_address;
    tcp.async_connect({boost::asio::ip::make_address(address.host), address.port},
                      [self = shared_from_this()](const Error& error) { error ? self->fail(error) : self->shake(); });
}

void NodeLink::Stream::shake()
{
    if (!m_link)
        return;
    beast::get_lowest_layer(m_socket).expires_never(); // the WebSocket has its own
    m_socket.set_option(websocket::stream_base::timeout{kConnectPatience, kSilence, false});
    m_socket.set_option(websocket::stream_base::decorator([token = m_link->m_token](websocket::request_type& request) {
        request.set(beast::http::field::authorization, "Bearer " + token);
        request.set(beast::http::field::user_agent, "firstcome");
    }));
    m_socket.read_message_max(kMostFrame);
    m_socket.async_handshake(m_response, m_link->m_address.text(), "/api/operator/stream",
                             [self = shared_from_this()](const Error& error) { self->shaken(error); });
}

void NodeLink::Stream::shaken(const Error& error)
{
    if (error == websocket::error::upgrade_declined)
        return fail(problemOf(m_response.result_int(), m_response.body()),
                    m_response.result_int() != 503); // that passes
    if (error)
        return fail(error);
    if (m_link)
        m_link->opened();
    read();
}

void NodeLink::Stream::read()
{
    m_socket.async_read(m_received, [self = shared_from_this()](const Error& error, std::size_t) {
        error ? self->fail(error) : self->take();
    });
}

void NodeLink::Stream::take()
{
    if (!m_link)
        return;
    auto snapshot = wire::decodeSnapshot(textIn(m_received));
    if (!snapshot)
        return fail(snapshot.error(), true);
    m_received.clear();
    m_link->took(std::move(*snapshot));
    if (m_link)
        read();
}

void NodeLink::Stream::fail(const Error& error)
{
    if (error == websocket::error::closed && m_socket.reason().code == websocket::close_code::going_away)
        return fail({core::ErrorKind::Unavailable, "node_stopped", {}}, false);
    const auto why = problemOf(error);
    fail(why, why.code == "not_a_node");
}

void NodeLink::Stream::fail(core::Error why, bool refused)
{
    if (auto* link = std::exchange(m_link, nullptr)) {
        beast::get_lowest_layer(m_socket).close();
        link->ended(std::move(why), refused);
    }
}

void NodeLink::Stream::letGo()
{
    m_link = nullptr;
    beast::get_lowest_layer(m_socket).close();
}

} // namespace firstcome::remote
