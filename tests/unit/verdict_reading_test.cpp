#include "backend/spike/measurements.h"
#include "backend/spike/verdict_reading.h"

#include <gtest/gtest.h>

using namespace firstcome;
using namespace firstcome::spike;

namespace {

std::string read(int status, std::string_view body)
{
    return std::string(clientVerdictName(readVerdict(status, body, "kim").verdict));
}

} // namespace

TEST(VerdictReading, ReadsEveryVerdictOfTheApi)
{
    EXPECT_EQ(read(202, R"({"couponId":"X","publicId":"kim","verdict":"accepted","slot":7})"), "accepted");
    EXPECT_EQ(readVerdict(202, R"({"verdict":"accepted","slot":4294967295})", "kim").slot, 4294967295u);
    EXPECT_EQ(read(409, R"({"code":"duplicate","slot":3})"), "duplicate");
    EXPECT_EQ(readVerdict(409, R"({"code":"duplicate","slot":3})", "kim").slot, 3u);
    EXPECT_EQ(read(410, R"({"type":"about:blank","title":"Sold out","status":410,"code":"sold_out"})"),
              "sold_out");
    EXPECT_EQ(read(425, R"({"code":"not_open"})"), "not_open");
    EXPECT_EQ(read(403, R"({"code":"paused"})"), "paused");
    EXPECT_EQ(read(403, R"({"code":"closed"})"), "closed");
    EXPECT_EQ(read(404, R"({"code":"unknown_event"})"), "unknown_event");
    EXPECT_EQ(read(404, R"({"code":"unknown_user"})"), "unknown_user");
    EXPECT_EQ(read(429, R"({"code":"throttled"})"), "throttled");
    EXPECT_EQ(read(503, R"({"code":"outbox_full"})"), "unavailable");
}

TEST(VerdictReading, AnIntermediarysPageStillCountsWhereTheStatusSaysAll)
{
    EXPECT_EQ(read(503, "<html>busy</html>"), "unavailable");
    EXPECT_EQ(read(429, ""), "throttled");
    EXPECT_EQ(read(410, "gone"), "sold_out");
}

TEST(VerdictReading, BelievesNothingHalf)
{
    EXPECT_EQ(read(202, ""), "unknown");
    EXPECT_EQ(read(202, R"({"verdict":"accepted"})"), "unknown");
    EXPECT_EQ(read(202, R"({"verdict":"accepted","slot":0})"), "unknown");
    EXPECT_EQ(read(202, R"({"verdict":"accepted","slot":"7"})"), "unknown");
    EXPECT_EQ(read(202, R"({"verdict":"accepted","slot":99999999999})"), "unknown");
    EXPECT_EQ(read(202, R"({"verdict":"sold_out","slot":7})"), "unknown");
    EXPECT_EQ(read(202, R"({"publicId":"lee","verdict":"accepted","slot":7})"),
              "unknown"); // another's answer
    EXPECT_EQ(read(202, R"({"verdict":"accepted","slot":7)"), "unknown");
    EXPECT_EQ(read(202, R"({"verdict":"accepted","slot":7}x)"), "unknown");
    EXPECT_EQ(read(202, R"({"nested":{"verdict":"accepted","slot":7}})"), "unknown");
    EXPECT_EQ(read(200, R"({"verdict":"accepted","slot":7})"), "unknown");
    EXPECT_EQ(read(410, R"({"code":"not_open"})"), "unknown");
    EXPECT_EQ(read(409, R"({"code":"wrong_state"})"), "unknown");
    EXPECT_EQ(read(403, ""), "unknown");
    EXPECT_EQ(read(403, R"({"code":"forbidden"})"), "unknown");
    EXPECT_EQ(read(404, R"({"code":"not_found"})"), "unknown");
    EXPECT_EQ(read(500, R"({"code":"internal"})"), "unknown");
    EXPECT_EQ(read(400, ""), "unknown");
    EXPECT_EQ(read(0, ""), "unknown");
}

TEST(VerdictReading, StepsOverWhatItDoesNotKnow)
{
    EXPECT_EQ(
        read(
            403,
            R"( { "a" : [1,{"code":"closed"},"]"], "b" : {"c":"}"}, "d":null, "e":-1.5e3, "code" : "paused" } )"),
        "paused");
    EXPECT_EQ(read(403, R"({"detail":"say \"code\":\"closed\"","code":"paused"})"), "paused");
    for (const char* text :
         {"{", "{\"", "{\"code", "{\"code\"", "{\"code\":", "{\"code\":\"", "{\"code\":\"paused\"",
          "{\"a\":[", "{\"a\":[\"", "{\"a\":\"\\", "{\"a\":1", "{,}", "[]", "{\"a\":}"})
        EXPECT_EQ(read(403, text), "unknown") << text;
}
