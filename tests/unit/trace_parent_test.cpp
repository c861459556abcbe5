#include "backend/core/trace_parent.h"

#include <gtest/gtest.h>

#include <string>

namespace firstcome::core {

namespace {

const std::string kGood = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"; // as in the recommendation

} // namespace

TEST(TraceParent, IsTakenAsItCame)
{
    const auto trace = TraceParent::parse(kGood);
    ASSERT_TRUE(trace);
    EXPECT_FALSE(trace->empty());
    EXPECT_EQ(trace->view(), kGood);
    EXPECT_EQ(trace, TraceParent::parse(kGood));
    EXPECT_TRUE(TraceParent().empty());
    EXPECT_EQ(TraceParent().view(), "");
}

TEST(TraceParent, WhatIsNoneIsNone)
{
    EXPECT_FALSE(TraceParent::parse(""));
    EXPECT_FALSE(TraceParent::parse(kGood.substr(1)));
    EXPECT_FALSE(TraceParent::parse(kGood + "-more"));
    EXPECT_FALSE(TraceParent::parse("ff" + kGood.substr(2))) << "a version that is forbidden";
    EXPECT_FALSE(TraceParent::parse("00-" + std::string(32, '0') + kGood.substr(35)));
    EXPECT_FALSE(TraceParent::parse(kGood.substr(0, 36) + std::string(16, '0') + "-01"));
    for (std::size_t i = 0; i < kGood.size(); ++i)
        for (const char odd : {'G', 'A', ' ', '\r', '\0', '_'}) {
            auto text = kGood;
            text[i] = odd;
            EXPECT_FALSE(TraceParent::parse(text)) << text;
        }
}

} // namespace firstcome::core
