#include "tests/support/free_port.h"
#include "tests/support/promise_check.h"
#include "tests/support/redis_faults.h"

#include <set>

using namespace firstcome;
using namespace firstcome::testing;

TEST_F(RedisFaults, AServerThatLostTheScriptsGetsThemAgain)
{
    use();
    const auto instance = openInstance(200);
    EXPECT_EQ(attempt(instance, "a").slot, 1u);
    m_redis->connect().ask({"SCRIPT", "FLUSH"});
    EXPECT_EQ(attempt(instance, "b").slot, 2u);
    m_redis->connect().ask({"SCRIPT", "FLUSH"});
    std::set<std::uint32_t> slots;
    for (const auto& reply : m_lane->attemptAll(instance.id, people("p", 198))) // several calls of many
        slots.insert(reply.slot);
    EXPECT_EQ(slots.size(), 198u);
    EXPECT_EQ(*slots.begin(), 3u);
    EXPECT_EQ(*slots.rbegin(), 200u);
    m_redis->connect().ask({"SCRIPT", "FLUSH"});
    EXPECT_EQ(m_store->poke(instance.id)->issued, 200u);
    EXPECT_TRUE(m_store->act(instance.id, issuing::Act::Pause, instance.version));
}

TEST_F(RedisFaults, OutOfMemory)
{
    use();
    expectOutage(
        "redis_out_of_memory",
        [this] {
            m_redis->connect().ask({"CONFIG", "SET", "maxmemory", "1"});
        },
        [this] {
            m_redis->connect().ask({"CONFIG", "SET", "maxmemory", "0"});
        });
}

TEST_F(RedisFaults, WhereNothingCanBeWrittenWinnersAreStillToldInTheSameTurn)
{
    use();
    const auto instance = openInstance(10);
    EXPECT_EQ(attempt(instance, "winner").slot, 1u);
    m_redis->connect().ask({"CONFIG", "SET", "maxmemory", "1"});
    const std::vector<std::string> names{"first", "winner", "second"};
    const auto replies = m_lane->attemptAll(instance.id, names);
    EXPECT_EQ(replies[0].reason, UnavailableReason::StoreDown);
    EXPECT_EQ(replies[1].verdict, Verdict::Duplicate);
    EXPECT_EQ(replies[1].slot, 1u);
    EXPECT_EQ(replies[2].reason, UnavailableReason::StoreDown);
    m_redis->connect().ask({"CONFIG", "SET", "maxmemory", "0"});
    const auto later = m_lane->attemptAll(instance.id, names);
    EXPECT_EQ(later[0].slot, 2u);
    EXPECT_EQ(later[1].slot, 1u);
    EXPECT_EQ(later[2].slot, 3u);
}

TEST_F(RedisFaults, WhatIsNotOursInTheWinnersIsNoVerdict)
{
    use();
    const auto instance = openInstance(10);
    m_redis->connect().ask({"HSET", stock::RedisKeys(instance.id).winners, "odd", "slot one"});
    const std::vector<std::string> names{"odd", "even"};
    const auto replies = m_lane->attemptAll(instance.id, names);
    EXPECT_EQ(replies[0].reason, UnavailableReason::StoreDown);
    EXPECT_EQ(replies[1].slot, 1u);
    EXPECT_EQ(m_lane->find(instance.id, "odd").reason, UnavailableReason::StoreDown);
    EXPECT_EQ(m_lane->find(instance.id, "even").slot, 1u);
}

TEST_F(RedisFaults, NotEnoughReplicas)
{
    use();
    expectOutage(
        "redis_no_replicas",
        [this] {
            m_redis->connect().ask({"CONFIG", "SET", "min-replicas-to-write", "1"});
        },
        [this] {
            m_redis->connect().ask({"CONFIG", "SET", "min-replicas-to-write", "0"});
        });
}

TEST_F(RedisFaults, AMasterThatBecameAReplica)
{
    use();
    expectOutage(
        "redis_read_only",
        [this] {
            m_redis->connect().ask({"REPLICAOF", "127.0.0.1", std::to_string(freePort())});
        },
        [this] {
            m_redis->connect().ask({"REPLICAOF", "NO", "ONE"});
        });
}

TEST_F(RedisFaults, CannotPersist)
{
    use({"--save", "3600 1", "--appendonly", "no"});
    const auto inTheWay = m_redis->dataDirectory() / "dump.rdb"; // a folder cannot be replaced by a file
    expectOutage(
        "redis_cannot_persist",
        [&] {
            std::filesystem::create_directory(inTheWay);
            auto redis = m_redis->connect();
            redis.ask({"BGSAVE"});
            EXPECT_TRUE(comesTrue([&] {
                return redis.ask({"INFO", "persistence"}).text.find("rdb_last_bgsave_status:err") !=
                       std::string::npos;
            }));
        },
        [&] {
            std::filesystem::remove(inTheWay);
            m_redis->connect().ask({"BGSAVE"});
        });
}

TEST_F(RedisFaults, BusyWithAScriptOfAnother)
{
    use({"--busy-reply-threshold", "50"});
    std::thread other;
    expectOutage(
        "redis_busy",
        [&] {
            other = std::thread([this] {
                EXPECT_THROW(m_redis->connect().ask({"EVAL", "while true do end", "0"}), std::runtime_error);
            });
            EXPECT_TRUE(comesTrue([this] {
                try {
                    m_redis->connect().ask({"GET", "anything"});
                    return false;
                } catch (const std::runtime_error& failure) {
                    return std::string_view(failure.what()).starts_with("BUSY");
                }
            }));
        },
        [&] {
            m_redis->connect().ask({"SCRIPT", "KILL"});
            other.join();
        });
}

