#include "tests/support/http_server_fixture.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <sys/resource.h>
#include <sys/socket.h>
#include <thread>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;

namespace {

const std::string kIssue = "POST /api/coupons/XMAS/issue-fcfs/kim HTTP/1.1\r\nHost: h\r\n";

core::HttpConfig impatient()
{
    core::HttpConfig config;
    config.headerTimeout = 500ms; // what is not too slow here has that long, on a busy machine too
    config.bodyTimeout = 500ms;
    config.idleTimeout = 500ms;
    return config;
}

std::string codeIn(const std::optional<HttpReply>& reply)
{
    if (!reply)
        return "nothing";
    const auto at = reply->body.find("\"code\":\"");
    return at == std::string::npos ? "" : reply->body.substr(at + 8, reply->body.find('"', at + 8) - at - 8);
}

} // namespace

TEST(HttpLimits, EndsAHeaderThatDoesNotCome)
{
    ServerUnderTest server(impatient());
    RawClient client = server.client();
    client.send("POST /api/coupons/XMAS/issue-fcfs/kim HTTP/1.1\r\nHo");
    const auto reply = client.read();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 408);
    EXPECT_EQ(codeIn(reply), "too_slow");
    EXPECT_TRUE(client.isClosed());
}

TEST(HttpLimits, IsNotFooledByAByteNowAndThen)
{
    ServerUnderTest server(impatient());
    RawClient client = server.client();
    client.send("GET /healthz HTTP/1.1\r\n");
    std::thread dripping([&] { // always sooner than the limit
        for (int i = 0; i < 200 && client.send("X: y\r\n"); ++i)
            std::this_thread::sleep_for(50ms);
    });
    EXPECT_EQ(client.read()->status, 408);
    ::shutdown(client.descriptor(), SHUT_RDWR);
    dripping.join();
}

TEST(HttpLimits, EndsABodyThatDoesNotCome)
{
    ServerUnderTest server(impatient());
    RawClient client = server.client();
    client.send(kIssue + "Content-Length: 10\r\n\r\nhal");
    EXPECT_EQ(client.read()->status, 408);
    EXPECT_TRUE(client.isClosed());
    EXPECT_EQ(server.stock.attempts(), 0u);
}

TEST(HttpLimits, EndsAnIdleConnectionWithoutAWord)
{
    ServerUnderTest server(impatient());
    RawClient fresh = server.client();
    RawClient used = server.client();
    EXPECT_EQ(used.ask("GET", "/healthz")->status, 200);
    EXPECT_TRUE(fresh.isClosed());
    EXPECT_TRUE(used.isClosed());
}

TEST(HttpLimits, DoesNotEndWhatWaitsForTheStore)
{
    ServerUnderTest server(impatient());
    server.stock.hold();
    RawClient waiting = server.client();
    waiting.send(kIssue + "\r\n");
    RawClient idle = server.client();
    EXPECT_TRUE(idle.isClosed()) << "by then the other has waited for as long";
    server.stock.release();
    EXPECT_EQ(waiting.read()->status, 202);
}

TEST(HttpLimits, RefusesConnectionsBeyondTheMost)
{
    core::HttpConfig config;
    config.maxConnections = 3;
    ServerUnderTest server(config);
    std::vector<RawClient> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(server.client());
        ASSERT_EQ(clients.back().ask("GET", "/healthz")->status, 200);
    }
    RawClient tooMany = server.client();
    const auto reply = tooMany.read();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 503);
    EXPECT_EQ(codeIn(reply), "overloaded");
    EXPECT_EQ(reply->header("retry-after"), "1");
    EXPECT_TRUE(tooMany.isClosed());
    EXPECT_EQ(server.server.status().refusedConnections, 1u);
    clients.pop_back();
    while (server.server.status().connections == 3)
        std::this_thread::yield();
    EXPECT_EQ(server.ask("GET", "/healthz")->status, 200);
}

TEST(HttpLimits, HasNoLimitPerAddressOnLoopback)
{
    core::HttpConfig config;
    config.maxConnectionsPerAddress = 1;
    ServerUnderTest server(config);
    RawClient a = server.client(), b = server.client();
    EXPECT_EQ(a.ask("GET", "/healthz")->status, 200);
    EXPECT_EQ(b.ask("GET", "/healthz")->status, 200);
}

TEST(HttpLimits, PausesWhenOutOfDescriptorsAndGoesOn)
{
    ServerUnderTest server;
    EXPECT_GT(server.server.status().openFilesLimit, 0u);
    std::vector<RawClient> clients;
    for (int i = 0; i < 10; ++i)
        clients.push_back(RawClient::unconnected());
    const rlim_t open = static_cast<rlim_t>(std::distance(
        std::filesystem::directory_iterator("/proc/self/fd"), std::filesystem::directory_iterator()));
    rlimit before{};
    ::getrlimit(RLIMIT_NOFILE, &before);
    const rlimit tight{open + 2, before.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &tight), 0);
    for (auto& client : clients)
        EXPECT_TRUE(client.connect(server.port())) << "the kernel's queue takes it";
    while (server.server.status().acceptPauses == 0)
        std::this_thread::yield();
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
    for (auto& client : clients)
        EXPECT_EQ(client.ask("GET", "/healthz")->status, 200);
}

