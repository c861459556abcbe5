#pragma once

#include "backend/stock/redis_instance.h"
#include "backend/stock/redis_stock_store.h"
#include "tests/support/lane_driver.h"
#include "tests/support/told_redis.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <thread>

namespace firstcome::testing {

using namespace std::chrono_literals;
using issuing::UnavailableReason;
using issuing::Verdict;

inline constexpr auto kFaultPatience = 60s;

/// A store and two lanes on a Redis server that the test treats badly.
class RedisFaults : public ::testing::Test
{
protected:
    void use(std::vector<std::string> extra = {"--appendfsync", "always"})
    {
        m_redis = std::make_unique<RedisServer>(std::move(extra));
        m_store = std::make_unique<stock::RedisStockStore>(
            stock::RedisStoreOptions{.target = m_redis->target()}, m_clock);
        ASSERT_TRUE(m_store->start());
        m_lane = std::make_unique<LaneDriver>(*m_store, m_clock);
        m_otherLane = std::make_unique<LaneDriver>(*m_store, m_clock);
    }
    ~RedisFaults() override
    {
        m_otherLane.reset();
        m_lane.reset();
        if (m_store)
            m_store->stop();
    }
    issuing::Instance openInstance(std::uint32_t total)
    {
        issuing::Instance instance;
        instance.id = issuing::InstanceId::random();
        instance.couponId = *issuing::CouponId::parse("C");
        instance.total = total;
        const auto armed = m_store->create(instance).value();
        return m_store->act(armed.id, issuing::Act::Open, armed.version).value();
    }
    /// In good time even for a busy disk; `within` where there may be no answer.
    stock::AttemptReply attempt(const issuing::Instance& instance, std::string_view person,
                                std::chrono::milliseconds within = 30s)
    {
        return m_lane->attemptBy(instance.id, person, m_clock.steady() + within);
    }
    /// Tries the same person until the verdict is not unavailable any more.
    stock::AttemptReply untilAnswered(const issuing::Instance& instance, std::string_view person)
    {
        const auto until = m_clock.steady() + kFaultPatience;
        auto reply = attempt(instance, person, 2s);
        while (reply.verdict == Verdict::Unavailable && m_clock.steady() < until) {
            std::this_thread::sleep_for(20ms);
            reply = attempt(instance, person, 2s);
        }
        return reply;
    }
    bool comesTrue(const std::function<bool()>& condition)
    {
        const auto until = m_clock.steady() + kFaultPatience;
        while (!condition())
            if (m_clock.steady() > until)
                return false;
            else
                std::this_thread::sleep_for(10ms);
        return true;
    }
    bool showsProblem(const std::string& code)
    {
        return comesTrue([&] { return m_store->status().problem == code; });
    }
    bool isReady()
    {
        return comesTrue([&] { return m_store->status().health == stock::StoreHealth::Ready; });
    }
    /// While `begin` holds, attempts are unavailable and the status names `code`; after `end` all is well.
    void expectOutage(const std::string& code, const std::function<void()>& begin,
                      const std::function<void()>& end)
    {
        const auto instance = openInstance(10);
        EXPECT_EQ(attempt(instance, "before").slot, 1u);
        begin();
        const auto refused = attempt(instance, "meanwhile", 2s);
        EXPECT_EQ(refused.verdict, Verdict::Unavailable);
        EXPECT_EQ(refused.reason, UnavailableReason::StoreDown);
        EXPECT_TRUE(comesTrue([&] { // the look around sees nothing wrong where only writes fail
            (void)attempt(instance, "meanwhile", 2s);
            return m_store->status().problem == code;
        })) << m_store->status().problem;
        end();
        EXPECT_EQ(untilAnswered(instance, "meanwhile").slot, 2u) << "it had no effect before";
        EXPECT_EQ(untilAnswered(instance, "before").verdict, Verdict::Duplicate);
        EXPECT_TRUE(isReady());
    }

    /// Who was shown a slot asks what became of it: the server itself says that it cannot know, and nobody is
    /// ever told that there is none.
    void expectNobodyIsDenied(const issuing::Instance& instance, const std::string& winner)
    {
        const stock::RedisKeys keys(instance.id);
        for (auto* lane : {m_lane.get(), m_otherLane.get()})
            EXPECT_TRUE(comesTrue([&] {
                stock::AttemptReply found;
                const auto told = toldMeanwhile(*m_redis, [&] { found = lane->find(instance.id, winner); });
                EXPECT_EQ(found.verdict, Verdict::Unavailable);
                const bool wasAsked = std::ranges::any_of(told, [&](const auto& words) {
                    return words.size() > 4 && words[2] == "2" && words[4] == keys.winners;
                });
                return HasFailure() || (wasAsked && found.reason == UnavailableReason::Suspended);
            }));
    }

    core::SystemClock m_clock;
    std::unique_ptr<RedisServer> m_redis;
    std::unique_ptr<stock::RedisStockStore> m_store;
    std::unique_ptr<LaneDriver> m_lane, m_otherLane;
};

} // namespace firstcome::testing