TEST_F(RedisFaults, AServerThatIsStillLoading)
{
    use({"--appendfsync", "no", "--key-load-delay", "600"});
    const auto instance = openInstance(10);
    EXPECT_EQ(attempt(instance, "before").slot, 1u);
    auto redis = m_redis->connect();
    for (int i = 0; i < 10'000; ++i) // it answers LOADING after each thousand
        redis.ask({"SET", "fc:test:" + std::to_string(i), "1"});
    m_redis->kill();
    std::thread starting([this] { m_redis->start(); }); // returns once it has loaded
    EXPECT_TRUE(showsProblem("redis_loading"));
    EXPECT_EQ(attempt(instance, "meanwhile", 50ms).verdict, Verdict::Unavailable);
    starting.join();
    EXPECT_EQ(untilAnswered(instance, "meanwhile").slot, 2u);
    EXPECT_EQ(untilAnswered(instance, "before").verdict, Verdict::Duplicate);
    EXPECT_TRUE(isReady());
}

TEST_F(RedisFaults, AServerKilledAndStartedGoesOnWithAllThatWasAccepted)
{
    use();
    const auto instance = openInstance(3'000);
    PromiseCheck promise;
    for (int round = 0; round < 5; ++round) {
        std::vector<std::string> names = people("r" + std::to_string(round) + "-", 400);
        std::thread killer([this] { // in the midst of them
            std::this_thread::sleep_for(3ms);
            m_redis->kill();
        });
        const auto replies = m_lane->attemptAll(instance.id, names);
        killer.join();
        for (std::size_t i = 0; i < names.size(); ++i)
            if (replies[i].verdict == Verdict::Accepted)
                promise.shown(names[i], replies[i]);
        m_redis->start();
        for (const auto& name : names)
            promise.shown(name, untilAnswered(instance, name));
    }
    EXPECT_TRUE(isReady());
    EXPECT_EQ(promise.violations(*m_store, instance.id, 3'000), std::vector<std::string>());
    EXPECT_EQ(m_store->poke(instance.id)->issued, 2'000u);
}

TEST_F(RedisFaults, AnEmptyServerInItsPlaceIsSuspendedOnEveryLane)
{
    use();
    const auto instance = openInstance(10);
    EXPECT_EQ(attempt(instance, "a").slot, 1u);
    m_redis->kill();
    m_redis->wipe();
    m_redis->start();
    EXPECT_TRUE(comesTrue([&] { return attempt(instance, "b", 2s).reason == UnavailableReason::Suspended; }));
    EXPECT_TRUE(comesTrue([&] {
        return m_otherLane->attempt(instance.id, "c").reason == UnavailableReason::Suspended;
    })) << "a lane that saw nothing itself knows what the others saw";
    expectNobodyIsDenied(instance, "a");
}

TEST_F(RedisFaults, AnOlderCopyInItsPlaceIsSuspendedOnEveryLane)
{
    use();
    const auto instance = openInstance(10);
    EXPECT_EQ(attempt(instance, "a").slot, 1u);
    m_redis->kill();
    const TemporaryDirectory copy;
    const auto files = m_redis->dataDirectory() / "appendonlydir";
    std::filesystem::copy(files, copy.path() / "older", std::filesystem::copy_options::recursive);
    m_redis->start();
    EXPECT_EQ(untilAnswered(instance, "b").slot, 2u);
    m_redis->kill();
    m_redis->wipe();
    std::filesystem::copy(copy.path() / "older", files, std::filesystem::copy_options::recursive);
    m_redis->start();
    EXPECT_TRUE(comesTrue(
        [&] { return m_otherLane->attempt(instance.id, "c").reason == UnavailableReason::Suspended; }));
    EXPECT_TRUE(comesTrue([&] { return attempt(instance, "d", 2s).reason == UnavailableReason::Suspended; }));
    expectNobodyIsDenied(instance, "b");
    expectNobodyIsDenied(instance, "a"); // whom it still has
}

TEST_F(RedisFaults, WhatIsBeingRebuiltOrWasMadeAnewTellsNobodyThatThereIsNone)
{
    use();
    auto redis = m_redis->connect();
    const auto rebuilt = openInstance(10);
    EXPECT_EQ(attempt(rebuilt, "a").slot, 1u);
    redis.ask({"DEL", stock::RedisKeys(rebuilt.id).winners}); // they come back when it is done
    redis.ask({"HSET", stock::RedisKeys(rebuilt.id).instance, "rebuild", "1", "rebuild_after", "0"});
    expectNobodyIsDenied(rebuilt, "a");
    const auto another = openInstance(10);
    EXPECT_EQ(attempt(another, "a").slot, 1u);
    EXPECT_EQ(m_otherLane->attempt(another.id, "a").slot, 1u); // so it has seen it too
    redis.ask({"DEL", stock::RedisKeys(another.id).winners});
    redis.ask({"HSET", stock::RedisKeys(another.id).instance, "epoch", "1"});
    expectNobodyIsDenied(another, "a");
}

TEST_F(RedisFaults, APausedServerWorksNothingOffForThoseWhoHaveGone)
{
    use();
    const auto instance = openInstance(1'000);
    EXPECT_EQ(attempt(instance, "before").slot, 1u);
    m_redis->pause();
    for (int i = 0; i < 20; ++i) {
        const auto reply = attempt(instance, "gone-" + std::to_string(i), 20ms);
        EXPECT_EQ(reply.verdict, Verdict::Unavailable);
    }
    std::this_thread::sleep_for(200ms);
    m_redis->unpause();
    EXPECT_EQ(untilAnswered(instance, "after").slot, 2u);
    EXPECT_EQ(m_store->poke(instance.id)->issued, 2u);
}
