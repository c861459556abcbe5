// A console's remote backend against the program firstcome-node.
#include "tests/support/attached_console.h"
#include "tests/support/free_port.h"
#include "tests/support/node_program.h"
#include "tests/support/redis_server.h"
#include "tests/support/temporary_directory.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <thread>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;

namespace {

std::string httpSettings(std::uint16_t port)
{
    return "[http]\nrequest_deadline_ms = 60000\nport = " + std::to_string(port) + "\n";
}

std::string tokenIn(const std::filesystem::path& dataDir)
{
    std::ifstream file(dataDir / "operator.token");
    std::string token;
    file >> token;
    return token;
}

class RemoteBackendTest : public ::testing::Test
{
protected:
    void startNode()
    {
        m_node.emplace(m_dataDir, httpSettings(m_port), "");
        ASSERT_TRUE(m_node->isReady()) << m_node->err();
        m_port = m_node->port();
    }

    TemporaryDirectory m_directory;
    const std::filesystem::path m_dataDir = m_directory.path() / "data";
    std::uint16_t m_port = 0;
    std::optional<NodeProgram> m_node;
};

bool isGreen(const Snapshot& snapshot)
{
    return !snapshot.events.empty() && snapshot.events.front().goNoGo && snapshot.events.front().goNoGo->green();
}

} // namespace

TEST_F(RemoteBackendTest, CarriesALaunchFromDraftToClosed)
{
    startNode();
    AttachedConsole console({m_port}, tokenIn(m_dataDir));
    ASSERT_TRUE(console.eventually([](const Snapshot& s) { return !s.starting && s.eventsKnown; }));
    EXPECT_EQ(console.snapshot()->port, m_port);
    EXPECT_EQ(console.snapshot()->nodes.at(0).name, "node-1");

    issuing::EventDraft draft;
    draft.couponId = AttachedConsole::xmas();
    draft.name = "크리스마스";
    draft.total = 3;
    EXPECT_EQ(take<issuing::Event>(console.ask(CreateEvent{"console", draft})).draft.name, "크리스마스");
    ASSERT_TRUE(console.view()) << "the snapshot shows what the reply tells of";
    EXPECT_EQ(console.view()->event.draft.name, "크리스마스");
    draft.total = 2;
    take<issuing::Event>(console.ask(UpdateEvent{"console", draft, console.view()->event.version}));
    EXPECT_EQ(console.view()->event.draft.total, 2u);
    EXPECT_EQ(take<issuing::PeopleReport>(console.ask(CreatePeople{"console", 5, "p-"})).added, 5u);
    EXPECT_EQ(take<issuing::PeopleReport>(console.ask(ImportPeople{"console", "publicId\nkim\n!\n"})).badRowCount, 1u);
    ASSERT_TRUE(console.ask(WaiveLine{"console", AttachedConsole::xmas(), issuing::GoLine::FreeDisk, "small disk"}));
    ASSERT_TRUE(console.eventually(isGreen));

    ASSERT_TRUE(console.act(issuing::Act::Arm));
    EXPECT_EQ(console.view()->event.state, issuing::EventState::Armed);
    ASSERT_TRUE(console.act(issuing::Act::Open));
    EXPECT_EQ(console.view()->event.state, issuing::EventState::Open);
    for (const char* person : {"kim", "lee", "park"})
        m_node->ask("POST", std::string("/api/coupons/XMAS/issue-fcfs/") + person);
    ASSERT_TRUE(console.act(issuing::Act::Pause));
    EXPECT_EQ(console.view()->event.state, issuing::EventState::Paused);
    ASSERT_TRUE(console.eventually([](const Snapshot& s) { return s.events.front().confirmed == 2u; }));
    const auto audit = take<issuing::AuditReport>(console.ask(RunAudit{"console", AttachedConsole::xmas(), true}));
    EXPECT_TRUE(audit.closed);
    EXPECT_EQ(audit.issued, 2u);
    EXPECT_TRUE(console.view()->audit) << "the snapshot shows it too";
    ASSERT_TRUE(console.act(issuing::Act::Close));

    const auto trail = take<std::vector<issuing::TimelineEntry>>(console.ask(ReadTimeline{AttachedConsole::xmas(), 0, 100}));
    ASSERT_FALSE(trail.empty());
    EXPECT_EQ(trail.back().actor, "console");
    const auto ticks = console.snapshot()->telemetry.serverTicks;
    ASSERT_FALSE(ticks.empty());
    const auto history = take<History>(console.ask(ReadHistory{ticks.back().index - 600, ticks.back().index + 1, 1}));
    std::uint32_t attempts = 0;
    for (const auto& tick : history.serverTicks)
        attempts += tick.requests;
    EXPECT_EQ(attempts, 3u);
}

