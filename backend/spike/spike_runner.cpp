#include "backend/spike/spike_runner.h"

#include "backend/spike/progress_lines.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <string>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace firstcome::spike {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr auto kKillAfter = 5s;
constexpr auto kReapEvery = 10ms;
constexpr std::size_t kMaxLine = 64u << 20;
constexpr std::size_t kMaxWords = 4096;

/// A descriptor that closes itself.
class Descriptor
{
public:
    explicit Descriptor(int descriptor = -1)
        : m_descriptor(descriptor)
    {
    }
    ~Descriptor()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    Descriptor(Descriptor&& other) noexcept
        : m_descriptor(other.release())
    {
    }
    Descriptor& operator=(Descriptor&& other) noexcept
    {
        std::swap(m_descriptor, other.m_descriptor);
        return *this;
    }
    int get() const { return m_descriptor; }
    int release() { return std::exchange(m_descriptor, -1); }

private:
    int m_descriptor;
};

struct Pipe
{
    Descriptor read, write;
};

std::optional<Pipe> makePipe()
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return std::nullopt;
    return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

/// `text` as a file without a name, so that the child may read it when it likes and nobody waits.
Descriptor fileOf(const std::string& text)
{
    Descriptor file(::memfd_create("scenario", MFD_CLOEXEC));
    std::size_t done = 0;
    while (file.get() >= 0 && done < text.size()) {
        const auto count = ::write(file.get(), text.data() + done, text.size() - done);
        if (count <= 0)
            return Descriptor();
        done += static_cast<std::size_t>(count);
    }
    if (file.get() >= 0)
        ::lseek(file.get(), 0, SEEK_SET);
    return file;
}

std::vector<std::string> argumentsFor(const GeneratorOptions& options)
{
    std::vector<std::string> arguments{options.program.string(),
                                       "--progress",
                                       "--scenario=-",
                                       "--target=" + options.target,
                                       "--coupon=" + options.couponId.str(),
                                       "--people-prefix=" + options.peoplePrefix,
                                       "--threads=" + std::to_string(options.threads),
                                       "--nice=" + std::to_string(options.nice)};
    if (options.allowRemote)
        arguments.push_back("--allow-remote");
    if (!options.record.empty())
        arguments.push_back("--record=" + options.record.string());
    return arguments;
}

core::Result<void> startFailure(const std::string& what, int error)
{
    return core::fail(core::ErrorKind::Io, "generator_start", what + ": " + std::strerror(error));
}

/// posix_spawn with these three descriptors and no other, no signal blocked or ignored.
int spawn(std::vector<std::string> arguments, int in, int out, int err, pid_t& pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    std::vector<char*> pointers;
    for (auto& argument : arguments)
        pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    const int error =
        ::posix_spawn(&pid, arguments.front().c_str(), &actions, &attributes, pointers.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

} // namespace

/// One child from its start to its end. Kept alive by its own handlers.
class SpikeRunner::Child : public std::enable_shared_from_this<Child>
{
public:
    Child(const asio::any_io_executor& executor, OnProgress onProgress, OnExit onExit)
        : m_out(executor)
        , m_err(executor)
        , m_killTimer(executor)
        , m_reapTimer(executor)
        , m_onProgress(std::move(onProgress))
        , m_onExit(std::move(onExit))
    {
    }

    core::Result<void> start(const GeneratorOptions& options)
    {
        const auto scenario = fileOf(toToml(options.scenario));
        auto out = makePipe(), err = makePipe();
        if (scenario.get() < 0 || !out || !err)
            return startFailure("no descriptors", errno);
        if (const int error =
                spawn(argumentsFor(options), scenario.get(), out->write.get(), err->write.get(), m_pid))
            return startFailure(options.program.string(), error);
        m_out.assign(out->read.release());
        m_err.assign(err->read.release());
        readOut();
        readErr();
        return {};
    }

    void abort()
    {
        if (m_pid <= 0 || m_aborting)
            return;
        m_aborting = true;
        ::kill(m_pid, SIGINT); // not yet reaped, so the number is still the child's
        m_killTimer.expires_after(kKillAfter);
        m_killTimer.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
            if (!error && self->m_pid > 0)
                ::kill(self->m_pid, SIGKILL);
        });
    }

    /// Ends the child at once, and calls nobody back.
    void destroy()
    {
        m_onExit = nullptr;
        m_onProgress = nullptr;
        if (m_pid > 0) {
            ::kill(m_pid, SIGKILL);
            while (::waitpid(m_pid, nullptr, 0) < 0 && errno == EINTR) {
            }
            m_pid = -1;
        }
        boost::system::error_code ignored;
        m_out.close(ignored);
        m_err.close(ignored);
        m_killTimer.cancel();
        m_reapTimer.cancel();
    }

    bool running() const { return m_pid > 0; }

