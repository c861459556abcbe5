#include "backend/eventlog/embedded_event_log.h"
#include "backend/stock/embedded_stock_store.h"
#include "tests/contract/event_log_contract.h"
#include "tests/support/faulty_vfs.h"
#include "tests/support/lane_driver.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_directory.h"

namespace firstcome::testing {

namespace {

/// The embedded store and readers of its file, on a disk that can fail.
class EmbeddedLogUnderTest final : public LogUnderTest
{
public:
    EmbeddedLogUnderTest()
    {
        stock::EmbeddedStoreOptions options;
        options.session.database.file = m_directory.path() / "store.db";
        options.session.database.vfs = m_vfs.name();
        options.retryFirst = 1ms;
        options.retryCap = 2ms;
        m_store = std::make_unique<stock::EmbeddedStockStore>(options, m_clock);
        EXPECT_TRUE(m_store->start());
    }
    ~EmbeddedLogUnderTest() override { m_store->stop(); }

    issuing::Instance openInstance(std::string_view couponId, std::uint32_t total, bool shadow) override
    {
        issuing::Instance instance;
        instance.id = issuing::InstanceId::random();
        instance.couponId = *issuing::CouponId::parse(couponId);
        instance.total = total;
        instance.shadow = shadow;
        const auto armed = m_store->create(instance).value();
        return m_store->act(armed.id, issuing::Act::Open, armed.version).value();
    }
    std::vector<issuing::Issue> accept(const issuing::Instance& instance,
                                       const std::vector<std::string>& people) override
    {
        LaneDriver lane(*m_store, m_clock);
        std::vector<issuing::Issue> issues;
        for (const auto& person : people) {
            m_clock.advance(1ms);
            const auto reply = lane.attempt(instance.id, person);
            EXPECT_EQ(reply.verdict, issuing::Verdict::Accepted);
            issues.push_back({instance.id, *issuing::PublicId::parse(person), reply.slot, reply.acceptedAt});
        }
        return issues;
    }
    void correctTotal(const issuing::Instance& instance, std::uint32_t total) override
    {
        EXPECT_TRUE(m_store->correctTotal(instance.id, total, m_store->poke(instance.id)->version));
    }
    std::unique_ptr<eventlog::EventLog> reader() override { return reader({}); }

    std::unique_ptr<eventlog::EventLog> reader(eventlog::EmbeddedEventLog::OnCommitted onCommitted)
    {
        return std::make_unique<eventlog::EmbeddedEventLog>(m_directory.path() / "store.db", m_vfs.name(),
                                                            m_store->feed(), std::move(onCommitted));
    }
    FaultyVfs& vfs() { return m_vfs; }
    stock::EmbeddedStockStore& store() { return *m_store; }
    const ManualClock& clock() const { return m_clock; }

private:
    TemporaryDirectory m_directory;
    FaultyVfs m_vfs;
    ManualClock m_clock;
    std::unique_ptr<stock::EmbeddedStockStore> m_store;
};

INSTANTIATE_TEST_SUITE_P(Kinds, EventLogContract,
                         ::testing::Values(LogKind{"Embedded",
                                                   [] { return std::make_unique<EmbeddedLogUnderTest>(); }}),
                         [](const auto& kind) { return kind.param.name; });

} // namespace

TEST(EmbeddedEventLogTest, TheStoreHearsWhatIsCommittedAlsoAfterARestart)
{
    EmbeddedLogUnderTest kind;
    const auto instance = kind.openInstance("XMAS", 100, false);
    kind.accept(instance, people("p", 8));
    std::map<issuing::InstanceId, std::uint32_t> told;
    const auto hear = [&](const issuing::InstanceId& id, std::uint32_t slot) { told[id] = slot; };
    auto log = kind.reader(hear);
    ASSERT_TRUE(log->open({}));
    const auto records = log->poll(5, 1s).value();
    ASSERT_EQ(records.size(), 5u);
    EXPECT_TRUE(told.empty());
    const eventlog::LogPosition position{records.back().topic, records.back().partition, 6};
    log->committed({position});
    EXPECT_EQ(told[instance.id], 5u);
    told.clear();
    log = kind.reader(hear);
    ASSERT_TRUE(log->open({position}));
    EXPECT_EQ(log->poll(100, 1s)->size(), 3u);
    EXPECT_EQ(told[instance.id], 5u);
}

TEST(EmbeddedEventLogTest, AForgottenInstanceLeavesTheLog)
{
    EmbeddedLogUnderTest kind;
    const auto shadow = kind.openInstance("rehearsal-1", 10, true);
    kind.accept(shadow, people("p", 5));
    auto log = kind.reader();
    ASSERT_TRUE(log->open({}));
    ASSERT_TRUE(kind.store().forget(shadow.id));
    EXPECT_TRUE(log->poll(10, 1ms)->empty());
    EXPECT_TRUE(log->ends()->empty());
}

TEST(EmbeddedEventLogTest, InstancesTakeTurns)
{
    EmbeddedLogUnderTest kind;
    const auto big = kind.openInstance("BIG", 100, false);
    const auto small = kind.openInstance("SMALL", 100, false);
    kind.accept(big, people("b", 40));
    kind.accept(small, people("s", 2));
    auto log = kind.reader();
    ASSERT_TRUE(log->open({}));
    EXPECT_EQ(log->poll(10, 1s)->front().issue.instance, big.id);
    EXPECT_EQ(log->poll(10, 1s)->front().issue.instance, small.id);
}

TEST(EmbeddedEventLogTest, NothingIsReadWhileTheStoreRecoversAndAllOfItAfterwards)
{
    EmbeddedLogUnderTest kind;
    const auto instance = kind.openInstance("XMAS", 100, false);
    kind.accept(instance, people("p", 5));
    auto log = kind.reader();
    ASSERT_TRUE(log->open({}));
    EXPECT_EQ(log->poll(100, 1s)->size(), 5u);

    kind.vfs().setSyncsFail(true);
    {
        LaneDriver lane(kind.store(), kind.clock());
        EXPECT_EQ(lane.attempt(instance.id, "undurable").reason, issuing::UnavailableReason::StoreDown);
    }
    const auto whileDown = log->poll(100, 1ms);
    ASSERT_FALSE(whileDown);
    EXPECT_EQ(whileDown.error().code, "log_down");
    EXPECT_EQ(log->ends().error().code, "log_down");

    kind.vfs().setSyncsFail(false);
    while (kind.store().status().health != stock::StoreHealth::Ready)
        std::this_thread::sleep_for(1ms);
    const auto stored = kind.store().readIssues(instance.id, 0, 100).value();
    std::size_t seen = 5;
    while (seen < stored.size()) {
        const auto records = log->poll(100, 10s).value();
        ASSERT_FALSE(records.empty());
        seen += records.size();
    }
    EXPECT_EQ(seen, stored.size());
}

} // namespace firstcome::testing
