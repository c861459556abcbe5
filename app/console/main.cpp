// firstcome: the console.

#include "app/compose/connect_options.h"
#include "app/compose/options.h"
#include "app/console/console.h"
#include "app/console/other_console_dialog.h"
#include "backend/core/may_block.h"
#include "backend/spike/run_archive.h"
#include "build_stamp.h"

#include <QApplication>
#include <QTemporaryDir>

#include <csignal>
#include <cstdio>

namespace {

using namespace firstcome;

std::filesystem::path defaultOutDirectory(const spike::Scenario& scenario)
{
    return std::filesystem::current_path() / "out"
        / spike::runId(core::SystemClock().wall(), scenario.name);
}

/// Errors: those of ConnectOptions, and `bad_option` for what only a console that serves can do.
core::Result<std::optional<app::Attachment>> attachmentOf(const QCommandLineParser& parser,
                                                          const app::ServingOptions& serving,
                                                          const app::ConnectOptions& connecting,
                                                          const core::Config& config, bool rehearses)
{
    auto attachment = connecting.attachment(parser, config.http.operatorToken);
    if (attachment && *attachment && rehearses)
        return core::fail(core::ErrorKind::InvalidArgument, "bad_option",
                          "--rehearse brings a backend of its own; it goes without --connect");
    if (attachment && *attachment && serving.portGiven(parser))
        return core::fail(core::ErrorKind::InvalidArgument, "bad_option",
                          "--port is for a console that serves; it goes without --connect");
    return attachment;
}

int rehearseOrShow(QApplication& application, const QCommandLineParser& parser, const app::ServingOptions& serving,
                   const app::ConnectOptions& connecting, const QCommandLineOption& rehearse,
                   const QCommandLineOption& out)
{
    auto config = serving.config(parser);
    if (!config) {
        app::complain(config.error());
        return 2;
    }
    auto attachment = attachmentOf(parser, serving, connecting, *config, parser.isSet(rehearse));
    if (!attachment) {
        app::complain(attachment.error());
        return 2;
    }
    console::ConsoleOptions options;
    options.config = *config;
    options.attach = std::move(*attachment);
    QTemporaryDir scratch;
    if (parser.isSet(rehearse)) {
        const auto name = parser.positionalArguments().value(0, QStringLiteral("launch"));
        auto scenario = spike::loadScenario(name.toStdString());
        if (!scenario) {
            app::complain(scenario.error());
            return 2;
        }
        const auto outDir = parser.isSet(out) ? std::filesystem::path(parser.value(out).toStdString())
                                              : defaultOutDirectory(*scenario);
        options.rehearse = {*scenario, outDir};
        // Its own data and any free port, unless told otherwise: a console may be serving beside it.
        if (!serving.dataGiven(parser))
            options.config.dataDir = scratch.path().toStdString();
        if (!serving.portGiven(parser))
            options.config.http.port = 0;
    }
    console::Console window(std::move(options));
    const auto other = window.otherHolder();
    if (!other) {
        app::complain(other.error());
        return 2;
    }
    if (*other)
        return console::tellOfOther(window.instance(), **other, parser.isSet(rehearse));
    if (const auto started = window.start(); !started) {
        app::complain(started.error());
        return 1;
    }
    core::forbidBlocking();
    const int code = application.exec();
    core::forbidBlocking(false);
    return code;
}

} // namespace

int main(int argc, char* argv[])
{
    std::signal(SIGXFSZ, SIG_IGN); // a limit on file sizes is then a full disk, not our end
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("firstcome"));
    QApplication::setApplicationDisplayName(QStringLiteral("Firstcome"));
    QApplication::setApplicationVersion(QString::fromLatin1(kBuildStamp));
    QApplication::setDesktopFileName(QStringLiteral("firstcome"));
    QApplication::setQuitOnLastWindowClosed(false);

    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Operations console for first-come-first-served events."));
    parser.addHelpOption();
    parser.addVersionOption();
    const app::ServingOptions serving(parser);
    const app::ConnectOptions connecting(parser);
    const QCommandLineOption rehearse(QStringLiteral("rehearse"),
                                      QStringLiteral("Rehearse a scenario (default: launch), write a report, exit."));
    const QCommandLineOption out(QStringLiteral("out"), QStringLiteral("Write the rehearsal's report to DIR."),
                                 QStringLiteral("DIR"));
    parser.addOptions({rehearse, out});
    parser.addPositionalArgument(QStringLiteral("scenario"), QStringLiteral("Preset or TOML file, with --rehearse."),
                                 QStringLiteral("[scenario]"));
    parser.process(application);
    if (!parser.isSet(rehearse) && !parser.positionalArguments().isEmpty()) {
        std::fprintf(stderr, "firstcome: a scenario goes with --rehearse\n");
        return 2;
    }
    return rehearseOrShow(application, parser, serving, connecting, rehearse, out);
}
