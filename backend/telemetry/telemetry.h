#pragma once

#include "backend/core/clock.h"
#include "backend/core/result.h"
#include "backend/telemetry/host_reader.h"
#include "backend/telemetry/sampler.h"
#include "backend/telemetry/series_files.h"
#include "backend/telemetry/series_store.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <thread>

namespace firstcome::telemetry {

/// The telemetry room as whoever composes the backend sees it. The control thread samples; a thread of its
/// own, at low priority, reads the host once a second and writes the series to `dataDir`/series. A disk that
/// fails costs history after a restart and nothing else.
class Telemetry
{
public:
    /// `onProblem` hears, on the telemetry thread or in start(), of files that can't be read or written: the
    /// first time of each streak.
    Telemetry(const std::filesystem::path& dataDir, const core::Clock& clock,
              std::function<void(const core::Error&)> onProblem = {});
    ~Telemetry(); ///< stops
    Telemetry(const Telemetry&) = delete;
    Telemetry& operator=(const Telemetry&) = delete;

    /// Restores the past from disk and starts the thread. Blocks. What is sampled before it has restored is
    /// shown but not kept.
    void start();
    /// Writes what is complete and ends the thread. Blocks.
    void stop();

    /// For one io thread, before that thread runs; lives as long as this. Any thread.
    IoRecorder& newRecorder() { return m_sampler.newRecorder(); }

    /// From accepted to committed in the ledger, of one row. The consumer's thread alone.
    void confirmed(std::chrono::nanoseconds took) { m_sampler.confirmed(took); }

    /// Takes the tick that has just ended (see Sampler::sample) and gives the snapshot's part. Control
    /// thread.
    TelemetryPart sample(const std::map<issuing::InstanceId, InstanceLevels>& levels);
    /// When to sample next. Any thread.
    core::WallTime nextSampleAt() const { return Sampler::nextSampleAt(m_clock.wall()); }

    /// Times between two moments, for a run: `mark()` before, `since(mark)` after. Any thread.
    using Mark = std::shared_ptr<const Sampler::Times>;
    Mark mark() const { return m_sampler.mark(); }
    ServerLatency since(const Mark& mark) const { return m_sampler.since(mark); }

    /// As SeriesStore::readHistory. Any thread.
    core::Result<History> readHistory(std::int64_t from, std::int64_t to, int step) const
    {
        return m_store.readHistory(from, to, step);
    }
    const SeriesStore& series() const { return m_store; }

private:
    void run();
    void readHost();
    void write();
    void tell(const core::Result<void>& outcome);

    const core::Clock& m_clock;
    std::function<void(const core::Error&)> m_onProblem;
    Sampler m_sampler;
    SeriesStore m_store;
    SeriesFiles m_files;
    HostReader m_hostReader;
    bool m_failing = false; ///< telemetry thread only, once it runs
    std::atomic<bool> m_restored = false;

    std::deque<ServerTick> m_recentServer;      ///< control thread
    std::deque<InstanceTick> m_recentInstances; ///< control thread

    std::mutex m_mutex; ///< of what follows
    std::condition_variable m_wake;
    bool m_stopping = false;
    HostReadings m_host;
    std::thread m_thread;
};

} // namespace firstcome::telemetry
