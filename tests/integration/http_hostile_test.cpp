#include "tests/support/http_server_fixture.h"

#include <gtest/gtest.h>

#include <iostream>
#include <sys/resource.h>
#include <thread>

using namespace firstcome;
using namespace firstcome::testing;

namespace {

const std::string kIssue = "POST /api/coupons/XMAS/issue-fcfs/kim HTTP/1.1\r\nHost: h\r\n";

/// What a server says to bytes on a connection of their own, and that it closes behind it.
int statusAndClose(const ServerUnderTest& server, std::string_view bytes)
{
    RawClient client = server.client();
    client.send(bytes);
    const auto reply = client.read();
    EXPECT_TRUE(client.isClosed());
    return reply ? reply->status : 0;
}

} // namespace

TEST(HostileHttp, ClosesBehindWhateverIsNotARequest)
{
    const std::pair<std::string, int> cases[] = {
        {"GET /" + std::string(10'000, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n", 431},
        {"GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(10'000, 'a') + "\r\n\r\n", 431},
        {kIssue + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        {kIssue + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", 400},
        {kIssue + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", 400},
        {kIssue + "X: a\r\n b\r\n\r\n", 400},
        {kIssue + "Content-Length : 5\r\n\r\nhello", 400},
        {"POST /api/coupons/XMAS/issue-fcfs/kim HTTP/1.1\nHost: h\n\n", 400},
        {kIssue + "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", 400},
        {kIssue + "Transfer-Encoding: gzip, chunked\r\n\r\n", 501},
        {kIssue + std::string("X: a\0b\r\n\r\n", 10), 400},
        {std::string("\0\0\0\0\r\n\r\n", 8), 400},
        {"\x16\x03\x01\x02 TLS to a plain port\r\n\r\n", 400},
        {kIssue + "Content-Length: 100000\r\n\r\n", 413},
        {"GET / HTTP/3.0\r\nHost: h\r\n\r\n", 505},
        {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
    };
    ServerUnderTest server;
    for (const auto& [bytes, status] : cases)
        EXPECT_EQ(statusAndClose(server, bytes), status) << bytes.substr(0, 100);
    EXPECT_EQ(server.stock.attempts(), 0u);
    EXPECT_EQ(server.ask("GET", "/healthz")->status, 200);
}

TEST(HostileHttp, DoesNotTakeASmuggledRequestForOne)
{
    ServerUnderTest server;
    RawClient client = server.client();
    client.send(kIssue + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + kIssue +
                "\r\n");
    EXPECT_EQ(client.read()->status, 400);
    EXPECT_FALSE(client.read()) << "nothing behind it is answered";
    EXPECT_EQ(server.stock.attempts(), 0u);
}

TEST(HostileHttp, AnswersOddButValidTargetsWithoutClosing)
{
    ServerUnderTest server;
    RawClient client = server.client();
    for (const auto& [target, status] : std::initializer_list<std::pair<std::string, int>>{
             {"/api/coupons/" + std::string(5'000, 'a'), 400},
             {"/api/coupons/%ff%fe", 400},
             {"/api/coupons/\xff\xfe", 400},
             {"/api/coupons/%00", 400},
             {"/api/coupons/%", 400},
             {"/%2e%2e/%2e%2e/etc/passwd", 404},
             {"//", 404},
             {"http://localhost/api/coupons", 200},
             {"http://user@evil.example:80/api/coupons", 200},
             {"/api/c%6fupons", 200},
         }) {
        const auto reply = client.ask("GET", target);
        ASSERT_TRUE(reply) << target.substr(0, 60);
        EXPECT_EQ(reply->status, status) << target.substr(0, 60);
    }
}

TEST(HostileHttp, AnswersAHundredPipelinedRequestsInOrder)
{
    ServerUnderTest server;
    RawClient client = server.client();
    std::string bytes;
    for (int i = 0; i < 100; ++i)
        bytes += i % 10 == 9 ? "GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n"
                             : "POST /api/coupons/XMAS/issue-fcfs/p" + std::to_string(i) +
                                   " HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}";
    client.send(bytes);
    for (int i = 0; i < 100; ++i) {
        const auto reply = client.read();
        ASSERT_TRUE(reply) << i;
        const std::string expected =
            i % 10 == 9 ? std::string("\"ok\"") : "\"publicId\":\"p" + std::to_string(i) + "\"";
        EXPECT_NE(reply->body.find(expected), std::string::npos) << i << ": " << reply->body;
    }
    EXPECT_EQ(server.stock.attempts(), 90u);
}

TEST(HostileHttp, AnswersAHalfClosedClient)
{
    ServerUnderTest server;
    server.stock.hold();
    RawClient client = server.client();
    client.send(kIssue + "\r\n");
    client.finishSending();
    while (server.stock.attempts() == 0)
        std::this_thread::yield();
    server.stock.release();
    EXPECT_EQ(client.read()->status, 202);
    EXPECT_TRUE(client.isClosed());
}

TEST(HostileHttp, ForgetsAClientThatLeavesInTheMiddle)
{
    ServerUnderTest server;
    server.stock.hold();
    {
        RawClient gone = server.client();
        gone.send(kIssue + "\r\n");
        while (server.stock.attempts() == 0)
            std::this_thread::yield();
        RawClient halfway = server.client();
        halfway.send(
            "POST /api/coupons/XMAS/issue-fcfs/lee HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhal");
        halfway.finishSending();
        EXPECT_TRUE(halfway.isClosed()) << "half a request is none";
    }
    server.stock.release();
    while (server.server.status().connections != 0)
        std::this_thread::yield();
    EXPECT_EQ(server.ask("POST", "/api/coupons/XMAS/issue-fcfs/kim")->status, 409)
        << "the attempt itself counted";
    EXPECT_EQ(server.admission.inFlight(), 0u);
}

TEST(HostileHttp, ServesOldClients)
{
    ServerUnderTest server;
    RawClient once = server.client();
    once.send("GET /healthz HTTP/1.0\r\n\r\n");
    EXPECT_EQ(once.read()->header("connection"), "close");
    EXPECT_TRUE(once.isClosed());
    RawClient kept = server.client();
    for (int i = 0; i < 2; ++i) {
        kept.send("GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        EXPECT_EQ(kept.read()->header("connection"), "keep-alive");
    }
    RawClient asked = server.client();
    EXPECT_EQ(asked.ask("GET", "/healthz", "Connection: close\r\n")->header("connection"), "close");
    EXPECT_TRUE(asked.isClosed());
}

TEST(HostileHttp, HoldsThousandsOfIdleConnections)
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    // Both ends live in this process.
    const std::size_t count = std::min<std::size_t>(5'000, (limit.rlim_max - 200) / 2);
    std::cout << "idle connections: " << count << "\n";
    core::HttpConfig config;
    config.ioThreads = 2;
    ServerUnderTest server(config);
    std::vector<RawClient> idle;
    idle.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        idle.push_back(RawClient::unconnected());
        ASSERT_TRUE(idle.back().connect(server.port())) << i;
    }
    EXPECT_EQ(server.ask("POST", "/api/coupons/XMAS/issue-fcfs/kim")->status, 202);
    while (server.server.status().connections < count)
        std::this_thread::yield();
    for (std::size_t i = 0; i < count; i += 97)
        ASSERT_EQ(idle[i].ask("GET", "/healthz")->status, 200) << i;
    idle.clear();
    while (server.server.status().connections != 0)
        std::this_thread::yield();
    server.server.stop(); // the io threads have written down what they closed
    EXPECT_EQ(server.recorders[0]->opened + server.recorders[1]->opened,
              server.recorders[0]->closed + server.recorders[1]->closed);
}
