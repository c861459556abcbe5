#include "backend/http/request_reader.h"

#include <gtest/gtest.h>

#include <cstring>

using namespace firstcome::http;
using Progress = RequestReader::Progress;

namespace {

void feed(RequestReader& reader, std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto space = reader.space();
        const std::size_t part = std::min(space.size(), bytes.size());
        std::memcpy(space.data(), bytes.data(), part);
        reader.received(part);
        bytes.remove_prefix(part);
    }
}

/// What comes of `bytes`: the status of a failure, 0 for a whole request, −1 while more is needed.
int outcomeOf(RequestReader& reader, std::string_view bytes, std::size_t step, std::size_t bodyLimit = 1000)
{
    for (;;) {
        switch (reader.advance()) {
        case Progress::Head:
            reader.allowBody(bodyLimit, true);
            break;
        case Progress::Complete:
            return 0;
        case Progress::Failed:
            return static_cast<int>(reader.failure().status);
        case Progress::NeedMore:
            if (bytes.empty())
                return -1;
            feed(reader, bytes.substr(0, step));
            bytes.remove_prefix(std::min(step, bytes.size()));
        }
    }
}

struct Case
{
    std::string bytes;
    int outcome;
    std::string_view code = {};
    std::string_view body = {};
};

const std::string kPost = "POST /x HTTP/1.1\r\nHost: h\r\n";

