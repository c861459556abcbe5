#pragma once

#include "backend/core/clock.h"
#include "backend/stock/doorbell.h"
#include "backend/stock/stock_store.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/lockfree/spsc_queue.hpp>
#include <boost/unordered/unordered_flat_map.hpp>

#include <atomic>
#include <mutex>
#include <optional>

namespace firstcome::stock {

/// One question on its way to the store thread.
struct LaneRequest
{
    issuing::InstanceId instance;
    issuing::PublicId publicId;
    core::SteadyTime deadline;
    core::SteadyTime handedOver;
    std::uint64_t epoch = 0;
    std::uint32_t seenSlot = 0;
    std::uint32_t ticket = 0;
    bool findOnly = false;
};

/// The answer on its way back.
struct LaneAnswer
{
    AttemptReply reply;
    std::uint64_t epoch = 0;
    std::uint32_t ticket = 0;
};

class EmbeddedLane;

/// The two lock-free rings between one io thread and the store thread. Shared by both, so that either may go
/// first. `closed` and `flush` take a lock that only closing contends for, once a batch.
class LaneChannel : public std::enable_shared_from_this<LaneChannel>
{
public:
    LaneChannel(boost::asio::io_context& context, std::size_t capacity);

    // Store thread.
    bool take(LaneRequest& request) { return m_requests.pop(request); }
    void answer(const LaneAnswer& answer);
    void flush(); ///< posts one delivery of what was answered since
    bool closed() const { return m_closed.load(std::memory_order_acquire); }

    // The lane's thread.
    bool hand(const LaneRequest& request) { return m_requests.push(request); }
    bool receive(LaneAnswer& answer) { return m_answers.pop(answer); }
    void attach(EmbeddedLane* lane) { m_lane = lane; }
    void postDelivery();
    void close();

private:
    void deliver();

    boost::asio::io_context& m_context;
    boost::lockfree::spsc_queue<LaneRequest> m_requests;
    boost::lockfree::spsc_queue<LaneAnswer> m_answers;
    EmbeddedLane* m_lane = nullptr; ///< touched on the lane's thread only
    std::mutex m_closing;
    std::atomic<bool> m_closed{false};
    std::atomic<bool> m_deliveryPosted{false};
    bool m_unflushed = false; ///< store thread only
};

/// One io thread's way into the embedded store. No lock and no allocation on an attempt's way in. A sink is
/// never called from within `attempt` or `find`. At most `capacity` attempts are open; more are answered
/// unavailable, overloaded. The lane keeps its io_context busy while something is open.
class EmbeddedLane final : public StockLane
{
public:
    EmbeddedLane(boost::asio::io_context& context, std::shared_ptr<LaneChannel> channel,
                 std::shared_ptr<Doorbell> bell, const core::Clock& clock, std::size_t capacity);
    ~EmbeddedLane() override;

    void attempt(const Attempt& attempt, AttemptSink& sink) override { ask(attempt, sink, false); }
    void find(const Attempt& attempt, AttemptSink& sink) override { ask(attempt, sink, true); }
    std::size_t inFlight() const override { return m_inFlight; }

    /// Hands out what has come back. Called by the channel.
    void deliver();

private:
    struct Open
    {
        AttemptSink* sink = nullptr; ///< null: free
        issuing::InstanceId instance;
    };

    void ask(const Attempt& attempt, AttemptSink& sink, bool findOnly);
    void remember(const LaneAnswer& answer, const issuing::InstanceId& instance);
    void refuse(AttemptSink& sink);
    void opened();
    void answered(AttemptSink& sink, const AttemptReply& reply);

    std::shared_ptr<LaneChannel> m_channel;
    std::shared_ptr<Doorbell> m_bell;
    const core::Clock& m_clock;
    boost::asio::io_context& m_context;
    std::vector<Open> m_open;            ///< by ticket
    std::vector<std::uint32_t> m_free;   ///< tickets
    std::vector<AttemptSink*> m_refused; ///< to be answered overloaded
    std::optional<boost::asio::executor_work_guard<boost::asio::io_context::executor_type>> m_busy;
    std::size_t m_inFlight = 0;
    bool m_closing = false;
    std::uint64_t m_epoch = 0; ///< the newest seen
    boost::unordered_flat_map<issuing::InstanceId, std::uint32_t, std::hash<issuing::InstanceId>> m_seenSlots;
};

} // namespace firstcome::stock
