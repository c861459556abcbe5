#include "backend/http/public_reads.h"

#include "backend/http/reply_json.h"

namespace firstcome::http {

namespace {

Response readiness(const Snapshot& snapshot)
{
    const bool storeFails = snapshot.store.health == PartHealth::Critical;
    if (!snapshot.starting && !storeFails)
        return {.body = R"({"status":"ready"})"};
    Response response = problem(503, snapshot.starting ? "starting" : "store_down");
    response.retryAfterSeconds = 1;
    return response;
}

Response coupon(const issuing::EventFacts* facts)
{
    if (!facts || facts->state == issuing::EventState::Draft)
        return problem(404, "unknown_event");
    return {.body = couponText(*facts)};
}

} // namespace

Response readPublic(const Route& route, const issuing::EventTable& table, const Snapshot& snapshot)
{
    switch (route.spec->id) {
    case RouteId::ListCoupons:
        return {.body = couponsText(table)};
    case RouteId::ShowCoupon:
        return coupon(table.find(route.couponId));
    case RouteId::Ready:
        return readiness(snapshot);
    case RouteId::OpenApi:
        return {.body = std::string(openApiText())};
    default:
        return {.body = R"({"status":"ok"})"};
    }
}

} // namespace firstcome::http
