#include "backend/stock/redis_cluster.h"
#include "backend/stock/redis_connection.h"
#include "backend/stock/redis_instance.h"

#include <gtest/gtest.h>

using namespace firstcome::stock;
using firstcome::issuing::InstanceId;

namespace {

RedisValue number(std::int64_t value)
{
    RedisValue made;
    made.type = RedisValue::Type::Integer;
    made.integer = value;
    return made;
}

RedisValue text(std::string value)
{
    RedisValue made;
    made.type = RedisValue::Type::Text;
    made.text = std::move(value);
    return made;
}

RedisValue list(std::vector<RedisValue> values)
{
    RedisValue made;
    made.type = RedisValue::Type::List;
    made.list = std::move(values);
    return made;
}

RedisValue range(int first, int last, const std::string& host, int port)
{
    return list({number(first), number(last), list({text(host), number(port), text("id")}),
                 list({text("replica"), number(9), text("id")})});
}

} // namespace

TEST(RedisCluster, HashSlotsAreThoseOfTheSpecification)
{
    EXPECT_EQ(redisHashSlot("123456789"), 0x31C3 % 16384); // its own example of the CRC
    EXPECT_EQ(redisHashSlot("foo"), 12182);
    EXPECT_EQ(redisHashSlot(""), 0);
    EXPECT_EQ(redisHashSlot("{user1000}.following"), redisHashSlot("user1000"));
    EXPECT_EQ(redisHashSlot("foo{}{bar}"), redisHashSlot("foo{}{bar}"));
    EXPECT_NE(redisHashSlot("foo{}{bar}"), redisHashSlot("bar")) << "an empty tag is none";
    EXPECT_EQ(redisHashSlot("foo{{bar}}zap"), redisHashSlot("{bar"));
    EXPECT_EQ(redisHashSlot("foo{bar}{zap}"), redisHashSlot("bar"));
}

TEST(RedisCluster, AllKeysOfAnInstanceAreInOneSlot)
{
    for (int i = 0; i < 100; ++i) {
        const auto id = InstanceId::random();
        const RedisKeys keys(id);
        for (const auto& key : {keys.instance, keys.winners, keys.audience, keys.outbox, keys.lease, keys.restored,
                                keys.handed, keys.journalOf("node-1"), keys.journalOf("{odd}")})
            EXPECT_EQ(redisHashSlot(key), redisHashSlot(id.str())) << key;
    }
}

TEST(RedisCluster, RedirectionsAreRead)
{
    const auto moved = readRedirection("MOVED 3999 127.0.0.1:6381");
    ASSERT_TRUE(moved);
    EXPECT_EQ(moved->slot, 3999);
    EXPECT_EQ(moved->address, "127.0.0.1:6381");
    EXPECT_FALSE(moved->isForOne);
    EXPECT_TRUE(readRedirection("ASK 1 ::1:7").value().isForOne);
    EXPECT_EQ(readRedirection("ASK 1 ::1:7").value().address, "::1:7");
    for (const auto* odd : {"", "MOVED", "MOVED ", "MOVED x 127.0.0.1:1", "MOVED 70000 a:1", "MOVED 1", "MOVED 1 a",
                            "TRYAGAIN Multiple keys request during rehashing of slot", "CLUSTERDOWN x", "ASKING 1 a:1"})
        EXPECT_FALSE(readRedirection(odd)) << odd;
}

TEST(RedisCluster, TheMapKnowsTheMasterOfEverySlot)
{
    const auto map = RedisSlotMap::read(
        list({range(0, 99, "a", 1), range(100, 16000, "b", 2), range(16001, 16001, "a", 1), range(16383, 16383, "", 3)}),
        "asked");
    ASSERT_TRUE(map);
    EXPECT_EQ(map->masters().size(), 3u);
    EXPECT_EQ(map->masterOf(0), "a:1");
    EXPECT_EQ(map->masterOf(99), "a:1");
    EXPECT_EQ(map->masterOf(100), "b:2");
    EXPECT_EQ(map->masterOf(16001), "a:1");
    EXPECT_EQ(map->masterOf(16002), "") << "nobody's";
    EXPECT_EQ(map->masterOf(16383), "asked:3") << "a server that does not know its own address";
    for (const auto* master : {"a:1", "b:2", "asked:3"})
        EXPECT_EQ(map->masterOf(redisHashSlot("fc:{" + map->tagOf(master) + "}:probe")), master);
    EXPECT_EQ(map->tagOf("unknown:1"), "");
}

TEST(RedisCluster, WhatIsNoMapIsNotTakenForOne)
{
    EXPECT_FALSE(RedisSlotMap::read(text("OK"), "a"));
    EXPECT_FALSE(RedisSlotMap::read(list({text("a")}), "a"));
    EXPECT_FALSE(RedisSlotMap::read(list({range(5, 4, "a", 1)}), "a"));
    EXPECT_FALSE(RedisSlotMap::read(list({range(-1, 4, "a", 1)}), "a"));
    EXPECT_FALSE(RedisSlotMap::read(list({range(0, 16384, "a", 1)}), "a"));
    EXPECT_FALSE(RedisSlotMap::read(list({range(0, 4, "a", 0)}), "a"));
    EXPECT_FALSE(RedisSlotMap::read(list({range(0, 4, "a", 65'536)}), "a"));
}
