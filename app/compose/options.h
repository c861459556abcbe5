#pragma once

#include "backend/core/config.h"
#include "backend/core/result.h"

#include <QCommandLineParser>

#include <filesystem>
#include <optional>

namespace firstcome::app {

/// What console and node share on their command line: `--data DIR --port N --config FILE --profile NAME --node-name NAME`.
class ServingOptions
{
public:
    explicit ServingOptions(QCommandLineParser& parser);

    /// The config file's values (its defaults without one) with the command line's over them. The data
    /// directory is made where it is absent. Errors: `bad_config`, InvalidArgument `bad_option`,
    /// Io `data_directory`.
    core::Result<core::Config> config(const QCommandLineParser& parser) const;
    /// As given, before defaults.
    std::optional<std::filesystem::path> dataGiven(const QCommandLineParser& parser) const;
    bool portGiven(const QCommandLineParser& parser) const { return parser.isSet(m_port); }

private:
    QCommandLineOption m_data;
    QCommandLineOption m_port;
    QCommandLineOption m_config;
    QCommandLineOption m_profile;
    QCommandLineOption m_nodeName;
};

/// One line for people on standard error.
void complain(const core::Error& error);

} // namespace firstcome::app
