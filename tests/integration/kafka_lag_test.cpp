#include "backend/eventlog/kafka_event_log.h"
#include "backend/eventlog/kafka_lag.h"
#include "backend/eventlog/kafka_producer.h"
#include "backend/eventlog/kafka_topics.h"
#include "backend/ledger/sql_ledger.h"
#include "backend/local/lag_watch.h"
#include "tests/support/composed_backend.h"
#include "tests/support/kafka_server.h"
#include "tests/support/redis_server.h"

#include <gtest/gtest.h>

#include <thread>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;
using eventlog::GroupLag;
using eventlog::LagPart;
using eventlog::LagStatus;

namespace {

constexpr auto kPatience = 120s;

/// The broker that all tests of this program share; topics are each test's own.
KafkaServer& broker()
{
    static KafkaServer started;
    return started;
}

template <class Condition>
bool eventually(Condition condition)
{
    const auto until = std::chrono::steady_clock::now() + kPatience;
    while (std::chrono::steady_clock::now() < until) {
        if (condition())
            return true;
        std::this_thread::sleep_for(20ms);
    }
    return false;
}

/// A watch on a real broker and a ledger in a file, with one other group that a test plays.
class WatchedKafka : public ::testing::Test
{
protected:
    WatchedKafka()
        : m_target(broker().target())
        , m_watch(std::make_unique<eventlog::KafkaLag>(m_target),
                  std::make_unique<ledger::SqlLedger>(
                      ledger::SqlTarget::sqliteFile(m_directory.path() / "ledger.db"), m_clock),
                  m_target.group, {"billing"}, m_clock)
    {
        ensureCoreApplication();
        m_target.partitions = 3;
        m_watch.start();
    }
    ~WatchedKafka() override { m_watch.stop(); }

    void write(std::uint32_t count)
    {
        eventlog::KafkaProducer producer(m_target, [](const issuing::InstanceId&, std::uint32_t) {});
        ASSERT_TRUE(producer.open());
        for (std::uint32_t slot = 1; slot <= count; ++slot) {
            eventlog::LogRecord record;
            record.issue = {m_instance, *issuing::PublicId::parse("p-" + std::to_string(slot)), slot,
                            m_clock.wall()};
            record.couponId = *issuing::CouponId::parse("C");
            record.total = count;
            while (!producer.send(record))
                producer.serve(10ms);
        }
        ASSERT_TRUE(eventually([&] {
            producer.serve(50ms);
            return producer.inFlight() == 0;
        })) << producer.failure();
    }
    /// Another program that reads our topics.
    std::unique_ptr<eventlog::KafkaEventLog> joinBilling()
    {
        auto target = m_target;
        target.group = "billing";
        target.member = "billing-1";
        auto reader = std::make_unique<eventlog::KafkaEventLog>(target);
        EXPECT_TRUE(reader->open({}));
        return reader;
    }
    GroupLag billing() const { return m_watch.part()->groups.at(1); }
    bool comesTo(LagStatus status)
    {
        return eventually([&] { return billing().worst() == status; });
    }

    core::SystemClock m_clock;
    TemporaryDirectory m_directory;
    eventlog::KafkaTarget m_target;
    const issuing::InstanceId m_instance = issuing::InstanceId::random();
    local::LagWatch m_watch;
};

std::vector<eventlog::LogPosition> at(const std::vector<eventlog::LogPosition>& ends, std::int64_t back)
{
    auto positions = ends;
    for (auto& position : positions)
        position.nextOffset = std::max<std::int64_t>(0, position.nextOffset - back);
    return positions;
}

} // namespace

TEST_F(WatchedKafka, ATopicThatIsNotThereIsNamedAndNotMade)
{
    ASSERT_TRUE(eventually([&] { return m_watch.part()->problem == "topic_missing"; }))
        << m_watch.part()->problem << " " << m_watch.part()->detail;
    EXPECT_EQ(m_watch.part()->detail, m_target.topic);
    EXPECT_TRUE(m_watch.part()->groups.at(0).partitions.empty());
    std::this_thread::sleep_for(2s);
    EXPECT_EQ(m_watch.part()->problem, "topic_missing") << "asking must not make it";

    ASSERT_TRUE(eventlog::ensureTopics(m_target));
    ASSERT_TRUE(eventually([&] { return m_watch.part()->problem.empty(); })) << m_watch.part()->detail;
    ASSERT_TRUE(eventually([&] { return m_watch.part()->groups.at(0).partitions.size() == 6; }));
    EXPECT_EQ(m_watch.part()->groups.at(0).worst(), LagStatus::Ok);
    EXPECT_EQ(m_watch.part()->groups.at(0).total(), 0u);
}

