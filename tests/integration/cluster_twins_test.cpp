// Broken twins of the cluster profile's parts. Each takes the place of the good part under a check that the
// good one passes, and the check has to find it out: one that cannot tell them apart checks nothing.
//
// Others stand beside the checks that are theirs: 0 rows taken as done and the offset before the commit in
// tests/contract/ledger_checks.h (for every SQL server), no high-water check in redis_rebuild_test.cpp, and
// those of the embedded profile, `synchronous=OFF` and the answer before the commit, in
// embedded_power_cut_test.cpp.
#include "backend/eventlog/kafka_event_log.h"
#include "backend/eventlog/outbox_relay.h"
#include "backend/stock/redis_stock_store.h"
#include "tests/support/kafka_server.h"
#include "tests/support/lane_driver.h"
#include "tests/support/memory_outbox.h"
#include "tests/support/node_program.h"
#include "tests/support/promise_check.h"
#include "tests/support/redis_server.h"

#include <gtest/gtest.h>

#include <functional>
#include <gmock/gmock.h>
#include <memory>
#include <optional>
#include <set>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;
using issuing::Act;
using issuing::Verdict;
using ::testing::IsEmpty;
using ::testing::Not;

namespace {

constexpr std::uint32_t kTotal = 10;
const core::SystemClock kClock;

using ChangeScripts = std::function<void(stock::RedisScripts&)>;
using MakeLane =
    std::function<std::unique_ptr<stock::StockLane>(stock::StockStore&, boost::asio::io_context&)>;

/// Passes everything on; a twin takes the attempt.
class LaneDecorator : public stock::StockLane
{
public:
    explicit LaneDecorator(std::unique_ptr<stock::StockLane> inner)
        : m_inner(std::move(inner))
    {
    }
    void attempt(const stock::Attempt& attempt, stock::AttemptSink& sink) override
    {
        m_inner->attempt(attempt, sink);
    }
    void find(const stock::Attempt& attempt, stock::AttemptSink& sink) override
    {
        m_inner->find(attempt, sink);
    }
    std::size_t inFlight() const override { return m_inner->inFlight(); }

protected:
    std::unique_ptr<stock::StockLane> m_inner;
};

/// One node's store on a Redis server of its own, with an instance that is open.
class OpenStore
{
public:
    explicit OpenStore(const ChangeScripts& changeScripts = {}, const MakeLane& makeLane = {})
    {
        stock::RedisStoreOptions options;
        options.target = m_redis.target();
        options.changeScripts = changeScripts;
        m_store = std::make_unique<stock::RedisStockStore>(options, kClock);
        EXPECT_TRUE(m_store->start());
        m_lane = std::make_unique<LaneDriver>(
            [&](boost::asio::io_context& context) {
                return makeLane ? makeLane(*m_store, context) : m_store->openLane(context);
            },
            kClock);
        m_instance.id = issuing::InstanceId::random();
        m_instance.couponId = *issuing::CouponId::parse("C");
        m_instance.total = kTotal;
        m_instance = m_store->create(m_instance).value();
        act(Act::Open);
    }
    ~OpenStore()
    {
        m_lane.reset();
        m_store->stop();
    }
    void act(Act what) { m_instance = m_store->act(m_instance.id, what, m_instance.version).value(); }
    stock::AttemptReply attempt(const std::string& person)
    {
        const auto reply = m_lane->attempt(m_instance.id, person);
        m_promise.shown(person, reply);
        return reply;
    }
    std::vector<std::string> violations() { return m_promise.violations(*m_store, m_instance.id, kTotal); }
    stock::RedisKeys keys() const { return stock::RedisKeys(m_instance.id); }
    stock::StockStore& store() { return *m_store; }
    RedisServer& redis() { return m_redis; }

private:
    RedisServer m_redis;
    std::unique_ptr<stock::RedisStockStore> m_store;
    std::unique_ptr<LaneDriver> m_lane;
    issuing::Instance m_instance;
    PromiseCheck m_promise;
};

/// `attempt.lua` with a piece of it replaced.
ChangeScripts replacing(std::string piece, std::string by)
{
    return [piece, by](stock::RedisScripts& scripts) {
        std::string text = scripts.attempt.text;
        const auto at = text.find(piece);
        ASSERT_NE(at, std::string::npos) << piece;
        text.replace(at, piece.size(), by);
        scripts.attempt = stock::redisScript(std::move(text));
    };
}

// ---- Duplicate check after the state check

/// A winner is told so, with the slot they have, in every state.
std::vector<std::string> winnersInEveryState(const ChangeScripts& scripts)
{
    OpenStore store(scripts);
    EXPECT_EQ(store.attempt("winner").slot, 1u);
    for (const auto act : {Act::Pause, Act::Unpause, Act::Close, Act::Finish}) {
        store.act(act);
        store.attempt("winner");
    }
    return store.violations();
}

/// The line that knows the winner, behind the one that knows the state.
const ChangeScripts looksAtTheStateFirst =
    replacing("local won = not word and winners[person]",
              "word = word or why_not(person)\n    local won = not word and winners[person]");

// ---- No epoch check

/// An older store comes back in the place of the one that was rebuilt from it, and has issued as much to
/// others meanwhile. Whom it tells anything all the same.
std::vector<std::string> toldByAnOlderStore(const ChangeScripts& scripts)
{
    OpenStore store(scripts);
    auto redis = store.redis().connect();
    const auto keys = store.keys();
    const auto epoch = std::stoull(redis.ask({"HGET", keys.instance, "epoch"}).text);
    redis.ask({"HSET", keys.instance, "epoch", std::to_string(epoch + 1)}); // it was rebuilt
    for (const char* person : {"a", "b", "c"})
        EXPECT_TRUE(comesTrue([&] { return store.attempt(person).slot != 0; }));
    redis.ask({"MULTI"});
    redis.ask({"HSET", keys.instance, "epoch", std::to_string(epoch)});
    redis.ask({"DEL", keys.winners});
    redis.ask({"HSET", keys.winners, "x", "1:1", "y", "2:1", "z", "3:1"});
    redis.ask({"EXEC"});
    std::vector<std::string> told;
    for (const char* person : {"a", "d", "b"})
        if (store.attempt(person).verdict != Verdict::Unavailable)
            told.emplace_back(person);
    return told;
}

// ---- Sold-out shortcut without winners

/// Everybody asks again once there is no more.
std::vector<std::string> askedAgainWhenSoldOut(const MakeLane& makeLane)
{
    OpenStore store({}, makeLane);
    const auto names = people("p", kTotal + 3);
    for (int time = 0; time < 2; ++time)
        for (const auto& name : names)
            store.attempt(name);
    return store.violations();
}

/// Says sold out by itself as soon as the store has said so once.
class RemembersOnlySoldOut final : public LaneDecorator
{
public:
    using LaneDecorator::LaneDecorator;
    ~RemembersOnlySoldOut() override { m_inner.reset(); } // it answers what is open
    void attempt(const stock::Attempt& attempt, stock::AttemptSink& sink) override
    {
        if (!m_soldOut)
            return m_inner->attempt(attempt, *new Watch(sink, m_soldOut));
        stock::AttemptReply reply;
        reply.verdict = Verdict::SoldOut;
        sink.onReply(reply);
    }

private:
    /// Deletes itself once answered.
    struct Watch final : stock::AttemptSink
    {
        Watch(stock::AttemptSink& to, bool& soldOut)
            : to(to)
            , soldOut(soldOut)
        {
        }
        void onReply(const stock::AttemptReply& reply) override
        {
            soldOut = soldOut || reply.verdict == Verdict::SoldOut;
            to.onReply(reply);
            delete this;
        }
        stock::AttemptSink& to;
        bool& soldOut;
    };
    bool m_soldOut = false;
};

// ---- Answer before the store has decided

/// Redis is killed while people ask, and started again; they ask until they know.
std::vector<std::string> killedWhilePeopleAsk(const MakeLane& makeLane)
{
    OpenStore store({}, makeLane);
    EXPECT_EQ(store.attempt("first").slot, 1u);
    store.redis().kill();
    store.attempt("second");
    store.redis().start();
    EXPECT_TRUE(comesTrue([&] { return store.attempt("third").slot != 0; }));
    EXPECT_TRUE(comesTrue([&] { return store.store().probe().has_value(); }));
    return store.violations();
}

/// Tells people the slot that they will most likely get, and then asks the store for it.
class AnswersFirst final : public LaneDecorator
{
public:
    using LaneDecorator::LaneDecorator;
    ~AnswersFirst() override { m_inner.reset(); }
    void attempt(const stock::Attempt& attempt, stock::AttemptSink& sink) override
    {
        stock::AttemptReply reply;
        reply.verdict = Verdict::Accepted;
        reply.slot = ++m_likely;
        sink.onReply(reply);
        m_inner->attempt(attempt, m_ignored);
    }

private:
    struct Ignored final : stock::AttemptSink
    {
        void onReply(const stock::AttemptReply&) override {}
    };
    Ignored m_ignored;
    std::uint32_t m_likely = 0;
};

template <class Twin>
std::unique_ptr<stock::StockLane> made(stock::StockStore& store, boost::asio::io_context& context)
{
    return std::make_unique<Twin>(store.openLane(context));
}

// ---- Trim before confirmation

/// Lets go of what it hands out, whether or not the log has it.
class LetsGoAtOnce final : public eventlog::Outbox
{
public:
    explicit LetsGoAtOnce(eventlog::Outbox& inner)
        : m_inner(inner)
    {
    }
    core::Result<void> open() override { return m_inner.open(); }
    void close() override { m_inner.close(); }
    core::Result<std::vector<eventlog::OutboxInstance>> claim() override { return m_inner.claim(); }
    core::Result<std::vector<eventlog::LogRecord>> read(const issuing::InstanceId& instance,
                                                        std::uint32_t afterSlot, std::size_t limit) override
    {
        auto records = m_inner.read(instance, afterSlot, limit);
        if (records && !records->empty())
            (void)m_inner.confirm(instance, records->back().issue.slot);
        return records;
    }
    core::Result<void> confirm(const issuing::InstanceId& instance, std::uint32_t slot) override
    {
        return m_inner.confirm(instance, slot);
    }

private:
    eventlog::Outbox& m_inner;
};

/// The slots up to `last` that are not in the log.
std::set<std::uint32_t> missingInLog(const eventlog::KafkaTarget& target, std::uint32_t last)
{
    std::set<std::uint32_t> missing;
    for (std::uint32_t slot = 1; slot <= last; ++slot)
        missing.insert(slot);
    eventlog::KafkaEventLog reader(target);
    std::size_t waiting = 0, read = 0;
    const auto ends = reader.ends().value();
    for (const auto& end : ends)
        waiting += static_cast<std::size_t>(end.endOffset);
    EXPECT_TRUE(comesTrue([&] { // the group may take a while to give out its partitions
        const auto records = reader.poll(100, 100ms);
        if (!records)
            (void)reader.open({});
        else
            for (const auto& record : *records) {
                missing.erase(record.issue.slot);
                ++read;
            }
        return read >= waiting;
    }));
    return missing;
}

/// The way to the brokers breaks, then the relay's process ends; another goes on in its place.
std::set<std::uint32_t> lostBetweenOutboxAndLog(KafkaServer& broker, bool letsGoAtOnce)
{
    const auto target = broker.target();
    issuing::Instance instance;
    instance.id = issuing::InstanceId::random();
    instance.couponId = *issuing::CouponId::parse("C");
    instance.total = 100;
    MemoryOutbox outbox;
    outbox.add(instance);
    outbox.accept(instance.id, people("a", 10));
    const auto isThrough = [&](eventlog::OutboxRelay& relay, std::uint32_t slot) {
        EXPECT_TRUE(comesTrue([&] {
            return outbox.confirmed(instance.id) >= slot && relay.status()->inFlight == 0;
        })) << relay.status()->detail;
    };
    {
        LetsGoAtOnce twin(outbox);
        eventlog::OutboxRelay relay(letsGoAtOnce ? static_cast<eventlog::Outbox&>(twin) : outbox, target,
                                    kClock);
        relay.start();
        isThrough(relay, 10);
        broker.wayTo().cut();
        outbox.accept(instance.id, people("b", 50));
        // The twin's relay may have the first ten on their way as well.
        EXPECT_TRUE(comesTrue([&] { return relay.status()->inFlight >= 50; }));
        relay.stop();
    }
    broker.wayTo().pass();
    outbox.accept(instance.id, people("c", 1));
    eventlog::OutboxRelay relay(outbox, target, kClock);
    relay.start();
    isThrough(relay, 61);
    relay.stop();
    return missingInLog(target, 61);
}

} // namespace

