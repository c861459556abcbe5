#include "backend/eventlog/kafka_topics.h"
#include "backend/eventlog/ledger_consumer.h"
#include "tests/contract/kafka_under_test.h"
#include "tests/support/kafka_server.h"
#include "tests/support/sqlite_ledger_harness.h"

#include <algorithm>
#include <array>
#include <librdkafka/rdkafka.h>
#include <optional>

namespace firstcome::testing {

namespace {

/// The broker that all tests of this program use; each has topics of its own.
KafkaServer& broker()
{
    static KafkaServer started;
    return started;
}

const core::SystemClock kClock;

} // namespace

INSTANTIATE_TEST_SUITE_P(Kinds, EventLogContract,
                         ::testing::Values(LogKind{"Kafka",
                                                   [] { return std::make_unique<KafkaUnderTest>(broker().target()); }}),
                         [](const auto& tested) { return tested.param.name; });

TEST(KafkaRelay, HasLetGoOfAnInstanceOnlyOnceNothingOfItIsOnItsWay)
{
    MemoryOutbox outbox;
    eventlog::OutboxRelay relay(outbox, broker().target(), kClock);
    const auto begun = kClock.steady();
    const auto instance = instanceOf(100);
    outbox.add(instance);
    EXPECT_TRUE(relay.status()->hasLetGo(instance.id, begun)) << "it has not begun";
    relay.start();
    outbox.accept(instance.id, {"kim"});
    ASSERT_TRUE(comesTrue([&] { return outbox.confirmed(instance.id) == 1; }));
    broker().pause();
    outbox.accept(instance.id, {"lee", "park"});
    EXPECT_TRUE(comesTrue([&] { return relay.status()->inFlight == 2; }));
    outbox.leaseToAnother(instance.id);
    const auto since = kClock.steady();
    EXPECT_TRUE(comesTrue([&] {
        const auto status = relay.status();
        return status->claimedAt > since && !status->confirmed.contains(instance.id);
    }));
    EXPECT_FALSE(relay.status()->hasLetGo(instance.id, since)) << "two are still to come";
    broker().unpause();
    EXPECT_TRUE(comesTrue([&] { return relay.status()->hasLetGo(instance.id, since); }));
    EXPECT_EQ(relay.status()->inFlight, 0u);
    relay.stop();
    EXPECT_TRUE(relay.status()->idle);
}

TEST(KafkaRelay, SaysThatABrokerIsSilentBeforeAnythingHasFailed)
{
    MemoryOutbox outbox;
    eventlog::OutboxRelay relay(outbox, broker().target(), kClock);
    const auto instance = instanceOf(100);
    outbox.add(instance);
    relay.start();
    outbox.accept(instance.id, {"kim"});
    ASSERT_TRUE(comesTrue([&] { return outbox.confirmed(instance.id) == 1; }));
    broker().pause();
    outbox.accept(instance.id, {"lee", "park"});
    EXPECT_TRUE(comesTrue([&] { return relay.status()->problem == "log_silent"; })) << relay.status()->problem;
    EXPECT_TRUE(relay.status()->problemSince);
    broker().unpause();
    EXPECT_TRUE(comesTrue([&] { return outbox.confirmed(instance.id) == 3; }));
    EXPECT_TRUE(comesTrue([&] { return relay.status()->problem.empty(); })) << relay.status()->problem;
    relay.stop();
}

TEST(KafkaRelay, CarriesTheOthersWhereOneHasAnEntryThatCannotBeRead)
{
    MemoryOutbox outbox;
    eventlog::OutboxRelay relay(outbox, broker().target(), kClock);
    issuing::Instance instances[] = {instanceOf(100), instanceOf(100), instanceOf(100)};
    std::ranges::sort(instances, {}, &issuing::Instance::id); // the order in which they are looked at
    for (const auto& instance : instances) {
        outbox.add(instance);
        outbox.accept(instance.id, {"kim", "lee"});
    }
    outbox.damage(instances[1].id);
    relay.start();
    for (const auto& carried : {instances[0].id, instances[2].id})
        EXPECT_TRUE(comesTrue([&] { return outbox.confirmed(carried) == 2; }));
    EXPECT_TRUE(comesTrue([&] { return relay.status()->problem == "corrupt"; })) << relay.status()->problem;
    EXPECT_EQ(outbox.confirmed(instances[1].id), 0u);
    relay.stop();
}

TEST(KafkaRelay, SendsNothingAgainWhereOnlyTheAnswerOfTheStoreWasLost)
{
    MemoryOutbox outbox;
    const auto target = broker().target();
    eventlog::OutboxRelay relay(outbox, target, kClock);
    const auto instance = instanceOf(100);
    outbox.add(instance);
    outbox.loseAnswers(true);
    relay.start();
    outbox.accept(instance.id, {"kim"});
    ASSERT_TRUE(comesTrue([&] { return outbox.confirmed(instance.id) == 1; }));
    broker().pause();
    outbox.accept(instance.id, {"lee", "park"});
    EXPECT_TRUE(comesTrue([&] { return relay.status()->inFlight == 2; }));
    for (int i = 0; i < 2; ++i) { // the first may have begun before
        const auto since = kClock.steady();
        EXPECT_TRUE(comesTrue([&] { return relay.status()->claimedAt > since; }));
    }
    EXPECT_EQ(relay.status()->inFlight, 2u);
    outbox.loseAnswers(false);
    broker().unpause();
    EXPECT_TRUE(comesTrue([&] { return outbox.confirmed(instance.id) == 3; }));
    relay.stop();
}

namespace {

/// Takes away all that a partition holds before an offset, as its owner can.
bool cutBefore(const eventlog::KafkaTarget& target, const eventlog::LogPosition& first)
{
    std::array<char, 512> words{};
    const auto conf = eventlog::kafkaConfiguration(target, {});
    const eventlog::KafkaHandle handle(rd_kafka_new(RD_KAFKA_PRODUCER, conf.value(), words.data(), words.size()));
    auto* offsets = rd_kafka_topic_partition_list_new(1);
    rd_kafka_topic_partition_list_add(offsets, first.topic.c_str(), first.partition)->offset = first.nextOffset;
    auto* request = rd_kafka_DeleteRecords_new(offsets);
    auto* answers = rd_kafka_queue_new(handle.get());
    rd_kafka_DeleteRecords(handle.get(), &request, 1, nullptr, answers);
    auto* answer = rd_kafka_queue_poll(answers, 60'000);
    const auto* result = answer ? rd_kafka_event_DeleteRecords_result(answer) : nullptr;
    const auto* cut = result ? rd_kafka_DeleteRecords_result_offsets(result) : nullptr;
    const bool done = cut && cut->cnt == 1 && cut->elems[0].err == RD_KAFKA_RESP_ERR_NO_ERROR &&
                      cut->elems[0].offset == first.nextOffset;
    if (answer)
        rd_kafka_event_destroy(answer);
    rd_kafka_queue_destroy(answers);
    rd_kafka_DeleteRecords_destroy(request);
    rd_kafka_topic_partition_list_destroy(offsets);
    return done;
}

std::optional<eventlog::LogPosition> positionIn(const std::vector<eventlog::LogPosition>& all,
                                                const eventlog::LogPosition& partition)
{
    const auto found = std::ranges::find_if(all, [&](const auto& position) {
        return position.topic == partition.topic && position.partition == partition.partition;
    });
    return found == all.end() ? std::nullopt : std::optional(*found);
}

/// What a reader that stands at an offset which the partition does not have is told; it must come to nothing of it.
core::Error faultAt(eventlog::EventLog& log, const std::vector<eventlog::LogPosition>& positions,
                    const eventlog::LogPosition& lost)
{
    core::Error fault{core::ErrorKind::Io, "none", "it reads on"};
    bool isOpen = false;
    comesTrue([&] {
        isOpen = isOpen || log.open(positions).has_value();
        if (!isOpen)
            log.close();
        const auto some = log.poll(100, 200ms);
        isOpen = isOpen && (some || some.error().code != "log_reassigned"); // opened again then
        if (some)
            for (const auto& record : *some)
                EXPECT_FALSE(record.topic == lost.topic && record.partition == lost.partition) << record.offset;
        else if (isOpen)
            fault = some.error();
        return isOpen && !some;
    });
    log.close();
    return fault;
}

} // namespace

TEST(KafkaPositions, WhatIsGoneFromTheLogBeforeItWasSavedIsAProblemAndNothingIsPassedOver)
{
    KafkaUnderTest kafka(broker().target());
    SqliteLedgerHarness database;
    const auto ledger = database.make(), looking = database.make();
    ASSERT_TRUE(looking->open());
    const auto log = kafka.reader();
    eventlog::LedgerConsumer consumer(*log, *ledger, {}, kClock, [](const auto&, auto) {}, {10ms, 50ms});
    const auto instance = kafka.openInstance("C", 1'000, false);
    std::vector<std::string> people;
    for (int i = 1; i <= 200; ++i)
        people.push_back("p" + std::to_string(i));
    kafka.accept(instance, {people.begin(), people.begin() + 100});
    consumer.start();
    ASSERT_TRUE(comesTrue([&] { return consumer.status()->written == 100; })) << consumer.status()->detail;
    consumer.stop();
    ASSERT_EQ(consumer.status()->problem, "");
    const auto stood = looking->positions().value();
    const auto lost = stood.front();
    kafka.accept(instance, {people.begin() + 100, people.end()});
    ASSERT_TRUE(cutBefore(kafka.target(), {lost.topic, lost.partition, lost.nextOffset + 1}));

    consumer.start();
    eventlog::ConsumerStatus said;
    EXPECT_TRUE(comesTrue([&] {
        said = *consumer.status();
        return !said.problem.empty();
    }));
    consumer.stop();
    EXPECT_EQ(said.problem, "log_down");
    EXPECT_NE(said.detail.find("out of range"), std::string::npos) << said.detail;
    EXPECT_EQ(positionIn(looking->positions().value(), lost), lost);
    for (int again = 0; again < 3; ++again)
        EXPECT_EQ(faultAt(*log, stood, lost).code, "log_down");
}

TEST(KafkaPositions, ALogThatEndsBeforeWhereTheLedgerStandsIsAProblemToo)
{
    KafkaUnderTest kafka(broker().target());
    const auto instance = kafka.openInstance("C", 1'000, false);
    kafka.accept(instance, {"kim"});
    const auto log = kafka.reader();
    std::vector<eventlog::LogPosition> beyond; // as of a topic that was made anew
    for (int partition = 0; partition < kafka.target().partitions; ++partition)
        beyond.push_back({kafka.target().topic, partition, 1'000});
    for (const auto& kept : beyond) {
        const auto fault = faultAt(*log, beyond, kept);
        EXPECT_EQ(fault.code, "log_down");
        EXPECT_NE(fault.detail.find("out of range"), std::string::npos) << fault.detail;
    }
}

TEST(KafkaTopics, AreMadeAsThePromiseNeedsThemAndOthersAreNamed)
{
    auto target = broker().target();
    const auto areSure = [&] { return eventlog::ensureTopics(target).has_value(); };
    ASSERT_TRUE(comesTrue(areSure));
    EXPECT_TRUE(comesTrue(areSure)) << "what is there already is as it should be";
    target.partitions = 12;
    core::Result<void> differs;
    ASSERT_TRUE(comesTrue([&] {
        differs = eventlog::ensureTopics(target);
        return !differs && differs.error().code != "log_down";
    }));
    EXPECT_EQ(differs.error().code, "topic_differs");
    EXPECT_NE(differs.error().detail.find("10 partitions"), std::string::npos) << differs.error().detail;
}

namespace {

/// A topic that was made or changed a moment ago is not yet so in every answer of the brokers.
bool comesToFind(eventlog::KafkaTopicCheck& check, const std::vector<std::string>& wanted)
{
    const auto until = std::chrono::steady_clock::now() + 60s;
    while (std::chrono::steady_clock::now() < until)
        if (const auto found = check.differences(); found && *found == wanted)
            return true;
    return false;
}

} // namespace

TEST(KafkaTopics, TheCheckNamesWhatIsOtherwiseAndSeesItMended)
{
    auto target = broker().target();
    eventlog::KafkaTopicCheck check(target);
    EXPECT_EQ(check.differences().value(),
              (std::vector{target.topic + ": missing", target.shadowTopic + ": missing"}));
    ASSERT_TRUE(eventlog::ensureTopics(target));
    EXPECT_TRUE(comesToFind(check, {}));
    auto wider = target;
    wider.partitions = 12;
    EXPECT_EQ(eventlog::KafkaTopicCheck(wider).differences().value(),
              (std::vector{target.topic + ": 10 partitions", target.shadowTopic + ": 10 partitions"}));
    broker().configureTopic(target.topic, "cleanup.policy", "compact");
    broker().configureTopic(target.shadowTopic, "retention.ms", "1000");
    EXPECT_TRUE(comesToFind(check, {target.topic + ": cleanup.policy=compact", target.shadowTopic + ": retention.ms=1000"}));
    broker().configureTopic(target.topic, "cleanup.policy", "delete");
    broker().configureTopic(target.shadowTopic, "retention.ms", "-1");
    EXPECT_TRUE(comesToFind(check, {}));
}

TEST(KafkaTopics, TheCheckOutlivesABrokerThatIsSilentForAWhile)
{
    auto target = broker().target();
    target.patience = 500ms;
    eventlog::KafkaTopicCheck check(target);
    const auto until = std::chrono::steady_clock::now() + 60s;
    while (!eventlog::ensureTopics(target) && std::chrono::steady_clock::now() < until) {
    }
    for (int round = 0; round < 3; ++round) {
        EXPECT_TRUE(comesToFind(check, {}));
        broker().pause();
        for (int i = 0; i < 4; ++i)
            EXPECT_EQ(check.differences().error().code, "log_down");
        broker().unpause();
    }
    EXPECT_TRUE(comesToFind(check, {}));
}

TEST(KafkaTopics, TheCheckOfBrokersThatAreGoneSaysSo)
{
    eventlog::KafkaTarget target;
    target.brokers = "127.0.0.1:1";
    target.patience = 300ms;
    EXPECT_EQ(eventlog::KafkaTopicCheck(target).differences().error().code, "log_down");
}

TEST(KafkaTopics, ABrokerThatIsNotThereIsDownAndASettingThatIsNoneIsNamed)
{
    eventlog::KafkaTarget target;
    target.brokers = "127.0.0.1:1";
    target.patience = 300ms;
    EXPECT_EQ(eventlog::ensureTopics(target).error().code, "log_down");
    target.properties["no.such.setting"] = "1";
    const auto refused = eventlog::ensureTopics(target);
    EXPECT_EQ(refused.error().code, "kafka_setting");
    EXPECT_NE(refused.error().detail.find("no.such.setting"), std::string::npos);
}

} // namespace firstcome::testing
