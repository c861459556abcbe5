#include "backend/core/logging.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <fstream>
#include <gmock/gmock.h>
#include <sstream>

using namespace firstcome::core;
using testing::HasSubstr;
using testing::Not;

namespace {

std::string contents(const std::filesystem::path& file)
{
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

} // namespace

TEST(Log, WritesLevelRoomAndTextAndWarningsToStderr)
{
    const firstcome::testing::TemporaryDirectory directory;
    testing::internal::CaptureStderr();
    {
        const auto log = Log::open(directory.path() / "made" / "here");
        ASSERT_TRUE(log);
        (*log)->info("http", "listening");
        (*log)->error("stock", Error{ErrorKind::Io, "disk_full", "no space"});
    }
    const auto text = contents(directory.path() / "made" / "here" / "firstcome.log");
    EXPECT_THAT(text, testing::MatchesRegex("[-0-9]+T[0-9:.]+Z info http: listening\n"
                                            "[-0-9]+T[0-9:.]+Z error stock: disk_full: no space\n"));
    const auto shown = testing::internal::GetCapturedStderr();
    EXPECT_THAT(shown, HasSubstr("disk_full"));
    EXPECT_THAT(shown, Not(HasSubstr("listening")));
}

TEST(Log, NeverShowsAHiddenSecret)
{
    const firstcome::testing::TemporaryDirectory directory;
    testing::internal::CaptureStderr();
    {
        const auto log = Log::open(directory.path(), LogLevel::Debug);
        (*log)->hide("s3cr3t-token");
        (*log)->hide("a"); // would hide every word
        (*log)->warning("http", "Bearer s3cr3t-token, again s3cr3t-token");
    }
    const auto text = contents(directory.path() / "firstcome.log") + testing::internal::GetCapturedStderr();
    EXPECT_THAT(text, Not(HasSubstr("s3cr3t")));
    EXPECT_THAT(text, HasSubstr("Bearer ***, again ***"));
}

TEST(Log, OneEntryIsOneLine)
{
    const firstcome::testing::TemporaryDirectory directory;
    {
        const auto log = Log::open(directory.path(), LogLevel::Error);
        (*log)->info("http", std::string_view("path /a\n2026 error forged\r\x1b[31m\0end", 35));
        (*log)->info("http", "선착순 {} {0}");
    }
    const auto text = contents(directory.path() / "firstcome.log");
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
    EXPECT_THAT(text, HasSubstr("/a\\x0a2026 error forged\\x0d\\x1b[31m\\x00end"));
    EXPECT_THAT(text, HasSubstr("선착순 {} {0}"));
}

TEST(Log, KeepsABoundedNumberOfFiles)
{
    const firstcome::testing::TemporaryDirectory directory;
    {
        const auto log = Log::open(directory.path(), LogLevel::Error);
        const std::string text(1'000'000, 'x');
        for (int i = 0; i < 40; ++i)
            (*log)->info("core", text);
    }
    std::uintmax_t bytes = 0;
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(directory.path())) {
        ++files;
        bytes += entry.file_size();
    }
    EXPECT_EQ(files, 4);
    EXPECT_LE(bytes, 4u * 5 * 1024 * 1024);
}

TEST(Log, SaysWhereItCannotWrite)
{
    const firstcome::testing::TemporaryDirectory directory;
    std::ofstream(directory.path() / "file") << "x";
    const auto log = Log::open(directory.path() / "file");
    ASSERT_FALSE(log);
    EXPECT_EQ(log.error().kind, ErrorKind::Io);
    EXPECT_EQ(log.error().code, "log_unwritable");
    EXPECT_THAT(log.error().detail, HasSubstr("file"));
}
