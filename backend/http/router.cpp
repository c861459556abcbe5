#include "backend/http/router.h"

#include <array>
#include <cstddef>

namespace firstcome::http {

namespace {

constexpr std::size_t kMaxSegments = 6;
constexpr std::array<RouteSpec, 30> kRoutes{{
    {RouteId::Issue, "POST", "/api/coupons/{couponId}/issue-fcfs/{publicId}", Access::Public},
    {RouteId::ShowIssue, "GET", "/api/coupons/{couponId}/issues/{publicId}", Access::Public},
    {RouteId::ListCoupons, "GET", "/api/coupons", Access::Public},
    {RouteId::ShowCoupon, "GET", "/api/coupons/{couponId}", Access::Public},
    {RouteId::Health, "GET", "/healthz", Access::Public},
    {RouteId::Ready, "GET", "/readyz", Access::Public},
    {RouteId::OpenApi, "GET", "/openapi.json", Access::Public},
    {RouteId::Metrics, "GET", "/metrics", Access::Local},
    {RouteId::ListEvents, "GET", "/api/operator/events", Access::Operator},
    {RouteId::CreateEvent, "POST", "/api/operator/events", Access::Operator},
    {RouteId::ShowEvent, "GET", "/api/operator/events/{couponId}", Access::Operator},
    {RouteId::ChangeEvent, "PATCH", "/api/operator/events/{couponId}", Access::Operator},
    {RouteId::DeleteEvent, "DELETE", "/api/operator/events/{couponId}", Access::Operator},
    {RouteId::ActOnEvent, "POST", "/api/operator/events/{couponId}/arm", Access::Operator},
    {RouteId::ActOnEvent, "POST", "/api/operator/events/{couponId}/disarm", Access::Operator},
    {RouteId::ActOnEvent, "POST", "/api/operator/events/{couponId}/hold", Access::Operator},
    {RouteId::ActOnEvent, "POST", "/api/operator/events/{couponId}/resume", Access::Operator},
    {RouteId::ActOnEvent, "POST", "/api/operator/events/{couponId}/open", Access::Operator},
    {RouteId::ActOnEvent, "POST", "/api/operator/events/{couponId}/pause", Access::Operator},
    {RouteId::ActOnEvent, "POST", "/api/operator/events/{couponId}/close", Access::Operator},
    {RouteId::CorrectStock, "POST", "/api/operator/events/{couponId}/stock", Access::Operator},
    {RouteId::RebuildEvent, "POST", "/api/operator/events/{couponId}/rebuild", Access::Operator},
    {RouteId::Audit, "GET", "/api/operator/events/{couponId}/audit", Access::Operator},
    {RouteId::ListDeadLetters, "GET", "/api/operator/events/{couponId}/dead-letters", Access::Operator},
    {RouteId::ReplayDeadLetters, "POST", "/api/operator/events/{couponId}/dead-letters/replay", Access::Operator},
    {RouteId::AddPeople, "POST", "/api/operator/people", Access::Operator},
    {RouteId::ShowSnapshot, "GET", "/api/operator/snapshot", Access::Operator},
    {RouteId::StreamSnapshots, "GET", "/api/operator/stream", Access::Operator},
    {RouteId::CarryOut, "POST", "/api/operator/commands", Access::Operator},
    {RouteId::ListActs, "GET", "/api/operator/acts", Access::Operator},
}};

constexpr std::array<std::string_view, 6> kMethods{"GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS"};
constexpr std::uint8_t kEveryMethod = 0x3f;

constexpr std::uint8_t methodBit(std::string_view method)
{
    for (std::size_t i = 0; i < kMethods.size(); ++i)
        if (kMethods[i] == method)
            return static_cast<std::uint8_t>(1u << i);
    return 0;
}

/// What a template allows when it names `method`: GET brings HEAD, everything brings OPTIONS.
constexpr std::uint8_t allowedWith(std::string_view method)
{
    return methodBit(method) | methodBit("OPTIONS") | (method == "GET" ? methodBit("HEAD") : 0);
}

struct Segments
{
    std::array<std::string_view, kMaxSegments> part{};
    std::size_t count = 0;
};

/// Splits `/a/b/c`; false where it does not begin with a slash or is longer than any route.
constexpr bool split(std::string_view path, Segments& segments)
{
    if (path.empty() || path.front() != '/')
        return false;
    segments.count = 0;
    while (!path.empty()) {
        path.remove_prefix(1);
        if (segments.count == kMaxSegments)
            return false;
        const std::size_t end = path.find('/');
        segments.part[segments.count++] = path.substr(0, end);
        path = end == std::string_view::npos ? std::string_view() : path.substr(end);
    }
    return true;
}

constexpr auto kPatterns = [] {
    std::array<Segments, kRoutes.size()> patterns{};
    for (std::size_t i = 0; i < kRoutes.size(); ++i)
        split(kRoutes[i].path, patterns[i]);
    return patterns;
}();

bool matches(const Segments& pattern, const Segments& path)
{
    if (pattern.count != path.count)
        return false;
    for (std::size_t i = 0; i < pattern.count; ++i)
        if (pattern.part[i].front() != '{' && pattern.part[i] != path.part[i])
            return false;
    return true;
}

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/// Decodes every segment into `storage`. False for `%` not followed by two hex digits.
bool decode(Segments& segments, std::string& storage, std::size_t size)
{
    storage.reserve(size); // so that the views stay where they point
    for (std::size_t s = 0; s < segments.count; ++s) {
        const std::string_view raw = segments.part[s];
        const std::size_t begin = storage.size();
        for (std::size_t i = 0; i < raw.size(); ++i) {
            if (raw[i] != '%') {
                storage += raw[i];
                continue;
            }
            const int high = i + 2 < raw.size() ? hexValue(raw[i + 1]) : -1;
            const int low = high >= 0 ? hexValue(raw[i + 2]) : -1;
            if (low < 0)
                return false;
            storage += static_cast<char>(high << 4 | low);
            i += 2;
        }
        segments.part[s] = std::string_view(storage).substr(begin);
    }
    return true;
}

/// Turns absolute form into origin form. False for any scheme but http and https, and for no authority.
bool stripAuthority(std::string_view& target)
{
    for (const std::string_view scheme : {std::string_view("http://"), std::string_view("https://")}) {
        if (!target.starts_with(scheme))
            continue;
        target.remove_prefix(scheme.size());
        const std::size_t path = target.find_first_of("/?");
        if (path == 0 || target.empty())
            return false;
        target = path == std::string_view::npos ? std::string_view("/") : target.substr(path);
        return target.front() == '/';
    }
    return false;
}

RouteOutcome takeIds(const Segments& pattern, const Segments& path, Route& route)
{
    for (std::size_t i = 0; i < pattern.count; ++i) {
        if (pattern.part[i] == "{couponId}") {
            const auto id = issuing::CouponId::parse(path.part[i]);
            if (!id)
                return RouteOutcome::BadCouponId;
            route.couponId = *id;
        } else if (pattern.part[i] == "{publicId}") {
            const auto id = issuing::PublicId::parse(path.part[i]);
            if (!id)
                return RouteOutcome::BadPublicId;
            route.publicId = *id;
        }
    }
    return RouteOutcome::Found;
}

void lookUp(std::string_view method, const Segments& path, Route& route)
{
    const std::string_view wanted = method == "HEAD" ? std::string_view("GET") : method;
    for (std::size_t i = 0; i < kRoutes.size(); ++i) {
        if (!matches(kPatterns[i], path))
            continue;
        route.allow |= allowedWith(kRoutes[i].method);
        if (kRoutes[i].method != wanted)
            continue;
        route.headOnly = method == "HEAD";
        route.act = kPatterns[i].part[kPatterns[i].count - 1];
        route.outcome = takeIds(kPatterns[i], path, route);
        if (route.outcome == RouteOutcome::Found)
            route.spec = &kRoutes[i];
        return;
    }
    if (route.allow != 0)
        route.outcome = method == "OPTIONS" ? RouteOutcome::Options : RouteOutcome::MethodNotAllowed;
}

} // namespace

std::span<const RouteSpec> routeTable()
{
    return kRoutes;
}

Route route(std::string_view method, std::string_view target)
{
    Route route;
    if (target == "*" && method == "OPTIONS") {
        route.outcome = RouteOutcome::Options;
        route.allow = kEveryMethod;
        return route;
    }
    if ((target.empty() || target.front() != '/') && !stripAuthority(target)) {
        route.outcome = RouteOutcome::BadTarget;
        return route;
    }
    if (target.find('#') != std::string_view::npos) {
        route.outcome = RouteOutcome::BadTarget;
        return route;
    }
    if (const std::size_t mark = target.find('?'); mark != std::string_view::npos) {
        route.query = target.substr(mark + 1);
        target = target.substr(0, mark);
    }
    Segments path;
    if (!split(target, path))
        return route;
    std::string decoded;
    if (target.find('%') != std::string_view::npos && !decode(path, decoded, target.size())) {
        route.outcome = RouteOutcome::BadTarget;
        return route;
    }
    lookUp(method, path, route);
    return route;
}

std::string allowText(std::uint8_t allow)
{
    std::string text;
    for (std::size_t i = 0; i < kMethods.size(); ++i)
        if (allow & 1u << i) {
            if (!text.empty())
                text += ", ";
            text += kMethods[i];
        }
    return text;
}

} // namespace firstcome::http
