#include "backend/core/rfc3339.h"

#include <gtest/gtest.h>

using namespace firstcome::core;
using namespace std::chrono;

TEST(Rfc3339, WritesMicrosecondsInUtc)
{
    EXPECT_EQ(toRfc3339(sys_days(2026y / 11 / 21) + 10h + 14min + 20s + 123456us),
              "2026-11-21T10:14:20.123456Z");
    EXPECT_EQ(toRfc3339(sys_days(1969y / 12 / 31) + 23h + 59min + 59s + 1us), "1969-12-31T23:59:59.000001Z");
    EXPECT_EQ(toRfc3339(WallTime(microseconds::max())).substr(0, 10), "9999-12-31");
}

TEST(Rfc3339, NamesFilesByTheSecond)
{
    EXPECT_EQ(toBasicTime(sys_days(2026y / 11 / 21) + 10h + 14min + 20s + 999999us), "20261121T101420Z");
}

TEST(Rfc3339, ReadsWhatItWrites)
{
    for (const std::int64_t micros : {0ll, 1ll, 1'800'000'000'123'456ll, -1ll, 951'782'400'000'000ll})
        EXPECT_EQ(fromRfc3339(toRfc3339(WallTime(microseconds(micros)))), WallTime(microseconds(micros)));
}

TEST(Rfc3339, ReadsOffsetsAndFractions)
{
    const WallTime expected = sys_days(2026y / 1 / 2) + 1h;
    EXPECT_EQ(fromRfc3339("2026-01-02T10:00:00+09:00"), expected);
    EXPECT_EQ(fromRfc3339("2026-01-01T20:30:00-04:30"), expected);
    EXPECT_EQ(fromRfc3339("2026-01-02t01:00:00.5z"), expected + 500ms);
    EXPECT_EQ(fromRfc3339("2026-01-02 01:00:00.1234567899Z"), expected + 123456us);
}

TEST(Rfc3339, RefusesEverythingElse)
{
    for (const char* text :
         {"", "2026", "2026-01-02", "2026-01-02T01:00:00", "2026-02-30T01:00:00Z", "2026-13-01T01:00:00Z",
          "2026-01-02T24:00:00Z", "2026-01-02T01:60:00Z", "2026-01-02T01:00:60Z", "2026-01-02T01:00:00.Z",
          "2026-01-02T01:00:00+9:00", "2026-01-02T01:00:00+24:00", "2026-01-02T01:00:00ZZ",
          "2026-1-2T01:00:00Z", " 2026-01-02T01:00:00Z", "20x6-01-02T01:00:00Z", "2026-01-02T01:00Z"})
        EXPECT_FALSE(fromRfc3339(text)) << text;
}
