#pragma once

#include "backend/core/backoff.h"
#include "backend/core/clock.h"
#include "backend/eventlog/kafka_producer.h"
#include "backend/eventlog/outbox.h"
#include "backend/eventlog/slot_prefix.h"

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

namespace firstcome::eventlog {

/// What a 10 Hz sampler reads. Immutable once published.
struct RelayStatus
{
    bool running = false;
    std::string problem; ///< the failing part's stable code; `log_silent`: all is sent and nothing confirmed; else empty
    std::string detail;  ///< English, for the log and the tooltip
    std::optional<core::WallTime> problemSince;
    std::map<issuing::InstanceId, std::uint32_t> confirmed; ///< through which slot, of the instances held
    std::size_t inFlight = 0;                               ///< sent and not yet confirmed
    std::set<issuing::InstanceId> leaving; ///< not held any more, and some of theirs are still in flight
    core::SteadyTime claimedAt;            ///< since then it holds none but those in `confirmed`
    bool idle = true;                      ///< has not begun, or has ended: nothing is in flight

    /// It has found since then that it does not hold the instance, and nothing of it is on its way to the log.
    bool hasLetGo(const issuing::InstanceId& instance, core::SteadyTime since) const
    {
        return idle || (claimedAt > since && !confirmed.contains(instance) && !leaving.contains(instance));
    }
};

/// Carries issues from the outbox to the event log, on one thread of its own at a lower priority. Lets go of
/// an issue only once the log has it and all before it. After a failure of the log all that was not confirmed
/// is sent again by a new producer. The outbox is the owner's and touched by that thread alone between start
/// and stop.
class OutboxRelay
{
public:
    OutboxRelay(Outbox& outbox, KafkaTarget target, const core::Clock& clock);
    ~OutboxRelay();
    OutboxRelay(const OutboxRelay&) = delete;
    OutboxRelay& operator=(const OutboxRelay&) = delete;

    void start();
    /// Waits a little for what is in flight; the rest is sent again by whoever holds the lease next.
    void stop();
    /// Any thread, never waits for store or log; never null.
    std::shared_ptr<const RelayStatus> status() const;

private:
    struct Carried ///< one instance
    {
        std::uint32_t sentThrough = 0;
        std::uint32_t toldThrough = 0;
        SlotPrefix confirmed;
        std::size_t inFlight = 0;
    };

    void run();
    core::Result<void> connect();
    core::Result<void> claim();
    core::Result<bool> sendSome(); ///< is there more that can be sent at once?
    core::Result<void> tellConfirmed();
    void letGoOf(const std::map<issuing::InstanceId, Carried>& before);
    void noteConfirmed(const issuing::InstanceId& instance, std::uint32_t slot);
    void sendAgain();
    void drain();
    void outage(const core::Error& error);
    /// The broker takes what is sent and confirms none of it: nothing has failed yet, and people should know.
    core::Result<void> silence();
    void publish();
    void pause(std::chrono::milliseconds time);
    bool stopping() const { return m_stopRequested.load(); }

    Outbox& m_outbox;
    const KafkaTarget m_target;
    const core::Clock& m_clock;
    std::thread m_thread;
    std::atomic<bool> m_stopRequested = false;
    mutable std::mutex m_mutex; ///< guards m_published
    std::condition_variable m_wake;
    std::shared_ptr<const RelayStatus> m_published = std::make_shared<RelayStatus>();

    // The relay's thread only:
    core::Backoff m_backoff;
    std::unique_ptr<KafkaProducer> m_producer;
    std::map<issuing::InstanceId, Carried> m_carried;
    std::map<issuing::InstanceId, std::size_t> m_leaving; ///< how many are in flight
    core::SteadyTime m_claimAgain;
    std::optional<core::Error> m_damaged; ///< an entry of some instance cannot be read: that one waits for people
    core::SteadyTime m_heardAt; ///< of the newest confirmation, or of what was sent with nothing else in flight
    bool m_opened = false;
    bool m_isIdle = true;   ///< nothing is in flight, and nothing waits
    bool m_isProven = true; ///< something was confirmed since a producer failed: until then its problem stands
    RelayStatus m_status;
};

} // namespace firstcome::eventlog
