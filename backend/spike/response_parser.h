#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace firstcome::spike {

/// Reads one HTTP/1.x reply after the other, from bytes that come in any pieces. Strict: what a well-behaved
/// server never sends (a bare line feed, both lengths, a folded header, a control character) fails the reply.
/// Allocates nothing; keeps the first kBodyKept bytes of the body and counts the rest. One thread.
/// Source: RFC 9112.
class ResponseParser
{
public:
    static constexpr std::size_t kBodyKept = 1024;
    static constexpr std::size_t kMaxLine = 2048;
    static constexpr std::size_t kMaxHeader = 16 * 1024;
    static constexpr std::uint64_t kMaxBody = 1024 * 1024;

    enum class State { Reading, Done, Failed };

    /// Ready for the next reply.
    void reset();
    /// Takes bytes up to the end of the reply, and tells how many it took. Once Done or Failed it takes none.
    std::size_t feed(std::string_view bytes);
    /// The server closed the connection: ends a reply whose body lasts until then, and fails every other.
    void finish();

    State state() const;
    bool started() const { return m_started; } ///< at least one byte came
    int status() const { return m_status; }    ///< 0 before the status line
    bool keepAlive() const { return m_keepAlive; }
    std::string_view body() const { return {m_body.data(), m_bodyKept}; }
    bool bodyCut() const { return m_bodyLength > m_bodyKept; } ///< the body was longer than what was kept

private:
    enum class Step {
        StatusLine,
        Header,
        FixedBody,
        BodyToClose,
        ChunkSize,
        ChunkData,
        ChunkEnd,
        Trailer,
        Done,
        Failed
    };

    std::optional<std::string_view> takeLine(std::string_view& bytes);
    void readLine(std::string_view line);
    void readStatusLine(std::string_view line);
    void readHeader(std::string_view line);
    void readField(std::string_view name, std::string_view value);
    void readContentLength(std::string_view value);
    void readConnection(std::string_view value);
    void endHeader();
    void readChunkSize(std::string_view line);
    void takeBody(std::string_view& bytes);
    void fail() { m_step = Step::Failed; }

    Step m_step = Step::StatusLine;
    bool m_started = false;
    bool m_keepAlive = false;
    bool m_hasLength = false;
    bool m_chunked = false;
    bool m_http11 = false;
    int m_status = 0;
    std::uint64_t m_left = 0;       ///< of a body or chunk of known length
    std::uint64_t m_bodyLength = 0; ///< of all that came
    std::size_t m_headerLength = 0;
    std::size_t m_lineLength = 0; ///< of a line that came in pieces
    std::size_t m_bodyKept = 0;
    std::array<char, kMaxLine> m_line;
    std::array<char, kBodyKept> m_body;
};

} // namespace firstcome::spike
