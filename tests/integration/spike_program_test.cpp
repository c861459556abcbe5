#include "backend/spike/progress_lines.h"
#include "tests/support/child_program.h"
#include "tests/support/scripted_http_server.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;
using ::testing::HasSubstr;

namespace {

const std::string kProgram = std::string(FIRSTCOME_BINARY_DIR) + "/bin/firstcome-spike";

ScriptedAnswer soldOut(const ScriptedRequest&)
{
    return {refusalReply(410, "sold_out")};
}

/// A scenario file of 5 users for `duration_ms`, and the program at work on it.
class SpikeProgram : public ::testing::Test
{
protected:
    std::vector<std::string> command(const std::string& target, int durationMs, const std::string& threshold)
    {
        const auto file = m_directory.path() / "scenario.toml";
        std::ofstream(file) << "name = \"short\"\nstart_target = 5\npeople = 100\nthink_time_ms = 10\n"
                            << "request_timeout_ms = 2000\nthresholds = [\"" << threshold << "\"]\n"
                            << "[[stages]]\nduration_ms = " << durationMs << "\ntarget = 5\n";
        return {kProgram,     "--target",    target,  "--coupon",    "X",
                "--scenario", file.string(), "--out", out().string()};
    }
    struct Run
    {
        std::unique_ptr<ChildProgram> program;
        int status = 0;
        std::uint64_t served = 0; ///< requests of this run, as the server counts them
    };
    /// Runs it again where this machine was too busy for a valid run, which is then what the program says.
    Run runValidly(const std::vector<std::string>& arguments, const ScriptedHttpServer& server) const
    {
        for (int tries = 0;; ++tries) {
            const auto before = server.requests();
            Run run{std::make_unique<ChildProgram>(arguments)};
            run.status = run.program->wait();
            run.served = server.requests() - before;
            if (run.status != 98 || tries == 20 || result().validity != spike::Validity::GeneratorLimited)
                return run;
        }
    }
    std::filesystem::path out() const { return m_directory.path() / "result.json"; }
    spike::RunResult result() const { return spike::runResultFromJson(readFile(out())).value(); }

    TemporaryDirectory m_directory;
};

} // namespace

TEST_F(SpikeProgram, PassesWith0AndWritesTheResult)
{
    ScriptedHttpServer server(soldOut);
    const auto run = runValidly(command(server.url(), 500, "http_req_failed: rate<0.05"), server);
    EXPECT_EQ(run.status, 0) << run.program->err() << run.program->out();
    EXPECT_TRUE(result().passed);
    EXPECT_EQ(result().requests, run.served);
    EXPECT_THAT(run.program->out(), HasSubstr("short: passed, valid"));
    EXPECT_EQ(run.program->err(), "");
}

TEST_F(SpikeProgram, CrossedThresholdsAre99)
{
    ScriptedHttpServer server(
        [](const ScriptedRequest&) { return ScriptedAnswer{refusalReply(503, "overloaded")}; });
    const auto run = runValidly(command(server.url(), 300, "http_req_failed: rate<0.05"), server);
    EXPECT_EQ(run.status, 99) << run.program->err();
    EXPECT_FALSE(result().passed);
    EXPECT_EQ(result().exitCode, spike::ExitCode::ThresholdsCrossed);
}

TEST_F(SpikeProgram, ARunThatMeasuredNothingIs98)
{
    std::string url;
    {
        ScriptedHttpServer gone(soldOut);
        url = gone.url();
    }
    ChildProgram program(command(url, 300, "http_req_failed: rate<0.05"));
    EXPECT_EQ(program.wait(), 98) << program.err();
    EXPECT_EQ(result().validity, spike::Validity::Invalid);
}

TEST_F(SpikeProgram, RefusesATargetThatIsNotThisMachine)
{
    ChildProgram program(command("http://192.0.2.1:8081", 300, "http_req_failed: rate<0.05"));
    EXPECT_EQ(program.wait(), 1);
    EXPECT_THAT(program.err(), HasSubstr("remote_target"));
    EXPECT_THAT(program.err(), HasSubstr("--allow-remote"));
    EXPECT_FALSE(std::filesystem::exists(out()));
}

TEST_F(SpikeProgram, WrongWordsAre1AndNamed)
{
    const std::vector<std::string> good = command("http://127.0.0.1:9", 100, "checks: rate>0");
    const auto says = [](std::vector<std::string> arguments) {
        ChildProgram program(arguments);
        const int status = program.wait();
        return std::to_string(status) + " " + program.err();
    };
    auto more = good;
    more.push_back("--fast");
    EXPECT_THAT(says(more), ::testing::StartsWith("1 firstcome-spike: bad_option: unknown option --fast"));
    more.back() = "--threads";
    EXPECT_THAT(says(more), HasSubstr("--threads needs a value"));
    more.back() = "--threads=two";
    EXPECT_THAT(says(more), HasSubstr("--threads has a bad value: two"));
    EXPECT_THAT(says({kProgram}), HasSubstr("--coupon is missing"));
    EXPECT_THAT(says({kProgram, "--coupon", "X"}), HasSubstr("--scenario is missing"));
    EXPECT_THAT(says({kProgram, "--coupon", "X y", "--scenario", "quick"}), HasSubstr("no couponId"));
    EXPECT_THAT(says({kProgram, "--coupon", "X", "--scenario", "nowhere"}), HasSubstr("unknown_scenario"));
    EXPECT_THAT(says({kProgram, "--coupon", "X", "--scenario", "/"}), HasSubstr("unknown_scenario"));
    EXPECT_THAT(says({kProgram, "--coupon", "X", "--scenario", "-"}), HasSubstr("bad_scenario"));
    EXPECT_THAT(says({kProgram, "--coupon", "X", "--scenario", "quick", "--target", "ftp://x"}),
                HasSubstr("bad_target"));
    EXPECT_THAT(says(command("http://127.0.0.1:9", 100, "speed: p(95)<1")),
                HasSubstr("scenario.toml:6: thresholds[0]"));
    ChildProgram help({kProgram, "--help"});
    EXPECT_EQ(help.wait(), 0);
    EXPECT_THAT(help.out(), HasSubstr("--allow-remote"));
}

