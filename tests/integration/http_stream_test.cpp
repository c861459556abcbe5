#include "backend/wire/snapshot_codec.h"
#include "tests/support/http_server_fixture.h"
#include "tests/support/node_program.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <gtest/gtest.h>

#include <algorithm>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;

namespace {

namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;
using tcp = asio::ip::tcp;

/// A console's end, with nothing of the product in it. Blocks; every wait ends after 20 s.
class Listener
{
public:
    Listener(const ServerUnderTest& server, const std::string& token, int receiveBytes = 0)
    {
        auto& socket = m_stream.next_layer();
        socket.open(tcp::v4());
        if (receiveBytes != 0)
            socket.set_option(asio::socket_base::receive_buffer_size(receiveBytes));
        const timeval patience{20, 0};
        ::setsockopt(socket.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        socket.connect({asio::ip::make_address("127.0.0.1"), server.port()});
        m_stream.set_option(websocket::stream_base::decorator([token](websocket::request_type& request) {
            request.set(boost::beast::http::field::authorization, "Bearer " + token);
        }));
        websocket::response_type response;
        m_stream.handshake(response, "127.0.0.1", "/api/operator/stream", m_error);
        status = static_cast<int>(response.result_int());
    }
    /// The next frame's snapshot; nothing where the stream ended.
    std::optional<Snapshot> next()
    {
        boost::beast::flat_buffer buffer;
        m_stream.read(buffer, m_error);
        if (m_error)
            return std::nullopt;
        auto snapshot = wire::decodeSnapshot(boost::beast::buffers_to_string(buffer.data()));
        EXPECT_TRUE(snapshot) << snapshot.error().detail;
        return snapshot ? std::optional(*snapshot) : std::nullopt;
    }
    void say(std::string_view words) { m_stream.write(asio::buffer(words.data(), words.size()), m_error); }
    websocket::close_code closeCode() const
    {
        return static_cast<websocket::close_code>(m_stream.reason().code);
    }

    int status = 0;

private:
    asio::io_context m_context;
    websocket::stream<tcp::socket, false> m_stream{m_context};
    boost::system::error_code m_error;
};

void publish(ServerUnderTest& server, std::uint64_t sequence, std::string detail = {})
{
    Snapshot snapshot;
    snapshot.sequence = sequence;
    snapshot.store.detail = std::move(detail);
    server.backend.setSnapshot(snapshot);
    server.publish({});
}

/// Publishes until the listener must have been let in: before that nothing is made for it.
Snapshot firstOf(ServerUnderTest& server, Listener& listener)
{
    std::atomic<bool> came = false;
    std::thread publisher([&] {
        while (!came) {
            publish(server, 1);
            std::this_thread::sleep_for(5ms);
        }
    });
    const auto first = listener.next();
    came = true;
    publisher.join();
    EXPECT_TRUE(first);
    return first.value_or(Snapshot());
}

} // namespace

TEST(HttpStream, BringsEveryNewSnapshotToEverybodyWhoListens)
{
    ServerUnderTest server;
    Listener one(server, server.token);
    Listener other(server, server.token);
    ASSERT_EQ(one.status, 101);
    EXPECT_EQ(firstOf(server, one).sequence, 1u);
    EXPECT_EQ(firstOf(server, other).sequence, 1u);
    publish(server, 7);
    for (auto* listener : {&one, &other}) {
        std::uint64_t newest = 0;
        while (newest != 7) {
            const auto next = listener->next();
            ASSERT_TRUE(next);
            newest = next->sequence;
        }
    }
}

TEST(HttpStream, IsForOperatorsAlone)
{
    ServerUnderTest server;
    EXPECT_EQ(Listener(server, "another").status, 401);
    EXPECT_EQ(server.backend.refusals().size(), 1u);
    const auto plain = server.askAsOperator("GET", "/api/operator/stream");
    ASSERT_TRUE(plain);
    EXPECT_EQ(plain->status, 426);
    EXPECT_EQ(plain->header("upgrade"), "websocket");
    const auto old = server.askAsOperator("GET", "/api/operator/stream",
                                          "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                                          "Sec-WebSocket-Version: 12\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    ASSERT_TRUE(old);
    EXPECT_EQ(old->status, 426);
}

TEST(HttpStream, SkipsSnapshotsForWhoReadsSlowlyAndNeverTheNewest)
{
    ServerUnderTest server;
    Listener slow(server, server.token, 4'096);
    ASSERT_EQ(slow.status, 101);
    firstOf(server, slow);
    constexpr std::uint64_t kLast = 200;
    const std::string large(100'000, 'x'); // 20 MB in all: more than any socket takes
    for (std::uint64_t i = 2; i <= kLast; ++i)
        publish(server, i, large);
    std::uint64_t newest = 1, frames = 0;
    while (newest != kLast) {
        const auto next = slow.next();
        ASSERT_TRUE(next);
        EXPECT_GE(next->sequence, newest);
        newest = next->sequence;
        ++frames;
    }
    EXPECT_LT(frames, kLast * 3 / 4);
}

TEST(HttpStream, CutsOffWhoHasSomethingToSay)
{
    ServerUnderTest server;
    for (const auto& words : {std::string("hello"), std::string(100'000, 'x')}) {
        Listener listener(server, server.token);
        ASSERT_EQ(listener.status, 101);
        firstOf(server, listener);
        listener.say(words);
        while (listener.next()) {
        }
        EXPECT_TRUE(comesTrue([&] { return server.server.status().connections == 0; }));
    }
}

TEST(HttpStream, CountsAsAConnectionUntilItIsGone)
{
    core::HttpConfig config;
    config.maxConnections = 1;
    ServerUnderTest server(config);
    {
        Listener listener(server, server.token);
        ASSERT_EQ(listener.status, 101);
        firstOf(server, listener);
        EXPECT_EQ(server.server.status().connections, 1u);
        const auto refused = server.ask("GET", "/healthz");
        ASSERT_TRUE(refused);
        EXPECT_EQ(refused->status, 503);
    }
    EXPECT_TRUE(comesTrue([&] { return server.server.status().connections == 0; }));
    EXPECT_EQ(server.ask("GET", "/healthz")->status, 200);
}

TEST(HttpStream, SaysThatTheServerGoesAway)
{
    ServerUnderTest server;
    Listener listener(server, server.token);
    ASSERT_EQ(listener.status, 101);
    firstOf(server, listener);
    std::thread stopper([&] { server.server.stop(); });
    while (listener.next()) {
    }
    stopper.join();
    EXPECT_EQ(listener.closeCode(), websocket::close_code::going_away);
    EXPECT_EQ(server.server.status().connections, 0u);
}

TEST(HttpStream, ClosesOnSomebodyWhoIsNotThereAnyMore)
{
    core::HttpConfig config;
    config.idleTimeout = 1s;
    ServerUnderTest server(config);
    Listener dead(server, server.token); // reads nothing from here on, so it answers no ping
    ASSERT_EQ(dead.status, 101);
    EXPECT_TRUE(comesTrue([&] { return server.server.status().connections == 0; }));
}

TEST(HttpCommands, AreCarriedOutAsTheConsoles)
{
    ServerUnderTest server;
    server.backend.setAnswer([](const Command&) { return core::Result<Reply>(Reply()); });
    const auto done = server.askAsOperator("POST", "/api/operator/commands", "",
                                           R"({"command":"waive_line","couponId":"XMAS","line":"free_disk","reason":"small"})");
    ASSERT_TRUE(done);
    EXPECT_EQ(done->status, 200) << done->body;
    ASSERT_EQ(server.backend.commands().size(), 1u);
    const auto command = server.backend.commands().front();
    const auto* waive = std::get_if<WaiveLine>(&command);
    ASSERT_TRUE(waive);
    EXPECT_EQ(waive->actor, "console");
    EXPECT_EQ(waive->line, issuing::GoLine::FreeDisk);
}

TEST(HttpCommands, RefuseWhatNoConsoleNeeds)
{
    ServerUnderTest server;
    const auto codeOf = [&](const std::string& body) {
        const auto reply = server.askAsOperator("POST", "/api/operator/commands", "", body);
        return reply ? std::to_string(reply->status) + " " + reply->body : std::string("no reply");
    };
    using ::testing::HasSubstr;
    EXPECT_THAT(codeOf("{}"), AllOf(HasSubstr("400"), HasSubstr("bad_command")));
    EXPECT_THAT(codeOf(R"({"command":"act_on_event","couponId":"XMAS","act":"finish","expectedVersion":1})"),
                AllOf(HasSubstr("400"), HasSubstr("bad_command")));
    EXPECT_THAT(codeOf(R"({"command":"read_timeline","before":0,"limit":1001})"),
                AllOf(HasSubstr("400"), HasSubstr("bad_command")));
    const auto reply = server.ask("POST", "/api/operator/commands", "", R"({"command":"abort_spike"})");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 401);
    EXPECT_TRUE(server.backend.commands().empty());
}
