#include "backend/remote/node_request.h"

#include "backend/remote/link_problem.h"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

namespace firstcome::remote {

namespace {

namespace http = boost::beast::http;
using boost::system::error_code;

constexpr std::uint64_t kMostAnswer = 256 * 1024 * 1024; ///< a week of ticks, or a long run

} // namespace

struct NodeRequest::Exchange
{
    explicit Exchange(boost::asio::io_context& context)
        : stream(context)
    {
        parser.body_limit(kMostAnswer);
    }
    boost::beast::tcp_stream stream;
    http::request<http::string_body> request;
    boost::beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
};

NodeRequest::NodeRequest(boost::asio::io_context& context, Done done)
    : m_exchange(std::make_unique<Exchange>(context))
    , m_done(std::move(done))
{
}

NodeRequest::~NodeRequest() = default;

std::shared_ptr<NodeRequest> NodeRequest::send(boost::asio::io_context& context, const NodeAddress& address,
                                               const std::string& token, NodeQuestion question, Done done)
{
    const std::shared_ptr<NodeRequest> self(new NodeRequest(context, std::move(done)));
    auto& request = self->m_exchange->request;
    request.version(11);
    request.method(http::verb::post);
    request.target(question.target);
    request.set(http::field::host, address.text());
    request.set(http::field::authorization, "Bearer " + token);
    request.set(http::field::content_type, question.contentType);
    request.keep_alive(false);
    request.body() = std::move(question.body);
    request.prepare_payload();
    auto& stream = self->m_exchange->stream;
    stream.expires_after(question.patience); // for all of it
    stream.async_connect({boost::asio::ip::make_address(address.host), address.port},
                         [self](const error_code& error) {
                             error ? self->finish(tl::unexpected(problemOf(error))) : self->write();
                         });
    return self;
}

void NodeRequest::write()
{
    http::async_write(m_exchange->stream, m_exchange->request,
                      [self = shared_from_this()](const error_code& error, std::size_t) {
                          // A node that refuses a body unread has answered all the same.
                          (void)error;
                          self->read();
                      });
}

void NodeRequest::read()
{
    http::async_read(m_exchange->stream, m_exchange->buffer, m_exchange->parser,
                     [self = shared_from_this()](const error_code& error, std::size_t) {
                         if (error)
                             return self->finish(tl::unexpected(problemOf(error)));
                         auto& answer = self->m_exchange->parser.get();
                         self->finish(NodeAnswer{answer.result_int(), std::move(answer.body())});
                     });
}

void NodeRequest::cancel()
{
    finish(core::fail(core::ErrorKind::Unavailable, "stopping"));
}

void NodeRequest::finish(core::Result<NodeAnswer> result)
{
    if (!m_done)
        return;
    const auto done = std::exchange(m_done, nullptr);
    m_exchange->stream.close();
    done(std::move(result));
}

} // namespace firstcome::remote
