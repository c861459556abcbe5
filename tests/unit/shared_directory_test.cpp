#include "backend/issuing/event_service.h"
#include "backend/ledger/sql_event_directory.h"
#include "backend/ledger/sql_node_registry.h"
#include "backend/stock/embedded_stock_store.h"
#include "tests/support/core_application.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace firstcome;
using namespace firstcome::issuing;
using namespace firstcome::testing;
using namespace std::chrono_literals;
using ::testing::ElementsAre;

namespace {

const CouponId kCoupon = CouponId::parse("XMAS").value();

EventDraft draftOf(std::uint32_t total = 10)
{
    EventDraft draft;
    draft.couponId = kCoupon;
    draft.name = "Christmas";
    draft.total = total;
    return draft;
}

/// What one node has of its own: a connection to the directory, a session, and the desk's service.
struct Node
{
    Node(const std::filesystem::path& file, stock::StockStore& store, const core::Clock& clock)
        : directory(ledger::SqlTarget::sqliteFile(file))
        , session(InstanceId::random().str())
        , service(directory, store, clock, session)
    {
        EXPECT_TRUE(directory.open());
        EXPECT_TRUE(service.load());
    }
    EventState state() const { return service.find(kCoupon).value().state; }
    core::Result<Event> act(Act act)
    {
        return service.act("operator", kCoupon, act, service.find(kCoupon).value().version, {});
    }

    ledger::SqlEventDirectory directory;
    std::string session;
    EventService service;
};

/// Two nodes' services on one directory and one store.
class SharedDirectory : public ::testing::Test
{
protected:
    SharedDirectory()
    {
        ensureCoreApplication();
        stock::EmbeddedStoreOptions options;
        options.session.database.file = m_files.path() / "store.db";
        m_store = std::make_unique<stock::EmbeddedStockStore>(options, m_clock);
        EXPECT_TRUE(m_store->start());
        m_a = makeNode();
        m_b = makeNode();
    }
    std::filesystem::path file() const { return m_files.path() / "directory.db"; }
    std::unique_ptr<Node> makeNode() { return std::make_unique<Node>(file(), *m_store, m_clock); }
    Event create(const EventDraft& draft = draftOf()) { return m_a->service.create("operator", draft).value(); }
    void bothFollow()
    {
        EXPECT_TRUE(m_a->service.follow());
        EXPECT_TRUE(m_b->service.follow());
    }
    void bothLook()
    {
        m_b->service.lookAtClock(); // the one that did not act is quicker
        m_a->service.lookAtClock();
    }
    std::vector<std::string> trail()
    {
        std::vector<std::string> lines;
        const auto entries = m_a->directory.timeline(kCoupon, 0, 100).value();
        for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry)
            lines.push_back(entry->code + (entry->outcome == "ok" ? "" : " " + entry->outcome));
        return lines;
    }
    std::size_t instancesInStore() const { return m_store->status().instances.size(); }

    TemporaryDirectory m_files;
    ManualClock m_clock;
    std::unique_ptr<stock::EmbeddedStockStore> m_store;
    std::unique_ptr<Node> m_a, m_b;
};

} // namespace

TEST_F(SharedDirectory, WhatOneNodeWritesTheOtherTakesOver)
{
    create();
    ASSERT_TRUE(m_b->service.follow().value());
    EXPECT_FALSE(m_b->service.follow().value()) << "nothing was written meanwhile";
    EXPECT_EQ(m_b->state(), EventState::Draft);

    auto changed = draftOf(25);
    changed.name = "Boxing day";
    ASSERT_TRUE(m_a->service.update("operator", changed, m_a->service.find(kCoupon)->version));
    ASSERT_TRUE(m_a->service.createPeople("operator", 7, "p-"));
    ASSERT_TRUE(m_a->service.waive("operator", kCoupon, GoLine::StoreWritable, "by hand"));
    ASSERT_TRUE(m_b->service.follow().value());
    EXPECT_EQ(m_b->service.find(kCoupon)->draft.total, 25u);
    EXPECT_EQ(m_b->service.shownName(kCoupon), "Boxing day");
    EXPECT_EQ(m_b->service.peopleCount(), 7u);
    EXPECT_EQ(m_b->service.waivers(kCoupon).at(GoLine::StoreWritable), "by hand");
    EXPECT_EQ(m_b->service.recent().front().code, "waived");

    ASSERT_TRUE(m_a->act(Act::Arm));
    ASSERT_TRUE(m_b->service.follow().value());
    EXPECT_EQ(m_b->state(), EventState::Armed);
    EXPECT_EQ(m_b->service.find(kCoupon)->instance->id, m_a->service.find(kCoupon)->instance->id);
    ASSERT_TRUE(m_b->act(Act::Disarm));
    ASSERT_TRUE(m_a->service.follow().value());
    EXPECT_EQ(m_a->state(), EventState::Draft);
    EXPECT_TRUE(m_a->service.waivers(kCoupon).empty());
    ASSERT_TRUE(m_a->service.remove("operator", kCoupon, m_a->service.find(kCoupon)->version));
    ASSERT_TRUE(m_b->service.follow().value());
    EXPECT_FALSE(m_b->service.find(kCoupon));
}

