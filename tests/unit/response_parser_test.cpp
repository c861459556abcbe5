#include "backend/spike/response_parser.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

using firstcome::spike::ResponseParser;
using State = ResponseParser::State;

namespace {

struct Read
{
    State state;
    int status;
    std::string body;
    bool keepAlive;
    std::size_t used;

    friend bool operator==(const Read&, const Read&) = default;
};

/// Feeds `pieces` one after the other, then the end of the connection where `end` is set.
Read feed(const std::vector<std::string_view>& pieces, bool end = false)
{
    ResponseParser parser;
    std::size_t used = 0;
    for (const auto piece : pieces)
        used += parser.feed(piece);
    if (end)
        parser.finish();
    const bool done = parser.state() == State::Done;
    return {parser.state(), done ? parser.status() : 0, done ? std::string(parser.body()) : "",
            done && parser.keepAlive(), used};
}

Read whole(std::string_view text, bool end = false)
{
    return feed({text}, end);
}

const std::vector<std::string> kGood{
    "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{\"slot\":12}",
    "HTTP/1.1 410\r\ncontent-length:0\r\n\r\n",
    "HTTP/1.1 410 \r\nContent-Length:   5  \r\nConnection: close\r\n\r\nhello",
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 425 Too Early\r\nContent-Length: 2\r\n\r\nok",
    "HTTP/1.1 204 No Content\r\n\r\n",
    "HTTP/1.1 409 Conflict\r\nTransfer-Encoding: "
    "chunked\r\n\r\n4\r\nWiki\r\n1A;name=value\r\nabcdefghijklmnopqrstuvwxyz\r\n"
    "0\r\nTrailer: x\r\n\r\n",
    "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 1\r\n\r\nx",
};

} // namespace

TEST(ResponseParser, ReadsGoodReplies)
{
    EXPECT_EQ(whole(kGood[0]), (Read{State::Done, 202, "{\"slot\":12}", true, kGood[0].size()}));
    EXPECT_EQ(whole(kGood[1]), (Read{State::Done, 410, "", true, kGood[1].size()}));
    EXPECT_EQ(whole(kGood[2]), (Read{State::Done, 410, "hello", false, kGood[2].size()}));
    EXPECT_EQ(whole(kGood[3]), (Read{State::Done, 425, "ok", true, kGood[3].size()}));
    EXPECT_EQ(whole(kGood[4]), (Read{State::Done, 204, "", true, kGood[4].size()}));
    EXPECT_EQ(whole(kGood[5]),
              (Read{State::Done, 409, "Wikiabcdefghijklmnopqrstuvwxyz", true, kGood[5].size()}));
    EXPECT_EQ(whole(kGood[6]), (Read{State::Done, 200, "x", true, kGood[6].size()}));
}

TEST(ResponseParser, ReadsTheSameHoweverTheBytesAreCut)
{
    for (const auto& text : kGood) {
        const auto expected = whole(text);
        const std::string_view view = text;
        for (std::size_t i = 0; i <= text.size(); ++i)
            for (std::size_t j = i; j <= text.size(); ++j)
                ASSERT_EQ(feed({view.substr(0, i), view.substr(i, j - i), view.substr(j)}), expected)
                    << text << " cut at " << i << " and " << j;
        std::vector<std::string_view> bytes;
        for (std::size_t i = 0; i < text.size(); ++i)
            bytes.push_back(view.substr(i, 1));
        EXPECT_EQ(feed(bytes), expected) << text;
    }
}

TEST(ResponseParser, LeavesWhatFollowsAndReadsItAfterReset)
{
    const std::string two = kGood[0] + kGood[1];
    ResponseParser parser;
    const auto used = parser.feed(two);
    EXPECT_EQ(used, kGood[0].size());
    EXPECT_EQ(parser.feed("more"), 0u);
    parser.reset();
    EXPECT_FALSE(parser.started());
    EXPECT_EQ(parser.feed(std::string_view(two).substr(used)), kGood[1].size());
    EXPECT_EQ(parser.state(), State::Done);
    EXPECT_EQ(parser.status(), 410);
}

TEST(ResponseParser, ABodyWithoutLengthLastsUntilTheEnd)
{
    const std::string text = "HTTP/1.1 503 Busy\r\n\r\nsorry";
    EXPECT_EQ(whole(text).state, State::Reading);
    EXPECT_EQ(whole(text, true), (Read{State::Done, 503, "sorry", false, text.size()}));
}

