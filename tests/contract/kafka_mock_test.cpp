#include "backend/eventlog/kafka_topics.h"
#include "tests/contract/kafka_under_test.h"
#include "tests/support/mock_kafka.h"

#include <librdkafka/rdkafka.h>
#include <numeric>
#include <set>

namespace firstcome::testing {

namespace {

/// The broker that all tests of this program use; each has topics of its own.
MockKafka& broker()
{
    static MockKafka started;
    return started;
}

constexpr std::uint32_t kPeople = 500;

/// A relay that has carried one issue, so that it knows the broker, and what its outbox and the log have of one
/// instance.
class MockedRelay : public ::testing::Test
{
protected:
    void carryOne(const std::map<std::string, std::string>& properties = {})
    {
        m_target = broker().target();
        m_target.properties = properties;
        m_relay = std::make_unique<eventlog::OutboxRelay>(m_outbox, m_target, m_clock);
        m_outbox.add(m_instance);
        m_relay->start();
        m_outbox.accept(m_instance.id, {"first"});
        ASSERT_TRUE(comesTrue([&] { return confirmed() == 1; })) << m_relay->status()->detail;
    }
    void TearDown() override
    {
        broker().refuseNone();
        broker().setDown(false);
    }
    void acceptTheRest()
    {
        std::vector<std::string> people;
        for (std::uint32_t i = 2; i <= kPeople; ++i)
            people.push_back("p" + std::to_string(i));
        m_outbox.accept(m_instance.id, people);
    }
    bool comesToSay(const std::string& problem)
    {
        return comesTrue([&] { return m_relay->status()->problem == problem; });
    }
    /// How many records the log has, of all instances.
    std::int64_t inTheLog()
    {
        const auto ends = eventlog::KafkaEventLog(m_target).ends().value();
        return std::accumulate(ends.begin(), ends.end(), std::int64_t(0),
                               [](std::int64_t sum, const auto& end) { return sum + end.endOffset; });
    }
    /// All is confirmed, all is in the log, and nothing is wrong any more.
    void expectAllCarried()
    {
        EXPECT_TRUE(comesTrue([&] { return confirmed() == kPeople; })) << confirmed();
        EXPECT_TRUE(comesToSay(""));
        m_relay->stop();
        eventlog::KafkaEventLog log(m_target);
        ASSERT_TRUE(comesTrue([&] { return log.open({}).has_value(); }));
        std::set<std::uint32_t> slots;
        const auto have = inTheLog();
        for (std::int64_t read = 0; read < have;) {
            const auto records = log.poll(100, 10s);
            ASSERT_TRUE(records && !records->empty()) << read << " of " << have;
            read += static_cast<std::int64_t>(records->size());
            for (const auto& record : *records)
                slots.insert(record.issue.slot);
        }
        EXPECT_EQ(slots.size(), kPeople);
        EXPECT_EQ(*slots.begin(), 1u);
        EXPECT_EQ(*slots.rbegin(), kPeople);
    }
    std::uint32_t confirmed() const { return m_outbox.confirmed(m_instance.id); }

    const core::SystemClock m_clock;
    const issuing::Instance m_instance = instanceOf(kPeople);
    MemoryOutbox m_outbox;
    eventlog::KafkaTarget m_target;
    std::unique_ptr<eventlog::OutboxRelay> m_relay;
};

} // namespace

INSTANTIATE_TEST_SUITE_P(Kinds, EventLogContract, ::testing::Values(LogKind{"MockKafka", [] {
                             return std::make_unique<KafkaUnderTest>(broker().target(),
                                                                     KafkaUnderTest::Readers::OwnGroups);
                         }}),
                         [](const auto& tested) { return tested.param.name; });

TEST(MockedTopics, ThatBrokersCannotTellTheirSettingsIsSaidAndHindersNothing)
{
    const auto target = broker().target();
    EXPECT_TRUE(eventlog::ensureTopics(target));
    EXPECT_EQ(eventlog::KafkaTopicCheck(target).differences().error().code, "settings_refused");
}

/// What the broker answers until the test lets it be, and why that ends a producer.
struct Refusal
{
    std::string name;
    int error;
};

void PrintTo(const Refusal& refusal, std::ostream* out)
{
    *out << refusal.name;
}

class RefusedRelay : public MockedRelay, public ::testing::WithParamInterface<Refusal>
{
};

TEST_P(RefusedRelay, SendsAllAgainByANewProducerAndConfirmsNothingBefore)
{
    carryOne();
    broker().refuseAll(GetParam().error);
    acceptTheRest();
    EXPECT_TRUE(comesToSay("log_down")) << m_relay->status()->problem;
    for (int look = 0; look < 300; ++look) { // while one producer after the other is refused, it stands
        ASSERT_NE(m_relay->status()->problem, "");
        ASSERT_FALSE(m_relay->status()->running);
        ASSERT_EQ(confirmed(), 1u);
        std::this_thread::sleep_for(10ms);
    }
    EXPECT_EQ(inTheLog(), 1);
    broker().refuseNone();
    expectAllCarried();
}

INSTANTIATE_TEST_SUITE_P(
    Answers, RefusedRelay,
    ::testing::Values(Refusal{"Fatal", RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER},
                      Refusal{"Epoch", RD_KAFKA_RESP_ERR_INVALID_PRODUCER_EPOCH},
                      Refusal{"NoRight", RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED},
                      Refusal{"TooLarge", RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE}),
    [](const auto& tested) { return tested.param.name; });

TEST_F(MockedRelay, LosesNothingOfWhatItsFullQueueDoesNotTake)
{
    carryOne({{"queue.buffering.max.kbytes", "1"}});
    broker().setDown(true);
    acceptTheRest();
    EXPECT_TRUE(comesToSay("log_silent")) << m_relay->status()->problem;
    const auto status = m_relay->status();
    EXPECT_GT(status->inFlight, 0u);
    EXPECT_LT(status->inFlight, kPeople - 1) << "all of it had room";
    EXPECT_EQ(confirmed(), 1u);
    broker().setDown(false);
    expectAllCarried();
}

} // namespace firstcome::testing
