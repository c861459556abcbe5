#include "backend/eventlog/kafka_event_log.h"
#include "backend/eventlog/kafka_lag.h"
#include "backend/eventlog/kafka_producer.h"
#include "backend/eventlog/kafka_topics.h"
#include "tests/support/fleet.h"

#include <gtest/gtest.h>

#include <future>
#include <optional>
#include <thread>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;

namespace {

/// What a broker does that is not there for us any more.
enum class Gone { Killed, Paused };

/// Whoever ends while Kafka is away has to come to an end.
class KafkaGone : public ::testing::TestWithParam<Gone>
{
protected:
    KafkaGone()
    {
        if (const auto how = std::exchange(s_gone, std::nullopt)) {
            *how == Gone::Killed ? broker().start() : broker().unpause();
            broker().waitUntilServing();
        }
    }
    static KafkaServer& broker()
    {
        static KafkaServer started;
        return started;
    }
    /// Until the next test.
    static void goAway()
    {
        GetParam() == Gone::Killed ? broker().kill() : broker().pause();
        s_gone = GetParam();
    }
    /// False where it does not return in good time; what hangs is left behind.
    static bool returns(std::function<void()> call)
    {
        const auto done = std::make_shared<std::promise<void>>();
        auto isDone = done->get_future();
        std::thread([done, call = std::move(call)] {
            call();
            done->set_value();
        }).detach();
        return isDone.wait_for(60s) == std::future_status::ready;
    }
    template <class Object>
    static bool ends(std::shared_ptr<Object> object)
    {
        return returns([object = std::move(object)]() mutable { object.reset(); });
    }
    static std::shared_ptr<eventlog::KafkaProducer> producer(const eventlog::KafkaTarget& target)
    {
        auto made = std::make_shared<eventlog::KafkaProducer>(target, [](const issuing::InstanceId&, std::uint32_t) {});
        EXPECT_TRUE(made->open());
        return made;
    }
    static void send(eventlog::KafkaProducer& producer, std::uint32_t count)
    {
        for (std::uint32_t slot = 1; slot <= count; ++slot) {
            eventlog::LogRecord record;
            record.issue = {issuing::InstanceId::random(), *issuing::PublicId::parse("p-" + std::to_string(slot)), slot,
                            core::SystemClock().wall()};
            record.couponId = *issuing::CouponId::parse("C");
            record.total = count;
            ASSERT_TRUE(producer.send(record));
        }
    }
    static bool delivers(eventlog::KafkaProducer& producer)
    {
        return comesTrue([&] {
            producer.serve(10ms);
            return producer.inFlight() == 0;
        });
    }
    /// A reader of partitions with records.
    static std::shared_ptr<eventlog::KafkaEventLog> reader(const eventlog::KafkaTarget& target)
    {
        auto log = std::make_shared<eventlog::KafkaEventLog>(target);
        EXPECT_TRUE(comesTrue([&] {
            const auto some = log->poll(50, 200ms);
            if (!some)
                (void)log->open({});
            return some && !some->empty();
        }));
        EXPECT_TRUE(comesTrue([&] { return log->ends().has_value(); }));
        return log;
    }

private:
    static std::optional<Gone> s_gone;
};

std::optional<Gone> KafkaGone::s_gone;

} // namespace

INSTANTIATE_TEST_SUITE_P(Ways, KafkaGone, ::testing::Values(Gone::Paused, Gone::Killed), [](const auto& tested) {
    return tested.param == Gone::Killed ? "Killed" : "Paused";
});

TEST_P(KafkaGone, WhoeverSpeaksWithItEnds)
{
    const auto target = broker().target();
    auto slowToNotice = target, quick = target;
    slowToNotice.group += "-slow";
    quick.patience = 1s;
    ASSERT_TRUE(comesTrue([&] { return eventlog::ensureTopics(target).has_value(); })); // a broker starts in steps
    auto written = producer(target), busy = producer(target);
    send(*written, 500);
    send(*busy, 1);
    ASSERT_TRUE(delivers(*written) && delivers(*busy));
    auto reading = reader(slowToNotice), noticing = reader(quick);
    auto lag = std::make_shared<eventlog::KafkaLag>(target);
    auto check = std::make_shared<eventlog::KafkaTopicCheck>(quick);
    ASSERT_TRUE(comesTrue([&] { return lag->look({target.group, "billing"}) && check->differences(); }));

    goAway();
    reading->committed({{target.topic, 0, 1}}); // under way from now on
    EXPECT_TRUE(ends(std::move(reading))) << "a reader with partitions, records and a commit under way";
    send(*busy, 500);
    EXPECT_TRUE(ends(std::move(busy))) << "a producer with records on their way";
    EXPECT_TRUE(ends(std::move(written))) << "a producer at rest";
    EXPECT_TRUE(ends(std::move(lag)));
    EXPECT_TRUE(returns([noticing] { EXPECT_FALSE(noticing->ends()); })) << "a question for the ends";
    noticing->committed({{target.topic, 0, 1}});
    (void)noticing->poll(1, 2s);
    noticing->close();
    EXPECT_TRUE(ends(std::move(noticing))) << "a reader that has seen the brokers go";
    EXPECT_FALSE(check->differences());
    EXPECT_TRUE(ends(std::move(check)));
}

TEST_P(KafkaGone, ANodeThatIsToldToStopStops)
{
    const auto mariaDb = SqlServer::mariaDb();
    Fleet fleet(broker(), *mariaDb, {.nodes = 1});
    auto& node = fleet.node(0);
    ASSERT_EQ(node.createAndArm(R"({"couponId":"GONE","name":"Gone","total":1000})").status, 200);
    ASSERT_EQ(node.act("GONE", "open").status, 200);
    Wave(node.port(), "GONE").tryFor(peopleNamed("p-", 1, 100));
    ASSERT_TRUE(node.drains("GONE"));
    goAway();
    Wave(node.port(), "GONE").tryFor(peopleNamed("q-", 1, 100)); // these wait in the outbox
    ::kill(node.pid(), SIGTERM);
    EXPECT_TRUE(comesTrue([&] { return node.ended(); })) << "it hangs";
    EXPECT_EQ(node.ended() ? node.wait() : -1, 0) << node.err();
}
