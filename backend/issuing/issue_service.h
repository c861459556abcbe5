#pragma once

#include "backend/core/clock.h"
#include "backend/issuing/admission.h"
#include "backend/issuing/client_address.h"
#include "backend/issuing/event_table.h"
#include "backend/issuing/verdict.h"
#include "backend/stock/stock_store.h"
#include "backend/telemetry/io_recorder.h"

#include <chrono>
#include <memory>

namespace firstcome::issuing {

class IssueService;

/// What an attempt (or the question what became of one) got, with what the reply needs beside it.
struct IssueAnswer
{
    Verdict verdict = Verdict::Unavailable;
    UnavailableReason reason = UnavailableReason::None;
    InstanceId instance; ///< nil where no event is known by that couponId
    std::uint32_t slot = 0;
    core::WallTime acceptedAt;
    std::chrono::milliseconds retryAfter{0}; ///< for throttled
    bool saved = false;                      ///< find only: the slot is known to be in the ledger
};

/// One attempt under way, embedded in whoever waits for it (an HTTP session) and used again for its next one.
/// onAnswer is called exactly once for each issue() or find(), on the io thread, possibly before that call
/// returns. Must live until then.
class IssueSink : private stock::AttemptSink
{
public:
    virtual void onAnswer(const IssueAnswer& answer) = 0;

protected:
    virtual ~IssueSink() = default;

private:
    friend class IssueService;
    void onReply(const stock::AttemptReply& reply) final;

    IssueService* m_service = nullptr;
    InstanceId m_instance;
    std::uint32_t m_savedThrough = 0;
    bool m_isAttempt = false;
};

/// One io thread's issue path: event table → admission → store, with every step written down. Owned by its io
/// thread's HTTP worker and used on that thread alone (made elsewhere, before the thread runs). No lock, no
/// allocation per attempt. Destroying it answers what is still open with unavailable, stopping.
class IssueService
{
public:
    /// `admission`, `recorder` and `clock` must outlive the service. `requestDeadline` is how long after the
    /// request's arrival the store may still change something for it.
    IssueService(std::unique_ptr<stock::StockLane> lane, Admission& admission,
                 telemetry::IoRecorder& recorder, const core::Clock& clock,
                 std::chrono::milliseconds requestDeadline);
    ~IssueService();

    void setTable(std::shared_ptr<const EventTable> table) { m_table = std::move(table); }
    const EventTable& table() const { return *m_table; } ///< never null; not known until the first setTable

    /// Tries for one coupon. `trace` goes with the issue as far as the log. `arrivedAt`: when its bytes were read; `parsedAt`: when they were understood.
    void issue(const CouponId& couponId, const PublicId& publicId, const core::TraceParent& trace,
               const ClientAddress& address, core::SteadyTime arrivedAt, core::SteadyTime parsedAt, IssueSink& sink);
    /// Whether the person has one, without an effect: duplicate with the slot, unknown_user, or the other
    /// verdicts by which an attempt does not reach the store.
    void find(const CouponId& couponId, const PublicId& publicId, const ClientAddress& address,
              core::SteadyTime now, IssueSink& sink);
    /// The reply to an attempt has been handed to the socket (or there was nobody left to have it).
    void answered(const IssueAnswer& answer, core::SteadyTime arrivedAt, core::SteadyTime decidedAt,
                  core::SteadyTime writtenAt);

    telemetry::IoRecorder& recorder() { return m_recorder; }
    const core::Clock& clock() const { return m_clock; }
    std::size_t inFlight() const { return m_lane->inFlight(); }

private:
    friend class IssueSink;
    /// False where the attempt ended here: the sink has its answer then.
    bool enter(const EventFacts* facts, const ClientAddress& address, core::SteadyTime now, IssueSink& sink);
    void answerAtOnce(IssueSink& sink, IssueAnswer answer);

    Admission& m_admission;
    telemetry::IoRecorder& m_recorder;
    const core::Clock& m_clock;
    std::chrono::milliseconds m_requestDeadline;
    std::shared_ptr<const EventTable> m_table;
    std::unique_ptr<stock::StockLane> m_lane; ///< last: its end still answers through the members above
};

} // namespace firstcome::issuing
