#include "backend/spike/response_parser.h"

#include "backend/core/trimmed.h"

#include <algorithm>
#include <cstring>

namespace firstcome::spike {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool sameWord(std::string_view text, std::string_view lowerCase)
{
    return text.size() == lowerCase.size() && std::equal(text.begin(), text.end(), lowerCase.begin(),
                                                         [](char a, char b) { return lower(a) == b; });
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// `tchar` of RFC 9110.
bool isTokenCharacter(char c)
{
    return isDigit(c) || (lower(c) >= 'a' && lower(c) <= 'z') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool isTextCharacter(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return c == '\t' || (byte >= 0x20 && byte != 0x7f);
}

int hexDigit(char c)
{
    if (isDigit(c))
        return c - '0';
    const char small = lower(c);
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

} // namespace

void ResponseParser::reset()
{
    m_step = Step::StatusLine;
    m_started = m_keepAlive = m_hasLength = m_chunked = m_http11 = false;
    m_status = 0;
    m_left = m_bodyLength = 0;
    m_headerLength = m_lineLength = m_bodyKept = 0;
}

ResponseParser::State ResponseParser::state() const
{
    if (m_step == Step::Done)
        return State::Done;
    return m_step == Step::Failed ? State::Failed : State::Reading;
}

std::size_t ResponseParser::feed(std::string_view bytes)
{
    const std::size_t offered = bytes.size();
    while (!bytes.empty() && m_step != Step::Done && m_step != Step::Failed) {
        m_started = true;
        if (m_step == Step::FixedBody || m_step == Step::BodyToClose || m_step == Step::ChunkData)
            takeBody(bytes);
        else if (const auto line = takeLine(bytes))
            readLine(*line);
    }
    return offered - bytes.size();
}

void ResponseParser::finish()
{
    if (m_step == Step::BodyToClose)
        m_step = Step::Done;
    else if (m_step != Step::Done)
        fail();
    m_keepAlive = false;
}

/// One whole line without its CR LF, from here and from what earlier pieces left; nothing while it goes on.
std::optional<std::string_view> ResponseParser::takeLine(std::string_view& bytes)
{
    const auto end = bytes.find('\n');
    const auto piece = bytes.substr(0, end == std::string_view::npos ? bytes.size() : end + 1);
    bytes.remove_prefix(piece.size());
    m_headerLength += piece.size();
    if (m_lineLength + piece.size() > kMaxLine || m_headerLength > kMaxHeader) {
        fail();
        return std::nullopt;
    }
    std::string_view line = piece;
    if (m_lineLength > 0 || end == std::string_view::npos) {
        std::memcpy(m_line.data() + m_lineLength, piece.data(), piece.size());
        m_lineLength += piece.size();
        line = {m_line.data(), m_lineLength};
    }
    if (end == std::string_view::npos)
        return std::nullopt;
    m_lineLength = 0;
    line.remove_suffix(1);
    if (line.empty() || line.back() != '\r') {
        fail();
        return std::nullopt;
    }
    line.remove_suffix(1);
    if (!std::all_of(line.begin(), line.end(), isTextCharacter)) {
        fail();
        return std::nullopt;
    }
    return line;
}

void ResponseParser::readLine(std::string_view line)
{
    switch (m_step) {
    case Step::StatusLine:
        readStatusLine(line);
        break;
    case Step::Header:
        if (line.empty())
            endHeader();
        else
            readHeader(line);
        break;
    case Step::ChunkSize:
        readChunkSize(line);
        break;
    case Step::ChunkEnd:
        m_step = line.empty() ? Step::ChunkSize : Step::Failed;
        break;
    case Step::Trailer:
        if (line.empty())
            m_step = Step::Done;
        else if (const auto colon = line.find(':');
                 colon == 0 || colon == std::string_view::npos ||
                 !std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(colon),
                              isTokenCharacter))
            fail();
        break;
    default:
        fail();
        break;
    }
}

void ResponseParser::readStatusLine(std::string_view line)
{
    // HTTP/1.x SP three digits, then nothing or SP reason
    const bool whole = line.size() >= 12 &&
                       (line.starts_with("HTTP/1.1 ") || line.starts_with("HTTP/1.0 ")) && line[9] >= '1' &&
                       line[9] <= '5' && isDigit(line[10]) && isDigit(line[11]) &&
                       (line.size() == 12 || line[12] == ' ');
    if (!whole)
        return fail();
    m_http11 = line[7] == '1';
    m_keepAlive = m_http11;
    m_status = (line[9] - '0') * 100 + (line[10] - '0') * 10 + (line[11] - '0');
    m_step = m_status == 101 ? Step::Failed : Step::Header; // nobody asked for another protocol
}

void ResponseParser::readHeader(std::string_view line)
{
    const auto colon = line.find(':');
    if (colon == 0 || colon == std::string_view::npos)
        return fail();
    const auto name = line.substr(0, colon);
    if (!std::all_of(name.begin(), name.end(), isTokenCharacter))
        return fail();
    readField(name, core::trimmed(line.substr(colon + 1)));
}

void ResponseParser::readField(std::string_view name, std::string_view value)
{
    if (sameWord(name, "content-length")) {
        readContentLength(value);
    } else if (sameWord(name, "transfer-encoding")) {
        if (m_chunked || m_hasLength || !m_http11 || !sameWord(value, "chunked"))
            return fail();
        m_chunked = true;
    } else if (sameWord(name, "connection")) {
        readConnection(value);
    }
}

void ResponseParser::readContentLength(std::string_view value)
{
    if (m_hasLength || m_chunked || value.empty() || value.size() > 9 ||
        !std::all_of(value.begin(), value.end(), isDigit))
        return fail();
    m_hasLength = true;
    m_left = 0;
    for (const char c : value)
        m_left = m_left * 10 + static_cast<std::uint64_t>(c - '0');
    if (m_left > kMaxBody)
        fail();
}

void ResponseParser::readConnection(std::string_view value)
{
    while (!value.empty()) {
        const auto comma = value.find(',');
        const auto option = core::trimmed(value.substr(0, comma));
        if (sameWord(option, "close"))
            m_keepAlive = false;
        else if (sameWord(option, "keep-alive") && !m_http11)
            m_keepAlive = true;
        value.remove_prefix(comma == std::string_view::npos ? value.size() : comma + 1);
    }
}

void ResponseParser::endHeader()
{
    if (m_status < 200) { // an interim reply: the real one follows
        if (m_hasLength || m_chunked)
            return fail();
        m_step = Step::StatusLine;
        m_status = 0;
    } else if (m_status == 204 || m_status == 304) {
        m_step = m_chunked ? Step::Failed : Step::Done;
    } else if (m_chunked) {
        m_step = Step::ChunkSize;
    } else if (m_hasLength) {
        m_step = m_left == 0 ? Step::Done : Step::FixedBody;
    } else {
        m_keepAlive = false;
        m_step = Step::BodyToClose;
    }
}

void ResponseParser::readChunkSize(std::string_view line)
{
    const auto size = core::trimmed(line.substr(0, line.find(';')));
    if (size.empty() || size.size() > 6 || hexDigit(line.front()) < 0)
        return fail();
    m_left = 0;
    for (const char c : size) {
        const int digit = hexDigit(c);
        if (digit < 0)
            return fail();
        m_left = m_left * 16 + static_cast<std::uint64_t>(digit);
    }
    if (m_bodyLength + m_left > kMaxBody)
        return fail();
    m_step = m_left == 0 ? Step::Trailer : Step::ChunkData;
}

void ResponseParser::takeBody(std::string_view& bytes)
{
    std::size_t count = bytes.size();
    if (m_step != Step::BodyToClose)
        count = static_cast<std::size_t>(std::min<std::uint64_t>(count, m_left));
    const auto kept = std::min(count, kBodyKept - m_bodyKept);
    std::memcpy(m_body.data() + m_bodyKept, bytes.data(), kept);
    m_bodyKept += kept;
    m_bodyLength += count;
    bytes.remove_prefix(count);
    if (m_step == Step::BodyToClose) {
        if (m_bodyLength > kMaxBody)
            fail();
        return;
    }
    m_left -= count;
    if (m_left == 0)
        m_step = m_step == Step::FixedBody ? Step::Done : Step::ChunkEnd;
}

} // namespace firstcome::spike
