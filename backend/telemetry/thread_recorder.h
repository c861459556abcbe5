#pragma once

#include "backend/telemetry/histogram.h"
#include "backend/telemetry/io_recorder.h"

#include <array>
#include <atomic>
#include <memory>
#include <unordered_map>

namespace firstcome::telemetry {

/// What one io thread has written down since it began: verdicts by instance, and the times of whole attempts
/// and of each stage. The io thread writes through IoRecorder; the sampler's readers may look at any moment.
/// Owned by the sampler, so that what a finished thread counted is not lost.
class alignas(64) ThreadRecorder final : public IoRecorder
{
public:
    ThreadRecorder();
    ~ThreadRecorder();
    ThreadRecorder(const ThreadRecorder&) = delete;
    ThreadRecorder& operator=(const ThreadRecorder&) = delete;

    void attempt(const issuing::InstanceId& instance, issuing::Verdict verdict,
                 std::chrono::nanoseconds latency) override;
    void stage(Stage stage, std::chrono::nanoseconds took) override;
    void connectionOpened() override;
    void connectionClosed() override;

    /// One instance's counters. A node is made once and stays until the recorder goes.
    struct Counters
    {
        issuing::InstanceId instance;
        std::array<std::atomic<std::uint64_t>, issuing::kVerdictCount> verdicts{};
        Counters* next = nullptr; ///< made before this one
    };
    /// The newest node, or null: follow `next`. Any thread.
    const Counters* counters() const { return m_newest.load(std::memory_order_acquire); }
    const RecordedHistogram& latency() const { return m_latency; }
    const RecordedHistogram& stageTimes(Stage stage) const
    {
        return m_stages[static_cast<std::size_t>(stage)];
    }
    /// Opened and not yet closed.
    std::uint64_t connections() const;

private:
    Counters& countersOf(const issuing::InstanceId& instance);

    std::atomic<Counters*> m_newest{nullptr};
    Counters* m_last = nullptr; ///< writer's: the one used last
    std::unordered_map<issuing::InstanceId, std::unique_ptr<Counters>> m_byInstance; ///< writer's
    RecordedHistogram m_latency;
    std::array<RecordedHistogram, kStageCount> m_stages;
    std::atomic<std::uint64_t> m_opened{0};
    std::atomic<std::uint64_t> m_closed{0};
};

} // namespace firstcome::telemetry
