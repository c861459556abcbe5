#include "tests/support/redis_rebuild.h"
#include "tests/support/tcp_proxy.h"

using namespace firstcome;
using namespace firstcome::testing;

TEST_F(RedisClusterRebuild, AMasterThatWasEmptiedIsFilledAgainWhileTheOthersIssue)
{
    Node& one = node("one");
    Node& two = node("two");
    m_instance = openInstance(*one.store);
    auto another = openInstance(*one.store);
    while (&masterOf(another) == &masterOf(m_instance))
        another = openInstance(*one.store);
    attempts(one, "a-", 150);
    attempts(two, "b-", 150);
    EXPECT_EQ(one.lane->attempt(another.id, "kim").slot, 1u);
    carry(120);
    auto& master = masterOf(m_instance);
    master.kill();
    EXPECT_EQ(two.lane->attempt(another.id, "lee").slot, 2u);
    master.wipe();
    master.start();
    ASSERT_TRUE(showsAtRisk(one, 300, 150));
    ASSERT_TRUE(showsAtRisk(two, 300, 150));
    EXPECT_EQ(one.lane->attempt(another.id, "park").slot, 3u);
    EXPECT_EQ(one.store->status().suspended.count(another.id), 0u);
    const auto report = rebuild(two);
    ASSERT_TRUE(report) << report.error().code << ' ' << report.error().detail;
    EXPECT_EQ(report->named, 300u);
    EXPECT_EQ(report->voided, 0u);
    expectExactAfter(one, 301);
    EXPECT_EQ(two.lane->attempt(m_instance.id, "a-7").verdict, Verdict::Duplicate);
    EXPECT_EQ(two.lane->attempt(another.id, "kim").slot, 1u);
}

TEST_F(RedisClusterRebuild, WhatIsOnTheOtherMastersIsAuditedWhileOneIsAway)
{
    Node& one = node("one");
    m_instance = openInstance(*one.store);
    auto another = openInstance(*one.store);
    while (&masterOf(another) == &masterOf(m_instance))
        another = openInstance(*one.store);
    attempts(one, "a-", 20);
    carry(20);
    const auto paused = one.store->act(m_instance.id, issuing::Act::Pause, m_instance.version).value();
    another = one.store->act(another.id, issuing::Act::Pause, another.version).value();
    local::Auditor auditor(*one.store, m_log, std::make_unique<ledger::SqlLedger>(m_target, m_clock), m_clock);
    auditor.start();
    masterOf(another).kill();
    ASSERT_TRUE(comesTrue([&] { return one.store->status().health == stock::StoreHealth::Impaired; }));
    core::Result<issuing::AuditReport> report;
    EXPECT_TRUE(comesTrue([&] {
        report = auditor.auditAndWait(paused);
        return report.has_value();
    })) << report.error().code << ' ' << report.error().detail;
    EXPECT_TRUE(report && report->closed);
    EXPECT_EQ(one.store->status().health, stock::StoreHealth::Impaired);
    EXPECT_TRUE(comesTrue([&] { // that it is away is told at once, and that it is not heard of by the next look
        const auto refused = auditor.auditAndWait(another);
        EXPECT_FALSE(refused) << "of that one nobody knows";
        return refused || refused.error().code == "store_down";
    }));
    auditor.stop();
}

TEST_F(RedisRebuild, AnOlderCopyIsBroughtUpToWhatPeopleWereShown)
{
    Node& one = node("one");
    m_instance = openInstance(*one.store);
    attempts(one, "a-", 300);
    carry(100);
    keepCopy();
    attempts(one, "b-", 200);
    carry(350);
    goBackToCopy();
    ASSERT_TRUE(showsAtRisk(one, 200, 200));
    EXPECT_EQ(suspension(one)->people.size(), 100u);
    EXPECT_EQ(suspension(one)->people.front().slot, 301u);
    EXPECT_EQ(one.lane->attempt(m_instance.id, "a-1").reason, UnavailableReason::Suspended);
    const auto report = rebuild(one);
    ASSERT_TRUE(report) << report.error().code << ' ' << report.error().detail;
    EXPECT_EQ(report->named, 500u);
    EXPECT_EQ(report->republished, 150u);
    EXPECT_EQ(report->voided, 0u);
    EXPECT_EQ(report->contradicted, 0u);
    auto redis = m_redis.connect();
    const auto outbox = stock::RedisKeys(m_instance.id).outbox;
    EXPECT_EQ(redis.ask({"XLEN", outbox}).integer, 0);
    for (const auto* given : {"1-0", "301-0", "500-0"})
        EXPECT_THROW(redis.ask({"XADD", outbox, given, "p", "x"}), std::runtime_error) << "they are somebody's";
    expectExactAfter(one, 501);
    EXPECT_EQ(one.lane->attempt(m_instance.id, "b-7").verdict, Verdict::Duplicate);
}

