#include "backend/spike/spike_runner.h"
#include "tests/support/child_program.h"
#include "tests/support/scripted_http_server.h"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <gmock/gmock.h>
#include <unistd.h>

using namespace firstcome;
using namespace firstcome::spike;
using namespace firstcome::testing;
using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;

namespace {

Scenario shortScenario(std::chrono::milliseconds duration)
{
    Scenario scenario;
    scenario.name = "short";
    scenario.startTarget = 5;
    scenario.stages = {{duration, 5}};
    scenario.thinkTime = 10ms;
    scenario.thresholds = {"http_req_failed: rate<0.05"};
    return scenario;
}

class SpikeRunnerTest : public ::testing::Test
{
protected:
    GeneratorOptions options(std::filesystem::path program, const std::string& target = "http://127.0.0.1:9")
    {
        GeneratorOptions options;
        options.program = std::move(program);
        options.scenario = shortScenario(500ms);
        options.target = target;
        options.couponId = issuing::CouponId::parse("X").value();
        return options;
    }

    /// A program of our own instead of the generator.
    std::filesystem::path script(const std::string& text)
    {
        const auto file = m_directory.path() / "script";
        std::ofstream(file) << "#!/bin/sh\n" << text << "\n";
        std::filesystem::permissions(file, std::filesystem::perms::owner_all);
        return file;
    }

    core::Result<void> start(const GeneratorOptions& options)
    {
        return m_runner->start(
            options, [this](const RunProgress& tick) { m_ticks.push_back(tick); },
            [this](const GeneratorExit& exit) {
                EXPECT_FALSE(m_exit) << "the exit came twice";
                m_exit = exit;
            });
    }

    /// The run went to its end; what the machine let the generator do is said by code and result alike.
    void expectWholeRun() const
    {
        ASSERT_TRUE(m_exit && m_exit->result);
        ASSERT_NE(m_exit->result->validity, Validity::Invalid) << m_exit->words;
        EXPECT_EQ(m_exit->exitCode, m_exit->result->validity == Validity::Valid ? 0 : 98) << m_exit->words;
    }

    const std::filesystem::path m_generator = std::string(FIRSTCOME_BINARY_DIR) + "/bin/firstcome-spike";
    TemporaryDirectory m_directory;
    boost::asio::io_context m_context;
    std::unique_ptr<SpikeRunner> m_runner = std::make_unique<SpikeRunner>(m_context.get_executor());
    std::vector<RunProgress> m_ticks;
    std::optional<GeneratorExit> m_exit;
};

} // namespace

TEST_F(SpikeRunnerTest, CarriesProgressAndResult)
{
    ScriptedHttpServer server(
        [](const ScriptedRequest&) { return ScriptedAnswer{refusalReply(410, "sold_out")}; });
    ASSERT_TRUE(start(options(m_generator, server.url())));
    EXPECT_TRUE(m_runner->running());
    EXPECT_EQ(start(options(m_generator)).error().code, "run_under_way");
    m_context.run();
    ASSERT_NO_FATAL_FAILURE(expectWholeRun());
    EXPECT_EQ(m_exit->result->requests, server.requests());
    EXPECT_EQ(m_exit->result->scenario, "short");
    EXPECT_GE(m_ticks.size(), 5u);
    EXPECT_EQ(m_ticks.back().requests, server.requests());
    EXPECT_FALSE(m_runner->running());

    m_context.restart(); // and once more with the same runner
    m_exit.reset();
    ASSERT_TRUE(start(options(m_generator, server.url())));
    m_context.run();
    expectWholeRun();
}

