#include "tests/support/free_port.h"
#include "tests/support/child_program.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

using namespace firstcome::testing;

TEST(FreePort, IsGivenOnceAndIsNoneOfThoseForOutgoingConnections)
{
    std::ifstream range("/proc/sys/net/ipv4/ip_local_port_range");
    int first = 32'768;
    range >> first;
    std::set<std::uint16_t> given;
    for (int i = 0; i < 500; ++i) {
        const auto port = freePort();
        EXPECT_TRUE(given.insert(port).second) << port;
        EXPECT_LT(port, first);
    }
}

TEST(FreePort, IsNotGivenToAnotherProgramMeanwhile)
{
    std::set<std::uint16_t> mine;
    for (int i = 0; i < 500; ++i)
        mine.insert(freePort());
    ChildProgram another({std::filesystem::read_symlink("/proc/self/exe"), "--gtest_filter=FreePort.DISABLED_SaysManyPorts",
                          "--gtest_also_run_disabled_tests"});
    EXPECT_EQ(another.wait(), 0);
    std::istringstream said(another.out());
    int met = 0, theirs = 0;
    for (std::string word; said >> word;)
        if (word.starts_with("port:")) {
            ++theirs;
            met += mine.contains(static_cast<std::uint16_t>(std::stoi(word.substr(5))));
        }
    EXPECT_EQ(theirs, 5'000);
    EXPECT_EQ(met, 0);
}

TEST(FreePort, DISABLED_SaysManyPorts)
{
    for (int i = 0; i < 5'000; ++i)
        std::printf("port:%d\n", freePort());
}
