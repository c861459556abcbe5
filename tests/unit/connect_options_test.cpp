#include "app/compose/connect_options.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

using namespace firstcome;
using firstcome::testing::TemporaryDirectory;

namespace {

const std::string kToken(40, 't');

/// What the options come to with these words on the command line.
core::Result<std::optional<app::Attachment>> attach(const QStringList& words, const std::string& configured = {})
{
    QCommandLineParser parser;
    const app::ConnectOptions options(parser);
    EXPECT_TRUE(parser.parse(QStringList{QStringLiteral("firstcome")} + words));
    return options.attachment(parser, configured);
}

std::string codeOf(const QStringList& words, const std::string& configured = {})
{
    const auto attachment = attach(words, configured);
    return attachment ? "taken" : attachment.error().code;
}

const QStringList kTwo{QStringLiteral("--connect"), QStringLiteral("127.0.0.1:8081,127.0.0.1:8082")};

class ConnectOptions : public ::testing::Test
{
protected:
    ConnectOptions() { ::unsetenv("FIRSTCOME_OPERATOR_TOKEN"); }
    QStringList withFile(const std::string& content)
    {
        const auto file = m_directory.path() / "token";
        std::ofstream(file) << content;
        return kTwo + QStringList{QStringLiteral("--token-file"), QString::fromStdString(file.string())};
    }

    TemporaryDirectory m_directory;
};

} // namespace

TEST_F(ConnectOptions, WithoutThemTheConsoleServesItself)
{
    const auto attachment = attach({});
    ASSERT_TRUE(attachment);
    EXPECT_FALSE(*attachment);
}

TEST_F(ConnectOptions, TakeTheTokenFromTheFile)
{
    const auto attachment = attach(withFile(kToken + "\r\n"));
    ASSERT_TRUE(attachment) << attachment.error().detail;
    EXPECT_EQ((*attachment)->token, kToken);
    ASSERT_EQ((*attachment)->nodes.size(), 2u);
    EXPECT_EQ((*attachment)->nodes[1].text(), "127.0.0.1:8082");
}

TEST_F(ConnectOptions, TakeTheTokenOutOfTheEnvironment)
{
    ::setenv("FIRSTCOME_OPERATOR_TOKEN", kToken.c_str(), 1);
    const auto attachment = attach(kTwo, std::string(40, 'c'));
    ASSERT_TRUE(attachment) << attachment.error().detail;
    EXPECT_EQ((*attachment)->token, kToken) << "what is nearer counts";
    EXPECT_EQ(std::getenv("FIRSTCOME_OPERATOR_TOKEN"), nullptr) << "children would inherit it";
}

TEST_F(ConnectOptions, TakeTheFleetsOwnFromItsConfig)
{
    const auto attachment = attach(kTwo, kToken);
    ASSERT_TRUE(attachment) << attachment.error().detail;
    EXPECT_EQ((*attachment)->token, kToken);
}

TEST_F(ConnectOptions, RefuseWhatNoNodeWouldTake)
{
    EXPECT_EQ(codeOf(kTwo), "token_missing");
    EXPECT_EQ(codeOf(withFile("")), "token_io");
    EXPECT_EQ(codeOf(withFile("short")), "bad_token");
    EXPECT_EQ(codeOf(withFile(kToken + " with blanks")), "bad_token");
    EXPECT_EQ(codeOf(withFile(kToken + "\x01")), "bad_token") << "it would go into a header";
    EXPECT_EQ(codeOf(kTwo + QStringList{QStringLiteral("--token-file"), QStringLiteral("/nowhere/token")}), "token_io");
    EXPECT_EQ(codeOf({QStringLiteral("--token-file"), QStringLiteral("/nowhere/token")}), "bad_option");
    EXPECT_EQ(codeOf({QStringLiteral("--connect"), QStringLiteral("10.0.0.5:8081")}, kToken), "connect_needs_tunnel");
}