TEST_F(RemoteBackendTest, RefusesInTheNodesOwnWords)
{
    startNode();
    AttachedConsole console({m_port}, tokenIn(m_dataDir));
    ASSERT_TRUE(console.becomes(LinkState::Live));
    const auto codeOf = [&](Command command) {
        const auto reply = console.ask(std::move(command));
        return reply ? std::string("done") : reply.error().code;
    };
    EXPECT_EQ(codeOf(DeleteEvent{"console", AttachedConsole::xmas(), 1}), "unknown_event");
    EXPECT_EQ(codeOf(AbortSpike{"console"}), "no_run");
    EXPECT_EQ(codeOf(ReadRun{"../../etc/passwd"}), "bad_run_id");
    EXPECT_EQ(codeOf(StartSpike{"console", spike::presetScenarios().front(), "http://127.0.0.1:1", false,
                                AttachedConsole::xmas()}),
              "spike_elsewhere");
    issuing::EventDraft draft;
    draft.couponId = AttachedConsole::xmas();
    EXPECT_EQ(codeOf(CreateEvent{"console", draft}), "bad_name");
}

TEST_F(RemoteBackendTest, ARehearsalRunsOnTheNodeAndItsResultComesHere)
{
    startNode();
    AttachedConsole console({m_port}, tokenIn(m_dataDir));
    ASSERT_TRUE(console.becomes(LinkState::Live));
    const auto run = console.rehearse();
    ASSERT_TRUE(run.result);
    EXPECT_GT(run.result->requests, 0u);
    EXPECT_FALSE(run.result->ticks1s.empty());
    ASSERT_TRUE(console.eventually([](const Snapshot& s) { return s.spike.pastRuns && !s.spike.pastRuns->empty(); }));
    const auto runs = console.snapshot()->spike.pastRuns;
    const auto sequence = console.snapshot()->sequence;
    ASSERT_TRUE(console.eventually([&](const Snapshot& s) { return s.sequence > sequence + 3; }));
    EXPECT_EQ(console.snapshot()->spike.pastRuns, runs) << "an unchanged list keeps its pointer";
    EXPECT_EQ(take<std::shared_ptr<const spike::RunResult>>(console.ask(ReadRun{runs->front().id}))->scenario,
              "short");
}

TEST_F(RemoteBackendTest, ANodeThatDiesIsMissedAndTakenBack)
{
    startNode();
    AttachedConsole console({m_port}, tokenIn(m_dataDir));
    ASSERT_TRUE(console.becomes(LinkState::Live));
    m_node->kill();
    ASSERT_TRUE(console.becomes(LinkState::Unreachable));
    EXPECT_FALSE(console.snapshot()->nodes[0].code.empty());
    EXPECT_EQ(console.snapshot()->api.code, "no_node");
    EXPECT_EQ(console.snapshot()->api.health, PartHealth::Critical);
    const auto known = console.snapshot()->takenAt;
    const auto reply = console.ask(CreatePeople{"console", 1, "p-"});
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().code, "no_node");
    EXPECT_EQ(console.snapshot()->takenAt, known) << "what is old does not look new";

    startNode();
    ASSERT_TRUE(console.becomes(LinkState::Live));
    EXPECT_GT(console.snapshot()->takenAt, known);
    EXPECT_TRUE(console.ask(CreatePeople{"console", 1, "p-"}));
}

TEST_F(RemoteBackendTest, ANodeThatHangsIsStaleThenGivenUpAndTakenBack)
{
    startNode();
    AttachedConsole console({m_port}, tokenIn(m_dataDir));
    ASSERT_TRUE(console.becomes(LinkState::Live));
    ASSERT_EQ(::kill(m_node->pid(), SIGSTOP), 0);
    ASSERT_TRUE(console.becomes(LinkState::Stale));
    EXPECT_GT(console.snapshot()->nodes[0].age, 1s);
    EXPECT_FALSE(console.snapshot()->nodes[0].requestsPerSecond);
    ASSERT_TRUE(console.becomes(LinkState::Unreachable));
    EXPECT_EQ(console.snapshot()->nodes[0].code, "node_silent");
    ASSERT_EQ(::kill(m_node->pid(), SIGCONT), 0);
    EXPECT_TRUE(console.becomes(LinkState::Live));
}

TEST_F(RemoteBackendTest, ANodeThatIsStoppedSaysSo)
{
    startNode();
    AttachedConsole console({m_port}, tokenIn(m_dataDir));
    ASSERT_TRUE(console.becomes(LinkState::Live));
    EXPECT_EQ(m_node->terminate(), 0);
    EXPECT_TRUE(console.eventually([](const Snapshot& s) {
        return s.nodes[0].code == "node_stopped" || s.nodes[0].code == "connection_refused";
    }));
}

TEST_F(RemoteBackendTest, AWrongTokenIsRefused)
{
    startNode();
    AttachedConsole console({m_port}, std::string(64, 'a'));
    ASSERT_TRUE(console.becomes(LinkState::Refused));
    EXPECT_EQ(console.snapshot()->nodes[0].code, "wrong_token");
    EXPECT_FALSE(console.snapshot()->eventsKnown);
    EXPECT_FALSE(console.snapshot()->starting);
}

