#include "backend/issuing/arming.h"
#include "backend/ledger/sql_event_directory.h"
#include "backend/stock/redis_stock_store.h"
#include "tests/support/core_application.h"
#include "tests/support/redis_server.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;

namespace {

/// A node's clock that somebody has set wrong.
class WrongClock final : public core::Clock
{
public:
    explicit WrongClock(std::chrono::seconds off)
        : m_off(off)
    {
    }
    core::WallTime wall() const override { return m_right.wall() + m_off; }
    core::SteadyTime steady() const override { return m_right.steady(); }

private:
    core::SystemClock m_right;
    const std::chrono::seconds m_off;
};

/// A node whose clock is an hour off arms what opens by the clock of Redis.
class RedisArming : public ::testing::TestWithParam<std::chrono::seconds>
{
protected:
    RedisArming()
        : m_store({.target = m_redis.target()}, m_clock)
    {
        ensureCoreApplication();
        EXPECT_TRUE(m_directory.open());
        EXPECT_TRUE(m_store.start());
    }
    ~RedisArming() override { m_store.stop(); }
    core::Result<void> arm(const char* coupon, std::optional<core::WallTime> opensAt,
                           std::optional<core::WallTime> closesAt)
    {
        issuing::EventDraft draft;
        draft.couponId = *issuing::CouponId::parse(coupon);
        draft.name = coupon;
        draft.total = 10;
        draft.opensAt = opensAt;
        draft.closesAt = closesAt;
        issuing::Standing event{m_directory.create(draft).value(), {}};
        return issuing::Arming(m_directory, m_store, m_clock).arm(event, event.stored.version);
    }

    const WrongClock m_clock{GetParam()};
    TemporaryDirectory m_files;
    RedisServer m_redis;
    stock::RedisStockStore m_store;
    ledger::SqlEventDirectory m_directory{ledger::SqlTarget::sqliteFile(m_files.path() / "directory.db")};
};

} // namespace

INSTANTIATE_TEST_SUITE_P(Clock, RedisArming, ::testing::Values(1h, -1h),
                         [](const auto& tested) { return tested.param > 0s ? "AnHourAhead" : "AnHourBehind"; });

TEST_P(RedisArming, IsRefusedOnlyWhereTheStoresTimeHasCome)
{
    const auto now = core::SystemClock().wall(); // as Redis' on this machine
    const auto opened = arm("OPENED", now - 20min, {});
    ASSERT_FALSE(opened) << "the first that Redis is asked";
    EXPECT_EQ(opened.error().code, "opens_in_the_past");
    const auto closed = arm("CLOSED", {}, now - 20min);
    ASSERT_FALSE(closed);
    EXPECT_EQ(closed.error().code, "closes_in_the_past");
    EXPECT_TRUE(m_store.status().instances.empty()) << "a refusal leaves nothing";

    const auto armed = arm("AHEAD", now + 20min, now + 30min);
    ASSERT_TRUE(armed) << armed.error().code;
    EXPECT_EQ(m_store.status().instances.size(), 1u);
}
