#include "backend/spike/run_archive.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <fstream>

using namespace firstcome;
using namespace firstcome::spike;
using namespace std::chrono_literals;

namespace {

RunResult run(core::WallTime at, const std::string& scenario)
{
    RunResult result;
    result.id = runId(at, scenario);
    result.scenario = scenario;
    result.startedAt = at;
    result.passed = true;
    result.exitCode = ExitCode::Passed;
    result.validity = Validity::Valid;
    result.rehearsal = true;
    result.requestsPerSecond = 26'118;
    result.highestLag = 1'234;
    result.client.p95 = 4.4;
    result.ticks1s.resize(3);
    return result;
}

const core::WallTime kTen = core::WallTime(std::chrono::sys_days(std::chrono::year(2026) / 11 / 21)) + 10h;

} // namespace

TEST(RunArchive, NamesRunsByTimeAndScenario)
{
    EXPECT_EQ(runId(kTen + 14min + 20s, "spike"), "20261121T101420Z-spike");
}

TEST(RunArchive, ListsNewestFirstAndReadsBack)
{
    const firstcome::testing::TemporaryDirectory directory;
    const RunArchive archive(directory.path());
    EXPECT_TRUE(archive.list().empty()); // there is no folder yet
    ASSERT_TRUE(archive.save(run(kTen, "spike")));
    ASSERT_TRUE(archive.save(run(kTen + 2h, "launch")));
    ASSERT_TRUE(archive.save(run(kTen + 1h, "quick")));
    const auto runs = archive.list();
    ASSERT_EQ(runs.size(), 3u);
    EXPECT_EQ(runs[0].scenario, "launch");
    EXPECT_EQ(runs[1].scenario, "quick");
    EXPECT_EQ(runs[2].id, "20261121T100000Z-spike");
    EXPECT_EQ(runs[2].startedAt, kTen);
    EXPECT_EQ(runs[2].p95Ms, 4.4);
    EXPECT_EQ(runs[2].requestsPerSecond, 26'118);
    EXPECT_EQ(runs[2].highestLag, 1'234u);
    EXPECT_TRUE(runs[2].passed);
    EXPECT_TRUE(runs[2].rehearsal);
    EXPECT_EQ(runs[2].validity, Validity::Valid);
    const auto whole = archive.read(runs[2].id);
    ASSERT_TRUE(whole);
    EXPECT_EQ(whole->ticks1s.size(), 3u);
}

TEST(RunArchive, OneBrokenRunDoesNotHideTheOthers)
{
    const firstcome::testing::TemporaryDirectory directory;
    const RunArchive archive(directory.path());
    const auto good = run(kTen, "spike"), torn = run(kTen + 1h, "torn"), bare = run(kTen + 2h, "bare");
    for (const auto& each : {good, torn, bare})
        ASSERT_TRUE(archive.save(each));
    for (const char* name : {"result.json", "summary.json"})
        std::ofstream(archive.folder(torn.id) / name) << "{\"scenario\":";
    std::filesystem::remove(archive.folder(bare.id) / "summary.json"); // the result alone is enough
    std::filesystem::create_directories(directory.path() / "runs" / "empty");
    std::ofstream(directory.path() / "runs" / "a file") << "x";
    const auto runs = archive.list();
    ASSERT_EQ(runs.size(), 2u);
    EXPECT_EQ(runs[0].id, bare.id);
    EXPECT_EQ(runs[1].id, good.id);
    EXPECT_EQ(archive.read(torn.id).error().kind, core::ErrorKind::Corrupt);
}

TEST(RunArchive, NoIdLeadsElsewhere)
{
    const firstcome::testing::TemporaryDirectory directory;
    const RunArchive archive(directory.path());
    for (const std::string& id : {std::string(), std::string(".."), std::string("../x"), std::string("a/b"),
                                  std::string("/etc"), std::string(101, 'a'), std::string("a\0b", 3)}) {
        EXPECT_EQ(archive.read(id).error().code, "bad_run_id");
        auto result = run(kTen, "x");
        result.id = id;
        EXPECT_EQ(archive.save(result).error().code, "bad_run_id");
    }
    EXPECT_EQ(archive.read("nowhere").error().code, "unknown_run");
}

TEST(RunArchive, AFailedWriteIsSaid)
{
    const firstcome::testing::TemporaryDirectory directory;
    std::ofstream(directory.path() / "runs") << "in the way";
    EXPECT_EQ(RunArchive(directory.path()).save(run(kTen, "x")).error().code, "archive_io");
}
