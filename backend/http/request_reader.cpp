#include "backend/http/request_reader.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <cstring>

namespace firstcome::http {

namespace beast = boost::beast;

namespace {

constexpr std::size_t kFirstBufferBytes = 2 * 1024;
constexpr std::size_t kBodyBufferBytes = 64 * 1024;
constexpr std::size_t kLastChunkBytes = 5; // "0\r\n\r\n"

std::string_view toStd(beast::string_view text)
{
    return {text.data(), text.size()};
}

} // namespace

/// Notes the fields of interest while Beast parses; keeps the first breach of this server's own rules.
class HeaderFields final : public beast::http::basic_parser<true>
{
public:
    HeaderFields(RequestHead& head, std::string& body)
        : m_head(head)
        , m_body(body)
    {
        body_limit(boost::none);  // set once the route is known
        header_limit(UINT32_MAX); // the reader's own also holds for a header that comes in drops
    }

    ReadFailure breach{0, {}};
    bool keepBody = false;
    bool hasHost = false;
    bool tookChunkHeader = false; ///< since it was last set to false
    bool upgradesToWebSocket = false; ///< and to the version that is spoken here
    bool hasWebSocketVersion = false;

private:
    using Error = beast::error_code;

    void refuse(unsigned status, std::string_view code, Error& error)
    {
        if (breach.status == 0)
            breach = {status, code};
        error = beast::http::error::bad_field;
    }

    /// A field that may stand once only.
    void once(bool& seen, Error& error)
    {
        if (std::exchange(seen, true))
            refuse(400, "repeated_field", error);
    }

    void on_request_impl(beast::http::verb, beast::string_view method, beast::string_view target, int version,
                         Error&) override
    {
        m_head.method = toStd(method);
        m_head.target = toStd(target);
        m_head.http10 = version < 11;
    }

    void on_field_impl(beast::http::field name, beast::string_view nameText, beast::string_view value,
                       Error& error) override
    {
        if (m_headerDone)
            return; // trailers are of no use here
        using beast::http::field;
        switch (name) {
        case field::host:
            return once(hasHost, error);
        case field::content_length:
            once(m_hasLength, error);
            if (value.find(',') != beast::string_view::npos)
                refuse(400, "repeated_field", error);
            return;
        case field::transfer_encoding:
            return takeEncoding(value, error);
        case field::authorization:
            m_head.authorization = toStd(value);
            return once(m_hasAuthorization, error);
        case field::content_type:
            m_head.contentType = toStd(value);
            return once(m_hasType, error);
        case field::if_match:
            m_head.ifMatch = toStd(value);
            return once(m_hasIfMatch, error);
        case field::upgrade:
            upgradesToWebSocket = beast::iequals(value, "websocket");
            return;
        case field::sec_websocket_version:
            hasWebSocketVersion = value == "13";
            return;
        case field::sec_websocket_key:
            m_head.webSocketKey = toStd(value);
            return once(m_hasWebSocketKey, error);
        case field::expect:
            m_head.expectsContinue = true;
            if (!beast::iequals(value, "100-continue"))
                refuse(417, "bad_expectation", error);
            return;
        case field::unknown:
            return takeUnnamed(nameText, value);
        default:
            return;
        }
    }

    void takeEncoding(beast::string_view value, Error& error)
    {
        once(m_hasEncoding, error);
        m_head.chunked = true;
        if (m_head.http10)
            refuse(400, "bad_transfer_encoding", error);
        else if (!beast::iequals(value, "chunked"))
            refuse(501, "bad_transfer_encoding", error);
    }

    void takeUnnamed(beast::string_view name, beast::string_view value)
    {
        if (beast::iequals(name, "X-Forwarded-Proto")) {
            m_head.forwardedProto = toStd(value);
        } else if (beast::iequals(name, "X-Forwarded-For")) {
            auto& lines = m_head.forwardedForLines;
            if (m_head.forwardedForCount == lines.size()) {
                std::move(lines.begin() + 1, lines.end(), lines.begin());
                --m_head.forwardedForCount;
            }
            lines[m_head.forwardedForCount++] = toStd(value);
        } else if (beast::iequals(name, "traceparent")) {
            m_head.traceparent = std::exchange(m_hasTraceparent, true) ? std::string_view() : toStd(value);
        }
    }

    void on_header_impl(Error&) override { m_headerDone = true; }
    void on_response_impl(int, beast::string_view, int, Error&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, Error&) override {}
    std::size_t on_body_impl(beast::string_view part, Error&) override { return take(part); }
    void on_chunk_header_impl(std::uint64_t, beast::string_view, Error&) override { tookChunkHeader = true; }
    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view part, Error&) override
    {
        return take(part);
    }
    void on_finish_impl(Error&) override {}

    std::size_t take(beast::string_view part)
    {
        if (keepBody)
            m_body.append(part.data(), part.size());
        return part.size();
    }

    RequestHead& m_head;
    std::string& m_body;
    bool m_headerDone = false;
    bool m_hasLength = false, m_hasEncoding = false, m_hasAuthorization = false, m_hasType = false;
    bool m_hasIfMatch = false, m_hasWebSocketKey = false, m_hasTraceparent = false;
};

/// One request's parser, made anew in the same place for each.
class RequestReader::Parser
{
public:
    HeaderFields& begin(RequestHead& head, std::string& body) { return m_parser.emplace(head, body); }
    HeaderFields& now() { return *m_parser; }

private:
    std::optional<HeaderFields> m_parser;
};

RequestReader::RequestReader(std::size_t maxHeaderBytes)
    : m_maxHeaderBytes(maxHeaderBytes)
    , m_buffer(kFirstBufferBytes)
    , m_parser(std::make_unique<Parser>())
{
}

