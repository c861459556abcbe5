#pragma once

// The contract suite of StockStore. Include it in one test program for each kind and instantiate
// StockStoreContract with that kind.
#include "tests/contract/stock_store_attempts.h"
#include "tests/contract/stock_store_fixture.h"

namespace firstcome::testing {

using namespace std::chrono_literals;

TEST_P(StockStoreContract, EveryActInEveryStateDoesWhatTheTableSays)
{
    for (const auto state : kArmedStates) {
        for (const auto& spec : issuing::actTable()) {
            SCOPED_TRACE(std::string(stateName(state)) + " × " + std::string(spec.name));
            const auto before = inState(state);
            ASSERT_EQ(before.state, state);
            const auto expected = issuing::applyAct(before, spec.act, before.version, now());
            const auto got = store().act(before.id, spec.act, before.version);
            ASSERT_EQ(codeOf(got), codeOf(expected));
            if (got) {
                EXPECT_EQ(describe(*got), describe(*expected));
            }
            if (got && got->state == EventState::Draft) {
                EXPECT_EQ(codeOf(store().poke(before.id)), "unknown_instance");
                EXPECT_EQ(verdictOf(before, "anybody"), "unknown_event");
            } else {
                EXPECT_EQ(describe(poke(before)), describe(expected ? *expected : before));
            }
        }
    }
}

TEST_P(StockStoreContract, AnActDecidedOnAnOldVersionIsRefused)
{
    const auto armed = create(draft(10));
    const auto held = act(armed, Act::Hold);
    EXPECT_EQ(held.version, armed.version + 1);
    EXPECT_EQ(codeOf(store().act(armed.id, Act::Open, armed.version)), "version_conflict");
    EXPECT_EQ(codeOf(store().correctTotal(armed.id, 20, armed.version)), "version_conflict");
    EXPECT_EQ(describe(poke(armed)), describe(held));
}

TEST_P(StockStoreContract, AnActDecidedBeforeTheClockOpenedIsRefused)
{
    auto planned = draft(10);
    planned.opensAt = now() + 1s;
    const auto armed = create(planned);
    advance(1s);
    EXPECT_EQ(codeOf(store().act(armed.id, Act::Hold, armed.version)), "version_conflict");
    EXPECT_EQ(poke(armed).state, EventState::Open);
}

TEST_P(StockStoreContract, HoldFreezesTheTimeLeftThroughARestart)
{
    auto planned = draft(10);
    planned.opensAt = now() + 60s;
    const auto armed = create(planned);
    advance(20s);
    const auto held = act(armed, Act::Hold);
    EXPECT_EQ(held.timeLeft, 40s);
    advance(100s);
    restart();
    EXPECT_EQ(verdictOf(armed, "somebody"), "not_open");
    const auto resumed = act(held, Act::Resume);
    EXPECT_EQ(resumed.opensAt, now() + 40s);
    advance(40s);
    EXPECT_EQ(verdictOf(armed, "somebody"), "accepted");
}

TEST_P(StockStoreContract, PokingLetsTheLatchesActWithNoTraffic)
{
    auto planned = draft(10);
    planned.opensAt = now() + 10s;
    planned.closesAt = now() + 20s;
    const auto armed = create(planned);
    EXPECT_EQ(poke(armed).state, EventState::Armed);
    advance(10s);
    EXPECT_EQ(poke(armed).state, EventState::Open);
    EXPECT_EQ(poke(armed).openedAt, now());
    advance(10s);
    EXPECT_EQ(poke(armed).state, EventState::Draining);
    EXPECT_EQ(poke(armed).version, armed.version + 2);
}

TEST_P(StockStoreContract, AfterDowntimeAnOverdueClosingComesBeforeAnOverdueOpening)
{
    auto planned = draft(10);
    planned.opensAt = now() + 10s;
    planned.closesAt = now() + 20s;
    const auto armed = create(planned);
    advance(30s);
    restart();
    EXPECT_EQ(verdictOf(armed, "late"), "closed");
    EXPECT_EQ(poke(armed).state, EventState::Closed);
    EXPECT_EQ(poke(armed).openedAt, std::nullopt);
}

TEST_P(StockStoreContract, AnOverdueClosingReachesAPausedEvent)
{
    auto planned = draft(10);
    planned.closesAt = now() + 20s;
    const auto paused = act(act(create(planned), Act::Open), Act::Pause);
    advance(20s);
    EXPECT_EQ(verdictOf(paused, "somebody"), "closed");
    EXPECT_EQ(poke(paused).state, EventState::Draining);
}

TEST_P(StockStoreContract, StockIsCorrectedNeverBelowWhatIsIssued)
{
    auto instance = open(3);
    for (const auto* name : {"a", "b", "c"})
        EXPECT_EQ(verdictOf(instance, name), "accepted");
    EXPECT_EQ(verdictOf(instance, "d"), "sold_out");
    EXPECT_EQ(codeOf(store().correctTotal(instance.id, 2, instance.version)), "stock_below_issued");
    EXPECT_EQ(codeOf(store().correctTotal(instance.id, 0, instance.version)), "bad_total");
    const auto raised = store().correctTotal(instance.id, 4, instance.version).value();
    EXPECT_EQ(raised.version, instance.version + 1);
    EXPECT_EQ(raised.soldOutAt, std::nullopt);
    EXPECT_EQ(attempt(instance, "d").slot, 4u);
    EXPECT_EQ(verdictOf(instance, "e"), "sold_out");
    restart();
    EXPECT_EQ(poke(instance).total, 4u);
    EXPECT_EQ(verdictOf(instance, "e"), "sold_out");
    const auto draining = act(poke(instance), Act::Close);
    EXPECT_EQ(codeOf(store().correctTotal(instance.id, 9, draining.version)), "wrong_state");
}

TEST_P(StockStoreContract, StockCanBeLoweredToWhatIsIssuedAndIsThenSoldOut)
{
    const auto instance = open(10);
    EXPECT_EQ(verdictOf(instance, "a"), "accepted");
    const auto lowered = store().correctTotal(instance.id, 1, instance.version).value();
    EXPECT_EQ(lowered.soldOutAt, now());
    EXPECT_EQ(verdictOf(instance, "b"), "sold_out");
}

TEST_P(StockStoreContract, AnInstanceIsMadeOnce)
{
    const auto armed = create(draft(10));
    EXPECT_EQ(armed.state, EventState::Armed);
    EXPECT_EQ(armed.version, 7u);
    EXPECT_EQ(codeOf(store().create(armed)), "instance_exists");
    act(armed, Act::Disarm);
    EXPECT_EQ(codeOf(store().create(armed)), "instance_exists") << "a tombstone is remembered";
    auto bad = draft(0);
    EXPECT_EQ(codeOf(store().create(bad)), "bad_total");
}

TEST_P(StockStoreContract, UnknownInstancesAreNamedSo)
{
    const auto nobody = issuing::InstanceId::random();
    EXPECT_EQ(codeOf(store().act(nobody, Act::Open, 1)), "unknown_instance");
    EXPECT_EQ(codeOf(store().correctTotal(nobody, 1, 1)), "unknown_instance");
    EXPECT_EQ(codeOf(store().poke(nobody)), "unknown_instance");
    EXPECT_EQ(codeOf(store().readIssues(nobody, 0, 10)), "unknown_instance");
    EXPECT_EQ(codeOf(store().forget(nobody)), "unknown_instance");
    EXPECT_EQ(codeOf(store().audienceSize(nobody)), "unknown_instance");
    EXPECT_EQ(codeOf(store().addAudience(nobody, {})), "unknown_instance");
    EXPECT_EQ(lane().attempt(nobody, "anybody").verdict, Verdict::UnknownEvent);
}

TEST_P(StockStoreContract, TheAudienceIsKeptAndCounted)
{
    auto planned = draft(10);
    planned.audience = issuing::Audience::Listed;
    const auto instance = create(planned);
    list(instance, people("p", 500));
    list(instance, people("p", 600));
    EXPECT_EQ(store().audienceSize(instance.id).value(), 600u);
    const auto opened = act(instance, Act::Open);
    EXPECT_EQ(verdictOf(opened, "p600"), "accepted");
    EXPECT_EQ(verdictOf(opened, "p601"), "unknown_user");
    restart();
    EXPECT_EQ(store().audienceSize(instance.id).value(), 600u);
    EXPECT_EQ(verdictOf(opened, "p600"), "duplicate");
    EXPECT_EQ(verdictOf(opened, "p1"), "accepted");
    EXPECT_EQ(verdictOf(opened, "P1"), "unknown_user");
    const std::vector<issuing::PublicId> tooMany(10'001, *issuing::PublicId::parse("x"));
    EXPECT_EQ(codeOf(store().addAudience(instance.id, tooMany)), "chunk_too_large");
    EXPECT_EQ(codeOf(store().addAudience(create(draft(1)).id, {})), "not_listed");
}

TEST_P(StockStoreContract, ForgettingTakesShadowsTombstonesAndTheNeverIssued)
{
    auto planned = draft(5);
    planned.shadow = true;
    const auto shadow = act(create(planned), Act::Open);
    EXPECT_EQ(verdictOf(shadow, "somebody"), "accepted");
    const auto real = inState(EventState::Open);
    const auto tombstoned = create(draft(5));
    act(tombstoned, Act::Disarm);
    const auto unused = create(draft(5));

    EXPECT_EQ(codeOf(store().forget(shadow.id)), "ok");
    EXPECT_EQ(codeOf(store().forget(tombstoned.id)), "ok");
    EXPECT_EQ(codeOf(store().forget(unused.id)), "ok");
    EXPECT_EQ(codeOf(store().forget(real.id)), "has_issues");
    for (int round = 0; round < 2; ++round, restart()) {
        EXPECT_EQ(codeOf(store().readIssues(shadow.id, 0, 10)), "unknown_instance");
        EXPECT_EQ(codeOf(store().forget(tombstoned.id)), "unknown_instance");
        EXPECT_EQ(verdictOf(shadow, "somebody"), "unknown_event");
        EXPECT_EQ(verdictOf(real, "winner"), "duplicate");
        ASSERT_EQ(settledStatus().instances.size(), 1u);
    }
}

TEST_P(StockStoreContract, AShadowLeftByACrashIsReportedAndNothingMore)
{
    auto planned = draft(5);
    planned.shadow = true;
    const auto shadow = create(planned);
    restart();
    ASSERT_EQ(settledStatus().instances.size(), 1u);
    EXPECT_TRUE(settledStatus().instances.front().shadow);
    EXPECT_EQ(settledStatus().instances.front().id, shadow.id);
}

TEST_P(StockStoreContract, StatusShowsCommittedInstancesButTombstones)
{
    const auto first = open(5);
    const auto gone = create(draft(5));
    act(gone, Act::Disarm);
    EXPECT_EQ(verdictOf(first, "a"), "accepted");
    const auto status = settledStatus();
    EXPECT_EQ(status.health, stock::StoreHealth::Ready);
    EXPECT_NE(status.epoch, 0u);
    ASSERT_EQ(status.instances.size(), 1u);
    EXPECT_EQ(describe(status.instances.front()), describe(poke(first)));
    EXPECT_EQ(status.instances.front().issued, 1u);
    restart();
    EXPECT_EQ(settledStatus().epoch, status.epoch);
}

TEST_P(StockStoreContract, TheProbeWritesAndReadsBack)
{
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(codeOf(store().probe()), "ok");
}

TEST_P(StockStoreContract, AStoppedStoreSaysSo)
{
    const auto instance = open(5);
    restart();
    store().stop();
    EXPECT_EQ(codeOf(store().poke(instance.id)), "store_down");
    EXPECT_EQ(codeOf(store().readIssues(instance.id, 0, 1)), "store_down");
}

} // namespace firstcome::testing
