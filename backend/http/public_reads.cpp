#include "backend/http/public_reads.h"

#include "backend/http/reply_json.h"

namespace firstcome::http {

namespace {

Response notPossibleYet(const Snapshot& snapshot)
{
    Response response = problem(503, snapshot.starting ? "starting" : "store_down");
    response.retryAfterSeconds = 1;
    return response;
}

Response readiness(const issuing::EventTable& table, const Snapshot& snapshot)
{
    // A suspended event keeps no other from being served.
    const bool storeFails =
        snapshot.store.health == PartHealth::Critical && snapshot.store.code != "store_lost_accepts";
    if (!snapshot.starting && !storeFails && table.isKnown())
        return {.body = R"({"status":"ready"})"};
    return notPossibleYet(snapshot);
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
    const auto id = route.spec->id;
    if (!table.isKnown() && (id == RouteId::ListCoupons || id == RouteId::ShowCoupon))
        return notPossibleYet(snapshot);
    switch (id) {
    case RouteId::ListCoupons:
        return {.body = couponsText(table)};
    case RouteId::ShowCoupon:
        return coupon(table.find(route.couponId));
    case RouteId::Ready:
        return readiness(table, snapshot);
    case RouteId::OpenApi:
        return {.body = std::string(openApiText())};
    default:
        return {.body = R"({"status":"ok"})"};
    }
}

} // namespace firstcome::http
