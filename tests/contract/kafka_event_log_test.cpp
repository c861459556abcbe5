#include "backend/eventlog/kafka_topics.h"
#include "tests/contract/kafka_under_test.h"
#include "tests/support/kafka_server.h"

#include <algorithm>

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