private:
    void readOut()
    {
        m_out.async_read_some(asio::buffer(m_outBuffer),
                              [self = shared_from_this()](const auto& error, std::size_t count) {
                                  if (self->m_pid <= 0)
                                      return;
                                  self->takeOutput({self->m_outBuffer.data(), count});
                                  if (!error)
                                      return self->readOut();
                                  self->m_outEnded = true;
                                  self->reapWhenSilent();
                              });
    }

    void readErr()
    {
        m_err.async_read_some(asio::buffer(m_errBuffer),
                              [self = shared_from_this()](const auto& error, std::size_t count) {
                                  if (self->m_pid <= 0)
                                      return;
                                  auto& words = self->m_exit.words;
                                  words.append(self->m_errBuffer.data(), count);
                                  if (words.size() > kMaxWords)
                                      words.erase(0, words.size() - kMaxWords);
                                  if (!error)
                                      return self->readErr();
                                  self->m_errEnded = true;
                                  self->reapWhenSilent();
                              });
    }

    void takeOutput(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const auto end = bytes.find('\n');
            const auto piece = bytes.substr(0, end);
            if (m_line.size() + piece.size() <= kMaxLine)
                m_line += piece;
            else
                m_tooLong = true;
            if (end == std::string_view::npos)
                return;
            bytes.remove_prefix(end + 1);
            if (!m_tooLong)
                takeLine(m_line);
            m_line.clear();
            m_tooLong = false;
        }
    }

    void takeLine(std::string_view line)
    {
        auto read = readSpikeLine(line);
        if (!read)
            return;
        if (auto* result = std::get_if<std::shared_ptr<const RunResult>>(&*read))
            m_exit.result = std::move(*result);
        else if (const auto onProgress = m_onProgress) // a copy: it may destroy the runner
            onProgress(std::get<RunProgress>(*read));
    }

    void reapWhenSilent()
    {
        if (!m_outEnded || !m_errEnded || m_pid <= 0)
            return;
        int status = 0;
        const auto reaped = ::waitpid(m_pid, &status, WNOHANG);
        if (reaped == 0 || (reaped < 0 && errno == EINTR)) {
            m_reapTimer.expires_after(kReapEvery);
            m_reapTimer.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
                if (!error)
                    self->reapWhenSilent();
            });
            return;
        }
        m_pid = -1;
        m_killTimer.cancel();
        if (reaped > 0 && WIFEXITED(status))
            m_exit.exitCode = WEXITSTATUS(status);
        else if (reaped > 0 && WIFSIGNALED(status))
            m_exit.signal = WTERMSIG(status);
        m_onProgress = nullptr;
        if (const auto onExit = std::exchange(m_onExit, nullptr))
            onExit(m_exit);
    }

    pid_t m_pid = -1;
    bool m_aborting = false;
    asio::posix::stream_descriptor m_out, m_err;
    asio::steady_timer m_killTimer, m_reapTimer;
    OnProgress m_onProgress;
    OnExit m_onExit;
    std::array<char, 64 * 1024> m_outBuffer;
    std::array<char, 4096> m_errBuffer;
    bool m_outEnded = false, m_errEnded = false;
    std::string m_line;
    bool m_tooLong = false;
    GeneratorExit m_exit;
};

SpikeRunner::SpikeRunner(asio::any_io_executor executor)
    : m_executor(std::move(executor))
{
}

SpikeRunner::~SpikeRunner()
{
    if (m_child)
        m_child->destroy();
}

core::Result<void> SpikeRunner::start(const GeneratorOptions& options, OnProgress onProgress, OnExit onExit)
{
    if (running())
        return core::fail(core::ErrorKind::Conflict, "run_under_way", "a generator is running");
    auto child = std::make_shared<Child>(m_executor, std::move(onProgress), std::move(onExit));
    auto started = child->start(options);
    if (started)
        m_child = std::move(child);
    return started;
}

void SpikeRunner::abort()
{
    if (m_child)
        m_child->abort();
}

bool SpikeRunner::running() const
{
    return m_child && m_child->running();
}

} // namespace firstcome::spike
