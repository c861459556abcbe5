#include "tests/support/redis_faults.h"

// What the server is told when people attempt, and what it has of them.

using namespace firstcome;
using namespace firstcome::testing;

namespace {

class RedisAttempts : public RedisFaults
{
protected:
    /// Everything that the server has of an instance.
    std::vector<std::string> whatIsThere(const issuing::Instance& instance)
    {
        const stock::RedisKeys keys(instance.id);
        auto redis = m_redis->connect();
        std::vector<std::string> all;
        for (const auto& hash : {keys.instance, keys.winners})
            for (const auto fields = redis.ask({"HGETALL", hash}); const auto& field : fields.list)
                all.push_back(field.text);
        for (const auto entries = redis.ask({"XRANGE", keys.outbox, "-", "+"});
             const auto& entry : entries.list)
            all.push_back(entry.list.at(0).text);
        return all;
    }
};

} // namespace

TEST_F(RedisAttempts, AnOutboxThatIsAheadOfTheRestLetsNobodyHaveASlotTwice)
{
    use();
    for (const auto* last : {"2-0", "5-0"}) { // the next one, or a later one
        const auto instance = openInstance(100);
        EXPECT_EQ(attempt(instance, "a").slot, 1u);
        m_redis->connect().ask({"XADD", stock::RedisKeys(instance.id).outbox, last, "p", "somebody"});
        const auto before = whatIsThere(instance);
        const auto refused = attempt(instance, "b");
        EXPECT_EQ(refused.verdict, Verdict::Unavailable);
        EXPECT_EQ(refused.reason, UnavailableReason::StoreDown);
        auto names = people("c-", 40);
        names.insert(names.begin() + 20, "a");
        const auto replies = m_lane->attemptAll(instance.id, names);
        for (std::size_t i = 0; i < names.size(); ++i)
            EXPECT_EQ(replies[i].slot, names[i] == "a" ? 1u : 0u) << names[i];
        EXPECT_EQ(whatIsThere(instance), before);
        EXPECT_EQ(m_lane->find(instance.id, "c-1").verdict, Verdict::UnknownUser);
    }
}

TEST_F(RedisAttempts, AttemptsOfOneTurnGoTogetherEventByEventAndRefusedOnesEachAlone)
{
    use();
    std::vector<issuing::Instance> events;
    for (int i = 0; i < 3; ++i)
        events.push_back(openInstance(1'000));
    const auto calls = [&](const auto& told, std::size_t words) {
        return std::ranges::count_if(
            told, [&](const auto& command) { // those that name an audience are attempts
                return command.size() > 5 && command[2] == "4" && (words == 0 || command.size() == words) &&
                       std::ranges::any_of(events, [&](const auto& event) {
                           return command[5] == stock::RedisKeys(event.id).audience;
                       });
            });
    };
    const auto ask = [&](const std::string& prefix) {
        std::vector<stock::Attempt> attempts;
        for (const auto& name : people(prefix, 64))
            for (const auto& event : events)
                attempts.push_back({event.id, *issuing::PublicId::parse(name), m_clock.steady() + 30s});
        return m_lane->attemptAll(attempts);
    };
    std::vector<stock::AttemptReply> replies;
    auto told = toldMeanwhile(*m_redis, [&] { replies = ask("p-"); });
    for (std::size_t i = 0; i < replies.size(); ++i)
        EXPECT_EQ(replies[i].slot, i / events.size() + 1) << "in the order in which they came";
    EXPECT_EQ(calls(told, 0), 2 * 3) << "thirty-two at once";
    m_redis->connect().ask({"CONFIG", "SET", "maxmemory", "1"});
    told = toldMeanwhile(*m_redis, [&] { replies = ask("q-"); });
    for (const auto& reply : replies)
        EXPECT_EQ(reply.reason, UnavailableReason::StoreDown);
    EXPECT_EQ(calls(told, 0), 2 * 3 + 64 * 3);
    EXPECT_EQ(calls(told, 13), 64 * 3) << "ten words, and three for one person";
}