TEST_F(SharedDirectory, AnActDecidedOnAnOldViewIsRefused)
{
    create();
    ASSERT_TRUE(m_a->act(Act::Arm));
    bothFollow();
    const auto seen = m_b->service.find(kCoupon)->version;
    ASSERT_TRUE(m_a->act(Act::Open));
    const auto late = m_b->service.act("operator", kCoupon, Act::Hold, seen, {});
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().kind, core::ErrorKind::VersionConflict);
    EXPECT_EQ(m_b->state(), EventState::Open);
}

TEST_F(SharedDirectory, OfTwoThatArmOneDraftOneIsRefusedAndLeavesNothing)
{
    const auto draft = create();
    bothFollow();
    ASSERT_TRUE(m_a->service.act("operator", kCoupon, Act::Arm, draft.version, {}));
    const auto second = m_b->service.act("operator", kCoupon, Act::Arm, draft.version, {});
    ASSERT_FALSE(second);
    EXPECT_EQ(instancesInStore(), 1u);
}

TEST_F(SharedDirectory, OfTwoThatArmOneDraftInTheSameMomentToo)
{
    const auto draft = create();
    bothFollow();
    // B's view is held back: what follow() would have told it comes a moment too late.
    Arming late(m_b->directory, *m_store, m_clock, m_b->session);
    Standing seen{m_b->directory.events()->front(), {}};
    ASSERT_TRUE(m_a->act(Act::Arm));
    const auto second = late.arm(seen, draft.version);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, "version_conflict");
    EXPECT_EQ(instancesInStore(), 1u) << "the loser's instance is gone";
    EXPECT_TRUE(m_a->directory.claimedInstances()->empty());
}

TEST_F(SharedDirectory, DisarmingWhileTheOtherOpensIsOneOrTheOther)
{
    create();
    ASSERT_TRUE(m_a->act(Act::Arm));
    bothFollow();
    const auto seen = m_b->service.find(kCoupon)->version;
    ASSERT_TRUE(m_a->act(Act::Disarm));
    const auto opened = m_b->service.act("operator", kCoupon, Act::Open, seen, {});
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, core::ErrorKind::VersionConflict);
    bothFollow();
    EXPECT_EQ(m_b->state(), EventState::Draft);
}

TEST_F(SharedDirectory, AnEventMadeAgainIsNotArmedAsTheOneBefore)
{
    const auto first = create();
    bothFollow();
    ASSERT_TRUE(m_a->service.remove("operator", kCoupon, first.version));
    create(draftOf(999));
    const auto late = m_b->service.act("operator", kCoupon, Act::Arm, first.version, {});
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, "version_conflict");
}

TEST_F(SharedDirectory, WhatANodeLeftHalfDisarmedAnotherFinishes)
{
    create();
    const auto armed = m_a->act(Act::Arm).value();
    bothFollow();
    ASSERT_TRUE(m_store->act(armed.instance->id, Act::Disarm, armed.version)); // and there A ended
    for (int i = 0; i < 100 && m_b->state() != EventState::Draft; ++i)
        m_b->service.lookAtClock();
    EXPECT_EQ(m_b->state(), EventState::Draft);
    EXPECT_FALSE(m_b->directory.events()->front().instance);
}

