#include "backend/telemetry/host_reader.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <fstream>

using namespace firstcome;
using namespace firstcome::telemetry;
using namespace std::chrono_literals;

namespace {

void writeStat(const std::filesystem::path& proc, const std::string& line)
{
    std::filesystem::create_directories(proc);
    std::ofstream(proc / "stat") << line << "\ncpu0 1 2 3\n";
}

} // namespace

TEST(HostReader, LoadIsTheShareOfBusyTicksBetweenTwoReadings)
{
    const firstcome::testing::TemporaryDirectory directory;
    const firstcome::testing::ManualClock clock;
    const auto proc = directory.path() / "proc";
    HostReader reader(directory.path(), clock, proc);
    writeStat(proc, "cpu  100 0 50 800 50 0 0 0 0 0");
    EXPECT_FALSE(reader.read().cpuPercent);              // nothing to compare with yet
    writeStat(proc, "cpu  140 10 60 830 60 5 5 0 40 0"); // 70 busy, 30 idle, 10 waiting for disks
    EXPECT_NEAR(*reader.read().cpuPercent, 100.0 * 70 / 110, 1e-9);
    EXPECT_FALSE(reader.read().cpuPercent); // no time has passed
}

TEST(HostReader, WhatTheMachineDoesNotTellIsAbsent)
{
    const firstcome::testing::TemporaryDirectory directory;
    const firstcome::testing::ManualClock clock;
    const auto proc = directory.path() / "none";
    HostReader reader(directory.path() / "gone", clock, proc);
    reader.read();
    const auto readings = reader.read();
    EXPECT_FALSE(readings.cpuPercent);
    EXPECT_FALSE(readings.residentBytes);
    EXPECT_FALSE(readings.openFiles);
    EXPECT_FALSE(readings.freeDiskBytes);
    writeStat(proc, "cpu 1 2 three");
    EXPECT_FALSE(reader.read().cpuPercent);
}

TEST(HostReader, ReadsThisMachine)
{
    const firstcome::testing::TemporaryDirectory directory;
    firstcome::testing::ManualClock clock;
    HostReader reader(directory.path(), clock);
    const auto before = reader.read();
    EXPECT_GT(*before.residentBytes, 100'000u);
    EXPECT_GT(*before.freeDiskBytes, 0u);
    EXPECT_GT(*before.openFilesLimit, 0u);
    EXPECT_FALSE(before.processCpuPercent);
    std::vector<std::ifstream> open(5);
    for (auto& file : open)
        file.open("/dev/null");
    clock.advance(1s);
    const auto after = reader.read();
    EXPECT_EQ(*after.openFiles, *before.openFiles + 5);
    EXPECT_GE(*after.processCpuPercent, 0);
}