TEST_F(SpikeRunnerTest, AnAbortEndsItWithAResult)
{
    ScriptedHttpServer server(
        [](const ScriptedRequest&) { return ScriptedAnswer{refusalReply(410, "sold_out")}; });
    auto longRun = options(m_generator, server.url());
    longRun.scenario = shortScenario(10min);
    ASSERT_TRUE(m_runner->start(
        longRun, [this](const RunProgress&) { m_runner->abort(); },
        [this](const GeneratorExit& exit) { m_exit = exit; }));
    m_context.run();
    ASSERT_TRUE(m_exit);
    EXPECT_EQ(m_exit->exitCode, 98);
    ASSERT_TRUE(m_exit->result);
    EXPECT_TRUE(m_exit->result->aborted);
}

TEST_F(SpikeRunnerTest, SaysWhatTheGeneratorSaidWhenItRefused)
{
    ASSERT_TRUE(start(options(m_generator, "http://192.0.2.1:80")));
    m_context.run();
    ASSERT_TRUE(m_exit);
    EXPECT_EQ(m_exit->exitCode, 1);
    EXPECT_FALSE(m_exit->result);
    EXPECT_THAT(m_exit->words, HasSubstr("remote_target"));
}

TEST_F(SpikeRunnerTest, AMissingProgramIsRefusedAtOnce)
{
    EXPECT_EQ(start(options("/nowhere/firstcome-spike")).error().code, "generator_start");
    m_context.run();
    EXPECT_FALSE(m_exit);
    EXPECT_FALSE(m_runner->running());
}

TEST_F(SpikeRunnerTest, GarbageIsSteppedOver)
{
    ASSERT_TRUE(start(options(script(
        "echo garbage; echo; echo '{\"type\":\"progress\"}'; echo '{\"type\":\"result\",\"result\":{}}'; "
        "printf '\\0\\377\\n';"
        "head -c 300000 /dev/zero | tr '\\0' x; echo; echo \"$#\" >&2; printf 'no line end'; exit 7"))));
    m_context.run();
    ASSERT_TRUE(m_exit);
    EXPECT_EQ(m_exit->exitCode, 7);
    EXPECT_TRUE(m_ticks.empty());
    EXPECT_FALSE(m_exit->result);
    EXPECT_EQ(m_exit->words, "7\n");
}

TEST_F(SpikeRunnerTest, AKilledChildIsToldAsKilled)
{
    ASSERT_TRUE(start(options(script("kill -9 $$"))));
    m_context.run();
    ASSERT_TRUE(m_exit);
    EXPECT_FALSE(m_exit->exitCode);
    EXPECT_EQ(m_exit->signal, SIGKILL);
}

TEST_F(SpikeRunnerTest, AChildThatIgnoresTheAbortIsKilled)
{
    const auto ready = m_directory.path() / "ready";
    ASSERT_TRUE(start(options(script("trap '' INT; touch '" + ready.string() + "'; while :; do :; done"))));
    while (!std::filesystem::exists(ready))
        m_context.run_for(5ms);
    m_runner->abort();
    m_context.run();
    ASSERT_TRUE(m_exit);
    EXPECT_EQ(m_exit->signal, SIGKILL);
}

TEST_F(SpikeRunnerTest, NothingOfOursReachesTheChild)
{
    const auto mine = m_directory.path() / "mine";
    const int open =
        ::open(mine.c_str(), O_RDWR | O_CREAT, 0600); // without close-on-exec, as a socket of Asio's is
    ASSERT_GE(open, 0);
    ASSERT_TRUE(start(options(script("ls -l /proc/$$/fd >&2"))));
    m_context.run();
    ::close(open);
    ASSERT_TRUE(m_exit);
    EXPECT_THAT(m_exit->words, HasSubstr("memfd:scenario"));
    EXPECT_THAT(m_exit->words, Not(HasSubstr("mine")));
}

TEST_F(SpikeRunnerTest, DestroyingItEndsTheChildAndCallsNobody)
{
    ASSERT_TRUE(start(options(script("while :; do :; done"))));
    m_context.run_for(50ms);
    m_runner.reset();
    m_context.run();
    EXPECT_FALSE(m_exit);
}
