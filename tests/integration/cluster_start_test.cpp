#include "tests/support/composed_backend.h"
#include "tests/support/coupon_crowd.h"
#include "tests/support/redis_cluster.h"

using namespace firstcome;
using namespace firstcome::testing;

namespace {

/// The cluster profile as the programs compose it, on a Redis Cluster of which a master is away as the node starts.
class ClusterStart : public ::testing::Test, protected ComposedBackend
{
protected:
    ClusterStart()
    {
        m_config.redis.cluster = m_cluster.addresses();
        useKafka(m_kafka);
    }
    ~ClusterStart() override { stop(); }
    static const EventView* viewOf(const Snapshot& snapshot, const std::string& coupon)
    {
        for (const auto& view : snapshot.events)
            if (view.event.draft.couponId.str() == coupon)
                return &view;
        return nullptr;
    }
    /// Opens one, and says which master has it.
    std::size_t openEvent(const std::string& coupon)
    {
        issuing::EventDraft draft;
        draft.couponId = *issuing::CouponId::parse(coupon);
        draft.name = coupon;
        draft.total = 500;
        EXPECT_TRUE(ask(CreateEvent{"console", draft}));
        for (const auto act : {issuing::Act::Arm, issuing::Act::Open}) {
            EXPECT_TRUE(eventually([&](const Snapshot& s) {
                const auto* view = viewOf(s, coupon);
                return view && view->goNoGo && view->goNoGo->green();
            }));
            const auto seen = m_backend->snapshot();
            const auto done = ask(ActOnEvent{"console", draft.couponId, act, viewOf(*seen, coupon)->event.version});
            EXPECT_TRUE(done) << done.error().code << ' ' << done.error().detail;
        }
        const auto seen = m_backend->snapshot();
        return m_cluster.masterOf("{" + viewOf(*seen, coupon)->event.instance->id.str() + "}");
    }
    SeenReply attempt(const std::string& coupon, const std::string& prefix)
    {
        Wave wave(m_backend->snapshot()->port, coupon);
        return wave.tryFor(peopleNamed(prefix, 1, 1)).front();
    }

    RedisCluster m_cluster;
    KafkaServer m_kafka;
};

} // namespace

TEST_F(ClusterStart, ANodeServesTheEventsOfTheOtherMastersAtOnce)
{
    start();
    const auto list = m_cluster.masterOf("fc:instances");
    std::string away, there;
    for (int i = 0; away.empty() || there.empty(); ++i) { // the list of all of them is on the one that goes
        const std::string coupon = "C" + std::to_string(i);
        (openEvent(coupon) == list ? away : there) = coupon;
        EXPECT_EQ(attempt(coupon, "before-").status, 202);
    }
    stop();
    m_cluster.server(list).kill();
    start();
    ASSERT_TRUE(eventually([&](const Snapshot& s) {
        const auto* view = viewOf(s, there);
        return s.port != 0 && s.eventsKnown && view && view->event.instance;
    })) << m_backend->snapshot()->store.code << ' ' << m_backend->snapshot()->store.detail;
    ASSERT_TRUE(eventually([&](const Snapshot&) { return attempt(there, "during-").status != 503; }));
    EXPECT_EQ(attempt(there, "then-").status, 202);
    EXPECT_EQ(attempt(there, "before-").status, 409);
    EXPECT_EQ(attempt(away, "during-").status, 503);
    EXPECT_EQ(m_backend->snapshot()->store.code, "store_impaired");
    ASSERT_TRUE(eventually([&](const Snapshot& s) { return viewOf(s, there)->event.instance->issued == 3; }))
        << "and shows how far it has come";
    m_cluster.server(list).start();
    ASSERT_TRUE(eventually([&](const Snapshot&) { return attempt(away, "after-").status != 503; }));
    EXPECT_EQ(attempt(away, "before-").status, 409);
    ASSERT_TRUE(eventually([&](const Snapshot& s) {
        return s.store.health == PartHealth::Fine && viewOf(s, away)->event.instance;
    })) << m_backend->snapshot()->store.code;
}
