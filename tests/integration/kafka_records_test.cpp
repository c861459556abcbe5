#include "backend/core/clock.h"
#include "backend/eventlog/kafka_producer.h"
#include "backend/eventlog/kafka_topics.h"
#include "tests/support/kafka_server.h"
#include "tests/support/node_program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <librdkafka/rdkafka.h>

#include <array>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;

namespace {

/// A record as it is in Kafka, read with librdkafka alone.
struct PlainRecord
{
    std::string key;
    std::vector<std::pair<std::string, std::string>> headers;
    friend bool operator==(const PlainRecord&, const PlainRecord&) = default;
};

std::vector<std::pair<std::string, std::string>> headersOf(const rd_kafka_message_t& message)
{
    std::vector<std::pair<std::string, std::string>> all;
    rd_kafka_headers_t* headers = nullptr;
    if (rd_kafka_message_headers(&message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR)
        return all;
    const char* name = nullptr;
    const void* value = nullptr;
    std::size_t size = 0;
    while (rd_kafka_header_get_all(headers, all.size(), &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR)
        all.emplace_back(name, std::string(static_cast<const char*>(value), size));
    return all;
}

eventlog::LogRecord issued(const issuing::InstanceId& instance, std::uint32_t slot, const std::string& person)
{
    eventlog::LogRecord record;
    record.issue = {instance, *issuing::PublicId::parse(person), slot, core::SystemClock().wall()};
    record.couponId = *issuing::CouponId::parse("XMAS");
    record.total = 100;
    return record;
}

/// Reads a topic from its beginning until so many have come or nothing does.
std::vector<PlainRecord> readPlainly(const eventlog::KafkaTarget& target, const std::string& topic, std::size_t count)
{
    std::array<char, 512> words{};
    const auto conf = eventlog::kafkaConfiguration(target, {{"group.id", "somebody-else"}});
    const eventlog::KafkaHandle handle(rd_kafka_new(RD_KAFKA_CONSUMER, conf.value(), words.data(), words.size()));
    rd_kafka_poll_set_consumer(handle.get());
    auto* partitions = rd_kafka_topic_partition_list_new(target.partitions);
    for (int partition = 0; partition < target.partitions; ++partition)
        rd_kafka_topic_partition_list_add(partitions, topic.c_str(), partition)->offset = RD_KAFKA_OFFSET_BEGINNING;
    rd_kafka_assign(handle.get(), partitions);
    rd_kafka_topic_partition_list_destroy(partitions);
    std::vector<PlainRecord> records;
    comesTrue([&] {
        auto* message = rd_kafka_consumer_poll(handle.get(), 100);
        if (message && message->err == RD_KAFKA_RESP_ERR_NO_ERROR)
            records.push_back(
                {std::string(static_cast<const char*>(message->key), message->key_len), headersOf(*message)});
        if (message)
            rd_kafka_message_destroy(message);
        return records.size() >= count;
    });
    return records;
}

} // namespace

TEST(KafkaRecords, CarryThePersonAsKeyAndWhoseTheyAreInHeaders)
{
    KafkaServer broker;
    const auto target = broker.target();
    ASSERT_TRUE(comesTrue([&] { return eventlog::ensureTopics(target).has_value(); }));
    const auto real = issuing::InstanceId::random(), shadow = issuing::InstanceId::random();
    auto rehearsed = issued(shadow, 3, "park");
    rehearsed.shadow = true;
    eventlog::KafkaProducer producer(target, [](const issuing::InstanceId&, std::uint32_t) {});
    ASSERT_TRUE(producer.open());
    for (const auto& record : {issued(real, 1, "kim"), issued(real, 20, "lee-7"), rehearsed})
        ASSERT_TRUE(producer.send(record));
    ASSERT_TRUE(comesTrue([&] {
        producer.serve(10ms);
        return producer.inFlight() == 0;
    }));
    ASSERT_EQ(producer.failure(), "");

    const auto plain = [](const issuing::InstanceId& instance, const std::string& slot, const std::string& person) {
        return PlainRecord{person, {{"instance", instance.str()}, {"slot", slot}, {"publicId", person}}};
    };
    EXPECT_THAT(readPlainly(target, target.topic, 2),
                ::testing::UnorderedElementsAre(plain(real, "1", "kim"), plain(real, "20", "lee-7")));
    EXPECT_THAT(readPlainly(target, target.shadowTopic, 1), ::testing::ElementsAre(plain(shadow, "3", "park")));
}
