#include "backend/issuing/acts.h"

#include <gtest/gtest.h>

#include <set>

using namespace firstcome;
using namespace firstcome::issuing;
using namespace std::chrono_literals;

namespace {

const core::WallTime kNow{std::chrono::seconds(1'800'000'000)};

Instance instanceIn(EventState state)
{
    Instance instance;
    instance.total = 10;
    instance.version = 7;
    instance.state = state;
    instance.opensAt = kNow + 90s;
    if (state == EventState::Held)
        instance.timeLeft = 40s;
    return instance;
}

struct Cell
{
    EventState from;
    Act act;
    EventState to;
};

/// The contract's table: every pair not listed is wrong_state.
constexpr Cell kCells[] = {
    {EventState::Draft, Act::Arm, EventState::Armed},      {EventState::Draft, Act::Delete, EventState::Draft},
    {EventState::Armed, Act::Disarm, EventState::Draft},   {EventState::Armed, Act::Hold, EventState::Held},
    {EventState::Armed, Act::Open, EventState::Open},      {EventState::Held, Act::Resume, EventState::Armed},
    {EventState::Held, Act::Open, EventState::Open},       {EventState::Held, Act::Disarm, EventState::Draft},
    {EventState::Open, Act::Pause, EventState::Paused},    {EventState::Open, Act::Close, EventState::Draining},
    {EventState::Paused, Act::Unpause, EventState::Open},  {EventState::Paused, Act::Close, EventState::Draining},
    {EventState::Draining, Act::Finish, EventState::Closed},
};

std::optional<EventState> expected(EventState from, Act act)
{
    for (const auto& cell : kCells)
        if (cell.from == from && cell.act == act)
            return cell.to;
    return std::nullopt;
}

} // namespace

TEST(Acts, EveryActHasAWordOfItsOwnInTheTrail)
{
    std::set<std::string_view> words;
    for (const auto& spec : actTable())
        EXPECT_TRUE(!spec.done.empty() && words.insert(spec.done).second) << spec.name;
    EXPECT_EQ(words.size(), kActCount);
}

TEST(Acts, EveryCellOfStateTimesAct)
{
    for (std::size_t s = 0; s < kEventStateCount; ++s) {
        for (std::size_t a = 0; a < kActCount; ++a) {
            const auto state = static_cast<EventState>(s);
            const auto act = static_cast<Act>(a);
            EXPECT_EQ(nextState(state, act), expected(state, act)) << stateName(state) << " " << a;
            if (state == EventState::Draft)
                continue;
            const auto result = applyAct(instanceIn(state), act, 7, kNow);
            if (const auto next = expected(state, act)) {
                ASSERT_TRUE(result) << stateName(state) << " " << a;
                EXPECT_EQ(result->state, *next);
                EXPECT_EQ(result->version, 8u);
            } else {
                ASSERT_FALSE(result);
                EXPECT_EQ(result.error().code, "wrong_state");
            }
        }
    }
}

TEST(Acts, AnActDecidedOnAnOlderVersionIsRefused)
{
    const auto result = applyAct(instanceIn(EventState::Open), Act::Pause, 6, kNow);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, core::ErrorKind::VersionConflict);
}

TEST(Acts, HoldFreezesTheTimeLeftAndResumeRestoresIt)
{
    const auto held = applyAct(instanceIn(EventState::Armed), Act::Hold, 7, kNow);
    ASSERT_TRUE(held);
    EXPECT_EQ(held->timeLeft, std::chrono::microseconds(90s));
    const auto resumed = applyAct(*held, Act::Resume, held->version, kNow + 1h);
    ASSERT_TRUE(resumed);
    EXPECT_EQ(resumed->opensAt, kNow + 1h + 90s);
    EXPECT_FALSE(resumed->timeLeft);
}

TEST(Acts, AHeldEventIsNotOpenedByTheClock)
{
    EXPECT_FALSE(applyClock(instanceIn(EventState::Held), kNow + 1h));
}

TEST(Acts, OverdueClosingComesBeforeOverdueOpening)
{
    Instance armed = instanceIn(EventState::Armed);
    armed.closesAt = kNow + 120s;
    EXPECT_FALSE(applyClock(armed, kNow + 89s));
    EXPECT_EQ(applyClock(armed, kNow + 90s)->state, EventState::Open);
    EXPECT_EQ(applyClock(armed, kNow + 120s)->state, EventState::Closed);
    Instance open = armed;
    open.state = EventState::Open;
    EXPECT_EQ(applyClock(open, kNow + 120s)->state, EventState::Draining);
    open.state = EventState::Paused;
    EXPECT_EQ(applyClock(open, kNow + 120s)->state, EventState::Draining);
}

TEST(Acts, TheFirstOpeningIsRememberedThroughAPause)
{
    auto open = applyAct(instanceIn(EventState::Armed), Act::Open, 7, kNow);
    auto paused = applyAct(*open, Act::Pause, 8, kNow + 1s);
    auto again = applyAct(*paused, Act::Unpause, 9, kNow + 2s);
    EXPECT_EQ(again->openedAt, kNow);
}

TEST(Acts, StockIsCorrectedOnlyWhereTheTableSays)
{
    for (std::size_t s = 1; s < kEventStateCount; ++s) {
        const auto state = static_cast<EventState>(s);
        const bool possible = state != EventState::Draining && state != EventState::Closed;
        EXPECT_EQ(applyTotal(instanceIn(state), 12, 7, kNow).has_value(), possible) << stateName(state);
    }
}

TEST(Acts, StockNeverGoesBelowWhatWasIssued)
{
    Instance open = instanceIn(EventState::Open);
    open.issued = 5;
    EXPECT_EQ(applyTotal(open, 4, 7, kNow).error().code, "stock_below_issued");
    EXPECT_EQ(applyTotal(open, 0, 7, kNow).error().code, "bad_total");
    const auto exactly = applyTotal(open, 5, 7, kNow);
    ASSERT_TRUE(exactly);
    EXPECT_EQ(exactly->remaining(), 0u);
    EXPECT_TRUE(exactly->soldOutAt);
    EXPECT_FALSE(applyTotal(*exactly, 6, 8, kNow)->soldOutAt);
}

TEST(Acts, NamesAreUniqueWithinAState)
{
    for (std::size_t s = 0; s < kEventStateCount; ++s) {
        std::set<std::string_view> seen;
        for (const auto& spec : actTable()) {
            if (nextState(static_cast<EventState>(s), spec.act)) {
                EXPECT_TRUE(seen.insert(spec.name).second) << spec.name;
            }
        }
    }
    EXPECT_EQ(actFromName("resume", EventState::Paused), Act::Unpause);
    EXPECT_EQ(actFromName("resume", EventState::Held), Act::Resume);
    EXPECT_FALSE(actFromName("explode", EventState::Held));
}

TEST(Drafts, AreValidatedWhole)
{
    EventDraft draft{*CouponId::parse("XMAS"), "Christmas 50 % off", 100, {}, {}, Audience::Everyone};
    EXPECT_TRUE(validate(draft));
    for (const std::string& name : {std::string(), std::string(121, 'x'), std::string("a\nb"), std::string("\x7f")}) {
        EventDraft bad = draft;
        bad.name = name;
        EXPECT_EQ(validate(bad).error().code, "bad_name");
    }
    EventDraft korean = draft;
    for (int i = 0; i < 120; ++i)
        korean.name = i == 0 ? "가" : korean.name + "가";
    EXPECT_TRUE(validate(korean));
    EventDraft times = draft;
    times.opensAt = kNow;
    times.closesAt = kNow;
    EXPECT_EQ(validate(times).error().code, "bad_times");
    EventDraft total = draft;
    total.total = kMaxTotal + 1;
    EXPECT_EQ(validate(total).error().code, "bad_total");
}
