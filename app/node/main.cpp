// firstcome-node: the issuing backend with no window.

#include "app/compose/data_lock.h"
#include "app/compose/profiles.h"
#include "app/compose/options.h"
#include "build_stamp.h"

#include <QCoreApplication>

#include <csignal>
#include <cstdio>
#include <optional>
#include <thread>

namespace {

using namespace firstcome;

constexpr int kInUse = 3; ///< exit status: another console or node has the data directory, or the node's name

/// Blocks the signals that end us in this and every later thread, so that only sigwait sees them.
sigset_t blockEndingSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN); // a limit on file sizes is then a full disk, not our end
    return signals;
}

core::Error inUse(const std::filesystem::path& dataDir, const app::DataLock::Holder& holder)
{
    const auto since = holder.since.empty() ? std::string() : " since " + holder.since;
    return {core::ErrorKind::Conflict, "data_dir_in_use",
            "process " + std::to_string(holder.pid) + " serves from " + dataDir.string() + since +
                "; nothing was changed"};
}

/// Tells whoever started us, once, in one line of JSON, where we serve. Ends the program, with the words in
/// `refusal`, where another live node has its name.
void watch(const Backend& backend, const std::atomic<bool>& ending, std::optional<core::Error>& refusal)
{
    bool announced = false;
    while (!ending && !refusal) {
        const auto snapshot = backend.snapshot();
        if (snapshot->port != 0 && !announced) {
            std::printf("{\"serving\":true,\"port\":%u,\"pid\":%d}\n", snapshot->port, getpid());
            std::fflush(stdout);
            announced = true;
        }
        if (snapshot->store.code == "node_in_use") {
            refusal = core::Error{core::ErrorKind::Conflict, snapshot->store.code, snapshot->store.detail};
            ::kill(::getpid(), SIGTERM);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(announced ? 200 : 20));
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
    parser.setApplicationDescription(
        QStringLiteral("Serves first-come-first-served events, without a window."));
    parser.addHelpOption();
    parser.addVersionOption();
    const app::ServingOptions options(parser);
    parser.process(application);

    const auto config = options.config(parser);
    if (!config) {
        app::complain(config.error());
        return 2;
    }
    app::DataLock lock(config->dataDir);
    const auto first = lock.acquire();
    if (!first) {
        app::complain(first.error());
        return 2;
    }
    if (!*first) {
        app::complain(inUse(config->dataDir, lock.holder()));
        return kInUse;
    }
    auto backend = app::makeBackend(*config, {});
    if (!backend) {
        app::complain(backend.error());
        return 2;
    }
    if (const auto started = (*backend)->start([] {}); !started) {
        app::complain(started.error());
        return 1;
    }
    std::atomic<bool> ending = false;
    std::optional<core::Error> refusal;
    std::thread watcher([&] { watch(**backend, ending, refusal); });
    int signal = 0;
    sigwait(&signals, &signal);
    ending = true;
    watcher.join();
    (*backend)->stop();
    if (!refusal)
        return 0;
    app::complain(*refusal);
    return kInUse;
}
