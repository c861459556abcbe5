#include "backend/http/operator_token.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sys/stat.h>

using namespace firstcome;
using firstcome::testing::TemporaryDirectory;

namespace {

unsigned modeOf(const std::filesystem::path& file)
{
    struct stat facts
    {
    };
    ::stat(file.c_str(), &facts);
    return facts.st_mode & 0777;
}

} // namespace

TEST(OperatorToken, IsMadeOnceAndKept)
{
    TemporaryDirectory directory;
    const auto first = http::loadOrCreateOperatorToken(directory.path());
    ASSERT_TRUE(first);
    EXPECT_EQ(first->size(), 64u);
    EXPECT_EQ(first->find_first_not_of("0123456789abcdef"), std::string::npos);
    EXPECT_EQ(modeOf(directory.path() / "operator.token"), 0600u);
    EXPECT_EQ(*http::loadOrCreateOperatorToken(directory.path()), *first);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(directory.path()), {}), 1)
        << "no drafts left";
    TemporaryDirectory other;
    EXPECT_NE(*http::loadOrCreateOperatorToken(other.path()), *first);
}

TEST(OperatorToken, IsClosedToOthers)
{
    TemporaryDirectory directory;
    const auto file = directory.path() / "operator.token";
    std::ofstream(file) << std::string(40, 'a') << "\n";
    ::chmod(file.c_str(), 0644);
    EXPECT_EQ(*http::loadOrCreateOperatorToken(directory.path()), std::string(40, 'a'));
    EXPECT_EQ(modeOf(file), 0600u);
}

TEST(OperatorToken, RefusesAFileThatHoldsNone)
{
    TemporaryDirectory directory;
    std::ofstream(directory.path() / "operator.token") << "short\n";
    EXPECT_EQ(http::loadOrCreateOperatorToken(directory.path()).error().code, "bad_token");
    EXPECT_EQ(http::loadOrCreateOperatorToken(directory.path() / "absent").error().code, "token_io");
}

TEST(OperatorToken, IsComparedWhole)
{
    const std::string token(64, 'a');
    EXPECT_TRUE(http::bearsToken("Bearer " + token, token));
    EXPECT_TRUE(http::bearsToken("bearer " + token, token));
    EXPECT_FALSE(http::bearsToken(token, token));
    EXPECT_FALSE(http::bearsToken("Basic " + token, token));
    EXPECT_FALSE(http::bearsToken("Bearer " + std::string(63, 'a') + "b", token));
    EXPECT_FALSE(http::bearsToken("Bearer " + token + "a", token));
    EXPECT_FALSE(http::bearsToken("Bearer ", token));
    EXPECT_FALSE(http::bearsToken("", token));
    EXPECT_FALSE(http::bearsToken("Bearer ", "")) << "no token is no key";
}
