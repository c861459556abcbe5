#include "backend/issuing/issue_service.h"

namespace firstcome::issuing {

void IssueSink::onReply(const stock::AttemptReply& reply)
{
    m_service->m_admission.release();
    if (m_isAttempt && reply.reason == UnavailableReason::None) {
        m_service->m_recorder.stage(telemetry::Stage::StoreWait, reply.storeWait);
        m_service->m_recorder.stage(telemetry::Stage::Commit, reply.commit);
    }
    onAnswer({.verdict = reply.verdict,
              .reason = reply.reason,
              .instance = m_instance,
              .slot = reply.slot,
              .acceptedAt = reply.acceptedAt,
              .saved = reply.slot != 0 && reply.slot <= m_savedThrough});
}

IssueService::IssueService(std::unique_ptr<stock::StockLane> lane, Admission& admission,
                           telemetry::IoRecorder& recorder, const core::Clock& clock,
                           std::chrono::milliseconds requestDeadline)
    : m_admission(admission)
    , m_recorder(recorder)
    , m_clock(clock)
    , m_requestDeadline(requestDeadline)
    , m_table(std::make_shared<const EventTable>())
    , m_lane(std::move(lane))
{
}

IssueService::~IssueService() = default;

void IssueService::answerAtOnce(IssueSink& sink, IssueAnswer answer)
{
    answer.instance = sink.m_instance;
    sink.onAnswer(answer);
}

bool IssueService::enter(const EventFacts* facts, const ClientAddress& address, core::SteadyTime now,
                         IssueSink& sink)
{
    sink.m_service = this;
    sink.m_instance = facts ? facts->instance : InstanceId();
    sink.m_savedThrough = facts ? facts->savedThrough.value_or(0) : 0;
    const Admission::Decision decision = m_admission.admit(address, now);
    if (decision.kind == Admission::Kind::Throttled) {
        answerAtOnce(sink, {.verdict = Verdict::Throttled, .retryAfter = decision.retryAfter});
        return false;
    }
    if (decision.kind == Admission::Kind::Overloaded) {
        answerAtOnce(sink, {.verdict = Verdict::Unavailable, .reason = UnavailableReason::Overloaded});
        return false;
    }
    if (sink.m_instance.isNil()) {
        m_admission.release();
        answerAtOnce(sink, m_table->isKnown() ? IssueAnswer{.verdict = Verdict::UnknownEvent}
                                              : IssueAnswer{.verdict = Verdict::Unavailable,
                                                            .reason = UnavailableReason::StoreDown});
        return false;
    }
    return true;
}

void IssueService::issue(const CouponId& couponId, const PublicId& publicId, const core::TraceParent& trace,
                         const ClientAddress& address, core::SteadyTime arrivedAt, core::SteadyTime parsedAt,
                         IssueSink& sink)
{
    m_recorder.stage(telemetry::Stage::Parse, parsedAt - arrivedAt);
    sink.m_isAttempt = true;
    if (!enter(m_table->find(couponId), address, parsedAt, sink))
        return;
    m_recorder.stage(telemetry::Stage::Admission, m_clock.steady() - parsedAt);
    m_lane->attempt({sink.m_instance, publicId, arrivedAt + m_requestDeadline, trace}, sink);
}

void IssueService::find(const CouponId& couponId, const PublicId& publicId, const ClientAddress& address,
                        core::SteadyTime now, IssueSink& sink)
{
    sink.m_isAttempt = false;
    if (enter(m_table->find(couponId), address, now, sink))
        m_lane->find({sink.m_instance, publicId, now + m_requestDeadline, {}}, sink);
}

void IssueService::answered(const IssueAnswer& answer, core::SteadyTime arrivedAt, core::SteadyTime decidedAt,
                            core::SteadyTime writtenAt)
{
    m_recorder.stage(telemetry::Stage::Reply, writtenAt - decidedAt);
    m_recorder.attempt(answer.instance, answer.verdict, writtenAt - arrivedAt);
}

} // namespace firstcome::issuing
