#include "app/compose/connect_options.h"

#include "backend/core/config.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>

namespace firstcome::app {

using core::ErrorKind;

namespace {

const char* const kVariable = "FIRSTCOME_OPERATOR_TOKEN";
constexpr std::size_t kMostToken = 512;

core::Result<std::string> tokenIn(const std::string& path)
{
    std::ifstream file(path);
    std::string token;
    if (!std::getline(file, token))
        return core::fail(ErrorKind::Io, "token_io", path + ": " + (file.is_open() ? "empty" : std::strerror(errno)));
    while (token.ends_with('\r') || token.ends_with(' '))
        token.pop_back();
    return token;
}

core::Result<std::string> checked(std::string token)
{
    const bool plain = std::ranges::all_of(token, [](char c) { return c > ' ' && c <= '~'; });
    if (token.size() < core::HttpConfig::kShortestToken || token.size() > kMostToken || !plain)
        return core::fail(ErrorKind::InvalidArgument, "bad_token",
                          "an operator's token has at least 32 characters, and no blanks among them");
    return token;
}

} // namespace

ConnectOptions::ConnectOptions(QCommandLineParser& parser)
    : m_connect(QStringLiteral("connect"),
                QStringLiteral("Attach to running nodes instead of serving: HOST:PORT, more with commas between. "
                               "Only this machine's addresses; lead a tunnel to others."),
                QStringLiteral("NODES"))
    , m_tokenFile(QStringLiteral("token-file"),
                  QStringLiteral("Read the nodes' operator token from FILE; else it is FIRSTCOME_OPERATOR_TOKEN in "
                                 "the environment."),
                  QStringLiteral("FILE"))
{
    parser.addOptions({m_connect, m_tokenFile});
}

core::Result<std::optional<Attachment>> ConnectOptions::attachment(const QCommandLineParser& parser,
                                                                   const std::string& configured) const
{
    const char* inEnvironment = std::getenv(kVariable);
    const std::string kept = inEnvironment ? inEnvironment : configured;
    ::unsetenv(kVariable);
    if (!parser.isSet(m_connect)) {
        if (parser.isSet(m_tokenFile))
            return core::fail(ErrorKind::InvalidArgument, "bad_option", "--token-file goes with --connect");
        return std::optional<Attachment>();
    }
    auto nodes = remote::parseNodeAddresses(parser.value(m_connect).toStdString());
    if (!nodes)
        return tl::unexpected(nodes.error());
    if (!parser.isSet(m_tokenFile) && kept.empty())
        return core::fail(ErrorKind::InvalidArgument, "token_missing",
                          std::string("--connect needs the nodes' operator token: --token-file FILE (a node keeps it in "
                                      "operator.token of its data directory), ")
                              + kVariable + " in the environment, or operator_token in --config FILE");
    auto token = parser.isSet(m_tokenFile) ? tokenIn(parser.value(m_tokenFile).toStdString())
                                           : core::Result<std::string>(kept);
    return token.and_then(checked).map([&](std::string good) {
        return std::optional<Attachment>(Attachment{std::move(*nodes), std::move(good)});
    });
}

} // namespace firstcome::app