RequestReader::~RequestReader() = default;

std::span<char> RequestReader::space()
{
    if (m_begin == m_end)
        m_begin = m_end = 0;
    if (m_end == m_buffer.size() && m_begin > 0) {
        std::memmove(m_buffer.data(), m_buffer.data() + m_begin, m_end - m_begin);
        m_end -= m_begin;
        m_begin = 0;
    }
    if (m_end == m_buffer.size())
        m_buffer.resize(m_end * 2);
    return std::span(m_buffer).subspan(m_end);
}

void RequestReader::received(std::size_t bytes)
{
    m_end += bytes;
    // A body that fills the buffer comes fast: read it in larger pieces.
    if (m_stage == Stage::Body && m_end == m_buffer.size() && m_end < kBodyBufferBytes)
        m_buffer.resize(m_end * 2);
}

RequestReader::Progress RequestReader::fail(unsigned status, std::string_view code)
{
    m_stage = Stage::Failed;
    m_failure = {status, code};
    return Progress::Failed;
}

RequestReader::Progress RequestReader::advance()
{
    switch (m_stage) {
    case Stage::Header:
        return readHeader();
    case Stage::Body:
        return readBody();
    case Stage::Done:
        return Progress::Complete;
    case Stage::Failed:
        break;
    }
    return Progress::Failed;
}

RequestReader::Progress RequestReader::readHeader()
{
    // Empty lines before a request, as some old clients send behind a body.
    for (; m_end - m_begin >= 2 && std::memcmp(m_buffer.data() + m_begin, "\r\n", 2) == 0; m_searched = 0)
        m_begin += 2;
    const std::size_t length = headerLength();
    if (m_stage == Stage::Failed)
        return Progress::Failed;
    if (length > m_maxHeaderBytes || (length == 0 && m_end - m_begin >= m_maxHeaderBytes))
        return fail(431, "header_too_large");
    return length == 0 ? Progress::NeedMore : parseHeader(length);
}

std::size_t RequestReader::headerLength()
{
    const char* data = m_buffer.data() + m_begin;
    const std::size_t size = m_end - m_begin;
    for (std::size_t i = m_searched; i < size; ++i) {
        const void* found = std::memchr(data + i, '\n', size - i);
        if (!found)
            break;
        i = static_cast<std::size_t>(static_cast<const char*>(found) - data);
        if (i == 0 || data[i - 1] != '\r') {
            fail(400, "bad_line_ending");
            return 0;
        }
        if (i >= 3 && data[i - 2] == '\n')
            return i + 1;
        if (i + 1 == size) { // what begins the next line is yet to come
            m_searched = i;
            return 0;
        }
        if (data[i + 1] == ' ' || data[i + 1] == '\t') {
            fail(400, "folded_field");
            return 0;
        }
    }
    m_searched = size;
    return 0;
}

RequestReader::Progress RequestReader::parseHeader(std::size_t length)
{
    m_searched = 0;
    m_head = {};
    HeaderFields& parser = m_parser->begin(m_head, m_body);
    beast::error_code error;
    parser.put(boost::asio::const_buffer(m_buffer.data() + m_begin, length), error);
    if (parser.breach.status != 0)
        return fail(parser.breach.status, parser.breach.code);
    if (error == beast::http::error::bad_version)
        return fail(505, "bad_version");
    if (error || !parser.is_header_done())
        return fail(400, "bad_request");
    if (!parser.hasHost && !m_head.http10)
        return fail(400, "no_host");
    m_head.keepAlive = parser.keep_alive();
    if (!parser.upgrade() || !parser.upgradesToWebSocket || !parser.hasWebSocketVersion || m_head.http10)
        m_head.webSocketKey = {};
    if (const auto contentLength = parser.content_length())
        m_head.contentLength = *contentLength;
    m_begin += length;
    m_stage = Stage::Body;
    return Progress::Head;
}

void RequestReader::allowBody(std::size_t limit, bool keep)
{
    m_parser->now().body_limit(limit);
    m_parser->now().keepBody = keep;
    if (m_head.contentLength.value_or(0) > limit)
        fail(413, "body_too_large");
}

RequestReader::Progress RequestReader::readBody()
{
    HeaderFields& parser = m_parser->now();
    while (!parser.is_done()) {
        // Beast 1.81 asserts that it sees a last chunk whole, or not at all (parse_chunk_header); what is
        // left of a chunked body is never shorter than one.
        if (m_end - m_begin < (m_head.chunked ? kLastChunkBytes : 1))
            return Progress::NeedMore;
        beast::error_code error;
        const boost::asio::const_buffer bytes(m_buffer.data() + m_begin, m_end - m_begin);
        parser.tookChunkHeader = false;
        const std::size_t used = parser.put(bytes, error); // one chunk's header, the trailer, or some of the body
        m_begin += used;
        if (parser.tookChunkHeader && used > m_maxHeaderBytes) // as where it comes in drops
            return fail(431, "header_too_large");
        if (error == beast::http::error::body_limit)
            return fail(413, "body_too_large");
        if (error && error != beast::http::error::need_more)
            return fail(400, "bad_chunk");
        if (error && used == 0) // only a chunk's header or trailer is ever wanted whole
            return m_end - m_begin > m_maxHeaderBytes ? fail(431, "header_too_large") : Progress::NeedMore;
    }
    m_stage = Stage::Done;
    return Progress::Complete;
}

void RequestReader::next()
{
    m_stage = Stage::Header;
    m_searched = 0;
    m_body.clear();
    if (m_begin == m_end && m_buffer.size() > kBodyBufferBytes / 4) {
        m_begin = m_end = 0;
        m_buffer = std::vector<char>(kFirstBufferBytes);
    }
}

} // namespace firstcome::http