const Case kCases[] = {
    {"GET /x HTTP/1.1\r\nHost: h\r\n\r\n", 0},
    {"\r\n\r\nGET /x HTTP/1.1\r\nHost: h\r\n\r\n", 0},
    {"GET /x HTTP/1.0\r\n\r\n", 0},
    {kPost + "Content-Length: 5\r\n\r\nhello", 0, {}, "hello"},
    {kPost + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n3;x=y\r\n wo\r\n0\r\nTrailer: t\r\n\r\n",
     0,
     {},
     "hello wo"},
    {kPost + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 0},
    {kPost + "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nT: t\r\n\r\n", 0, {}, "x"},
    {kPost + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r", -1},
    {kPost + "Content-Length: 5\r\n\r\nhel", -1},
    {"GET /x HTTP/1.1\r\nHost: h\r\n", -1},
    {"", -1},

    // requests that two servers might read differently
    {kPost + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
    {kPost + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400},
    {kPost + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", 400},
    {kPost + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", 400, "repeated_field"},
    {kPost + "Content-Length: 5, 5\r\n\r\nhello", 400, "repeated_field"},
    {kPost + "Content-Length: +5\r\n\r\nhello", 400},
    {kPost + "Content-Length: 0x5\r\n\r\nhello", 400},
    {kPost + "Content-Length: -5\r\n\r\nhello", 400},
    {kPost + "Content-Length: 5 5\r\n\r\nhello", 400},
    {kPost + "Content-Length:\r\n\r\nhello", 400},
    {kPost + "Content-Length: 99999999999999999999\r\n\r\nhello", 400},
    {kPost + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
    {kPost + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", 501, "bad_transfer_encoding"},
    {kPost + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501, "bad_transfer_encoding"},
    {kPost + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", 501, "bad_transfer_encoding"},
    {kPost + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501, "bad_transfer_encoding"},
    {"POST /x HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "bad_transfer_encoding"},
    {kPost + "Content-Length : 5\r\n\r\nhello", 400},
    {kPost + " Content-Length: 5\r\n\r\nhello", 400, "folded_field"},
    {kPost + "X: a\r\n\tContent-Length: 5\r\n\r\nhello", 400, "folded_field"},
    {"GET /x HTTP/1.1\nHost: h\n\n", 400, "bad_line_ending"},
    {"GET /x HTTP/1.1\r\nHost: h\nX: y\r\n\r\n", 400, "bad_line_ending"},
    {"GET /x HTTP/1.1\r\nHost: h\rX: y\r\n\r\n", 400},
    {"GET /x HTTP/1.1\r\nHost: h\r\n\n", 400, "bad_line_ending"},
    {"GET /x HTTP/1.1\r\n\r\n", 400, "no_host"},
    {"GET /x HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n", 400, "repeated_field"},
    {kPost + "Authorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n", 400, "repeated_field"},

    // broken chunking
    {kPost + "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n", 400, "bad_chunk"},
    {kPost + "Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n", 400, "bad_chunk"},
    {kPost + "Transfer-Encoding: chunked\r\n\r\n5\r\nhelloXX0\r\n\r\n", 400, "bad_chunk"},
    {kPost + "Transfer-Encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n", 400, "bad_chunk"},
    {kPost + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n", 400, "bad_chunk"},
    {kPost + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nContent-Length: 3\r\n\r\n", 400,
     "bad_chunk"},

    // not HTTP
    {std::string("GET /\0x HTTP/1.1\r\nHost: h\r\n\r\n", 29), 400},
    {std::string("GET /x HTTP/1.1\r\nHost: h\r\nX: a\0b\r\n\r\n", 36), 400},
    {"GET  /x HTTP/1.1\r\nHost: h\r\n\r\n", 400},
    {"GET /x y HTTP/1.1\r\nHost: h\r\n\r\n", 505},
    {"GET /x\r\nHost: h\r\n\r\n", 400},
    {"GET /x HTTP/2.0\r\nHost: h\r\n\r\n", 505, "bad_version"},
    {"G(T /x HTTP/1.1\r\nHost: h\r\n\r\n", 400},
    {std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello\r\n\r\n", 22), 400},
    {kPost + "Expect: a-miracle\r\n\r\n", 417, "bad_expectation"},

    // too large
    {"GET /" + std::string(10'000, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n", 431, "header_too_large"},
    {"GET /x HTTP/1.1\r\nHost: h\r\nX: " + std::string(10'000, 'a'), 431, "header_too_large"},
    {kPost + "Content-Length: 1001\r\n\r\n", 413, "body_too_large"},
    {kPost + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n", 413, "body_too_large"},
    {kPost + "Transfer-Encoding: chunked\r\n\r\n5;" + std::string(10'000, 'e'), 431, "header_too_large"},
    {kPost + "Transfer-Encoding: chunked\r\n\r\n5;" + std::string(10'000, 'e') + "\r\nhello\r\n0\r\n\r\n", 431,
     "header_too_large"},
    {kPost + "Transfer-Encoding: chunked\r\n\r\n0\r\nX: " + std::string(10'000, 't') + "\r\n\r\n", 431,
     "header_too_large"},
};

} // namespace

TEST(RequestReader, ReadsOrRefusesHoweverTheBytesCome)
{
    for (const Case& c : kCases)
        for (const std::size_t step : {std::size_t{1}, std::size_t{7}, std::size_t{100'000}}) {
            RequestReader reader(8 * 1024);
            const std::string shown = c.bytes.substr(0, 120) + " by " + std::to_string(step);
            ASSERT_EQ(outcomeOf(reader, c.bytes, step), c.outcome) << shown;
            if (!c.code.empty()) {
                EXPECT_EQ(reader.failure().code, c.code) << shown;
            }
            if (c.outcome == 0) {
                EXPECT_EQ(reader.takeBody(), c.body) << shown;
            }
        }
}

TEST(RequestReader, RefusesAHeaderThatComesInManySmallFields)
{
    RequestReader reader(1024);
    feed(reader, "GET /x HTTP/1.1\r\nHost: h\r\n");
    Progress progress = Progress::NeedMore;
    for (int i = 0; i < 200 && progress == Progress::NeedMore; ++i) {
        feed(reader, "X-Field: value\r\n");
        progress = reader.advance();
    }
    EXPECT_EQ(progress, Progress::Failed);
    EXPECT_EQ(reader.failure().status, 431u);
}

TEST(RequestReader, KeepsTheBytesOfTheNextRequest)
{
    RequestReader reader(8 * 1024);
    std::string bytes;
    for (int i = 0; i < 300; ++i)
        bytes += "POST /" + std::to_string(i) + " HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc";
    feed(reader, bytes);
    for (int i = 0; i < 300; ++i) {
        ASSERT_EQ(reader.advance(), Progress::Head);
        EXPECT_EQ(reader.head().target, "/" + std::to_string(i));
        reader.allowBody(10, true);
        ASSERT_EQ(reader.advance(), Progress::Complete);
        EXPECT_EQ(reader.takeBody(), "abc");
        reader.next();
    }
    EXPECT_EQ(reader.advance(), Progress::NeedMore);
    EXPECT_FALSE(reader.hasBytes());
}

TEST(RequestReader, NotesWhatTheServerLooksAt)
{
    RequestReader reader(8 * 1024);
    feed(reader, "PATCH /x?y HTTP/1.1\r\nhost: h\r\nX-Forwarded-For: 1.1.1.1\r\nauthorization:  Bearer t \r\n"
                 "x-forwarded-for: 2.2.2.2, 3.3.3.3\r\nIf-Match: \"7\"\r\nX-Forwarded-Proto: https\r\n"
                 "Content-Type: text/csv\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    ASSERT_EQ(reader.advance(), Progress::Head);
    const RequestHead& head = reader.head();
    EXPECT_EQ(head.method, "PATCH");
    EXPECT_EQ(head.target, "/x?y");
    EXPECT_EQ(head.authorization, "Bearer t");
    EXPECT_EQ(head.ifMatch, "\"7\"");
    EXPECT_EQ(head.contentType, "text/csv");
    EXPECT_EQ(head.forwardedProto, "https");
    ASSERT_EQ(head.forwardedFor().size(), 2u);
    EXPECT_EQ(head.forwardedFor()[1], "2.2.2.2, 3.3.3.3");
    EXPECT_FALSE(head.keepAlive);
    EXPECT_FALSE(head.hasBody());
    EXPECT_EQ(reader.advance(), Progress::Complete);
}

TEST(RequestReader, KeepsTheLastForwardedLinesOfMany)
{
    RequestReader reader(8 * 1024);
    std::string bytes = "GET /x HTTP/1.1\r\nHost: h\r\n";
    for (int i = 0; i < 9; ++i)
        bytes += "X-Forwarded-For: 10.0.0." + std::to_string(i) + "\r\n";
    feed(reader, bytes + "\r\n");
    ASSERT_EQ(reader.advance(), Progress::Head);
    ASSERT_EQ(reader.head().forwardedFor().size(), 4u);
    EXPECT_EQ(reader.head().forwardedFor()[3], "10.0.0.8");
}

TEST(RequestReader, ReadsALargeBodyWhole)
{
    RequestReader reader(8 * 1024);
    const std::string body(3'000'000, 'b');
    const std::string bytes = kPost + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    EXPECT_EQ(outcomeOf(reader, bytes, 50'000, 4'000'000), 0);
    EXPECT_EQ(reader.takeBody(), body);
}
