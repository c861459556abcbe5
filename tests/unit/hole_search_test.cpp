#include "backend/ledger/hole_search.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>

namespace firstcome::ledger {

namespace {

/// Slots in a table, the questions asked of it, and what happens to it after each.
struct Table
{
    std::set<std::uint32_t> slots;
    int questions = 0;
    std::function<void(bool whole)> afterwards = [](bool) {};

    void add(std::uint32_t first, std::uint32_t last)
    {
        for (std::uint32_t slot = first; slot <= last; ++slot)
            slots.insert(slots.end(), slot);
    }
    SlotSpan spanAfter(std::uint32_t after, std::int64_t wanted)
    {
        ++questions;
        SlotSpan span;
        for (auto slot = slots.upper_bound(after); slot != slots.end() && span.count < wanted; ++slot)
            span = {span.count + 1, *slot};
        afterwards(span.last - after == span.count);
        return span;
    }
    std::uint32_t endAfter(std::uint32_t after)
    {
        questions = 0;
        return endBeforeHole(after, [this](std::uint32_t from, std::int64_t wanted) { return spanAfter(from, wanted); });
    }
};

} // namespace

TEST(HoleSearch, GoesToTheEndWhereThereIsNoHole)
{
    Table table;
    EXPECT_EQ(table.endAfter(0), 0u);
    table.add(1, 100'000);
    EXPECT_EQ(table.endAfter(0), 100'000u);
    EXPECT_LE(table.questions, 16);
    EXPECT_EQ(table.endAfter(99'999), 100'000u);
    EXPECT_EQ(table.endAfter(100'000), 100'000u);
}

TEST(HoleSearch, FindsTheHoleWhereverItIs)
{
    for (const std::uint32_t hole : {1u, 2u, 5u, 21u, 1'000u, 16'384u, 16'385u, 21'845u, 60'000u}) {
        Table table;
        table.add(1, hole - 1);
        table.add(hole + 1, 70'000);
        EXPECT_EQ(table.endAfter(0), hole - 1);
        EXPECT_LE(table.questions, 60) << "hole at " << hole;
    }
}

TEST(HoleSearch, AHoleThatIsFilledMeanwhileDoesNotSlowTheRest)
{
    Table table;
    table.add(1, 29'999);
    table.add(30'001, 400'000);
    table.afterwards = [&](bool whole) {
        if (!whole)
            table.slots.insert(30'000);
    };
    EXPECT_EQ(table.endAfter(0), 400'000u);
    EXPECT_LE(table.questions, 60);
}

} // namespace firstcome::ledger
