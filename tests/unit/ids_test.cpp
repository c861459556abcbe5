#include "backend/issuing/ids.h"

#include <gtest/gtest.h>

using namespace firstcome::issuing;

TEST(BoundedId, TakesWhatTheRuleAllows)
{
    for (const char* text : {"a", "7", "XMAS-2026", "kim.min_su-1", "A.b_c-9"})
        EXPECT_EQ(PublicId::parse(text)->view(), text);
    EXPECT_EQ(PublicId::parse(std::string(64, 'x'))->view().size(), 64u);
}

TEST(BoundedId, RefusesEverythingElse)
{
    for (const std::string& text : {std::string(), std::string(65, 'x'), std::string("-a"), std::string(".a"),
                                    std::string("_a"), std::string("a b"), std::string("a/b"), std::string("a%20"),
                                    std::string("a\0b", 3), std::string("é"), std::string("a\n")})
        EXPECT_FALSE(PublicId::parse(text)) << text;
}

TEST(BoundedId, IsCaseSensitive)
{
    EXPECT_NE(*PublicId::parse("kim"), *PublicId::parse("Kim"));
}

TEST(InstanceId, RoundTripsAndIsVersion4)
{
    const InstanceId id = InstanceId::random();
    EXPECT_EQ(InstanceId::parse(id.str()), id);
    EXPECT_EQ(id.str()[14], '4');
    EXPECT_NE(InstanceId::random(), id);
    EXPECT_FALSE(InstanceId::parse("6ba7b810-9dad-11d1-80b4-00c04fd430cg"));
    EXPECT_FALSE(InstanceId::parse("6ba7b8109dad11d180b400c04fd430c8"));
    EXPECT_TRUE(InstanceId().isNil());
}
