#include "app/compose/options.h"

#include <QStandardPaths>

#include <cstdio>

namespace firstcome::app {

namespace {

std::filesystem::path pathOf(const QString& text)
{
    return std::filesystem::path(text.toStdString());
}

std::filesystem::path defaultDataDirectory()
{
    return pathOf(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)) / "firstcome";
}

} // namespace

ServingOptions::ServingOptions(QCommandLineParser& parser)
    : m_data(QStringLiteral("data"), QStringLiteral("Keep everything in DIR."), QStringLiteral("DIR"))
    , m_port(QStringLiteral("port"), QStringLiteral("Serve HTTP on port N; 0 takes any free one."),
             QStringLiteral("N"))
    , m_config(QStringLiteral("config"), QStringLiteral("Read settings from FILE (TOML)."), QStringLiteral("FILE"))
    , m_profile(QStringLiteral("profile"),
                QStringLiteral("embedded: everything in this program; cluster: Redis, Kafka and an SQL server."),
                QStringLiteral("NAME"))
    , m_nodeName(QStringLiteral("node-name"), QStringLiteral("This node's name among those that share the servers."),
                 QStringLiteral("NAME"))
{
    parser.addOptions({m_data, m_port, m_config, m_profile, m_nodeName});
}

std::optional<std::filesystem::path> ServingOptions::dataGiven(const QCommandLineParser& parser) const
{
    return parser.isSet(m_data) ? std::optional(pathOf(parser.value(m_data))) : std::nullopt;
}

core::Result<core::Config> ServingOptions::config(const QCommandLineParser& parser) const
{
    core::Config config;
    if (parser.isSet(m_config)) {
        auto loaded = core::loadConfig(pathOf(parser.value(m_config)));
        if (!loaded)
            return loaded;
        config = std::move(*loaded);
    }
    if (parser.isSet(m_port)) {
        bool number = false;
        const auto port = parser.value(m_port).toUShort(&number);
        if (!number)
            return core::fail(core::ErrorKind::InvalidArgument, "bad_option",
                              "--port takes 0 to 65535, not " + parser.value(m_port).toStdString());
        config.http.port = port;
    }
    if (parser.isSet(m_profile)) {
        config.profile = parser.value(m_profile).toStdString();
        if (!core::isProfile(config.profile))
            return core::fail(core::ErrorKind::InvalidArgument, "bad_option",
                              "--profile takes embedded or cluster, not " + config.profile);
    }
    if (parser.isSet(m_nodeName)) {
        config.node = parser.value(m_nodeName).toStdString();
        if (!core::isNodeName(config.node))
            return core::fail(core::ErrorKind::InvalidArgument, "bad_option",
                              "--node-name takes 1 to 249 of A-Z a-z 0-9 . _ -, not " + config.node);
    }
    if (const auto given = dataGiven(parser))
        config.dataDir = *given;
    if (config.dataDir.empty())
        config.dataDir = defaultDataDirectory();
    std::error_code failed;
    std::filesystem::create_directories(config.dataDir, failed);
    if (failed)
        return core::fail(core::ErrorKind::Io, "data_directory",
                          config.dataDir.string() + ": " + failed.message());
    std::filesystem::permissions(config.dataDir, std::filesystem::perms::owner_all, failed);
    return config;
}

void complain(const core::Error& error)
{
    std::fprintf(stderr, "firstcome: %s%s%s\n", error.code.c_str(), error.detail.empty() ? "" : ": ",
                 error.detail.c_str());
}

} // namespace firstcome::app
