#include "backend/stock/instance_decider.h"

#include <gtest/gtest.h>

using namespace firstcome;
using namespace firstcome::stock;
using namespace std::chrono_literals;
using issuing::EventState;
using issuing::UnavailableReason;
using issuing::Verdict;

namespace {

const core::WallTime kNow{1'800'000'000s};
const core::SteadyTime kSteady{1h};

InstanceBook bookIn(EventState state, std::uint32_t total = 2)
{
    InstanceBook book;
    book.instance.id = issuing::InstanceId::random();
    book.instance.total = total;
    book.instance.state = state;
    return book;
}

Question from(std::string_view person)
{
    return {person, kSteady, 0, 0};
}

StepTerms terms(core::WallTime now = kNow)
{
    return {42, 1000, now, kSteady};
}

} // namespace

TEST(InstanceDecider, GivesSlotsInOrderAndSaysWhatToWrite)
{
    auto book = bookIn(EventState::Open);
    const auto first = decideAttempt(&book, from("a"), terms());
    EXPECT_EQ(first.reply.verdict, Verdict::Accepted);
    EXPECT_EQ(first.reply.slot, 1u);
    EXPECT_TRUE(first.issued);
    EXPECT_FALSE(first.instanceChanged);
    const auto last = decideAttempt(&book, from("b"), terms());
    EXPECT_EQ(last.reply.slot, 2u);
    EXPECT_TRUE(last.instanceChanged) << "sold out is stamped in the row";
    const auto late = decideAttempt(&book, from("c"), terms());
    EXPECT_EQ(late.reply.verdict, Verdict::SoldOut);
    EXPECT_FALSE(late.issued || late.instanceChanged);
}

TEST(InstanceDecider, AStoreWithAnotherEpochOrFewerIssuesRefusesFirstOfAll)
{
    auto book = bookIn(EventState::Open);
    auto question = from("a");
    question.epoch = 41;
    question.deadline = kSteady - 1s;
    EXPECT_EQ(decideAttempt(&book, question, terms()).reply.reason, UnavailableReason::Suspended);
    EXPECT_EQ(decideAttempt(nullptr, question, terms()).reply.reason, UnavailableReason::Suspended);
    EXPECT_EQ(findIssue(&book, question, terms()).reason, UnavailableReason::Suspended);
    question.epoch = 42;
    question.seenSlot = 1;
    EXPECT_EQ(decideAttempt(&book, question, terms()).reply.reason, UnavailableReason::Suspended);
    question.seenSlot = 0;
    EXPECT_EQ(decideAttempt(&book, question, terms()).reply.reason, UnavailableReason::Expired);
    EXPECT_EQ(book.instance.issued, 0u);
}

TEST(InstanceDecider, TheDeadlineItselfIsInTime)
{
    auto book = bookIn(EventState::Open);
    EXPECT_EQ(decideAttempt(&book, from("a"), terms()).reply.verdict, Verdict::Accepted);
}

TEST(InstanceDecider, AWinnerIsADuplicateInEveryStateAndLatchesNothing)
{
    for (const auto state :
         {EventState::Open, EventState::Paused, EventState::Draining, EventState::Closed}) {
        auto book = bookIn(state);
        book.instance.closesAt = kNow - 1s;
        book.instance.issued = 1;
        book.people.give("a", 1, kNow - 5s);
        const auto again = decideAttempt(&book, from("a"), terms());
        EXPECT_EQ(again.reply.verdict, Verdict::Duplicate);
        EXPECT_EQ(again.reply.slot, 1u);
        EXPECT_EQ(again.reply.acceptedAt, kNow - 5s);
        EXPECT_FALSE(again.instanceChanged);
        EXPECT_EQ(book.instance.state, state);
    }
}

TEST(InstanceDecider, TheLatchIsWrittenAlsoWhereTheAttemptIsRefused)
{
    auto book = bookIn(EventState::Open);
    book.instance.closesAt = kNow;
    const auto late = decideAttempt(&book, from("a"), terms());
    EXPECT_EQ(late.reply.verdict, Verdict::Closed);
    EXPECT_TRUE(late.instanceChanged);
    EXPECT_EQ(book.instance.state, EventState::Draining);
}

TEST(InstanceDecider, AcceptedTimesNeverGoBack)
{
    auto book = bookIn(EventState::Open);
    EXPECT_EQ(decideAttempt(&book, from("a"), terms(kNow)).reply.acceptedAt, kNow);
    EXPECT_EQ(decideAttempt(&book, from("b"), terms(kNow - 10s)).reply.acceptedAt, kNow);
}

TEST(PersonSlots, TellsPeopleApartByEveryByte)
{
    PersonSlots people;
    people.reserve(10'000);
    EXPECT_TRUE(people.give("kim", 1, kNow));
    EXPECT_TRUE(people.give("Kim", 2, kNow));
    EXPECT_FALSE(people.give("kim", 3, kNow));
    EXPECT_EQ(people.find("kim")->slot, 1u);
    EXPECT_EQ(people.find("ki"), nullptr);
    for (std::uint32_t i = 0; i < 30'000; ++i)
        ASSERT_TRUE(people.give("person-" + std::to_string(i), i + 3, kNow));
    for (std::uint32_t i = 0; i < 30'000; ++i)
        ASSERT_EQ(people.find("person-" + std::to_string(i))->slot, i + 3);
}

TEST(PersonSlots, ListedPeopleHaveNoSlotUntilGivenOne)
{
    PersonSlots people;
    EXPECT_TRUE(people.list("a"));
    EXPECT_FALSE(people.list("a"));
    EXPECT_EQ(people.find("a")->slot, 0u);
    EXPECT_TRUE(people.give("a", 1, kNow));
    EXPECT_FALSE(people.list("a"));
    EXPECT_EQ(people.listed(), 1u);
}
