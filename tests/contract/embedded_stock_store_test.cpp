#include "backend/stock/embedded_stock_store.h"
#include "tests/contract/stock_store_contract.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_directory.h"

#include <filesystem>
#include <fstream>

namespace firstcome::testing {

namespace {

class EmbeddedUnderTest final : public StoreUnderTest
{
public:
    explicit EmbeddedUnderTest(std::uint64_t outboxLimit)
    {
        m_options.session.database.file = m_directory.path() / "data" / "store.db";
        m_options.session.outboxLimit = outboxLimit;
        m_options.maxBatch = 64; // so that races take many batches
        restart();
    }
    ~EmbeddedUnderTest() override
    {
        if (m_store)
            m_store->stop();
    }
    stock::StockStore& store() override { return *m_store; }
    const core::Clock& clock() const override { return m_clock; }
    void advance(std::chrono::microseconds by) override { m_clock.advance(by); }
    void restart() override
    {
        if (m_store)
            m_store->stop();
        m_store = std::make_unique<stock::EmbeddedStockStore>(m_options, m_clock);
        const auto started = m_store->start();
        EXPECT_TRUE(started);
        EXPECT_EQ(m_store->status().health, stock::StoreHealth::Ready) << m_store->status().detail;
    }

private:
    TemporaryDirectory m_directory;
    ManualClock m_clock;
    stock::EmbeddedStoreOptions m_options;
    std::unique_ptr<stock::EmbeddedStockStore> m_store;
};

INSTANTIATE_TEST_SUITE_P(Kinds, StockStoreContract,
                         ::testing::Values(StoreKind{"Embedded",
                                                     [](std::uint64_t outboxLimit) {
                                                         return std::make_unique<EmbeddedUnderTest>(
                                                             outboxLimit);
                                                     }}),
                         nameOfKind);

/// Collects replies on a context that the test runs by hand.
struct CountingSink final : stock::AttemptSink
{
    std::vector<stock::AttemptReply> replies;
    void onReply(const stock::AttemptReply& reply) override { replies.push_back(reply); }
};

class EmbeddedStockStoreTest : public ::testing::Test
{
protected:
    stock::EmbeddedStockStore& start(stock::EmbeddedStoreOptions options = {})
    {
        options.session.database.file = m_directory.path() / "store.db";
        m_store = std::make_unique<stock::EmbeddedStockStore>(std::move(options), m_clock);
        EXPECT_TRUE(m_store->start());
        return *m_store;
    }
    void TearDown() override { m_store.reset(); }

    issuing::Instance openInstance(std::uint32_t total)
    {
        issuing::Instance instance;
        instance.id = issuing::InstanceId::random();
        instance.couponId = *issuing::CouponId::parse("C");
        instance.total = total;
        const auto armed = m_store->create(instance).value();
        return m_store->act(armed.id, issuing::Act::Open, armed.version).value();
    }

