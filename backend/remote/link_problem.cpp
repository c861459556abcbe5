#include "backend/remote/link_problem.h"

#include <boost/asio/error.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/json/parse.hpp>

namespace firstcome::remote {

namespace json = boost::json;
using core::ErrorKind;

namespace {

ErrorKind kindOf(unsigned status)
{
    switch (status) {
    case 404:
        return ErrorKind::NotFound;
    case 409:
        return ErrorKind::WrongState;
    case 500:
        return ErrorKind::Internal;
    case 503:
        return ErrorKind::Unavailable;
    default:
        return ErrorKind::InvalidArgument;
    }
}

std::string textIn(const json::value& document, const char* name)
{
    const auto* object = document.if_object();
    const auto* value = object ? object->if_contains(name) : nullptr;
    const auto* text = value ? value->if_string() : nullptr;
    return text ? std::string(text->data(), text->size()) : std::string();
}

} // namespace

core::Error problemOf(const boost::system::error_code& error)
{
    if (error == boost::asio::error::connection_refused)
        return {ErrorKind::Unavailable, "connection_refused", {}};
    if (error == boost::beast::error::timeout)
        return {ErrorKind::TimedOut, "node_silent", {}};
    const bool http = error.category() == make_error_code(boost::beast::http::error::bad_version).category();
    if (http && error != boost::beast::http::error::end_of_stream
        && error != boost::beast::http::error::partial_message)
        return {ErrorKind::Unavailable, "not_a_node", error.message()};
    return {ErrorKind::Unavailable, "connection_lost", error.message()};
}

core::Error problemOf(unsigned status, std::string_view body)
{
    if (status == 401)
        return {ErrorKind::InvalidArgument, "wrong_token", {}};
    json::error_code error;
    const auto document = json::parse({body.data(), body.size()}, error);
    const auto code = error ? std::string() : textIn(document, "code");
    if (code.empty() || code == "not_found" || code == "method_not_allowed")
        return {ErrorKind::Unavailable, "not_a_node", "HTTP " + std::to_string(status)};
    return {kindOf(status), code, textIn(document, "detail")};
}

} // namespace firstcome::remote
