#include "tests/support/fleet.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

using namespace firstcome;
using namespace firstcome::testing;
using ::testing::Contains;
using ::testing::StartsWith;

// Two nodes: one shows people slots that nobody else hears of and dies, the store loses them, the other goes on. When
// the first comes back, what it had shown is not passed over.
TEST(ReturnedNode, NamesWhomItHadShownASlotThatIsAnothersByNowAndTheEventPauses)
{
    KafkaServer broker(1, KafkaServer::Ways::Proxied);
    const auto mariaDb = SqlServer::mariaDb();
    Fleet fleet(broker, *mariaDb);
    auto& redis = fleet.redis();
    const TemporaryDirectory copies;
    const auto files = redis.dataDirectory() / "appendonlydir", older = copies.path() / "older";
    Promises promises;
    const auto everybody = [&](std::size_t node, const std::string& prefix, std::uint32_t count) {
        const auto people = peopleNamed(prefix, 1, count);
        std::vector<SeenReply> replies;
        EXPECT_TRUE(comesTrue([&] {
            replies = Wave(fleet.node(node).port(), "XMAS").tryFor(people);
            return std::ranges::all_of(replies, [](const auto& reply) { return reply.slot != 0; });
        })) << prefix;
        return replies;
    };

    ASSERT_EQ(fleet.node(0).createAndArm(R"({"couponId":"XMAS","name":"Returned","total":500})").status, 200);
    const auto opened = fleet.node(0).act("XMAS", "open");
    ASSERT_EQ(opened.status, 200) << opened.body << boost::json::serialize(fleet.node(0).event("XMAS"));
    promises.add(everybody(0, "a-", 50));
    ASSERT_TRUE(fleet.node(0).drains("XMAS"));
    redis.kill();
    std::filesystem::copy(files, older, std::filesystem::copy_options::recursive);
    redis.start();
    for (const std::size_t node : {0, 1}) // each is shown that the server is the one it was
        ASSERT_TRUE(comesTrue([&] { return fleet.node(node).problemOf("store").empty(); }));

    broker.wayTo().cut();
    std::optional<std::size_t> away; // who carries them reads them, and must be the one that is lost
    ASSERT_TRUE(comesTrue([&] { return (away = fleet.relayOf("XMAS")).has_value(); }));
    const std::size_t other = 1 - *away;
    const auto lost = everybody(*away, "lost-", 20);
    ASSERT_EQ(fleet.relayOf("XMAS"), away);
    fleet.node(*away).kill();
    redis.kill();
    redis.wipe();
    std::filesystem::copy(older, files, std::filesystem::copy_options::recursive);
    redis.start();
    broker.wayTo().pass();
    promises.add(everybody(other, "c-", 50)); // once the other one is not waited for any more
    ASSERT_TRUE(fleet.node(other).drains("XMAS"));
    EXPECT_EQ(fleet.node(other).stateOf("XMAS"), "open") << "nobody can know yet";

    ASSERT_TRUE(fleet.startAgain(*away).serves());
    for (const std::size_t node : {*away, other}) {
        EXPECT_TRUE(comesTrue([&] { return fleet.node(node).stateOf("XMAS") == "paused"; }))
            << fleet.node(node).stateOf("XMAS");
        EXPECT_TRUE(comesTrue([&] {
            return fleet.node(node).event("XMAS").at("conservation").at("deadLetters") == lost.size();
        })) << boost::json::serialize(fleet.node(node).event("XMAS"));
        EXPECT_THAT(fleet.trail(node, "XMAS"), Contains(StartsWith("dead_letter")));
    }
    boost::json::object audit;
    EXPECT_TRUE(comesTrue([&] {
        audit = fleet.node(other).exactAudit("XMAS");
        return audit.contains("closed");
    }));
    EXPECT_FALSE(audit.at("closed").as_bool()) << boost::json::serialize(audit);
    const auto saved = fleet.ledgerSlots("XMAS");
    EXPECT_EQ(promises.broken(), "");
    EXPECT_EQ(saved, promises.slots()) << "of the others nothing was lost";
    for (const auto& reply : lost) {
        const auto status = fleet.node(other).asOperator("GET", "/api/operator/events/XMAS/dead-letters");
        EXPECT_NE(status.body.find('"' + reply.person + '"'), std::string::npos) << reply.person;
    }
}
