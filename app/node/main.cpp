// firstcome-node: the issuing backend with no window.

#include "app/compose/embedded_profile.h"
#include "app/compose/options.h"
#include "build_stamp.h"

#include <QCoreApplication>

#include <csignal>
#include <cstdio>
#include <thread>

namespace {

using namespace firstcome;

/// Blocks the signals that end us in this and every later thread, so that only sigwait sees them.
sigset_t blockEndingSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    return signals;
}

/// Tells whoever started us, once, in one line of JSON, where we serve.
void announceWhenServing(const Backend& backend, const std::atomic<bool>& ending)
{
    while (!ending) {
        const auto snapshot = backend.snapshot();
        if (snapshot->port != 0) {
            std::printf("{\"serving\":true,\"port\":%u,\"pid\":%d}\n", snapshot->port, getpid());
            std::fflush(stdout);
            return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

} // namespace

int main(int argc, char* argv[])
{
    const sigset_t signals = blockEndingSignals();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("firstcome-node"));
    QCoreApplication::setApplicationVersion(QString::fromLatin1(kBuildStamp));

    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Serves first-come-first-served events, without a window."));
    parser.addHelpOption();
    parser.addVersionOption();
    const app::ServingOptions options(parser);
    parser.process(application);

    const auto config = options.config(parser);
    if (!config) {
        app::complain(config.error());
        return 2;
    }
    auto backend = app::makeEmbeddedBackend(*config, {});
    if (!backend) {
        app::complain(backend.error());
        return 2;
    }
    if (const auto started = (*backend)->start([] {}); !started) {
        app::complain(started.error());
        return 1;
    }
    std::atomic<bool> ending = false;
    std::thread announcer([&] { announceWhenServing(**backend, ending); });
    int signal = 0;
    sigwait(&signals, &signal);
    ending = true;
    announcer.join();
    (*backend)->stop();
    return 0;
}
