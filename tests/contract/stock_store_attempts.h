#pragma once

// The part of StockStore's contract suite that is about attempts; included by stock_store_contract.h.
#include "tests/contract/stock_store_fixture.h"

namespace firstcome::testing {

using namespace std::chrono_literals;

TEST_P(StockStoreContract, EveryStateAnswersOthersAndWinnersAsTheTableSays)
{
    const std::map<EventState, std::pair<std::string, std::string>> expected{
        {EventState::Armed, {"not_open", ""}},           {EventState::Held, {"not_open", ""}},
        {EventState::Open, {"accepted", "duplicate"}},   {EventState::Paused, {"paused", "duplicate"}},
        {EventState::Draining, {"closed", "duplicate"}}, {EventState::Closed, {"closed", "duplicate"}}};
    for (const auto state : kArmedStates) {
        SCOPED_TRACE(stateName(state));
        const auto instance = inState(state);
        EXPECT_EQ(verdictOf(instance, "other"), expected.at(state).first);
        EXPECT_EQ(lane().attemptBy(instance.id, "gone", clock().steady() - 1us).reason, Reason::Expired);
        if (expected.at(state).second.empty())
            continue;
        const auto winner = attempt(instance, "winner");
        EXPECT_EQ(verdictName(winner.verdict), expected.at(state).second);
        EXPECT_EQ(winner.slot, 1u);
    }
}

TEST_P(StockStoreContract, EveryStateRefusesPeopleWhoAreNotListedInTheSameOrder)
{
    auto planned = draft(1);
    planned.audience = issuing::Audience::Listed;
    auto instance = create(planned);
    list(instance, {"winner", "second"});
    EXPECT_EQ(verdictOf(instance, "stranger"), "not_open");
    instance = act(instance, Act::Open);
    EXPECT_EQ(verdictOf(instance, "stranger"), "unknown_user");
    EXPECT_EQ(verdictOf(instance, "winner"), "accepted");
    EXPECT_EQ(verdictOf(instance, "stranger"), "unknown_user") << "audience comes before stock";
    EXPECT_EQ(verdictOf(instance, "second"), "sold_out");
    instance = act(instance, Act::Pause);
    EXPECT_EQ(verdictOf(instance, "stranger"), "paused") << "state comes before audience";
    instance = act(instance, Act::Close);
    EXPECT_EQ(verdictOf(instance, "stranger"), "closed");
    EXPECT_EQ(verdictOf(instance, "winner"), "duplicate") << "a winner is one in every state";
}

TEST_P(StockStoreContract, ChecksComeInOrder)
{
    use(2);
    auto planned = draft(2);
    planned.audience = issuing::Audience::Listed;
    auto instance = create(planned);
    list(instance, {"a", "b", "c"});
    instance = act(instance, Act::Open);
    EXPECT_EQ(verdictOf(instance, "a"), "accepted");
    EXPECT_EQ(verdictOf(instance, "b"), "accepted");
    const auto gone = clock().steady() - 1us;
    EXPECT_EQ(lane().attemptBy(instance.id, "a", gone).reason, Reason::Expired)
        << "deadline before duplicate";
    EXPECT_EQ(lane().attemptBy(issuing::InstanceId::random(), "a", gone).reason, Reason::Expired);
    EXPECT_EQ(verdictOf(instance, "a"), "duplicate") << "duplicate before outbox limit";
    EXPECT_EQ(verdictOf(instance, "z"), "unknown_user") << "audience before outbox limit";
    EXPECT_EQ(verdictOf(instance, "c"), "outbox_full") << "outbox limit before stock";
    confirmThrough(instance, 1);
    EXPECT_EQ(verdictOf(instance, "c"), "sold_out");
}

TEST_P(StockStoreContract, AttemptsOfOneTurnAreDecidedOneAfterTheOther)
{
    const auto one = open(40), other = open(100);
    std::vector<stock::Attempt> attempts;
    for (const auto& person : people("p", 50)) { // each twice, each also elsewhere, and some come too late
        const auto id = *issuing::PublicId::parse(person);
        const auto late = *issuing::PublicId::parse("late-" + person);
        for (const auto& [instance, name, by] :
             {std::tuple(one.id, id, lane().soon()), std::tuple(one.id, late, clock().steady() - 1us),
              std::tuple(other.id, id, lane().soon()), std::tuple(one.id, id, lane().soon())})
            attempts.push_back({instance, name, by});
    }
    const auto replies = lane().attemptAll(attempts);
    for (std::uint32_t person = 0; person < 50; ++person) {
        SCOPED_TRACE(person + 1);
        const auto* mine = &replies[4 * person];
        const bool wins = person < 40;
        EXPECT_EQ(mine[0].verdict, wins ? Verdict::Accepted : Verdict::SoldOut);
        EXPECT_EQ(mine[0].slot, wins ? person + 1 : 0);
        EXPECT_EQ(mine[1].reason, Reason::Expired);
        EXPECT_EQ(mine[2].verdict, Verdict::Accepted);
        EXPECT_EQ(mine[2].slot, person + 1);
        EXPECT_EQ(mine[3].verdict, wins ? Verdict::Duplicate : Verdict::SoldOut);
        EXPECT_EQ(mine[3].slot, mine[0].slot);
        EXPECT_EQ(mine[3].acceptedAt, mine[0].acceptedAt);
    }
    EXPECT_EQ(poke(one).issued, 40u);
    EXPECT_TRUE(poke(one).soldOutAt);
    EXPECT_EQ(store().readIssues(one.id, 0, 100)->size(), 40u);
    EXPECT_EQ(store().readIssues(other.id, 0, 100)->size(), 50u);
    for (const auto& person : people("late-p", 50))
        EXPECT_EQ(lane().find(one.id, person).verdict, Verdict::UnknownUser);
}

TEST_P(StockStoreContract, TheLimitsHoldWithinOneTurn)
{
    use(2);
    auto planned = draft(10);
    planned.audience = issuing::Audience::Listed;
    planned.opensAt = now() + 1s;
    const auto instance = create(planned);
    list(instance, {"a", "b", "c"});
    advance(1s); // the clock opens it, once for all of them
    const std::vector<std::string> names{"stranger", "a", "b", "c", "a"};
    const auto replies = lane().attemptAll(instance.id, names);
    EXPECT_EQ(replies[0].verdict, Verdict::UnknownUser);
    EXPECT_EQ(replies[1].slot, 1u);
    EXPECT_EQ(replies[2].slot, 2u);
    EXPECT_EQ(replies[3].reason, Reason::OutboxFull);
    EXPECT_EQ(replies[4].verdict, Verdict::Duplicate);
    EXPECT_EQ(poke(instance).version, instance.version + 1);
    EXPECT_EQ(poke(instance).state, EventState::Open);
}

TEST_P(StockStoreContract, ConfirmingFreesTheOutbox)
{
    use(2);
    const auto instance = open(10);
    EXPECT_EQ(verdictOf(instance, "a"), "accepted");
    EXPECT_EQ(verdictOf(instance, "b"), "accepted");
    EXPECT_EQ(verdictOf(instance, "c"), "outbox_full");
    confirmThrough(instance, 1);
    EXPECT_EQ(attempt(instance, "c").slot, 3u);
    EXPECT_EQ(verdictOf(instance, "d"), "outbox_full");
    confirmThrough(instance, 3);
    confirmThrough(instance, 2);
    EXPECT_EQ(attempt(instance, "d").slot, 4u);
    EXPECT_EQ(attempt(instance, "e").slot, 5u);
    EXPECT_EQ(verdictOf(instance, "f"), "outbox_full");
}

TEST_P(StockStoreContract, AnExpiredAttemptChangesNothing)
{
    auto planned = draft(5);
    planned.opensAt = now() + 1s;
    const auto instance = create(planned);
    advance(2s);
    EXPECT_EQ(lane().attemptBy(instance.id, "late", clock().steady() - 1us).reason, Reason::Expired);
    EXPECT_EQ(poke(instance).issued, 0u);
    EXPECT_EQ(attempt(instance, "first").slot, 1u);
    EXPECT_EQ(allIssues(store(), instance.id).size(), 1u);
}

TEST_P(StockStoreContract, NobodyBeforeOpeningNobodyAfterClosing)
{
    auto planned = draft(5);
    planned.opensAt = now() + 10s;
    planned.closesAt = now() + 20s;
    const auto instance = create(planned);
    advance(10s - 1us);
    EXPECT_EQ(verdictOf(instance, "a"), "not_open");
    EXPECT_EQ(poke(instance).state, EventState::Armed);
    advance(1us);
    EXPECT_EQ(verdictOf(instance, "a"), "accepted");
    EXPECT_EQ(settledStatus().instances.front().state, EventState::Open);
    advance(10s - 1us);
    EXPECT_EQ(verdictOf(instance, "b"), "accepted");
    advance(1us);
    EXPECT_EQ(verdictOf(instance, "c"), "closed");
    EXPECT_EQ(verdictOf(instance, "a"), "duplicate");
    const auto after = settledStatus().instances.front();
    EXPECT_EQ(after.state, EventState::Draining);
    EXPECT_EQ(after.closedAt, now());
    restart();
    EXPECT_EQ(describe(poke(instance)), describe(after));
}

TEST_P(StockStoreContract, FindingHasNoEffect)
{
    const auto instance = open(5);
    EXPECT_EQ(lane().find(instance.id, "a").verdict, Verdict::UnknownUser);
    const auto accepted = attempt(instance, "a");
    const auto found = lane().find(instance.id, "a");
    EXPECT_EQ(found.verdict, Verdict::Duplicate);
    EXPECT_EQ(found.slot, accepted.slot);
    EXPECT_EQ(found.acceptedAt, accepted.acceptedAt);
    EXPECT_EQ(lane().find(issuing::InstanceId::random(), "a").verdict, Verdict::UnknownEvent);
    EXPECT_EQ(allIssues(store(), instance.id).size(), 1u);
}

TEST_P(StockStoreContract, TheLastSlotIsStamped)
{
    const auto instance = open(2);
    EXPECT_EQ(verdictOf(instance, "a"), "accepted");
    EXPECT_EQ(poke(instance).soldOutAt, std::nullopt);
    advance(3s);
    const auto last = attempt(instance, "b");
    EXPECT_EQ(last.acceptedAt, now());
    const auto full = poke(instance);
    EXPECT_EQ(full.soldOutAt, last.acceptedAt);
    EXPECT_EQ(full.lastAcceptedAt, last.acceptedAt);
    EXPECT_EQ(full.remaining(), 0u);
    restart();
    EXPECT_EQ(describe(poke(instance)), describe(full));
}

TEST_P(StockStoreContract, ARestartAtAnyPointKeepsExactlyTheAccepted)
{
    const auto instance = open(60);
    PromiseCheck promise;
    for (int round = 0; round < 8; ++round) {
        for (const auto& person : people("r" + std::to_string(round) + "-", 10))
            promise.shown(person, attempt(instance, person));
        const auto before = poke(instance);
        restart();
        EXPECT_EQ(describe(poke(instance)), describe(before));
        EXPECT_EQ(promise.violations(store(), instance.id, 60), std::vector<std::string>());
        EXPECT_EQ(allIssues(store(), instance.id).size(), std::min(60, (round + 1) * 10));
        promise.shown("r0-1", attempt(instance, "r0-1"));
    }
    EXPECT_EQ(promise.acceptedCount(), 60u);
}

TEST_P(StockStoreContract, IssuesAreReadInSlotOrderByPages)
{
    const auto instance = open(100);
    const auto replies = lane().attemptAll(instance.id, people("p", 25));
    const auto page = store().readIssues(instance.id, 10, 10).value();
    ASSERT_EQ(page.size(), 10u);
    for (std::size_t i = 0; i < page.size(); ++i) {
        EXPECT_EQ(page[i].slot, 11 + i);
        EXPECT_EQ(page[i].instance, instance.id);
        EXPECT_EQ(page[i].publicId.str(), "p" + std::to_string(11 + i));
        EXPECT_EQ(page[i].acceptedAt, replies[10 + i].acceptedAt);
    }
    EXPECT_TRUE(store().readIssues(instance.id, 25, 10).value().empty());
}

/// 2,000 people from four lanes, each trying `times`; exactly 500 get a slot and see no other.
inline void race(stock::StockStore& store, const core::Clock& clock, const issuing::InstanceId& instance,
                 std::size_t times)
{
    constexpr std::size_t kPeople = 2000, kStock = 500, kLanes = 4;
    PromiseCheck promise;
    std::atomic<std::size_t> accepted{0}, soldOut{0}, duplicates{0}, others{0};
    std::vector<std::thread> threads;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        threads.emplace_back([&, lane] {
            LaneDriver driver(store, clock);
            std::vector<std::string> mine;
            for (std::size_t time = 0; time < times; ++time) // each person on several lanes at once
                for (std::size_t i = (lane + time) % kLanes; i < kPeople; i += kLanes)
                    mine.push_back("person-" + std::to_string(i));
            const auto replies = driver.attemptAll(instance, mine);
            for (std::size_t i = 0; i < mine.size(); ++i) {
                promise.shown(mine[i], replies[i]);
                auto& count = replies[i].verdict == issuing::Verdict::Accepted    ? accepted
                              : replies[i].verdict == issuing::Verdict::SoldOut   ? soldOut
                              : replies[i].verdict == issuing::Verdict::Duplicate ? duplicates
                                                                                  : others;
                ++count;
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(accepted, kStock);
    EXPECT_EQ(soldOut, (kPeople - kStock) * times);
    EXPECT_EQ(duplicates, kStock * (times - 1));
    EXPECT_EQ(others, 0u);
    EXPECT_EQ(promise.acceptedCount(), kStock);
    EXPECT_EQ(promise.violations(store, instance, kStock), std::vector<std::string>());
    EXPECT_EQ(allIssues(store, instance).size(), kStock);
}

TEST_P(StockStoreContract, TwoThousandPeopleRaceForFiveHundred)
{
    const auto instance = open(500);
    race(store(), clock(), instance.id, 1);
    EXPECT_EQ(verdictOf(instance, "person-2001"), "sold_out");
}

TEST_P(StockStoreContract, TwoThousandPeopleRaceThreeTimesEach)
{
    race(store(), clock(), open(500).id, 3);
}

TEST_P(StockStoreContract, DroppingALaneAnswersWhatIsOpen)
{
    const auto instance = open(1000);
    std::vector<std::future<stock::AttemptReply>> open;
    {
        LaneDriver driver(store(), clock());
        for (const auto& person : people("p", 300))
            open.push_back(driver.begin(instance.id, person));
    }
    for (auto& reply : open) {
        ASSERT_EQ(reply.wait_for(0s), std::future_status::ready);
        const auto got = reply.get();
        EXPECT_TRUE(got.verdict == Verdict::Accepted || got.reason == Reason::Stopping);
    }
    EXPECT_EQ(verdictOf(instance, "next"), "accepted");
}

} // namespace firstcome::testing
