#include "backend/http/io_worker.h"
#include "backend/http/operator_requests.h"
#include "backend/http/session.h"

/// The half of a session that knows what requests mean; session.cpp has the half that moves bytes.
namespace firstcome::http {

namespace {

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

} // namespace

void Session::judgeHead()
{
    const RequestHead& head = m_reader.head();
    m_gate = m_worker.gate().judge(head, m_peer);
    m_trace = core::TraceParent::parse(head.traceparent).value_or(core::TraceParent());
    m_framing = {.keepAlive = head.keepAlive, .http10 = head.http10, .headOnly = head.method == "HEAD"};
    m_parsedAt = m_worker.shared().clock.steady();
    if (m_gate.answerUnread)
        return answerAndClose(*m_gate.refusal);
    if (m_gate.forBackend) {
        m_query = m_gate.route.query;
        m_contentType = head.contentType;
        m_ifMatch = head.ifMatch;
        m_webSocketKey = head.webSocketKey;
    }
    const bool tellsToGoOn = head.expectsContinue && head.hasBody() &&
                             head.contentLength.value_or(0) <= m_gate.bodyLimit && !m_reader.hasBytes();
    m_reader.allowBody(m_gate.bodyLimit, m_gate.forBackend);
    if (tellsToGoOn)
        m_out += kContinue;
}

bool Session::isIssuePath() const
{
    if (m_gate.refusal)
        return false;
    const RouteId id = m_gate.route.spec->id;
    return id == RouteId::Issue || id == RouteId::ShowIssue;
}

bool Session::isStream() const
{
    return m_gate.route.spec->id == RouteId::StreamSnapshots;
}

void Session::openStream()
{
    // What the client may not send before it is answered would be lost on the way over.
    if (m_webSocketKey.empty() || m_framing.headOnly || m_reader.hasBytes()) {
        Response response = problem(426, "upgrade_required");
        response.upgrade = true;
        return answer(response);
    }
    if (m_worker.isStopping())
        return answer(problem(503, "stopping"));
    m_worker.openStream(std::move(m_socket), m_webSocketKey, m_peer, m_exempt);
    m_handedOver = true;
    m_open = false;
}

void Session::askStore()
{
    issuing::IssueService* service = m_worker.service();
    const Route& route = m_gate.route;
    if (!service)
        onAnswer({.verdict = issuing::Verdict::Unavailable, .reason = issuing::UnavailableReason::Stopping});
    else if (route.spec->id == RouteId::Issue)
        service->issue(route.couponId, route.publicId, m_trace, m_gate.client, m_arrivedAt, m_parsedAt, *this);
    else
        service->find(route.couponId, route.publicId, m_gate.client, m_parsedAt, *this);
}

void Session::askBackend()
{
    m_pending = std::make_shared<PendingReply>(m_worker.context(), [this] { wake(); });
    OperatorPort& port = m_worker.shared().port;
    if (m_gate.route.spec->id == RouteId::Metrics) {
        port.metrics([pending = m_pending](std::string text) {
            pending->fulfil(
                {.body = std::move(text), .contentType = "text/plain; version=0.0.4; charset=utf-8"});
        });
        return;
    }
    OperatorRequest request{m_gate.route, std::move(m_query), std::move(m_contentType), std::move(m_ifMatch),
                            m_reader.takeBody()};
    Translation translation = translate(std::move(request), *port.snapshot());
    if (auto* response = std::get_if<Response>(&translation))
        return m_pending->fulfil(std::move(*response));
    port.submit(std::move(std::get<Command>(translation)),
                [pending = m_pending, route = m_gate.route.spec, &port](const core::Result<Reply>& reply) {
                    pending->fulfil(replyTo(*route, reply, port.snapshot()->sequence));
                });
}

void Session::answer(const Response& response)
{
    m_framing.keepAlive = m_framing.keepAlive && !m_worker.isStopping();
    m_framing.date = m_worker.date();
    write(m_out, response, m_framing);
}

void Session::answerAndClose(const Response& response)
{
    m_framing.keepAlive = false;
    answer(response);
    m_open = false;
    m_lingers = true;
}

void Session::appendAnswer()
{
    m_framing.keepAlive = m_framing.keepAlive && !m_worker.isStopping();
    m_framing.date = m_worker.date();
    const Route& route = m_gate.route;
    if (route.spec->id == RouteId::Issue)
        writeIssueReply(m_out, m_answer, route.couponId, route.publicId, m_framing);
    else
        writeIssueStatus(m_out, m_answer, route.couponId, route.publicId, m_framing);
}

void Session::requestDone()
{
    m_idleSince = m_worker.shared().clock.steady();
    if (isIssuePath() && m_gate.route.spec->id == RouteId::Issue && m_worker.service())
        m_worker.service()->answered(m_answer, m_arrivedAt, m_decidedAt, m_idleSince);
    m_reader.next();
    if (!m_framing.keepAlive || m_worker.isStopping()) {
        m_lingers = m_open && m_reader.hasBytes();
        m_open = false;
    }
    m_framing = {};
}

} // namespace firstcome::http
