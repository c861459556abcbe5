#include "backend/eventlog/kafka_producer.h"
#include "backend/eventlog/kafka_topics.h"
#include "tests/support/kafka_server.h"
#include "tests/support/node_program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <librdkafka/rdkafka.h>

#include <array>
#include <regex>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::SizeIs;

namespace {

constexpr std::uint32_t kRecords = 20'000;

bool makesTopics(const eventlog::KafkaTarget& target)
{
    return comesTrue([&] { return eventlog::ensureTopics(target).has_value(); });
}

/// Of each partition of a topic, how many brokers keep it, as the brokers say.
std::vector<int> replicasOf(const eventlog::KafkaTarget& target, const std::string& topic)
{
    std::vector<int> replicas;
    std::array<char, 512> words{};
    const auto conf = eventlog::kafkaConfiguration(target, {});
    const eventlog::KafkaHandle handle(rd_kafka_new(RD_KAFKA_PRODUCER, conf.value(), words.data(), words.size()));
    const struct rd_kafka_metadata* found = nullptr;
    if (!comesTrue([&] { return rd_kafka_metadata(handle.get(), 1, nullptr, &found, 2'000) == 0; }))
        return replicas;
    for (int i = 0; i < found->topic_cnt; ++i)
        for (int k = 0; found->topics[i].topic == topic && k < found->topics[i].partition_cnt; ++k)
            replicas.push_back(found->topics[i].partitions[k].replica_cnt);
    rd_kafka_metadata_destroy(found);
    return replicas;
}

/// Sends as fast as the producer takes them, and waits for all.
void write(const eventlog::KafkaTarget& target)
{
    std::uint32_t confirmed = 0;
    eventlog::KafkaProducer producer(target, [&](const issuing::InstanceId&, std::uint32_t) { ++confirmed; });
    ASSERT_TRUE(producer.open());
    const auto instance = issuing::InstanceId::random();
    for (std::uint32_t slot = 1; slot <= kRecords; ++slot) {
        eventlog::LogRecord record;
        record.issue = {instance, *issuing::PublicId::parse("p-" + std::to_string(slot)), slot,
                        core::SystemClock().wall()};
        record.couponId = *issuing::CouponId::parse("C");
        record.total = kRecords;
        while (!producer.send(record))
            producer.serve(10ms);
    }
    ASSERT_TRUE(comesTrue([&] {
        producer.serve(10ms);
        return producer.inFlight() == 0;
    })) << producer.failure();
    ASSERT_EQ(confirmed, kRecords);
}

/// The record batches that a topic's files hold, by Kafka's own tool.
struct Batches
{
    std::vector<std::string> codecs;
    std::size_t records = 0;
};

Batches batchesIn(const std::string& dumped)
{
    static const std::regex kBatch("count: ([0-9]+) .*compresscodec: ([a-z0-9]+)");
    Batches found;
    for (const auto& line : linesOf(dumped))
        if (std::smatch parts; std::regex_search(line, parts, kBatch)) {
            found.records += std::stoul(parts[1]);
            found.codecs.push_back(parts[2]);
        }
    return found;
}

} // namespace

TEST(KafkaTopicsMade, OnThreeBrokersAreKeptByAllAndNeedTwo)
{
    KafkaServer three(3);
    const auto target = three.target();
    ASSERT_TRUE(makesTopics(target));
    for (const auto& topic : {target.topic, target.shadowTopic}) {
        EXPECT_THAT(replicasOf(target, topic), AllOf(SizeIs(10), Each(3)));
        EXPECT_THAT(three.settingsOf(topic),
                    AllOf(HasSubstr("min.insync.replicas=2 "), HasSubstr("unclean.leader.election.enable=false "),
                          HasSubstr("retention.ms=-1 "), HasSubstr("cleanup.policy=delete ")));
    }
    EXPECT_TRUE(comesTrue([&] {
        const auto differences = eventlog::KafkaTopicCheck(target).differences();
        return differences && differences->empty();
    }));
}

TEST(KafkaTopicsMade, OnOneBrokerTheyAreKeptByThatAloneAndStillForEver)
{
    KafkaServer one;
    const auto target = one.target();
    ASSERT_TRUE(makesTopics(target));
    for (const auto& topic : {target.topic, target.shadowTopic}) {
        EXPECT_THAT(replicasOf(target, topic), AllOf(SizeIs(10), Each(1)));
        EXPECT_THAT(one.settingsOf(topic),
                    AllOf(HasSubstr("min.insync.replicas=1 "), HasSubstr("unclean.leader.election.enable=false "),
                          HasSubstr("retention.ms=-1 "), HasSubstr("cleanup.policy=delete ")));
    }
}

TEST(KafkaWire, UnderLoadRecordsGoInBatchesAndCompressed)
{
    KafkaServer broker;
    const auto target = broker.target();
    ASSERT_TRUE(makesTopics(target));
    write(target);
    const auto tuned = batchesIn(broker.dumped(target.topic));
    EXPECT_EQ(tuned.records, kRecords);
    EXPECT_THAT(tuned.codecs, Each("lz4"));
    EXPECT_LT(tuned.codecs.size(), kRecords / 20) << "a batch carries many";
}
