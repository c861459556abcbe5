#include "backend/http/request_gate.h"

#include "backend/http/json_values.h"
#include "backend/http/operator_token.h"

namespace firstcome::http {

namespace {

constexpr unsigned kReportsPerSecond = 5;

std::optional<Response> refusalOf(const Route& route)
{
    switch (route.outcome) {
    case RouteOutcome::Found:
        return std::nullopt;
    case RouteOutcome::Options:
        return Response{.status = 204, .allow = allowText(route.allow)};
    case RouteOutcome::BadTarget:
        return problem(400, "bad_target");
    case RouteOutcome::NotFound:
        return problem(404, "not_found");
    case RouteOutcome::MethodNotAllowed: {
        Response response = problem(405, "method_not_allowed");
        response.allow = allowText(route.allow);
        return response;
    }
    case RouteOutcome::BadCouponId:
        return problem(400, "bad_coupon_id");
    case RouteOutcome::BadPublicId:
        return problem(400, "bad_public_id");
    }
    return std::nullopt;
}

} // namespace

RequestGate::RequestGate(const ServerShared& shared)
    : m_shared(shared)
{
}

GateDecision RequestGate::judge(const RequestHead& head, const issuing::ClientAddress& peer)
{
    GateDecision decision{
        .route = route(head.method, head.target), .client = peer, .bodyLimit = m_shared.config.maxBodyBytes};
    if (!m_shared.proxies.empty())
        decision.client = m_shared.proxies.clientOf(peer, head.forwardedFor());
    decision.refusal = refusalOf(decision.route);
    if (!decision.refusal && decision.route.spec->access != Access::Public) {
        decision.refusal = authorise(head, peer, decision);
        decision.forBackend = !decision.refusal;
    }
    if (decision.refusal)
        decision.answerUnread = head.hasBody() && (head.expectsContinue || head.chunked ||
                                                   *head.contentLength > decision.bodyLimit);
    else if (decision.route.spec->id == RouteId::AddPeople && head.contentType.starts_with("text/csv"))
        decision.bodyLimit = m_shared.config.maxOperatorBodyBytes;
    return decision;
}

std::optional<Response> RequestGate::authorise(const RequestHead& head, const issuing::ClientAddress& peer,
                                               const GateDecision& decision)
{
    const bool local = decision.client.isLoopback() && peer.isLoopback();
    // TLS ends at a proxy, which then has to be one that is trusted and to say so.
    const bool overTls = m_shared.proxies.trusts(peer) && head.forwardedProto == "https";
    if (!local && !overTls) {
        report(head, decision.client, "tls_required");
        return problem(403, "tls_required");
    }
    if (local && decision.route.spec->access == Access::Local)
        return std::nullopt;
    if (bearsToken(head.authorization, m_shared.operatorToken))
        return std::nullopt;
    report(head, decision.client, "unauthorized");
    Response response = problem(401, "unauthorized");
    response.authenticate = true;
    return response;
}

void RequestGate::report(const RequestHead& head, const issuing::ClientAddress& client, std::string_view code)
{
    const core::SteadyTime now = m_shared.clock.steady();
    if (now - m_reportsSince >= std::chrono::seconds(1)) {
        m_reportsSince = now;
        m_reports = 0;
    }
    if (++m_reports > kReportsPerSecond) {
        ++m_unreported;
        return;
    }
    const std::string_view path = head.target.substr(0, std::min<std::size_t>(head.target.find('?'), 200));
    m_shared.port.refused({.address = toText(client),
                           .method = printable(head.method.substr(0, 20)),
                           .path = printable(path),
                           .code = std::string(code),
                           .alsoRefused = std::exchange(m_unreported, 0)});
}

} // namespace firstcome::http