TEST_F(SharedDirectory, AndWhoeverWasAtItSeesItDone)
{
    create();
    const auto armed = m_a->act(Act::Arm).value();
    bothFollow();
    Arming paused(m_a->directory, *m_store, m_clock, m_a->session); // wakes after B has finished it
    Standing seen{m_a->directory.events()->front(), armed.instance};
    auto elsewhere = m_b->directory.events()->front();
    elsewhere.instance.reset();
    elsewhere.version += 5;
    ASSERT_TRUE(m_b->directory.update(elsewhere, elsewhere.version - 5));
    const auto disarmed = paused.disarm(seen, armed.version);
    EXPECT_TRUE(disarmed) << disarmed.error().detail;
    EXPECT_EQ(seen.stored.version, elsewhere.version);
}

TEST_F(SharedDirectory, OneActIsOneLineThoughBothSeeIt)
{
    create();
    ASSERT_TRUE(m_a->act(Act::Arm));
    bothFollow();
    for (const auto act : {Act::Hold, Act::Resume, Act::Open, Act::Pause, Act::Unpause, Act::Close}) {
        ASSERT_TRUE(m_a->act(act));
        bothLook();
        bothFollow();
    }
    ASSERT_TRUE(m_b->service.finish(kCoupon, m_b->service.find(kCoupon)->version));
    const auto version = m_a->service.find(kCoupon)->version;
    EXPECT_FALSE(m_a->service.finish(kCoupon, version)) << "B has done it";
    bothLook();
    bothFollow();
    EXPECT_EQ(m_a->state(), EventState::Closed);
    EXPECT_THAT(trail(), ElementsAre("created", "armed", "held", "countdown_resumed", "opened", "paused", "resumed",
                                     "closing", "closed"));
}

TEST_F(SharedDirectory, WhatTheClockDidIsOneLineToo)
{
    auto draft = draftOf();
    draft.opensAt = m_clock.wall() + 5s;
    draft.closesAt = m_clock.wall() + 10s;
    create(draft);
    ASSERT_TRUE(m_a->act(Act::Arm));
    bothFollow();
    m_clock.advance(6s);
    bothLook();
    m_clock.advance(6s);
    bothLook();
    bothFollow();
    EXPECT_EQ(m_a->state(), EventState::Draining);
    EXPECT_THAT(trail(), ElementsAre("created", "armed", "opened_on_schedule", "closing_on_schedule"));
    const auto third = makeNode(); // comes late and sees it all at once
    EXPECT_EQ(trail().size(), 4u);
}

TEST_F(SharedDirectory, ANodeThatStartsLeavesAnothersRehearsalAlone)
{
    ledger::SqlNodeRegistry registry(ledger::SqlTarget::sqliteFile(file()));
    ASSERT_TRUE(registry.open());
    ASSERT_TRUE(registry.enroll({"node-1", m_a->session, "test", "", ""}));
    const auto shadow = m_a->service.armShadow("Rehearsal", 10).value();
    m_b = makeNode();
    EXPECT_EQ(instancesInStore(), 1u) << "its node is live";

    ASSERT_TRUE(registry.enroll({"node-1", InstanceId::random().str(), "test", "", ""}).error().code == "node_in_use");
    ASSERT_TRUE(registry.leave({"node-1", m_a->session, "", "", ""})); // its node was killed and started again
    m_b = makeNode();
    EXPECT_EQ(instancesInStore(), 0u) << "left behind";
    EXPECT_TRUE(m_b->directory.claimedInstances()->empty());
    registry.close();
}

TEST_F(SharedDirectory, ARehearsalThatEndedClaimsNothing)
{
    const auto shadow = m_a->service.armShadow("Rehearsal", 10).value();
    ASSERT_TRUE(m_a->service.forgetShadow(shadow.draft.couponId));
    ledger::SqlNodeRegistry registry(ledger::SqlTarget::sqliteFile(file()));
    ASSERT_TRUE(registry.open());
    ASSERT_TRUE(registry.enroll({"node-1", m_a->session, "test", "", ""}));
    EXPECT_TRUE(m_a->directory.claimedInstances()->empty());
    registry.close();
}
