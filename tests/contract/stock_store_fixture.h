#pragma once

#include "backend/stock/stock_store.h"
#include "tests/support/lane_driver.h"
#include "tests/support/promise_check.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <ostream>
#include <set>
#include <string>
#include <thread>

namespace firstcome::testing {

/// One kind of stock store on data of its own, under a clock that the test moves.
class StoreUnderTest
{
public:
    virtual ~StoreUnderTest() = default;
    virtual stock::StockStore& store() = 0;
    virtual const core::Clock& clock() const = 0;
    virtual void advance(std::chrono::microseconds by) = 0;
    /// The store goes and comes back on the same data. No lane may be open.
    virtual void restart() = 0;
    /// Waits until what was asked of the store has been done and its status shows it.
    virtual void settle() {}
};

/// A kind that has to pass the suite: its name, and how one is made with such an outbox limit.
struct StoreKind
{
    std::string name;
    std::function<std::unique_ptr<StoreUnderTest>(std::uint64_t outboxLimit)> make;
};

inline void PrintTo(const StoreKind& kind, std::ostream* out)
{
    *out << kind.name;
}

inline std::string nameOfKind(const ::testing::TestParamInfo<StoreKind>& info)
{
    return info.param.name;
}

/// Every field of an instance, so that two are compared whole and a difference can be read.
inline std::string describe(const issuing::Instance& i)
{
    const auto time = [](const auto& t) { return t ? std::to_string(t->time_since_epoch().count()) : "-"; };
    return i.id.str() + " " + i.couponId.str() + " total " + std::to_string(i.total) + " " +
           std::string(audienceName(i.audience)) + (i.shadow ? " shadow " : " ") +
           std::string(stateName(i.state)) + " v" + std::to_string(i.version) + " opens " + time(i.opensAt) +
           " closes " + time(i.closesAt) + " left " +
           (i.timeLeft ? std::to_string(i.timeLeft->count()) : "-") + " issued " + std::to_string(i.issued) +
           " opened " + time(i.openedAt) + " soldOut " + time(i.soldOutAt) + " closed " + time(i.closedAt) +
           " last " + time(i.lastAcceptedAt);
}

/// What every kind of StockStore is held to. Instantiated once for each kind.
class StockStoreContract : public ::testing::TestWithParam<StoreKind>
{
protected:
    using Act = issuing::Act;
    using EventState = issuing::EventState;
    using Verdict = issuing::Verdict;
    using Reason = issuing::UnavailableReason;
    static constexpr std::uint64_t kNoLimit = 1'000'000;

    void SetUp() override { use(kNoLimit); }
    void TearDown() override { m_lane.reset(); }

    void use(std::uint64_t outboxLimit)
    {
        m_lane.reset();
        m_kind.reset();
        m_kind = GetParam().make(outboxLimit);
        openLane();
    }
    void openLane() { m_lane = std::make_unique<LaneDriver>(store(), m_kind->clock()); }
    void restart()
    {
        m_lane.reset();
        m_kind->restart();
        openLane();
    }
    void advance(std::chrono::microseconds by) { m_kind->advance(by); }
    core::WallTime now() const { return m_kind->clock().wall(); }
    stock::StockStore& store() { return m_kind->store(); }
    stock::StoreStatus settledStatus()
    {
        m_kind->settle();
        return store().status();
    }
    void confirmThrough(const issuing::Instance& instance, std::uint32_t slot)
    {
        store().confirmThrough(instance.id, slot);
        m_kind->settle();
    }
    LaneDriver& lane() { return *m_lane; }
    const core::Clock& clock() const { return m_kind->clock(); }

    static issuing::Instance draft(std::uint32_t total)
    {
        issuing::Instance instance;
        instance.id = issuing::InstanceId::random();
        instance.couponId = *issuing::CouponId::parse("XMAS-2026");
        instance.total = total;
        instance.version = 7;
        return instance;
    }
    issuing::Instance create(const issuing::Instance& instance)
    {
        auto made = store().create(instance);
        EXPECT_TRUE(made) << made.error().code << " " << made.error().detail;
        return made.value();
    }
    issuing::Instance act(const issuing::Instance& instance, Act what)
    {
        auto changed = store().act(instance.id, what, instance.version);
        EXPECT_TRUE(changed) << changed.error().code << " " << changed.error().detail;
        return changed.value();
    }
    issuing::Instance poke(const issuing::Instance& instance) { return store().poke(instance.id).value(); }
    issuing::Instance open(std::uint32_t total) { return act(create(draft(total)), Act::Open); }

    /// An instance in that state; where somebody may have won before, `winner` has slot 1.
    issuing::Instance inState(EventState state)
    {
        auto instance = create(draft(10));
        if (state == EventState::Armed)
            return instance;
        if (state == EventState::Held)
            return act(instance, Act::Hold);
        instance = act(instance, Act::Open);
        EXPECT_EQ(attempt(instance, "winner").verdict, Verdict::Accepted);
        if (state == EventState::Paused)
            instance = act(instance, Act::Pause);
        if (state == EventState::Draining || state == EventState::Closed)
            instance = act(instance, Act::Close);
        if (state == EventState::Closed)
            instance = act(instance, Act::Finish);
        return poke(instance);
    }

    stock::AttemptReply attempt(const issuing::Instance& instance, std::string_view person)
    {
        return lane().attempt(instance.id, person);
    }
    std::string verdictOf(const issuing::Instance& instance, std::string_view person)
    {
        const auto reply = attempt(instance, person);
        return std::string(reply.verdict == Verdict::Unavailable ? unavailableReasonCode(reply.reason)
                                                                 : verdictName(reply.verdict));
    }
    void list(const issuing::Instance& instance, const std::vector<std::string>& names)
    {
        std::vector<issuing::PublicId> ids;
        for (const auto& name : names)
            ids.push_back(*issuing::PublicId::parse(name));
        const auto added = store().addAudience(instance.id, ids);
        EXPECT_TRUE(added) << added.error().code;
    }
    template <class T>
    static std::string codeOf(const core::Result<T>& result)
    {
        return result ? "ok" : result.error().code;
    }

private:
    std::unique_ptr<StoreUnderTest> m_kind;
    std::unique_ptr<LaneDriver> m_lane;
};

inline constexpr issuing::EventState kArmedStates[] = {
    issuing::EventState::Armed,  issuing::EventState::Held,     issuing::EventState::Open,
    issuing::EventState::Paused, issuing::EventState::Draining, issuing::EventState::Closed};

} // namespace firstcome::testing
