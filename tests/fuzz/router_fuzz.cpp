#include "backend/http/query.h"
#include "backend/http/router.h"

#include <cstdint>
#include <cstdlib>

using namespace firstcome;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

/// The method is what stands before the first space, the target the rest. Whatever comes, what is found is
/// whole: a line of the table, with every id that its path names, and allowed by its own Allow.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::size_t space = std::min(text.find(' '), text.size());
    const std::string_view method = text.substr(0, space);
    const std::string_view target = text.substr(std::min(space + 1, text.size()));
    const http::Route route = http::route(method, target);
    const bool found = route.outcome == http::RouteOutcome::Found;
    require(found == (route.spec != nullptr));
    require(target.size() >= route.query.size());
    if (found) {
        require(route.spec->method == (route.headOnly ? "GET" : method));
        const auto names = [&](std::string_view id) {
            return route.spec->path.find(id) != std::string_view::npos;
        };
        require(names("{couponId}") == issuing::CouponId::parse(route.couponId.view()).has_value());
        require(names("{publicId}") == issuing::PublicId::parse(route.publicId.view()).has_value());
        require(http::allowText(route.allow).find(method) != std::string::npos);
    }
    if (route.outcome == http::RouteOutcome::MethodNotAllowed)
        require(!http::allowText(route.allow).empty());
    const auto query = http::parseQuery(target, {"a", "exact"});
    require(query.has_value() || !query.error().code.empty());
    return 0;
}