TEST_F(RedisRebuild, WhatItTakesThePlaceOfIsFreedBesideTheOtherEvents)
{
    Node& one = node("one");
    m_instance = openInstance(*one.store);
    attempts(one, "a-", 100);
    keepCopy();
    attempts(one, "b-", 10);
    goBackToCopy();
    ASSERT_TRUE(showsAtRisk(one, 10, 10));
    auto redis = m_redis.connect();
    redis.ask({"CONFIG", "RESETSTAT"});
    ASSERT_TRUE(rebuild(one));
    const auto told = redis.ask({"INFO", "commandstats"}).text; // of what scripts call too
    EXPECT_NE(told.find("cmdstat_unlink:"), std::string::npos);
    EXPECT_EQ(told.find("cmdstat_del:"), std::string::npos) << "a million winners would hold everybody up";
    expectExactAfter(one, 111);
}

TEST_F(RedisRebuild, AnEmptyServerIsFilledAgainHoweverOftenItIsCutShort)
{
    Node& one = node("one");
    m_instance = openInstance(*one.store);
    attempts(one, "a-", 300);
    carry(120);
    loseEverything();
    ASSERT_TRUE(showsAtRisk(one, 300, 300));
    m_failures = 2;
    EXPECT_EQ(rebuild(one).error().code, "log_down");
    EXPECT_TRUE(comesTrue([&] { return suspension(one) && suspension(one)->rebuilding; }));
    EXPECT_EQ(one.lane->attempt(m_instance.id, "new").reason, UnavailableReason::Suspended);
    m_redis.kill(); // and the server goes in the midst of it
    m_redis.start();
    EXPECT_TRUE(comesTrue([&] { return suspension(one) && suspension(one)->rebuilding; }));
    EXPECT_EQ(rebuild(one).error().code, "log_down");
    const auto report = rebuild(one);
    ASSERT_TRUE(report) << report.error().code << ' ' << report.error().detail;
    EXPECT_EQ(report->named, 300u);
    EXPECT_EQ(rebuild(one).error().code, "not_suspended");
    expectExactAfter(one, 301);
}

TEST_F(RedisRebuild, SlotsThatNobodyCanBeNamedForAreVoidAndGoToNobodyElse)
{
    Node& one = node("one", false); // no journal
    m_instance = openInstance(*one.store);
    attempts(one, "a-", 300);
    carry(100);
    keepCopy();
    const auto lost = people("lost-", 50);
    (void)one.lane->attemptAll(m_instance.id, lost);
    goBackToCopy();
    ASSERT_TRUE(showsAtRisk(one, 50, 0));
    const auto report = rebuild(one);
    ASSERT_TRUE(report) << report.error().code << ' ' << report.error().detail;
    EXPECT_EQ(report->named, 300u);
    EXPECT_EQ(report->voided, 50u);
    expectExactAfter(one, 351);
    ASSERT_EQ(m_voided.size(), 50u);
    EXPECT_EQ(m_voided.front().slot, 301u);
    EXPECT_EQ(m_voided.front().reason, "lost_by_store");
}

