#include "backend/stock/redis_stock_store.h"
#include "tests/support/lane_driver.h"
#include "tests/support/promise_check.h"
#include "tests/support/redis_server.h"
#include "tests/support/watched_sync.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <functional>
#include <sys/resource.h>
#include <thread>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;
using issuing::UnavailableReason;
using issuing::Verdict;

namespace {

constexpr auto kPatience = 60s;

/// A node on a Redis server: its store, with a journal, and a lane.
class RedisJournal : public ::testing::Test
{
protected:
    RedisJournal()
        : m_redis({"--appendfsync", "everysec"})
    {
        begin();
    }
    ~RedisJournal() override { end(); }
    void begin()
    {
        stock::RedisStoreOptions options{.target = m_redis.target()};
        options.journal = stock::AcceptJournal::Options{m_directory.path() / "journal", 4 << 20, 10ms};
        options.durability = "everysec+journal";
        m_store = std::make_unique<stock::RedisStockStore>(options, m_clock);
        ASSERT_TRUE(m_store->start());
        m_lane = std::make_unique<LaneDriver>(*m_store, m_clock);
    }
    void end()
    {
        m_lane.reset();
        if (m_store)
            m_store->stop();
        m_store.reset();
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
    std::map<std::uint32_t, std::string> journalled(const issuing::InstanceId& instance)
    {
        stock::AcceptJournal reader(stock::AcceptJournal::Options{m_directory.path() / "journal"});
        reader.open();
        std::map<std::uint32_t, std::string> found;
        const auto entries = reader.read(instance, 0).value();
        for (const auto& entry : entries) {
            EXPECT_EQ(entry.couponId.str(), "C");
            found[entry.issue.slot] = entry.issue.publicId.str();
        }
        return found;
    }
    bool comesTrue(const std::function<bool()>& condition)
    {
        const auto until = m_clock.steady() + kPatience;
        while (!condition())
            if (m_clock.steady() > until)
                return false;
            else
                std::this_thread::sleep_for(10ms);
        return true;
    }

    core::SystemClock m_clock;
    TemporaryDirectory m_directory;
    RedisServer m_redis;
    std::unique_ptr<stock::RedisStockStore> m_store;
    std::unique_ptr<LaneDriver> m_lane;
};

} // namespace

TEST_F(RedisJournal, EveryAcceptThatWasShownIsInTheJournalOnce)
{
    const auto instance = openInstance(150);
    const auto names = people("p", 200);
    const auto replies = m_lane->attemptAll(instance.id, names);
    (void)m_lane->attemptAll(instance.id, names); // all told again
    end();
    const auto kept = journalled(instance.id);
    std::size_t shown = 0;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (replies[i].verdict == Verdict::Accepted) {
            ++shown;
            ASSERT_TRUE(kept.contains(replies[i].slot));
            EXPECT_EQ(kept.at(replies[i].slot), names[i]);
        }
    EXPECT_EQ(shown, 150u);
    EXPECT_EQ(kept.size(), 150u);
}

TEST_F(RedisJournal, WithAFullDiskNobodyIsShownASlotAndAfterwardsEverybodyIs)
{
    const auto before = std::signal(SIGXFSZ, SIG_IGN);
    const auto instance = openInstance(150);
    ASSERT_EQ(m_lane->attempt(instance.id, "first").verdict, Verdict::Accepted);
    rlimit limit{};
    getrlimit(RLIMIT_FSIZE, &limit);
    const rlimit small{500, limit.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    const auto names = people("p", 100);
    PromiseCheck promise;
    for (int round = 0; round < 3; ++round)
        for (const auto& name : names) {
            const auto reply = m_lane->attempt(instance.id, name);
            promise.shown(name, reply);
            if (reply.verdict == Verdict::Unavailable) {
                EXPECT_EQ(reply.reason, UnavailableReason::StoreDown);
            }
        }
    EXPECT_LT(promise.acceptedCount(), 10u) << "a few went into what was left of the file";
    EXPECT_EQ(m_store->status().problem, "journal_full");
    EXPECT_EQ(m_store->status().health, stock::StoreHealth::Recovering);
    setrlimit(RLIMIT_FSIZE, &limit);
    EXPECT_TRUE(comesTrue([&] { return m_store->status().health == stock::StoreHealth::Ready; }));
    for (const auto& name : names)
        promise.shown(name, m_lane->attempt(instance.id, name));
    std::signal(SIGXFSZ, before);
    EXPECT_EQ(promise.acceptedCount(), 100u);
    EXPECT_EQ(promise.violations(*m_store, instance.id, 150), std::vector<std::string>());
    end();
    EXPECT_EQ(journalled(instance.id).size(), 101u) << "also of those whose accept fell into the outage";
}

TEST_F(RedisJournal, WithADiskThatCannotSyncNobodyIsShownASlotAndAfterwardsEverybodyIs)
{
    WatchedSync disk;
    const auto instance = openInstance(1'000'000);
    PromiseCheck promise;
    std::vector<std::string> names;
    disk.fail("", EIO);
    EXPECT_TRUE(comesTrue([&] { // until the next sync has failed nobody can know
        const auto& name = names.emplace_back("p-" + std::to_string(names.size()));
        const auto reply = m_lane->attempt(instance.id, name);
        promise.shown(name, reply);
        return reply.reason == UnavailableReason::StoreDown;
    }));
    for (const auto& name : people("q-", 50)) {
        names.push_back(name);
        EXPECT_EQ(m_lane->attempt(instance.id, name).reason, UnavailableReason::StoreDown);
    }
    EXPECT_EQ(m_store->status().problem, "journal_io");
    EXPECT_EQ(m_store->status().health, stock::StoreHealth::Recovering);
    disk.mend();
    EXPECT_TRUE(comesTrue([&] { return m_store->status().health == stock::StoreHealth::Ready; }));
    for (const auto& name : names)
        promise.shown(name, m_lane->attempt(instance.id, name));
    EXPECT_EQ(promise.acceptedCount(), names.size());
    EXPECT_EQ(promise.violations(*m_store, instance.id, 1'000'000), std::vector<std::string>());
    end();
    EXPECT_EQ(journalled(instance.id).size(), names.size());
}

TEST_F(RedisJournal, ANodeThatWasAwayKnowsByItsJournalWhatTheServerMustHave)
{
    const auto instance = openInstance(150);
    ASSERT_EQ(m_lane->attempt(instance.id, "kim").slot, 1u);
    end();
    m_redis.kill();
    m_redis.wipe();
    m_redis.start();
    begin();
    EXPECT_TRUE(comesTrue(
        [&] { return m_lane->attempt(instance.id, "lee").reason == UnavailableReason::Suspended; }));
    EXPECT_TRUE(comesTrue([&] {
        const auto shown = m_store->status().suspended;
        return shown.contains(instance.id) && shown.at(instance.id).named == 1;
    }));
    const auto shown = m_store->status().suspended.at(instance.id);
    EXPECT_EQ(shown.atRisk, 1u);
    EXPECT_EQ(shown.people.at(0).publicId.str(), "kim");
    EXPECT_EQ(shown.people.at(0).slot, 1u);
}

TEST_F(RedisJournal, PlacesThatAStartCannotReadAreTold)
{
    const auto instance = openInstance(150);
    ASSERT_EQ(m_lane->attempt(instance.id, "kim").slot, 1u);
    EXPECT_EQ(m_store->status().durability.damagedPlaces, 0u);
    end();
    std::ofstream(m_directory.path() / "journal" / "9000.journal") << std::string(5'000, 'x');
    begin();
    EXPECT_EQ(m_store->status().durability.damagedPlaces, 1u);
    EXPECT_EQ(m_lane->attempt(instance.id, "lee").slot, 2u);
}

TEST_F(RedisJournal, TheServersOwnSettingsAreHeldAgainstWhatIsWanted)
{
    EXPECT_TRUE(comesTrue([&] { return !m_store->status().durability.appendFsync.empty(); }));
    auto durability = m_store->status().durability;
    EXPECT_EQ(durability.appendFsync, "everysec");
    EXPECT_EQ(durability.appendOnly, "yes");
    EXPECT_TRUE(durability.isKept());
    durability.wanted = "always";
    EXPECT_FALSE(durability.isKept());
    durability = {"everysec+journal", "no", "everysec"};
    EXPECT_FALSE(durability.isKept());
}
