#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace firstcome::http {

/// The parts of a request's header that this server looks at. Views point into the reader's buffer.
struct RequestHead
{
    std::string_view method, target;
    std::string_view authorization, contentType, ifMatch, forwardedProto;
    std::string_view traceparent;  ///< the only one there is, whatever it says
    std::string_view webSocketKey; ///< of a whole wish to go on as a WebSocket (RFC 6455, 4.1); else empty
    std::array<std::string_view, 4> forwardedForLines{}; ///< the last ones, in order of appearance
    std::size_t forwardedForCount = 0;
    std::optional<std::uint64_t> contentLength;
    bool chunked = false;
    bool expectsContinue = false;
    bool keepAlive = true;
    bool http10 = false;

    std::span<const std::string_view> forwardedFor() const
    {
        return {forwardedForLines.data(), forwardedForCount};
    }
    bool hasBody() const { return chunked || contentLength.value_or(0) != 0; }
};

/// Why a request cannot be read further. The connection is closed after saying so.
struct ReadFailure
{
    unsigned status = 400;
    std::string_view code = "bad_request"; ///< static text
};

/// Turns received bytes into HTTP/1.1 requests, one after the other; bytes of the next one are kept. Strict
/// where leniency would let two servers read the same bytes differently: lines end with CRLF, no folding,
/// exactly one Host, at most one Content-Length and not beside Transfer-Encoding, which is `chunked` alone.
/// No I/O and no clock. Owned by one session, used on its thread; allocates when a request is larger than
/// any before it.
class RequestReader
{
public:
    enum class Progress { NeedMore, Head, Complete, Failed };

    explicit RequestReader(std::size_t maxHeaderBytes);
    ~RequestReader();
    RequestReader(const RequestReader&) = delete;
    RequestReader& operator=(const RequestReader&) = delete;

    /// Where to put received bytes; never empty. Valid until the next call.
    std::span<char> space();
    void received(std::size_t bytes);

    /// Reads on. Head comes once for each request: then say allowBody(), and go on to Complete.
    Progress advance();
    const RequestHead& head() const { return m_head; } ///< from Head until the next advance()
    const ReadFailure& failure() const { return m_failure; }
    /// How large the body may be, and whether anybody wants it. A declared length above it fails at once:
    /// the next advance() is Failed, 413.
    void allowBody(std::size_t limit, bool keep);
    std::string takeBody() { return std::move(m_body); }
    /// Done with this request: on to the next.
    void next();

    bool hasBytes() const { return m_begin != m_end; } ///< of a request not yet complete
    bool inBody() const { return m_stage == Stage::Body; }

private:
    class Parser;
    enum class Stage { Header, Body, Done, Failed };

    Progress readHeader();
    /// Length of the whole header at m_begin, or 0 while its end has not come; may fail().
    std::size_t headerLength();
    Progress parseHeader(std::size_t length);
    Progress readBody();
    Progress fail(unsigned status, std::string_view code);

    std::size_t m_maxHeaderBytes;
    std::vector<char> m_buffer;
    std::size_t m_begin = 0, m_end = 0; ///< received and not yet used up
    std::size_t m_searched = 0;         ///< bytes from m_begin known not to end the header
    Stage m_stage = Stage::Header;
    std::unique_ptr<Parser> m_parser;
    RequestHead m_head;
    ReadFailure m_failure;
    std::string m_body;
};

} // namespace firstcome::http