TEST_F(SpikeProgram, TellsItsProgressTenTimesASecondAndThenTheResult)
{
    ScriptedHttpServer server(soldOut);
    auto arguments = command(server.url(), 1000, "http_req_duration: p(95)<2000");
    arguments.push_back("--progress");
    const auto whole = runValidly(arguments, server);
    EXPECT_EQ(whole.status, 0);
    const auto lines = linesOf(whole.program->out());
    ASSERT_GE(lines.size(), 11u);
    spike::RunProgress run;
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        const auto line = spike::readSpikeLine(lines[i]);
        ASSERT_TRUE(line) << lines[i];
        spike::apply(std::get<spike::RunProgress>(*line), run);
        EXPECT_EQ(run.recent.size(), i + 1);
    }
    const auto last = spike::readSpikeLine(lines.back());
    ASSERT_TRUE(last);
    const auto told = std::get<std::shared_ptr<const spike::RunResult>>(*last);
    EXPECT_EQ(spike::toJson(*told), readFile(out()));
    EXPECT_EQ(run.requests, told->requests);
    EXPECT_EQ(run.verdicts, told->verdicts);
    ASSERT_EQ(run.thresholds.size(), 1u);
    EXPECT_TRUE(run.thresholds[0].passed);
    EXPECT_EQ(run.recent.size(), told->ticks100ms.size());
}

TEST_F(SpikeProgram, EndsWithAResultAtSigintAndSigterm)
{
    for (const int signal : {SIGINT, SIGTERM}) {
        ScriptedHttpServer server(soldOut);
        ChildProgram program(command(server.url(), 600'000, "http_req_failed: rate<0.05"));
        while (server.requests() < 50)
            std::this_thread::sleep_for(5ms);
        program.signal(signal);
        EXPECT_EQ(program.wait(), 98) << program.err();
        EXPECT_TRUE(result().aborted);
        EXPECT_FALSE(result().passed);
        EXPECT_EQ(result().requests, server.requests());
        std::filesystem::remove(out());
    }
}

TEST_F(SpikeProgram, AReaderThatDoesNotReadHoldsNothingUp)
{
    ScriptedHttpServer server(soldOut);
    const auto fifo = m_directory.path() / "fifo";
    ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
    const int reader = ::open(fifo.c_str(), O_RDONLY | O_NONBLOCK);
    ASSERT_GE(reader, 0);
    const int writer = ::open(fifo.c_str(), O_WRONLY);
    ASSERT_EQ(::fcntl(writer, F_SETPIPE_SZ, 4096), 4096); // room for a line or two
    auto arguments = command(server.url(), 1500, "http_req_failed: rate<0.05");
    std::string line = "exec";
    for (const auto& argument : arguments)
        line += " '" + argument + "'";
    ChildProgram program({"/bin/sh", "-c", line + " --progress >'" + fifo.string() + "'"});
    while (!std::filesystem::exists(out()))
        std::this_thread::sleep_for(5ms); // written although most lines found no room
    ::close(writer);
    std::string read;
    char buffer[4096];
    for (ssize_t count = 0; (count = ::read(reader, buffer, sizeof buffer)) != 0;)
        if (count > 0)
            read.append(buffer, static_cast<std::size_t>(count));
    EXPECT_EQ(program.wait(), static_cast<int>(result().exitCode));
    ::close(reader);
    const auto lines = linesOf(read);
    EXPECT_TRUE(std::holds_alternative<std::shared_ptr<const spike::RunResult>>(
        spike::readSpikeLine(lines.back()).value()));
    EXPECT_LT(lines.size(), 10u);
}

TEST_F(SpikeProgram, EndsWhenItsReaderIsGone)
{
    ScriptedHttpServer server(soldOut);
    auto arguments = command(server.url(), 600'000, "http_req_failed: rate<0.05");
    std::string line;
    for (const auto& argument : arguments)
        line += " '" + argument + "'";
    ChildProgram program({"/bin/sh", "-c",
                          "(" + line + " --progress; echo $? >'" + (m_directory.path() / "status").string() +
                              "') | head -n 3 >/dev/null"});
    program.wait();
    while (readFile(m_directory.path() / "status").empty())
        std::this_thread::sleep_for(5ms);
    EXPECT_EQ(readFile(m_directory.path() / "status"), "98\n");
    EXPECT_TRUE(result().aborted);
}
