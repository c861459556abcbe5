#pragma once

#include <boost/asio.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <cstdint>
#include <string>
#include <unistd.h>

/// The measure: what Beast and a coroutine cost when they do nothing but read a request and answer it.
namespace firstcome::bench {

inline boost::asio::awaitable<void> serveOne(boost::asio::ip::tcp::socket socket)
{
    namespace http = boost::beast::http;
    using boost::asio::use_awaitable;
    static const std::string kBody(160, 'x'); // as long as an accepted issue
    boost::beast::flat_buffer buffer;
    try {
        for (;;) {
            http::request<http::empty_body> request;
            co_await http::async_read(socket, buffer, request, use_awaitable);
            http::response<http::string_body> response(http::status::accepted, request.version());
            response.set(http::field::date, "Sun, 06 Nov 1994 08:49:37 GMT");
            response.set(http::field::content_type, "application/json");
            response.set(http::field::cache_control, "no-store");
            response.keep_alive(request.keep_alive());
            response.body() = kBody;
            response.prepare_payload();
            co_await http::async_write(socket, response, use_awaitable);
        }
    } catch (const std::exception&) {
        // the client has gone
    }
}

inline boost::asio::awaitable<void> acceptAll(boost::asio::ip::tcp::acceptor& acceptor)
{
    for (;;) {
        auto socket = co_await acceptor.async_accept(boost::asio::use_awaitable);
        socket.set_option(boost::asio::ip::tcp::no_delay(true));
        boost::asio::co_spawn(acceptor.get_executor(), serveOne(std::move(socket)), boost::asio::detached);
    }
}

/// Tells its port through `pipe` and serves until it is killed.
inline int serveBare(int pipe)
{
    boost::asio::io_context context{1};
    boost::asio::ip::tcp::acceptor acceptor(context, {boost::asio::ip::address_v4::loopback(), 0});
    const std::uint16_t port = acceptor.local_endpoint().port();
    if (::write(pipe, &port, sizeof port) != sizeof port)
        return 1;
    boost::asio::co_spawn(context, acceptAll(acceptor), boost::asio::detached);
    context.run();
    return 0;
}

} // namespace firstcome::bench
