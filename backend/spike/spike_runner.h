#pragma once

#include "backend/core/result.h"
#include "backend/issuing/ids.h"
#include "backend/spike/run_result.h"
#include "backend/spike/scenario.h"
#include "backend/spike/spike_part.h"

#include <boost/asio/any_io_executor.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace firstcome::spike {

/// How to start firstcome-spike.
struct GeneratorOptions
{
    std::filesystem::path program;
    Scenario scenario;
    std::string target;
    issuing::CouponId couponId;
    std::string peoplePrefix = "spike-";
    unsigned threads = 1;
    int nice = 5;
    bool allowRemote = false;
    std::filesystem::path record; ///< empty: none
};

/// How it ended.
struct GeneratorExit
{
    std::optional<int> exitCode; ///< absent where a signal killed it
    int signal = 0;
    std::shared_ptr<const RunResult> result; ///< null where it did not come to tell one
    std::string words;                       ///< the end of what it said on standard error, 4 KiB at most
};

/// Runs the load generator as a child process and reads what it says. Calls and callbacks are all on the one
/// thread that runs the executor's context. Lines that make no sense are ignored. Nothing of this process but
/// the three standard descriptors reaches the child. Destroying the runner kills a child that still runs and
/// calls nobody back.
class SpikeRunner
{
public:
    using OnProgress = std::function<void(const RunProgress& tick)>; ///< for progress_lines.h's apply()
    using OnExit = std::function<void(const GeneratorExit& exit)>;

    explicit SpikeRunner(boost::asio::any_io_executor executor);
    ~SpikeRunner();
    SpikeRunner(const SpikeRunner&) = delete;
    SpikeRunner& operator=(const SpikeRunner&) = delete;

    /// Starts the program; `onExit` follows exactly once. Conflict `run_under_way`, Io `generator_start` (the
    /// program is missing, or the system refuses); then nothing follows.
    core::Result<void> start(const GeneratorOptions& options, OnProgress onProgress, OnExit onExit);
    /// Asks it to end (SIGINT), and kills it where it has not within 5 s. The exit follows as ever.
    void abort();
    bool running() const;

private:
    class Child;
    boost::asio::any_io_executor m_executor;
    std::shared_ptr<Child> m_child;
};

} // namespace firstcome::spike