TEST_F(WatchedKafka, AnotherGroupIsSeenReadingStoppingAndGoingBack)
{
    ASSERT_TRUE(eventlog::ensureTopics(m_target));
    write(300);
    auto reader = joinBilling();
    std::map<std::pair<std::string, int>, std::int64_t> next;
    std::size_t read = 0;
    ASSERT_TRUE(eventually([&] {
        const auto records = reader->poll(500, 200ms);
        if (!records) {
            (void)reader->open({});
            next.clear();
            read = 0;
            return false;
        }
        for (const auto& record : *records)
            next[{record.topic, record.partition}] = record.offset + 1;
        read += records->size();
        return read >= 300;
    }));
    std::vector<eventlog::LogPosition> ends;
    for (const auto& [partition, offset] : next)
        ends.push_back({partition.first, partition.second, offset});

    const auto staysInTheGroup = [&] { // a busy machine may keep it silent for longer than its session
        if (!reader->poll(500, 0ms))
            (void)reader->open({});
    };
    ASSERT_TRUE(eventually([&] {
        staysInTheGroup();
        reader->committed(at(ends, 0)); // nobody says whether it got there
        return std::ranges::all_of(billing().partitions,
                                   [](const auto& partition) { return partition.messages() == 0u; });
    }));
    EXPECT_TRUE(comesTo(LagStatus::Ok));
    EXPECT_TRUE(eventually([&] {
        staysInTheGroup();
        return billing().readers == 1u;
    }));

    const auto begun = std::chrono::steady_clock::now();
    EXPECT_TRUE(eventually([&] { // to and fro: one way back may fall into a moment without it in the group
        staysInTheGroup();
        const bool isBack = (std::chrono::steady_clock::now() - begun) / 4s % 2 == 0;
        reader->committed(at(ends, isBack ? 20 : 0));
        return billing().worst() == LagStatus::Rewind;
    })) << "what it committed went back";
    std::uint64_t behind = 0;
    for (const auto& end : ends)
        behind += static_cast<std::uint64_t>(std::min<std::int64_t>(20, end.nextOffset));
    ASSERT_TRUE(eventually([&] {
        staysInTheGroup();
        reader->committed(at(ends, 20));
        return billing().total() == behind;
    }));
    EXPECT_TRUE(eventually([&] {
        staysInTheGroup();
        return billing().worst() == LagStatus::Stall;
    })) << "it is there, and commits nothing more";
    for (const auto& partition : billing().partitions)
        if (partition.messages().value_or(0) > 0) {
            ASSERT_TRUE(partition.secondsBehind);
            EXPECT_GT(*partition.secondsBehind, 5);
        }

    reader.reset(); // its membership ends with its session
    EXPECT_TRUE(comesTo(LagStatus::Stop));
    EXPECT_EQ(billing().readers, 0u);
}

TEST_F(WatchedKafka, ABrokerThatIsAwayIsSaidAndWhatWasKnownStays)
{
    ASSERT_TRUE(eventlog::ensureTopics(m_target));
    write(10);
    const auto ours = [&] { return m_watch.part()->groups.at(0); };
    ASSERT_TRUE(eventually([&] { return ours().total() == 10u; }));
    broker().pause();
    const bool said = eventually([&] { return m_watch.part()->problem == "log_down"; });
    const auto then = ours().measuredAt;
    EXPECT_EQ(ours().total(), 10u);
    broker().unpause();
    EXPECT_TRUE(said);
    EXPECT_TRUE(eventually([&] { return m_watch.part()->problem.empty() && ours().measuredAt > then; }));
}

/// The cluster profile as the programs compose it.
class LagOfACluster : public ::testing::Test, protected ComposedBackend
{
protected:
    LagOfACluster()
        : m_redis({"--appendfsync", "always"})
        , m_sql(SqlServer::mariaDb())
    {
        m_config.redis.port = m_redis.port();
        useKafka(broker());
        useSql(*m_sql, "mariadb");
        start();
    }
    ~LagOfACluster() override { stop(); }

    GroupLag ours() const
    {
        const auto lag = m_backend->snapshot()->lag;
        return lag ? lag->groups.at(0) : GroupLag();
    }
    static std::int64_t saved(const GroupLag& group)
    {
        std::int64_t sum = 0;
        for (const auto& partition : group.partitions)
            sum += partition.committed.value_or(0);
        return sum;
    }
    std::uint64_t issued() const
    {
        std::uint64_t sum = 0;
        const auto snapshot = m_backend->snapshot();
        for (const auto& view : snapshot->events)
            if (view.event.instance)
                sum += view.event.instance->issued;
        return sum;
    }
    RedisServer m_redis;
    std::unique_ptr<SqlServer> m_sql;
};

TEST_F(LagOfACluster, OurGroupStallsWhileTheLedgersServerIsPausedAndIsWellAfterwards)
{
    ASSERT_TRUE(eventually([&](const Snapshot&) { return ours().worst() == LagStatus::Ok && ours().total() == 0u; }));
    ASSERT_TRUE(rehearse(10));
    ASSERT_TRUE(eventually([&](const Snapshot&) { return issued() > 50; }));
    m_sql->pause();
    const bool stalled = eventually([&](const Snapshot&) { return ours().worst() == LagStatus::Stall; });
    const auto then = ours();
    m_sql->unpause();
    EXPECT_TRUE(stalled);
    EXPECT_GT(then.total().value_or(0), 0u);
    EXPECT_EQ(then.readers, 1u);
    EXPECT_FALSE(then.problem.empty()) << "that the ledger cannot be read is said too";
    EXPECT_TRUE(eventually([&](const Snapshot&) {
        const auto now = ours();
        return now.problem.empty() && now.worst() == LagStatus::Ok && now.total() == 0u &&
               saved(now) > saved(then);
    })) << ours().problem
        << " " << ours().detail << ", " << ours().total().value_or(0) << " left, " << saved(ours())
        << " saved";
}
