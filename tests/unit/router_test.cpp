#include "backend/http/router.h"

#include <gtest/gtest.h>

using namespace firstcome::http;

namespace {

struct Case
{
    const char* method;
    std::string target;
    RouteOutcome outcome;
    RouteId id = RouteId::Health; ///< where Found
    const char* couponId = "";
    const char* publicId = "";
};

const std::string kLongId(64, 'x');

const Case kCases[] = {
    {"POST", "/api/coupons/XMAS/issue-fcfs/kim", RouteOutcome::Found, RouteId::Issue, "XMAS", "kim"},
    {"POST", "/api/coupons/XMAS/issue-fcfs/" + kLongId, RouteOutcome::Found, RouteId::Issue, "XMAS",
     kLongId.c_str()},
    {"GET", "/api/coupons/XMAS/issues/kim", RouteOutcome::Found, RouteId::ShowIssue, "XMAS", "kim"},
    {"HEAD", "/api/coupons/XMAS/issues/kim", RouteOutcome::Found, RouteId::ShowIssue, "XMAS", "kim"},
    {"GET", "/api/coupons", RouteOutcome::Found, RouteId::ListCoupons},
    {"GET", "/api/coupons?page=2", RouteOutcome::Found, RouteId::ListCoupons},
    {"GET", "/api/coupons/a.b_c-9", RouteOutcome::Found, RouteId::ShowCoupon, "a.b_c-9"},
    {"GET", "/healthz", RouteOutcome::Found, RouteId::Health},
    {"GET", "/readyz", RouteOutcome::Found, RouteId::Ready},
    {"GET", "/openapi.json", RouteOutcome::Found, RouteId::OpenApi},
    {"GET", "/metrics", RouteOutcome::Found, RouteId::Metrics},
    {"GET", "/api/operator/events", RouteOutcome::Found, RouteId::ListEvents},
    {"POST", "/api/operator/events", RouteOutcome::Found, RouteId::CreateEvent},
    {"GET", "/api/operator/events/X", RouteOutcome::Found, RouteId::ShowEvent, "X"},
    {"PATCH", "/api/operator/events/X", RouteOutcome::Found, RouteId::ChangeEvent, "X"},
    {"DELETE", "/api/operator/events/X", RouteOutcome::Found, RouteId::DeleteEvent, "X"},
    {"POST", "/api/operator/events/X/arm", RouteOutcome::Found, RouteId::ActOnEvent, "X"},
    {"POST", "/api/operator/events/X/resume", RouteOutcome::Found, RouteId::ActOnEvent, "X"},
    {"POST", "/api/operator/events/X/stock", RouteOutcome::Found, RouteId::CorrectStock, "X"},
    {"POST", "/api/operator/events/X/rebuild", RouteOutcome::Found, RouteId::RebuildEvent, "X"},
    {"GET", "/api/operator/events/X/dead-letters?ids=1,2", RouteOutcome::Found, RouteId::ListDeadLetters, "X"},
    {"POST", "/api/operator/events/X/dead-letters/replay", RouteOutcome::Found, RouteId::ReplayDeadLetters, "X"},
    {"GET", "/api/operator/events/X/audit?exact=true", RouteOutcome::Found, RouteId::Audit, "X"},
    {"POST", "/api/operator/people", RouteOutcome::Found, RouteId::AddPeople},
    {"GET", "/api/operator/snapshot", RouteOutcome::Found, RouteId::ShowSnapshot},
    {"GET", "/api/operator/acts", RouteOutcome::Found, RouteId::ListActs},

    // absolute form, and percent-encoding of letters that need none
    {"GET", "http://example.com/healthz", RouteOutcome::Found, RouteId::Health},
    {"GET", "https://example.com:8081/api/coupons/X", RouteOutcome::Found, RouteId::ShowCoupon, "X"},
    {"POST", "/api/c%6Fupons/%58MAS/issue%2dfcfs/k%69m", RouteOutcome::Found, RouteId::Issue, "XMAS", "kim"},

    {"GET", "", RouteOutcome::BadTarget},
    {"GET", "healthz", RouteOutcome::BadTarget},
    {"GET", "ftp://example.com/healthz", RouteOutcome::BadTarget},
    {"GET", "http://", RouteOutcome::BadTarget},
    {"GET", "http:///healthz", RouteOutcome::BadTarget},
    {"GET", "http://example.com?x", RouteOutcome::BadTarget},
    {"CONNECT", "example.com:443", RouteOutcome::BadTarget},
    {"GET", "*", RouteOutcome::BadTarget},
    {"GET", "/healthz#top", RouteOutcome::BadTarget},
    {"GET", "/api/coupons/%", RouteOutcome::BadTarget},
    {"GET", "/api/coupons/%4", RouteOutcome::BadTarget},
    {"GET", "/api/coupons/%zz", RouteOutcome::BadTarget},
    {"GET", "/api/coupons/%%41", RouteOutcome::BadTarget},

    {"GET", "/", RouteOutcome::NotFound},
    {"GET", "http://example.com", RouteOutcome::NotFound},
    {"GET", "//healthz", RouteOutcome::NotFound},
    {"GET", "/healthz/", RouteOutcome::NotFound},
    {"GET", "/api/../healthz", RouteOutcome::NotFound},
    {"GET", "/API/coupons", RouteOutcome::NotFound},
    {"POST", "/api/operator/events/X/finish", RouteOutcome::NotFound},
    {"GET", "/a/b/c/d/e/f/g/h/i/j", RouteOutcome::NotFound},
    {"GET", "/" + std::string(10'000, 'a'), RouteOutcome::NotFound},

    {"PUT", "/api/coupons", RouteOutcome::MethodNotAllowed},
    {"GET", "/api/coupons/XMAS/issue-fcfs/kim", RouteOutcome::MethodNotAllowed},
    {"HEAD", "/api/coupons/XMAS/issue-fcfs/kim", RouteOutcome::MethodNotAllowed},
    {"get", "/healthz", RouteOutcome::MethodNotAllowed},
    {"", "/healthz", RouteOutcome::MethodNotAllowed},

    {"OPTIONS", "/api/coupons", RouteOutcome::Options},
    {"OPTIONS", "*", RouteOutcome::Options},

    {"GET", "/api/coupons/", RouteOutcome::BadCouponId},
    {"GET", "/api/coupons/-x", RouteOutcome::BadCouponId},
    {"GET", "/api/coupons/" + kLongId + "x", RouteOutcome::BadCouponId},
    {"GET", "/api/coupons/a%20b", RouteOutcome::BadCouponId},
    {"GET", "/api/coupons/a%2Fb", RouteOutcome::BadCouponId},
    {"GET", "/api/coupons/a%00", RouteOutcome::BadCouponId},
    {"GET", "/api/coupons/%C3%A9", RouteOutcome::BadCouponId},
    {"GET", "/api/coupons/..", RouteOutcome::BadCouponId},
    {"POST", "/api/coupons/X/issue-fcfs/", RouteOutcome::BadPublicId},
    {"POST", "/api/coupons/X/issue-fcfs/a+b", RouteOutcome::BadPublicId},
    {"POST", "/api/coupons/X/issue-fcfs/\xff\xfe", RouteOutcome::BadPublicId},
    {"POST", "/api/coupons/X/issue-fcfs/" + std::string(10'000, 'a'), RouteOutcome::BadPublicId},
};

} // namespace

TEST(Router, SaysWhatEveryMethodAndTargetMean)
{
    for (const Case& c : kCases) {
        const Route found = route(c.method, c.target);
        const std::string shown = std::string(c.method) + " " + c.target.substr(0, 80);
        ASSERT_EQ(found.outcome, c.outcome) << shown;
        if (c.outcome != RouteOutcome::Found)
            continue;
        ASSERT_TRUE(found.spec) << shown;
        EXPECT_EQ(found.spec->id, c.id) << shown;
        EXPECT_EQ(found.couponId.view(), c.couponId) << shown;
        EXPECT_EQ(found.publicId.view(), c.publicId) << shown;
    }
}

TEST(Router, FindsEveryLineOfItsTable)
{
    for (const RouteSpec& spec : routeTable()) {
        std::string target(spec.path);
        for (const std::string_view name : {"{couponId}", "{publicId}"})
            if (const auto at = target.find(name); at != std::string::npos)
                target.replace(at, name.size(), "id");
        const Route found = route(spec.method, target);
        ASSERT_EQ(found.outcome, RouteOutcome::Found) << target;
        EXPECT_EQ(found.spec, &spec) << target;
    }
}

TEST(Router, SaysWhichMethodsAreAllowed)
{
    EXPECT_EQ(allowText(route("PUT", "/healthz").allow), "GET, HEAD, OPTIONS");
    EXPECT_EQ(allowText(route("PUT", "/api/operator/events").allow), "GET, HEAD, POST, OPTIONS");
    EXPECT_EQ(allowText(route("OPTIONS", "/api/operator/events/X").allow),
              "GET, HEAD, PATCH, DELETE, OPTIONS");
    EXPECT_EQ(allowText(route("GET", "/api/coupons/X/issue-fcfs/y").allow), "POST, OPTIONS");
}

TEST(Router, KeepsTheQueryApart)
{
    const Route found = route("GET", "/api/operator/events/X/audit?exact=true&a=/b?c");
    EXPECT_EQ(found.query, "exact=true&a=/b?c");
    EXPECT_EQ(found.couponId.view(), "X");
}

TEST(Router, NamesTheActByItsLastWord)
{
    EXPECT_EQ(route("POST", "/api/operator/events/X/disarm").act, "disarm");
    EXPECT_EQ(route("POST", "/api/operator/events/X/%64isarm").act, "disarm");
}