TEST_F(RedisRebuild, WhatEitherNodeShowedIsBroughtBack)
{
    Node& one = node("one");
    Node& two = node("two");
    m_instance = openInstance(*one.store);
    attempts(one, "a-", 100);
    attempts(two, "b-", 100);
    keepCopy();
    attempts(one, "c-", 30);
    attempts(two, "d-", 40);
    goBackToCopy();
    ASSERT_TRUE(showsAtRisk(one, 70, 30)) << "the other node's slots count, its people it knows itself";
    ASSERT_TRUE(showsAtRisk(two, 70, 40));
    const auto report = rebuild(one);
    ASSERT_TRUE(report) << report.error().code << ' ' << report.error().detail;
    EXPECT_EQ(report->named, 270u);
    EXPECT_EQ(report->voided, 0u);
    EXPECT_TRUE(comesTrue([&] { return two.lane->attempt(m_instance.id, "d-1").verdict == Verdict::Duplicate; }));
    expectExactAfter(one, 271);
}

TEST_F(RedisRebuild, NobodyGoesOnBeforeEveryLiveNodeHasSpoken)
{
    Node& one = node("one");
    m_instance = openInstance(*one.store);
    attempts(one, "a-", 10);
    {
        const std::lock_guard lock(m_mutex);
        m_live.push_back("silent"); // it lives, and was shown who knows what
    }
    m_redis.kill();
    m_redis.start();
    EXPECT_TRUE(comesTrue([&] { return one.store->status().problem == "waiting_for_nodes"; }));
    EXPECT_EQ(one.store->status().detail, "silent");
    EXPECT_EQ(one.lane->attempt(m_instance.id, "b").reason, UnavailableReason::Suspended) << "at once";
    {
        const std::lock_guard lock(m_mutex);
        m_live.pop_back(); // it is silent for too long
    }
    EXPECT_TRUE(comesTrue([&] { return one.lane->attempt(m_instance.id, "b").slot == 11; }))
        << "nothing was lost: it goes on by itself";
    EXPECT_TRUE(comesTrue([&] { return one.store->status().health == stock::StoreHealth::Ready; }));
    EXPECT_FALSE(suspension(one));
}

TEST_F(RedisRebuild, ATwinWithoutTheHighWaterCheckIsCaught)
{
    m_changeScripts = [](stock::RedisScripts& scripts) {
        std::string text = scripts.attempt.text;
        const std::string_view check = "word = 'suspended'";
        const auto at = text.find(check);
        ASSERT_NE(at, std::string::npos);
        text.replace(at, check.size(), "word = nil");
        scripts.attempt = stock::redisScript(std::move(text));
    };
    Node& one = node("one");
    m_instance = openInstance(*one.store);
    attempts(one, "a-", 20);
    keepCopy();
    attempts(one, "b-", 20);
    goBackToCopy();
    for (const auto& name : people("c-", 20)) {
        stock::AttemptReply reply;
        EXPECT_TRUE(comesTrue([&] {
            reply = one.lane->attempt(m_instance.id, name);
            return reply.verdict != Verdict::Unavailable;
        }));
        m_promise.shown(name, reply);
    }
    EXPECT_FALSE(m_promise.violations(*one.store, m_instance.id, kTotal).empty());
}

TEST_F(RedisRebuild, AServerThatTakesNoReportSaysWhyAndIsGoneOnWithOnceItDoes)
{
    TcpProxy network(m_redis.port());
    auto byProxy = target();
    byProxy.port = network.port();
    Node& one = nodeAt(byProxy, "one");
    m_instance = openInstance(*one.store);
    attempts(one, "a-", 10);
    network.cut();
    m_redis.kill();
    m_redis.start();
    m_redis.connect().ask({"CONFIG", "SET", "min-replicas-to-write", "1"});
    network.pass();
    EXPECT_TRUE(comesTrue([&] { return one.store->status().problem == "redis_no_replicas"; }))
        << one.store->status().problem << ' ' << one.store->status().detail;
    EXPECT_NE(one.store->status().health, stock::StoreHealth::Ready);
    EXPECT_EQ(one.lane->attempt(m_instance.id, "b").verdict, Verdict::Unavailable);
    m_redis.connect().ask({"CONFIG", "SET", "min-replicas-to-write", "0"});
    EXPECT_TRUE(comesTrue([&] { return one.lane->attempt(m_instance.id, "c").verdict == Verdict::Accepted; }));
    EXPECT_EQ(one.store->status().problem, "");
}
