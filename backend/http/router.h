#pragma once

#include "backend/issuing/ids.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace firstcome::http {

enum class RouteId {
    Issue,
    ListCoupons,
    ShowCoupon,
    ShowIssue,
    Health,
    Ready,
    OpenApi,
    Metrics,
    ListEvents,
    CreateEvent,
    ShowEvent,
    ChangeEvent,
    DeleteEvent,
    ActOnEvent,
    CorrectStock,
    RebuildEvent,
    Audit,
    ListDeadLetters,
    ReplayDeadLetters,
    AddPeople,
    ShowSnapshot,
    StreamSnapshots,
    CarryOut,
    ListActs
};

/// Who may use a route. Local: anybody on this machine, else as Operator.
enum class Access { Public, Operator, Local };

/// One line of the table of routes. `path` is a template as in OpenAPI: `/api/coupons/{couponId}`.
struct RouteSpec
{
    RouteId id;
    std::string_view method;
    std::string_view path;
    Access access;
};

/// The whole table: the router and the test that holds openapi.json against it read this one.
std::span<const RouteSpec> routeTable();

enum class RouteOutcome {
    Found,
    Options,          ///< OPTIONS of something that exists: answer with `allow`
    BadTarget,        ///< not a request target that this server takes: 400
    NotFound,         ///< 404
    MethodNotAllowed, ///< 405 with `allow`
    BadCouponId,      ///< 400
    BadPublicId       ///< 400
};

/// What a method and a target mean. Views point into the target, or into static text.
struct Route
{
    RouteOutcome outcome = RouteOutcome::NotFound;
    const RouteSpec* spec = nullptr; ///< set where Found
    bool headOnly = false;           ///< HEAD: as GET, without the body
    issuing::CouponId couponId;
    issuing::PublicId publicId;
    std::string_view act;   ///< the last literal of the path, for ActOnEvent
    std::string_view query; ///< behind the `?`, as received
    std::uint8_t allow = 0; ///< set of methods, for allowText()
};

/// Pure: no I/O, no state, any thread; takes whatever bytes come. A target is in origin form (`/path?query`),
/// absolute form (`http://host/path`), or `*` for OPTIONS. Percent-encoded letters mean themselves.
Route route(std::string_view method, std::string_view target);

/// The value of an Allow header: `GET, HEAD, OPTIONS`.
std::string allowText(std::uint8_t allow);

} // namespace firstcome::http
