#include "backend/http/public_reads.h"
#include "backend/http/router.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

using namespace firstcome::http;
namespace json = boost::json;

namespace {

const json::object& document()
{
    static const json::value kDocument = json::parse(openApiText());
    return kDocument.get_object();
}

/// Every `METHOD path` of the document.
std::set<std::string> describedRoutes(const json::object& paths)
{
    std::set<std::string> routes;
    for (const auto& path : paths)
        for (const auto& operation : path.value().get_object()) {
            std::string method(operation.key());
            std::ranges::transform(method, method.begin(), [](unsigned char c) { return std::toupper(c); });
            routes.insert(method + " " + std::string(path.key()));
        }
    return routes;
}

std::set<std::string> servedRoutes()
{
    std::set<std::string> routes;
    for (const RouteSpec& spec : routeTable())
        routes.insert(std::string(spec.method) + " " + std::string(spec.path));
    return routes;
}

/// Every `$ref` of the document has something behind it.
void expectRefsResolve(const json::value& value)
{
    if (const auto* object = value.if_object()) {
        for (const auto& [key, child] : *object) {
            if (key == "$ref") {
                json::error_code error;
                const std::string pointer(child.get_string().subview(1));
                EXPECT_TRUE(json::value(document()).find_pointer(pointer, error)) << pointer;
            } else {
                expectRefsResolve(child);
            }
        }
    } else if (const auto* array = value.if_array()) {
        for (const auto& child : *array)
            expectRefsResolve(child);
    }
}

} // namespace

TEST(OpenApi, DescribesExactlyWhatTheRouterServes)
{
    EXPECT_EQ(document().at("openapi"), "3.1.0");
    EXPECT_EQ(describedRoutes(document().at("paths").get_object()), servedRoutes());
}

TEST(OpenApi, IsCaughtWhenItLeavesARouteOutOrInventsOne)
{
    json::object paths = document().at("paths").get_object();
    paths.erase("/healthz");
    EXPECT_NE(describedRoutes(paths), servedRoutes());
    paths = document().at("paths").get_object();
    paths["/api/free-coupons"] = json::object{{"post", json::object()}};
    EXPECT_NE(describedRoutes(paths), servedRoutes());
}

TEST(OpenApi, AsksForTheTokenWhereTheRouterDoes)
{
    for (const RouteSpec& spec : routeTable()) {
        std::string method(spec.method);
        std::ranges::transform(method, method.begin(), [](unsigned char c) { return std::tolower(c); });
        const auto& operation = document().at("paths").at(spec.path).at(method).get_object();
        EXPECT_EQ(operation.contains("security"), spec.access != Access::Public) << spec.path;
        EXPECT_EQ(operation.at("responses").get_object().contains("401"), spec.access != Access::Public)
            << spec.path;
    }
}

TEST(OpenApi, NamesEveryPathParameter)
{
    for (const auto& path : document().at("paths").get_object())
        for (const auto& operation : path.value().get_object())
            for (const std::string name : {"couponId", "publicId"}) {
                if (path.key().find("{" + name + "}") == json::string_view::npos)
                    continue;
                const auto& parameters = operation.value().at("parameters").get_array();
                EXPECT_TRUE(std::ranges::any_of(parameters, [&](const json::value& parameter) {
                    const auto* target = parameter.get_object().if_contains("$ref");
                    return target && target->get_string() == "#/components/parameters/" + name;
                })) << path.key();
            }
}

TEST(OpenApi, HasSomethingBehindEveryReference)
{
    expectRefsResolve(document());
}
