#include "app/console/session_guard.h"

#include <QEventLoop>
#include <QGuiApplication>
#include <QPointer>
#include <QSessionManager>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace firstcome::console {

namespace {

constexpr std::array kSignals{SIGTERM, SIGINT, SIGHUP};

/// A signal handler can reach nothing else; set by the one guard of the process.
std::atomic<int> signalPipe{-1};
static_assert(std::atomic<int>::is_always_lock_free);

void writeToPipe(int)
{
    const int saved = errno;
    const int pipe = signalPipe.load();
    const char byte = 1;
    if (pipe >= 0) [[maybe_unused]]
        const auto written = ::write(pipe, &byte, 1); // full: enough signals are waiting
    errno = saved;
}

} // namespace

SessionGuard::SessionGuard(Parts parts, QObject* parent)
    : QObject(parent)
    , m_parts(std::move(parts))
{
    if (::pipe2(m_pipe.data(), O_NONBLOCK | O_CLOEXEC) == 0) {
        signalPipe = m_pipe[1];
        m_notifier = std::make_unique<QSocketNotifier>(m_pipe[0], QSocketNotifier::Read);
        connect(m_notifier.get(), &QSocketNotifier::activated, this, &SessionGuard::signalled);
        struct sigaction action
        {
        };
        action.sa_handler = writeToPipe;
        action.sa_flags = SA_RESTART;
        sigemptyset(&action.sa_mask);
        for (const int signal : kSignals)
            ::sigaction(signal, &action, nullptr);
    }
    if (auto* application = qobject_cast<QGuiApplication*>(QCoreApplication::instance()))
        connect(application, &QGuiApplication::commitDataRequest, this, &SessionGuard::commit,
                Qt::DirectConnection);
}

SessionGuard::~SessionGuard()
{
    for (const int signal : kSignals)
        std::signal(signal, SIG_DFL);
    signalPipe = -1;
    m_notifier.reset();
    for (const int end : m_pipe)
        if (end >= 0)
            ::close(end);
}

void SessionGuard::signalled()
{
    std::array<char, 16> bytes{};
    while (::read(m_pipe[0], bytes.data(), bytes.size()) > 0) {
    }
    if (m_ending) {
        m_parts.quit();
        return;
    }
    m_ending = true;
    m_parts.pauseAndDrain([this](bool) { m_parts.quit(); });
}

/// The session waits for this call, so it returns only when all is at rest; the loop keeps the window
/// painted.
void SessionGuard::commit(QSessionManager&)
{
    // Shared: the answer may come after this call has given up.
    const auto done = std::make_shared<bool>(false);
    QEventLoop loop;
    m_parts.pauseAndDrain([done, loop = QPointer<QEventLoop>(&loop)](bool) {
        *done = true;
        if (loop)
            loop->quit();
    });
    if (!*done)
        loop.exec(QEventLoop::ExcludeUserInputEvents);
}

} // namespace firstcome::console
