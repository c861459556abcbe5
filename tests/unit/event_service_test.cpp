#include "backend/issuing/event_service.h"
#include "backend/ledger/sql_event_directory.h"
#include "backend/stock/embedded_stock_store.h"
#include "tests/support/core_application.h"
#include "tests/support/manual_clock.h"
#include "tests/support/stock_store_decorator.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

using namespace firstcome;
using namespace firstcome::issuing;
using namespace firstcome::testing;
using namespace std::chrono_literals;

namespace {

const CouponId kCoupon = CouponId::parse("XMAS").value();

/// The desk's service on the real directory and the real store.
class EventServiceTest : public ::testing::Test
{
protected:
    EventServiceTest()
    {
        ensureCoreApplication();
        restart();
    }

    /// What a process does that begins on the same files.
    void restart()
    {
        m_service.reset();
        m_store.reset();
        m_directory.reset();
        stock::EmbeddedStoreOptions options;
        options.session.database.file = storeFile();
        m_store = std::make_unique<stock::EmbeddedStockStore>(options, m_clock);
        ASSERT_TRUE(m_store->start());
        m_directory = std::make_unique<ledger::SqlEventDirectory>(
            ledger::SqlTarget::sqliteFile(m_files.path() / "directory.db"));
        ASSERT_TRUE(m_directory->open());
        m_service = std::make_unique<EventService>(*m_directory, *m_store, m_clock);
    }

    Event arm(std::optional<core::WallTime> opensAt = {})
    {
        EventDraft draft;
        draft.couponId = kCoupon;
        draft.name = "Christmas";
        draft.total = 10;
        draft.opensAt = opensAt;
        const auto created = m_service->create("operator", draft);
        EXPECT_TRUE(created);
        return m_service->act("operator", kCoupon, Act::Arm, created->version, {}).value();
    }

    std::filesystem::path storeFile() const { return m_files.path() / "store.db"; }

    TemporaryDirectory m_files;
    ManualClock m_clock;
    std::unique_ptr<stock::EmbeddedStockStore> m_store;
    std::unique_ptr<ledger::SqlEventDirectory> m_directory;
    std::unique_ptr<EventService> m_service;
};

} // namespace

TEST_F(EventServiceTest, AnActOnWhatTheStoreDidByItselfIsNoConflict)
{
    ASSERT_TRUE(m_service->load());
    const auto armed = arm(m_clock.wall() + 5s);
    m_clock.advance(6s);
    const auto opened = m_store->poke(armed.instance->id); // as the first attempt after the opening does
    ASSERT_TRUE(opened);
    ASSERT_EQ(opened->state, EventState::Open);
    const auto paused = m_service->act("operator", kCoupon, Act::Pause, opened->version, {});
    ASSERT_TRUE(paused) << paused.error().code;
    EXPECT_EQ(paused->state, EventState::Paused);
    const auto& lines = m_service->recent();
    ASSERT_GE(lines.size(), 2u);
    EXPECT_EQ(lines[0].code, "paused");
    EXPECT_EQ(lines[1].code, "opened_on_schedule");
}

TEST_F(EventServiceTest, WhatOpensOrClosesInThePastIsNotArmedAndLeavesNothing)
{
    ASSERT_TRUE(m_service->load());
    EventDraft draft;
    draft.couponId = kCoupon;
    draft.name = "Christmas";
    draft.total = 10;
    draft.opensAt = m_clock.wall() + 5s;
    draft.closesAt = m_clock.wall() + 10s;
    const auto created = m_service->create("operator", draft);
    ASSERT_TRUE(created);
    for (const auto* code : {"opens_in_the_past", "closes_in_the_past"}) {
        m_clock.advance(6s);
        const auto refused = m_service->act("operator", kCoupon, Act::Arm, created->version, {});
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, code);
        EXPECT_TRUE(m_store->status().instances.empty());
        EXPECT_EQ(m_service->find(kCoupon)->state, EventState::Draft);
    }
}

TEST_F(EventServiceTest, AListThatDoesNotComeOverWholeIsNotArmedAndLeavesNothing)
{
    /// Takes a chunk and keeps all but one of it.
    class Forgetful final : public StockStoreDecorator
    {
    public:
        using StockStoreDecorator::StockStoreDecorator;
        core::Result<void> addAudience(const InstanceId& instance, std::span<const PublicId> people) override
        {
            return StockStoreDecorator::addAudience(instance, isWhole ? people : people.subspan(1));
        }
        bool isWhole = false;
    };
    Forgetful store(*m_store);
    EventService service(*m_directory, store, m_clock);
    ASSERT_TRUE(service.load());
    ASSERT_TRUE(service.createPeople("operator", 25'000, "p-")); // in chunks
    EventDraft draft;
    draft.couponId = kCoupon;
    draft.name = "Christmas";
    draft.total = 10;
    draft.audience = Audience::Listed;
    const auto created = service.create("operator", draft);
    ASSERT_TRUE(created);
    const auto refused = service.act("operator", kCoupon, Act::Arm, created->version, {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "audience_differs");
    EXPECT_TRUE(m_store->status().instances.empty());
    EXPECT_EQ(service.find(kCoupon)->state, EventState::Draft);
    store.isWhole = true;
    const auto armed = service.act("operator", kCoupon, Act::Arm, created->version, {});
    ASSERT_TRUE(armed) << armed.error().code;
    EXPECT_EQ(m_store->audienceSize(armed->instance->id).value(), 25'000u);
}

TEST_F(EventServiceTest, AStockCorrectionToo)
{
    ASSERT_TRUE(m_service->load());
    const auto armed = arm(m_clock.wall() + 5s);
    m_clock.advance(6s);
    const auto opened = m_store->poke(armed.instance->id);
    const auto corrected = m_service->correctStock("operator", kCoupon, 12, opened->version, "two more");
    ASSERT_TRUE(corrected) << corrected.error().code;
    EXPECT_EQ(corrected->state, EventState::Open);
}

TEST_F(EventServiceTest, AnEventDisarmedAtTheStoreOnlyIsADraftAfterARestart)
{
    ASSERT_TRUE(m_service->load());
    const auto armed = arm();
    ASSERT_TRUE(m_store->act(armed.instance->id, Act::Disarm, armed.version)); // and there the process ended
    restart();
    ASSERT_TRUE(m_service->load());
    EXPECT_EQ(m_service->find(kCoupon)->state, EventState::Draft);
    EXPECT_FALSE(m_directory->events()->front().instance);
}

TEST_F(EventServiceTest, AnArmedEventIsNoDraftBecauseTheStoresFileWasReplaced)
{
    ASSERT_TRUE(m_service->load());
    const auto armed = arm();
    m_service.reset();
    m_store.reset();
    for (const char* suffix : {"", "-wal", "-shm"})
        std::filesystem::remove(storeFile().string() + suffix);
    restart();
    const auto loaded = m_service->load();
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().code, "corrupt");
    EXPECT_NE(loaded.error().detail.find("XMAS"), std::string::npos) << loaded.error().detail;
    EXPECT_EQ(m_directory->events()->front().instance, armed.instance->id) << "what was written down stays";
}
