// What ./run makes of its arguments, with stand-ins for what it calls: they write down how they were called.
#include "tests/support/child_program.h"
#include "tests/support/node_program.h"

#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>

using namespace firstcome::testing;
namespace fs = std::filesystem;

namespace {

class RunScript : public ::testing::Test
{
protected:
    RunScript()
    {
        fs::copy_file(FIRSTCOME_SOURCE_DIR "/run", at("run"));
        write("installers/setup", R"(echo "setup $*" >>"$CALLS")");
        write("installers/build", R"(echo "build $*" >>"$CALLS")");
        for (const char* program : {"firstcome", "firstcome-node"})
            write(std::string("build/release/bin/") + program,
                  R"({ printf '%s' "${0##*/}"; for a in "$@"; do printf ' [%s]' "$a"; done; echo " ${QT_QPA_PLATFORM:-window}"; } >>"$CALLS")");
    }
    fs::path at(const std::string& name) const { return m_directory.path() / name; }
    void write(const std::string& name, const std::string& script) const
    {
        fs::create_directories(at(name).parent_path());
        std::ofstream(at(name)) << "#!/bin/bash\n" << script << "\n";
        fs::permissions(at(name), fs::perms::owner_all);
    }
    /// A ./run with these arguments; `display`: where there is one.
    ChildProgram started(const std::vector<std::string>& arguments, bool display) const
    {
        std::vector<std::string> line{"/usr/bin/env", "-i", "PATH=/usr/bin:/bin", "HOME=" + m_directory.path().string(),
                                      "CALLS=" + at("calls").string()};
        if (display)
            line.push_back("DISPLAY=:99");
        line.push_back(at("run").string());
        line.insert(line.end(), arguments.begin(), arguments.end());
        return ChildProgram(line);
    }
    int run(const std::vector<std::string>& arguments, bool display = false)
    {
        fs::remove(at("calls"));
        auto program = started(arguments, display);
        const int status = program.wait();
        m_said = program.err();
        return status;
    }
    std::string calls() const { return readFile(at("calls")); }
    bool isCalled(const std::string& words) const { return calls().find(words) != std::string::npos; }

    TemporaryDirectory m_directory;
    std::string m_said;
};

} // namespace

TEST_F(RunScript, WithoutADisplayTheConsoleSaysWhatElseThereIs)
{
    EXPECT_EQ(run({}), 2);
    EXPECT_NE(m_said.find("./run --rehearse launch"), std::string::npos) << m_said;
    EXPECT_FALSE(fs::exists(at("calls"))) << "nothing is set up or built for it";
    EXPECT_EQ(run({}, true), 0);
    EXPECT_EQ(calls(), "setup \nbuild release app/all\nfirstcome window\n");
}

TEST_F(RunScript, WhatNeedsNoWindowRunsWithoutADisplay)
{
    EXPECT_EQ(run({"--rehearse", "launch"}), 0);
    EXPECT_TRUE(isCalled("\nfirstcome [--rehearse] [launch] offscreen\n")) << calls();
    EXPECT_EQ(run({"--node", "--port", "8081"}), 0);
    EXPECT_TRUE(isCalled("\nfirstcome-node [--port] [8081] offscreen\n")) << calls();
    EXPECT_EQ(run({"--help"}), 0);
    EXPECT_TRUE(isCalled("\nfirstcome [--help] offscreen\n")) << calls();
}

TEST_F(RunScript, PassesArgumentsOnAsTheyAre)
{
    EXPECT_EQ(run({"--data", "a folder/with  blanks", "", "*"}, true), 0);
    EXPECT_TRUE(isCalled("\nfirstcome [--data] [a folder/with  blanks] [] [*] window\n")) << calls();
}

TEST_F(RunScript, EndsAsTheProgramDoesAndNotWithoutWhatItNeeds)
{
    write("build/release/bin/firstcome", "exit 97");
    EXPECT_EQ(run({"--rehearse"}), 97);
    write("installers/build", "exit 1");
    EXPECT_EQ(run({"--rehearse"}), 1);
    write("installers/setup", "exit 5");
    EXPECT_EQ(run({"--rehearse"}), 5);
}

TEST_F(RunScript, LocalServersWriteTheConfigThatTheProgramGetsAndEndAfterIt)
{
    write("installers/local_servers", R"(trap 'echo "servers end" >>"$CALLS"; exit 0' TERM
echo "servers $1" >>"$CALLS"; echo /some/firstcome.toml; while :; do sleep 0.05; done)");
    EXPECT_EQ(run({"--profile", "cluster", "--with-local-servers", "--node", "--data", "here"}), 0);
    EXPECT_EQ(calls(), "setup servers\nbuild release app/all\nservers here/servers\n"
                       "firstcome-node [--config] [/some/firstcome.toml] [--profile] [cluster] [--data] [here] offscreen\n"
                       "servers end\n");
    write("build/release/bin/firstcome-node", "exit 3");
    EXPECT_EQ(run({"--with-local-servers", "--node"}), 3);
    EXPECT_TRUE(isCalled("servers end")) << calls();
}

TEST_F(RunScript, ASignalGoesToTheProgramAndTheServersEndAfterIt)
{
    write("installers/local_servers", R"(trap 'echo "servers end" >>"$CALLS"; exit 0' TERM
echo /some/firstcome.toml; while :; do sleep 0.05; done)");
    write("build/release/bin/firstcome-node",
          R"(trap 'echo "node told" >>"$CALLS"; exit 7' TERM; echo "node runs" >>"$CALLS"; while :; do sleep 0.05; done)");
    auto program = started({"--with-local-servers", "--node"}, false);
    ASSERT_TRUE(comesTrue([&] { return fs::exists(at("calls")) && isCalled("node runs"); }));
    program.signal(SIGTERM);
    EXPECT_EQ(program.wait(), 7);
    EXPECT_LT(calls().find("node told"), calls().find("servers end")) << calls();
    EXPECT_TRUE(isCalled("servers end")) << calls();
}

TEST_F(RunScript, LocalServersThatDoNotStartOrDoNotFitAreAnError)
{
    write("installers/local_servers", "exit 1");
    EXPECT_EQ(run({"--with-local-servers", "--node"}), 1);
    EXPECT_NE(m_said.find("did not start"), std::string::npos) << m_said;
    EXPECT_FALSE(isCalled("firstcome-node"));
    EXPECT_EQ(run({"--with-local-servers", "--config", "mine.toml", "--node"}), 2);
    EXPECT_EQ(run({"--with-local-servers", "--config=mine.toml", "--node"}), 2);
    EXPECT_EQ(run({"--with-local-servers", "--profile", "embedded", "--node"}), 2);
    EXPECT_FALSE(fs::exists(at("calls")));
}

TEST(DockerCompose, IsReadAsWhatItShouldBe)
{
    // As docker compose does: anchors merged, each service with an image, each named volume declared, ports only here.
    ChildProgram reader({"/usr/bin/python3", "-c", R"(
import sys, yaml
compose = yaml.safe_load(open(sys.argv[1]))
services = compose["services"]
assert set(services) == {"redis", "kafka-1", "kafka-2", "kafka-3", "mariadb"}, set(services)
declared = set(compose["volumes"])
for name, service in services.items():
    assert ":" in service["image"], name
    for port in service["ports"]:
        assert port.startswith("127.0.0.1:"), (name, port)
    for volume in service["volumes"]:
        assert volume.split(":")[0] in declared, (name, volume)
brokers = [services["kafka-%d" % i]["environment"] for i in (1, 2, 3)]
assert [b["KAFKA_NODE_ID"] for b in brokers] == [1, 2, 3]
assert all(b["KAFKA_UNCLEAN_LEADER_ELECTION_ENABLE"] == "false" for b in brokers)
for i, broker in enumerate(brokers):
    host = broker["KAFKA_ADVERTISED_LISTENERS"].split("HOST://")[1]
    assert services["kafka-%d" % (i + 1)]["ports"] == [host + ":9092"], host
    print(host)
assert "noeviction" in services["redis"]["command"] and "--appendonly yes" in services["redis"]["command"]
)", FIRSTCOME_SOURCE_DIR "/installers/docker-compose.yml"});
    EXPECT_EQ(reader.wait(), 0) << reader.err();
    const auto config = readFile(FIRSTCOME_SOURCE_DIR "/installers/docker-compose.toml");
    for (const auto& broker : linesOf(reader.out()))
        EXPECT_NE(config.find(broker), std::string::npos) << broker << " is not in the config for it";
}