TEST(HttpLimits, KeepsThePortToItself)
{
    for (const unsigned threads : {1u, 2u}) {
        core::HttpConfig config;
        config.ioThreads = threads;
        ServerUnderTest server(config);
        config.port = server.port();
        ScriptedPort port;
        core::SystemClock clock;
        http::HttpServer second(config, {}, port, "token", clock);
        const auto refused = second.start();
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, "port_in_use");
    }
}

TEST(HttpLimits, RefusesAConfigurationThatCannotBe)
{
    ScriptedPort port;
    core::SystemClock clock;
    core::HttpConfig config;
    config.port = 0;
    config.bind = "not an address";
    EXPECT_EQ(http::HttpServer(config, {}, port, "t", clock).start().error().code, "bad_bind");
    config.bind = "203.0.113.7";
    EXPECT_EQ(http::HttpServer(config, {}, port, "t", clock).start().error().code, "bad_bind");
    config.bind = "127.0.0.1";
    config.trustedProxies = {"10.0.0.0/64"};
    EXPECT_EQ(http::HttpServer(config, {}, port, "t", clock).start().error().code, "bad_trusted_proxy");
}

TEST(HttpStopping, AnswersWhatIsInFlightAndClosesTheRest)
{
    core::HttpConfig config;
    config.ioThreads = 1; // so that the end of one connection tells that the other's thread knows too
    ServerUnderTest server(config);
    RawClient idle = server.client();
    EXPECT_EQ(idle.ask("GET", "/healthz")->status, 200);
    server.stock.hold();
    RawClient waiting = server.client();
    waiting.send(kIssue + "\r\n");
    while (server.stock.attempts() == 0)
        std::this_thread::yield();
    std::thread stopping([&] { server.server.stop(); });
    EXPECT_TRUE(idle.isClosed());
    server.stock.release();
    const auto reply = waiting.read();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 202);
    EXPECT_EQ(reply->header("connection"), "close");
    stopping.join();
    EXPECT_EQ(server.server.status().port, 0);
    EXPECT_EQ(server.server.status().connections, 0u);
}

TEST(HttpStopping, StopsWhateverItsTimersAreAt)
{
    core::HttpConfig config = impatient();
    config.idleTimeout = 1ms; // the timer that looks for what is too slow then fires every 10 ms
    for (int i = 0; i < 60; ++i) {
        ServerUnderTest server(config);
        std::this_thread::sleep_for(std::chrono::microseconds(9'800 + i * 10));
    }
}

TEST(HttpStopping, ShedsWhatTheStoreDoesNotDecideInTime)
{
    ServerUnderTest server;
    server.stock.hold();
    RawClient waiting = server.client();
    waiting.send(kIssue + "\r\n");
    while (server.stock.attempts() == 0)
        std::this_thread::yield();
    server.server.stop(50ms);
    const auto reply = waiting.read();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 503);
    EXPECT_EQ(codeIn(reply), "stopping");
    EXPECT_EQ(server.admission.inFlight(), 0u);
}

TEST(HttpStopping, DoesNotWaitForTheBackendForEver)
{
    ServerUnderTest server;
    server.backend.hold();
    RawClient waiting = server.client();
    waiting.send("GET /api/operator/acts HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer " + server.token +
                 "\r\n\r\n");
    while (server.backend.commands().empty())
        std::this_thread::yield();
    server.server.stop(50ms);
    EXPECT_EQ(codeIn(waiting.read()), "stopping");
    for (const auto& complete : server.backend.takeHeld())
        complete(); // into the void
}

TEST(HttpStopping, EndsSlowClientsToo)
{
    ServerUnderTest server;
    RawClient halfway = server.client();
    halfway.send("POST /api/coupons/XM");
    RawClient deaf = server.client(); // asks for much and reads nothing
    std::string bytes;
    for (int i = 0; i < 2'000; ++i)
        bytes += "GET /openapi.json HTTP/1.1\r\nHost: h\r\n\r\n";
    std::thread asking([&] { deaf.send(bytes); });
    while (server.server.status().connections < 2)
        std::this_thread::yield();
    server.server.stop(50ms);
    EXPECT_EQ(server.server.status().connections, 0u);
    ::shutdown(deaf.descriptor(), SHUT_RDWR);
    asking.join();
    EXPECT_TRUE(halfway.isClosed());
}
