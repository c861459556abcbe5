#include "backend/eventlog/kafka_event_log.h"
#include "backend/eventlog/kafka_topics.h"
#include "backend/eventlog/ledger_consumer.h"
#include "backend/eventlog/outbox_relay.h"
#include "tests/support/kafka_server.h"
#include "tests/support/memory_outbox.h"
#include "tests/support/sqlite_ledger_harness.h"

#include <gtest/gtest.h>

#include <thread>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;

namespace {

constexpr auto kPatience = 90s;

/// Kafka that asks for a user and a password, in the clear and over TLS: the way from the outbox to the ledger.
class KafkaSecurity : public ::testing::TestWithParam<KafkaServer::Security>
{
protected:
    KafkaServer& broker()
    {
        static std::map<KafkaServer::Security, std::unique_ptr<KafkaServer>> started;
        auto& mine = started[GetParam()];
        if (!mine)
            mine = std::make_unique<KafkaServer>(1, KafkaServer::Ways::Direct, GetParam());
        return *mine;
    }
    template <class Condition>
    static bool comesTrue(Condition condition)
    {
        const auto until = std::chrono::steady_clock::now() + kPatience;
        while (std::chrono::steady_clock::now() < until) {
            if (condition())
                return true;
            std::this_thread::sleep_for(10ms);
        }
        return false;
    }
    /// What relay, reader and go/no-go say of brokers that such a client cannot speak to.
    void expectProblem(eventlog::KafkaTarget target, const std::string& code)
    {
        target.patience = 2s;
        std::string said;
        const auto says = [&](const auto& ask) { // what is only down at first may be a slow handshake
            return comesTrue([&] {
                const auto answer = ask();
                said = answer ? "nothing" : answer.error().code;
                return said != "log_down";
            });
        };
        EXPECT_TRUE(says([&] { return eventlog::ensureTopics(target); }));
        EXPECT_EQ(said, code);
        EXPECT_TRUE(says([&] { return eventlog::KafkaTopicCheck(target).differences(); }));
        EXPECT_EQ(said, code);
        EXPECT_TRUE(says([&] { return eventlog::KafkaEventLog(target).open({}); }));
        EXPECT_EQ(said, code);
        MemoryOutbox outbox;
        eventlog::OutboxRelay relay(outbox, target, m_clock);
        relay.start();
        EXPECT_TRUE(comesTrue([&] { return relay.status()->problem == code; })) << relay.status()->problem;
        relay.stop();
    }

    core::SystemClock m_clock;
};

INSTANTIATE_TEST_SUITE_P(Ways, KafkaSecurity,
                         ::testing::Values(KafkaServer::Security::Sasl, KafkaServer::Security::SaslSsl),
                         [](const auto& tested) {
                             return tested.param == KafkaServer::Security::Sasl ? "sasl" : "sasl_ssl";
                         });

} // namespace

TEST_P(KafkaSecurity, WithTheRightSettingsRecordsReachTheLedger)
{
    const auto target = broker().target();
    MemoryOutbox outbox;
    issuing::Instance instance;
    instance.id = issuing::InstanceId::random();
    instance.couponId = *issuing::CouponId::parse("XMAS");
    instance.total = 100;
    outbox.add(instance);
    eventlog::OutboxRelay relay(outbox, target, m_clock);
    eventlog::KafkaEventLog log(target);
    SqliteLedgerHarness harness;
    const auto written = harness.make();
    const auto ledger = harness.make();
    eventlog::LedgerConsumer consumer(log, *written, {}, m_clock, {});
    relay.start();
    consumer.start();
    std::vector<std::string> people;
    for (int i = 1; i <= 50; ++i)
        people.push_back("p-" + std::to_string(i));
    outbox.accept(instance.id, people);
    EXPECT_TRUE(comesTrue([&] { return consumer.status()->written == 50; }))
        << relay.status()->problem << ' ' << relay.status()->detail << ", " << consumer.status()->problem << ' '
        << consumer.status()->detail;
    relay.stop();
    consumer.stop();
    ASSERT_TRUE(ledger->open());
    EXPECT_EQ(ledger->counts(instance.id)->rows, 50u);
    EXPECT_EQ(outbox.confirmed(instance.id), 50u);
    ledger->close();
}

TEST_P(KafkaSecurity, AWrongPasswordIsSaidToBeThat)
{
    auto target = broker().target();
    target.properties["sasl.password"] = "guessed";
    expectProblem(target, "log_refuses_us");
}

TEST_P(KafkaSecurity, ACertificateThatNobodyVouchesForIsSaidToBeThat)
{
    auto target = broker().target();
    if (GetParam() == KafkaServer::Security::Sasl) {
        target.properties["security.protocol"] = "SASL_SSL"; // TLS where none is spoken
        target.properties.erase("ssl.ca.location");
    } else {
        target.properties.erase("ssl.ca.location"); // only the authorities of the system are trusted
    }
    expectProblem(target, "log_not_trusted");
}
