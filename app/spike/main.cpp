#include "app/spike/options.h"
#include "backend/issuing/ids.h"
#include "backend/spike/load_engine.h"
#include "backend/spike/measurements.h"
#include "backend/spike/progress_lines.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <poll.h>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

using namespace firstcome;

namespace {

int fail(const core::Error& error)
{
    std::cerr << "firstcome-spike: " << error.code << ": " << error.detail << "\n";
    return static_cast<int>(spike::ExitCode::Error);
}

core::Result<spike::LoadOptions> loadOptions(const SpikeOptions& options)
{
    spike::LoadOptions load;
    auto scenario = spike::loadScenario(options.scenario);
    if (!scenario)
        return tl::unexpected(scenario.error());
    load.scenario = std::move(*scenario);
    if (options.people)
        load.scenario.people = *options.people;
    auto target = spike::resolveTarget(options.target);
    if (!target)
        return tl::unexpected(target.error());
    if (!target->loopback && !options.allowRemote)
        return core::fail(core::ErrorKind::InvalidArgument, "remote_target",
                          options.target + " is not this machine; say --allow-remote if you mean it");
    load.target = std::move(*target);
    const auto coupon = issuing::CouponId::parse(options.coupon);
    if (!coupon)
        return core::fail(core::ErrorKind::InvalidArgument, "bad_option", "--coupon is no couponId");
    load.couponId = *coupon;
    load.peoplePrefix = options.peoplePrefix;
    load.threads = options.threads;
    load.recordFile = options.record;
    return load;
}

/// Writes one line to standard output. False once nobody reads it any more.
bool writeLine(std::string line)
{
    line += '\n';
    std::string_view rest = line;
    while (!rest.empty()) {
        const auto written = ::write(STDOUT_FILENO, rest.data(), rest.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

/// The progress lines on standard output. They are for somebody who watches: while nobody reads, ticks are
/// put together (the last 20) and said once there is room again, so that a slow reader can't hold the run up.
class ProgressTeller
{
public:
    /// False once nobody is there any more.
    bool tell(const spike::RunProgress& progress)
    {
        auto ticks = std::move(m_next.recent);
        m_next = progress;
        m_next.recent.insert(m_next.recent.begin(), ticks.begin(), ticks.end());
        if (std::ssize(m_next.recent) > kMostTicks)
            m_next.recent.erase(m_next.recent.begin(), m_next.recent.end() - kMostTicks);
        pollfd out{STDOUT_FILENO, POLLOUT, 0};
        if (::poll(&out, 1, 0) == 0)
            return true; // the pipe has less room than PIPE_BUF
        const bool written = writeLine(spike::progressLine(m_next));
        m_next.recent.clear();
        return written;
    }

private:
    static constexpr std::ptrdiff_t kMostTicks = 20;
    spike::RunProgress m_next;
};

core::Result<void> writeResult(const spike::RunResult& result, const std::filesystem::path& file)
{
    std::ofstream out(file, std::ios::binary);
    out << spike::toJson(result);
    out.close();
    if (!out)
        return core::fail(core::ErrorKind::Io, "result_io", file.string() + " could not be written");
    return {};
}

void printSummary(const spike::RunResult& result)
{
    std::printf("%s: %s, %s\n", result.scenario.c_str(), result.passed ? "passed" : "not passed",
                std::string(spike::validityName(result.validity)).c_str());
    for (const auto& reason : result.validityReasons)
        std::printf("  %s\n", reason.c_str());
    std::printf("  %llu requests, %.0f a second, p50 %.1f ms, p95 %.1f ms, p99 %.1f ms\n",
                static_cast<unsigned long long>(result.requests), result.requestsPerSecond,
                result.client.p50.value_or(0), result.client.p95.value_or(0), result.client.p99.value_or(0));
    for (std::size_t i = 0; i < result.verdicts.size(); ++i)
        if (result.verdicts[i] > 0)
            std::printf("  %-14s %llu\n", std::string(spike::clientVerdictName(i)).c_str(),
                        static_cast<unsigned long long>(result.verdicts[i]));
    for (const auto& threshold : result.thresholds)
        std::printf("  %s %s: %s (%g)\n", threshold.metric.c_str(), threshold.expression.c_str(),
                    threshold.passed ? "holds" : "crossed", threshold.value.value_or(0));
    std::printf("  generator: %.0f %% of a core, late by %.1f ms (p99)\n", result.generatorCpuPercent,
                result.schedulerLateP99Ms);
}

/// Ends the run at SIGINT or SIGTERM, which every thread must have blocked before.
class StopSignals
{
public:
    StopSignals(const sigset_t& signals, spike::LoadEngine& engine)
        : m_thread([signals, &engine](const std::stop_token& done) {
            while (!done.stop_requested()) {
                const timespec wait{0, 100'000'000};
                if (sigtimedwait(&signals, nullptr, &wait) > 0)
                    engine.requestStop();
            }
        })
    {
    }

private:
    std::jthread m_thread;
};

} // namespace

int main(int argc, char** argv)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);

    const auto options = parseSpikeOptions({argv + 1, argv + argc});
    if (!options)
        return fail(options.error());
    if (options->help) {
        std::cout << kSpikeUsage;
        return 0;
    }
    if (options->nice)
        setpriority(PRIO_PROCESS, 0, *options->nice);
    auto load = loadOptions(*options);
    if (!load)
        return fail(load.error());

    spike::LoadEngine engine(std::move(*load));
    core::Result<spike::RunResult> result;
    {
        const StopSignals stopper(signals, engine);
        ProgressTeller teller;
        result = engine.run([&](const spike::RunProgress& progress) {
            if (options->progress && !teller.tell(progress))
                engine.requestStop(); // whoever started this is gone
        });
    }
    sigdelset(&signals, SIGINT); // may be pressed twice; a SIGTERM from here on ends the program as ever
    pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
    if (!result)
        return fail(result.error());
    if (!options->out.empty())
        if (const auto written = writeResult(*result, options->out); !written)
            return fail(written.error());
    if (options->progress)
        writeLine(spike::resultLine(*result));
    else
        printSummary(*result);
    return static_cast<int>(result->exitCode);
}