    TemporaryDirectory m_directory;
    ManualClock m_clock;
    std::unique_ptr<stock::EmbeddedStockStore> m_store;
};

} // namespace

TEST_F(EmbeddedStockStoreTest, MoreThanALaneHoldsIsOverloadedAndNeverAnsweredWithinTheCall)
{
    stock::EmbeddedStoreOptions options;
    options.laneCapacity = 8;
    auto& store = start(options);
    const auto instance = openInstance(100);
    boost::asio::io_context context;
    auto lane = store.openLane(context);
    CountingSink sink;
    for (int i = 1; i <= 13; ++i) {
        const auto person = *issuing::PublicId::parse("p" + std::to_string(i));
        lane->attempt({instance.id, person, m_clock.steady() + 1s}, sink);
    }
    EXPECT_TRUE(sink.replies.empty());
    EXPECT_EQ(lane->inFlight(), 13u);
    context.run(); // the lane keeps it busy until the last answer
    EXPECT_EQ(lane->inFlight(), 0u);
    ASSERT_EQ(sink.replies.size(), 13u);
    const auto overloaded = std::ranges::count(sink.replies, issuing::UnavailableReason::Overloaded,
                                               &stock::AttemptReply::reason);
    const auto accepted =
        std::ranges::count(sink.replies, issuing::Verdict::Accepted, &stock::AttemptReply::verdict);
    EXPECT_EQ(overloaded, 5);
    EXPECT_EQ(accepted, 8);
}

TEST_F(EmbeddedStockStoreTest, AClockThatGoesBackTakesNothingBack)
{
    auto& store = start();
    issuing::Instance planned;
    planned.id = issuing::InstanceId::random();
    planned.couponId = *issuing::CouponId::parse("C");
    planned.total = 5;
    planned.opensAt = m_clock.wall() + 10s;
    const auto instance = store.create(planned).value();
    LaneDriver lane(store, m_clock);
    m_clock.advance(10s);
    const auto first = lane.attempt(instance.id, "a");
    m_clock.advance(-60s);
    const auto second = lane.attempt(instance.id, "b");
    EXPECT_EQ(second.verdict, issuing::Verdict::Accepted) << "open stays open";
    EXPECT_EQ(second.acceptedAt, first.acceptedAt);
}

TEST_F(EmbeddedStockStoreTest, ADatabaseThatLacksWhatWasAnsweredIsSuspended)
{
    start();
    const auto instance = openInstance(10);
    const auto file = m_directory.path() / "store.db";
    m_store->stop();
    std::filesystem::copy_file(file, m_directory.path() / "backup.db");
    ASSERT_TRUE(m_store->start());
    {
        LaneDriver lane(*m_store, m_clock);
        EXPECT_EQ(lane.attempt(instance.id, "a").verdict, issuing::Verdict::Accepted);
    }
    m_store->stop();
    std::filesystem::copy_file(m_directory.path() / "backup.db", file,
                               std::filesystem::copy_options::overwrite_existing);
    ASSERT_TRUE(m_store->start());
    EXPECT_EQ(m_store->status().health, stock::StoreHealth::Failed);
    EXPECT_EQ(m_store->status().problem, "corrupt");
    LaneDriver lane(*m_store, m_clock);
    EXPECT_EQ(lane.attempt(instance.id, "b").reason, issuing::UnavailableReason::Suspended);
    EXPECT_FALSE(m_store->poke(instance.id));
}

TEST_F(EmbeddedStockStoreTest, ADatabaseWithAGapIsCorruptAndNotServed)
{
    start();
    const auto instance = openInstance(10);
    {
        LaneDriver lane(*m_store, m_clock);
        lane.attemptAll(instance.id, people("p", 3));
    }
    m_store->stop();
    {
        stock::SqliteConnection connection;
        ASSERT_TRUE(connection.open({m_directory.path() / "store.db", "", false}));
        ASSERT_TRUE(connection.execute("DELETE FROM issues WHERE person = 'p2'"));
    }
    ASSERT_TRUE(m_store->start());
    EXPECT_EQ(m_store->status().health, stock::StoreHealth::Recovering);
    EXPECT_EQ(m_store->status().problem, "corrupt");
    LaneDriver lane(*m_store, m_clock);
    EXPECT_EQ(lane.attempt(instance.id, "p4").reason, issuing::UnavailableReason::StoreDown);
}

TEST_F(EmbeddedStockStoreTest, AFileThatIsNoDatabaseIsCorrupt)
{
    std::ofstream(m_directory.path() / "store.db") << std::string(8192, 'x');
    start();
    EXPECT_EQ(m_store->status().problem, "corrupt");
}

TEST_F(EmbeddedStockStoreTest, NumbersOfForgottenInstancesAreNotUsedAgain)
{
    auto& store = start();
    const auto numberOf = [&](const issuing::Instance& instance) {
        stock::IssueReader reader(m_directory.path() / "store.db", "", store.feed());
        std::uint32_t number = 0;
        EXPECT_TRUE(reader.consistently([&] {
            return reader.instances().map([&](const std::vector<stock::StoredInstance>& all) {
                for (const auto& stored : all)
                    if (stored.instance.id == instance.id)
                        number = stored.number;
            });
        }));
        return number;
    };
    const auto first = openInstance(10);
    const auto firstNumber = numberOf(first);
    EXPECT_NE(firstNumber, 0u);
    ASSERT_TRUE(store.forget(first.id));
    EXPECT_GT(numberOf(openInstance(10)), firstNumber);
}

TEST_F(EmbeddedStockStoreTest, TheLogOfWritesStaysBounded)
{
    stock::EmbeddedStoreOptions options;
    options.maxBatch = 1;
    options.session.walSoftPages = 16;
    options.session.walHardPages = 64;
    auto& store = start(options);
    const auto instance = openInstance(5000);
    {
        LaneDriver lane(store, m_clock);
        lane.attemptAll(instance.id, people("p", 2000));
    }
    // Each of 2,000 commits wrote a page and more; without bounds that is over 8 MB.
    EXPECT_LT(std::filesystem::file_size(m_directory.path() / "store.db-wal"), 4u * 64 * 4200);
    EXPECT_EQ(allIssues(store, instance.id).size(), 2000u);
}

} // namespace firstcome::testing
