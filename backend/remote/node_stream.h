#pragma once

#include "backend/remote/node_link.h"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/websocket/stream.hpp>

namespace firstcome::remote {

/// One connection of a link, from connecting to its end. Its operations hold it until they are through; once it was
/// let go of it tells the link nothing more.
class NodeLink::Stream : public std::enable_shared_from_this<NodeLink::Stream>
{
public:
    explicit Stream(NodeLink& link);

    void start();
    /// Closes, and forgets the link.
    void letGo();

private:
    using Error = boost::system::error_code;

    void shake();
    void shaken(const Error& error);
    void read();
    void take();
    void fail(const Error& error);
    void fail(core::Error why, bool refused);

    NodeLink* m_link; ///< null once let go
    boost::beast::websocket::stream<boost::beast::tcp_stream, false> m_socket;
    boost::beast::websocket::response_type m_response;
    boost::beast::flat_buffer m_received;
};

} // namespace firstcome::remote