TEST(ClusterTwins, TheDuplicateCheckAfterTheStateCheckIsCaught)
{
    EXPECT_THAT(winnersInEveryState({}), IsEmpty());
    EXPECT_THAT(winnersInEveryState(looksAtTheStateFirst), Not(IsEmpty()));
}

TEST(ClusterTwins, NoEpochCheckIsCaught)
{
    EXPECT_THAT(toldByAnOlderStore({}), IsEmpty());
    EXPECT_THAT(toldByAnOlderStore(replacing("seen_epoch ~= epoch", "false")), Not(IsEmpty()));
}

TEST(ClusterTwins, TheSoldOutShortcutWithoutWinnersIsCaught)
{
    EXPECT_THAT(askedAgainWhenSoldOut({}), IsEmpty());
    EXPECT_THAT(askedAgainWhenSoldOut(made<RemembersOnlySoldOut>), Not(IsEmpty()));
}

TEST(ClusterTwins, TheAnswerBeforeTheStoreIsCaught)
{
    EXPECT_THAT(killedWhilePeopleAsk({}), IsEmpty());
    EXPECT_THAT(killedWhilePeopleAsk(made<AnswersFirst>), Not(IsEmpty()));
}

TEST(ClusterTwins, TrimBeforeConfirmationIsCaught)
{
    KafkaServer broker(1, KafkaServer::Ways::Proxied);
    EXPECT_THAT(lostBetweenOutboxAndLog(broker, false), IsEmpty());
    EXPECT_THAT(lostBetweenOutboxAndLog(broker, true), Not(IsEmpty()));
}