TEST_F(RemoteBackendTest, WhatIsNoNodeIsSaidToBeNone)
{
    namespace asio = boost::asio;
    asio::io_context context;
    asio::ip::tcp::acceptor other(context, {asio::ip::make_address("127.0.0.1"), 0});
    std::thread server([&] {
        boost::system::error_code error;
        for (auto socket = other.accept(error); !error; socket = other.accept(error)) {
            asio::write(socket, asio::buffer("SSH-2.0-another\r\n", 17), error);
            std::array<char, 1024> asked;
            socket.read_some(asio::buffer(asked), error);
            error.clear();
        }
    });
    {
        AttachedConsole console({other.local_endpoint().port()}, std::string(64, 'a'));
        EXPECT_TRUE(console.becomes(LinkState::Refused));
        EXPECT_EQ(console.snapshot()->nodes[0].code, "not_a_node");
    }
    ::shutdown(other.native_handle(), SHUT_RDWR);
    server.join();
}

TEST_F(RemoteBackendTest, NobodyThereIsNoError)
{
    AttachedConsole console({freePort()}, std::string(64, 'a'));
    ASSERT_TRUE(console.becomes(LinkState::Unreachable));
    EXPECT_EQ(console.snapshot()->nodes[0].code, "connection_refused");
    console.backend().stop();
    const auto reply = console.ask(AbortSpike{"console"});
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().code, "stopping");
}

TEST_F(RemoteBackendTest, NodesThatShareNothingAreNoFleet)
{
    startNode();
    NodeProgram second(m_directory.path() / "second");
    ASSERT_TRUE(second.isReady());
    AttachedConsole console({m_port, second.port()}, tokenIn(m_dataDir));
    ASSERT_TRUE(console.becomes(LinkState::Refused));
    EXPECT_EQ(console.snapshot()->nodes[0].code, "shares_nothing");
    EXPECT_EQ(console.snapshot()->nodes[1].code, "wrong_token");
}

namespace {

/// Two nodes on one Redis. No broker answers: that is a fault of the log, which both show.
class FleetTest : public ::testing::Test
{
protected:
    void start(int which)
    {
        auto& node = m_nodes[which];
        const auto name = std::string("seoul-") + char('1' + which);
        const auto dataDir = m_directory.path() / name;
        std::filesystem::create_directories(dataDir);
        std::ofstream(dataDir / "operator.token") << m_token;
        std::filesystem::permissions(dataDir / "operator.token", std::filesystem::perms::owner_read);
        node.emplace(dataDir,
                     "profile = \"cluster\"\nnode = \"" + name + "\"\nredis.port = " + std::to_string(m_redis.port())
                         + "\nkafka.brokers = \"127.0.0.1:1\"\n" + httpSettings(m_ports[which]),
                     m_token);
        ASSERT_TRUE(node->serves()) << node->err();
        m_ports[which] = node->port();
    }

    RedisServer m_redis;
    TemporaryDirectory m_directory;
    const std::string m_token = std::string(64, 'b');
    std::array<std::uint16_t, 2> m_ports{};
    std::array<std::optional<NodeProgram>, 2> m_nodes;
};

} // namespace

TEST_F(FleetTest, OneOfTwoDiesAndTheOtherGoesOn)
{
    start(0);
    start(1);
    AttachedConsole console({m_ports[0], m_ports[1]}, m_token);
    ASSERT_TRUE(console.becomes(LinkState::Live, 0));
    ASSERT_TRUE(console.becomes(LinkState::Live, 1));
    EXPECT_EQ(console.snapshot()->nodes[0].name, "seoul-1");
    EXPECT_EQ(console.snapshot()->nodes[1].name, "seoul-2");
    EXPECT_EQ(console.snapshot()->node, "seoul-1") << "the first leads";
    ASSERT_TRUE(console.eventually([](const Snapshot& s) { return s.api.health == PartHealth::Fine; }));

    m_nodes[0]->kill();
    ASSERT_TRUE(console.becomes(LinkState::Unreachable, 0));
    EXPECT_EQ(console.snapshot()->nodes[1].state, LinkState::Live);
    ASSERT_TRUE(console.eventually([](const Snapshot& s) { return s.node == "seoul-2"; }));
    EXPECT_EQ(console.snapshot()->api.code, "nodes_missing");
    EXPECT_EQ(console.snapshot()->api.detail, "1/2");
    EXPECT_TRUE(console.ask(ReadHistory{0, 1, 1})) << "the other carries commands out";

    start(0);
    ASSERT_TRUE(console.becomes(LinkState::Live, 0));
    ASSERT_TRUE(console.eventually([](const Snapshot& s) { return s.node == "seoul-1"; }));
}