TEST(ResponseParser, AnEndInTheMiddleIsNoReply)
{
    for (const auto& text : kGood)
        for (std::size_t i = 0; i < text.size(); ++i)
            ASSERT_EQ(whole(std::string_view(text).substr(0, i), true).state, State::Failed)
                << text << " cut at " << i;
}

TEST(ResponseParser, RefusesWhatNoGoodServerSends)
{
    const std::string ok = "HTTP/1.1 200 OK\r\n";
    for (const std::string& text :
         std::vector<std::string>{"garbage\r\n",
                                  "HTTP/2 200\r\n",
                                  "HTTP/1.1 20 OK\r\n",
                                  "HTTP/1.1 2000 OK\r\n",
                                  "HTTP/1.1  200 OK\r\n",
                                  "HTTP/1.1 600 OK\r\n",
                                  "HTTP/1.1 099 OK\r\n",
                                  "http/1.1 200 OK\r\n",
                                  "HTTP/1.1 200 OK\n",
                                  "HTTP/1.1 101 Switching Protocols\r\n",
                                  "\r\n",
                                  std::string("HTTP/1.1 200 O\0K\r\n", 18),
                                  ok + "Content-Length: 1\r\nContent-Length: 1\r\n",
                                  ok + "Content-Length: -1\r\n",
                                  ok + "Content-Length: 1x\r\n",
                                  ok + "Content-Length:\r\n",
                                  ok + "Content-Length: 99999999999999999999\r\n",
                                  ok + "Content-Length: 2000000\r\n",
                                  ok + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
                                  ok + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
                                  ok + "Transfer-Encoding: gzip, chunked\r\n",
                                  ok + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                                  "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n",
                                  ok + "No colon\r\n",
                                  ok + ": nameless\r\n",
                                  ok + "Blank : before colon\r\n",
                                  ok + " folded: line\r\n",
                                  ok + "Bare: line feed\n",
                                  ok + "Bell: \a\r\n",
                                  ok + "Return: a\rb\r\n",
                                  ok + "Transfer-Encoding: chunked\r\n\r\nx\r\n",
                                  ok + "Transfer-Encoding: chunked\r\n\r\n\r\n",
                                  ok + "Transfer-Encoding: chunked\r\n\r\n 4\r\n",
                                  ok + "Transfer-Encoding: chunked\r\n\r\n-4\r\n",
                                  ok + "Transfer-Encoding: chunked\r\n\r\n4\r\nWikix\r\n",
                                  ok + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n",
                                  ok + "Transfer-Encoding: chunked\r\n\r\nFFFFFF\r\n",
                                  ok + "Transfer-Encoding: chunked\r\n\r\n0\r\nbad trailer\r\n",
                                  ok + "Long: " + std::string(3000, 'x'),
                                  std::string(5000, 'A'),
                                  "HTTP/1.1 100 Continue\r\nContent-Length: 5\r\n\r\n"}) {
        EXPECT_EQ(whole(text).state, State::Failed) << text;
        std::vector<std::string_view> bytes;
        for (std::size_t i = 0; i < text.size(); ++i)
            bytes.push_back(std::string_view(text).substr(i, 1));
        EXPECT_EQ(feed(bytes).state, State::Failed) << text;
    }
}

TEST(ResponseParser, BoundsHeaderAndBody)
{
    std::string header = "HTTP/1.1 200 OK\r\n";
    while (header.size() <= ResponseParser::kMaxHeader)
        header += "A: " + std::string(100, 'x') + "\r\n";
    EXPECT_EQ(whole(header).state, State::Failed);

    ResponseParser endless;
    endless.feed("HTTP/1.1 200 OK\r\n\r\n");
    const std::string piece(64 * 1024, 'x');
    for (int i = 0; i < 17; ++i)
        endless.feed(piece);
    EXPECT_EQ(endless.state(), State::Failed);

    ResponseParser interim;
    for (int i = 0; i < 1000; ++i)
        interim.feed("HTTP/1.1 100 Continue\r\n\r\n");
    EXPECT_EQ(interim.state(), State::Failed);
}

TEST(ResponseParser, KeepsTheBeginningOfALongBody)
{
    const std::string body(ResponseParser::kBodyKept + 1, 'x');
    ResponseParser parser;
    parser.feed("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    EXPECT_EQ(parser.state(), State::Done);
    EXPECT_EQ(parser.body(), body.substr(1));
    EXPECT_TRUE(parser.bodyCut());
}
