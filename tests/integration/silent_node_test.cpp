#include "tests/support/redis_rebuild.h"
#include "tests/support/tcp_proxy.h"

// What a node has shown that nobody heard while the others went on with a store that had lost it.

using namespace firstcome;
using namespace firstcome::testing;

namespace {

class SilentNode : public RedisRebuild
{
protected:
    core::Result<issuing::AuditReport> audit(Node& at)
    {
        local::Auditor auditor(*at.store, m_log, std::make_unique<ledger::SqlLedger>(m_target, m_clock), m_clock);
        auditor.start();
        auto report = auditor.auditAndWait(at.store->poke(m_instance.id).value());
        auditor.stop();
        return report;
    }
    void pause(Node& at)
    {
        const auto open = at.store->poke(m_instance.id).value();
        ASSERT_TRUE(at.store->act(m_instance.id, issuing::Act::Pause, open.version));
    }
    /// As the backend does: who was shown something else than the store says comes to be a dead letter.
    std::vector<eventlog::LogRecord> name(Node& at)
    {
        local::Auditor auditor(*at.store, m_log, std::make_unique<ledger::SqlLedger>(m_target, m_clock), m_clock);
        auditor.start();
        const auto entries = at.store->repair()->shownAndLost();
        std::promise<core::Result<std::vector<eventlog::LogRecord>>> named;
        auditor.nameShownAndLost(entries, [&](const auto& records) { named.set_value(records); });
        auto records = named.get_future().get();
        auditor.stop();
        EXPECT_TRUE(records) << records.error().detail;
        at.store->repair()->keep(entries);
        return records.value_or(std::vector<eventlog::LogRecord>());
    }
    std::map<std::string, std::uint32_t> deadLetters()
    {
        ledger::SqlLedger ledger(m_target, m_clock);
        EXPECT_TRUE(ledger.open());
        std::map<std::string, std::uint32_t> waiting;
        const auto letters = ledger.deadLetters(m_instance.id, 1'000).value();
        for (const auto& letter : letters)
            if (!letter.replayed) {
                EXPECT_EQ(letter.conflict, ledger::Conflict::ShownAndLost);
                waiting.emplace(letter.record.issue.publicId.str(), letter.record.issue.slot);
            }
        return waiting;
    }
    /// Shows 100 people a slot in common, and 20 by `away` alone, that the server then loses.
    void showTwentyThatAreLost(Node& away, Node& one)
    {
        m_instance = openInstance(*one.store);
        attempts(away, "a-", 50);
        attempts(one, "b-", 50);
        keepCopy();
        attempts(away, "lost-", 20);
    }
    void expectNamed(Node& away, Node& one)
    {
        ASSERT_TRUE(comesTrue([&] { return away.store->repair()->shownAndLost().size() == 20; }))
            << away.store->repair()->shownAndLost().size();
        EXPECT_FALSE(suspension(one)) << "nothing could be given back";
        // While its connections come back it says store_down; either way there is no report.
        EXPECT_TRUE(comesTrue([&] { return audit(away).error().code == "not_drained"; }))
            << "who was shown something else is not named yet";
        for (int second = 0; second < 3; ++second)
            EXPECT_TRUE(away.store->probe()) << "which is when a journal lets go of what the log has";
        EXPECT_EQ(name(away).size(), 20u);
        const auto waiting = deadLetters();
        EXPECT_EQ(waiting.size(), 20u);
        const auto shown = m_promise.slots();
        for (const auto& [person, slot] : waiting)
            EXPECT_TRUE(person.starts_with("lost-") && shown.at(person) == slot) << person << ' ' << slot;
        EXPECT_EQ(name(away).size(), 0u) << "once is enough";
        const auto report = audit(one);
        ASSERT_TRUE(report) << report.error().code;
        EXPECT_FALSE(report->closed);
        EXPECT_EQ(report->deadLetters, 20u);
    }
};

} // namespace

TEST_F(SilentNode, ThatStartsAgainNamesWhomItHadShownASlotThatIsAnothersByNow)
{
    Node& one = node("one");
    Node& away = node("away");
    showTwentyThatAreLost(away, one);
    end(away, "away");
    goBackToCopy();
    attempts(one, "c-", 50); // the same slots, and more
    carry(150);
    pause(one);
    ASSERT_TRUE(comesTrue([&] { return audit(one).has_value(); }));
    EXPECT_TRUE(audit(one)->closed) << "nobody can know yet";
    expectNamed(node("away"), one);
}

TEST_F(SilentNode, ThatLivesAndIsHeardAgainNamesThemToo)
{
    TcpProxy network(m_redis.port());
    auto byProxy = target();
    byProxy.port = network.port();
    Node& one = node("one");
    Node& away = nodeAt(byProxy, "away");
    showTwentyThatAreLost(away, one);
    network.cut();
    isSilent("away");
    goBackToCopy();
    attempts(one, "c-", 50);
    carry(150);
    pause(one);
    network.pass();
    expectNamed(away, one);
    EXPECT_TRUE(comesTrue([&] { return away.lane->attempt(m_instance.id, "c-1").verdict == Verdict::Duplicate; }))
        << "and serves";
}

TEST_F(SilentNode, ThatMissedARebuildGivesBackWhatIsStillNobodys)
{
    Node& one = node("one");
    Node& away = node("away");
    showTwentyThatAreLost(away, one);
    goBackToCopy();
    ASSERT_TRUE(showsAtRisk(one, 20, 0));
    end(away, "away");
    const auto without = rebuild(one);
    ASSERT_TRUE(without) << without.error().code;
    EXPECT_EQ(without->voided, 20u) << "whoever could name them is away";
    EXPECT_TRUE(comesTrue([&] { return !suspension(one); }));
    const auto paused = one.store->poke(m_instance.id).value();
    ASSERT_TRUE(one.store->act(m_instance.id, issuing::Act::Unpause, paused.version));
    attempts(one, "c-", 10);
    carry(130);

    Node& back = node("away");
    ASSERT_TRUE(showsAtRisk(back, 20, 20));
    ASSERT_TRUE(showsAtRisk(one, 20, 0)) << "no node goes on with it, and each knows how many it is about";
    EXPECT_EQ(name(back).size(), 20u);
    EXPECT_EQ(deadLetters().size(), 20u) << "every node can see them";
    const auto report = rebuild(one);
    ASSERT_TRUE(report) << report.error().code << ' ' << report.error().detail;
    EXPECT_EQ(report->named, 130u);
    EXPECT_EQ(report->contradicted, 0u);
    expectExactAfter(back, 131);
    EXPECT_TRUE(m_voided.empty());
    EXPECT_TRUE(deadLetters().empty()) << "they have what they were shown";
}

TEST_F(SilentNode, ThatDiesAgainBeforeItSaysSoIsNotCountedOnceItsPeopleHaveTheirs)
{
    Node& one = node("one");
    Node& away = node("away");
    showTwentyThatAreLost(away, one);
    goBackToCopy();
    ASSERT_TRUE(showsAtRisk(one, 20, 0));
    end(away, "away");
    ASSERT_TRUE(rebuild(one));
    EXPECT_TRUE(comesTrue([&] { return !suspension(one); }));
    Node& back = node("away");
    ASSERT_TRUE(showsAtRisk(one, 20, 0));
    const auto said = m_redis.connect().ask({"HGET", "fc:reports", "away"}).text;
    EXPECT_EQ(name(back).size(), 20u);
    ASSERT_TRUE(rebuild(one));
    EXPECT_TRUE(comesTrue([&] { return !suspension(one); }));
    end(back, "away");
    m_redis.connect().ask({"HSET", "fc:reports", "away", said}); // its last word
    std::this_thread::sleep_for(1500ms); // others look for such words once a second
    const auto paused = one.store->poke(m_instance.id).value();
    ASSERT_TRUE(one.store->act(m_instance.id, issuing::Act::Unpause, paused.version));
    keepCopy();
    attempts(one, "d-", 7);
    goBackToCopy();
    EXPECT_TRUE(showsAtRisk(one, 7, 7));
}

TEST_F(SilentNode, ThatIsHeardInARebuildNamesWhomItCannotHonour)
{
    Node& one = node("one");
    Node& away = node("away");
    showTwentyThatAreLost(away, one);
    carry(100);
    end(away, "away");
    goBackToCopy();
    attempts(one, "c-", 5); // of the twenty slots
    Node& back = node("away");
    ASSERT_TRUE(showsAtRisk(back, 15, 15));
    ASSERT_TRUE(comesTrue([&] { return suspension(one).has_value(); }));
    const auto report = rebuild(one);
    ASSERT_TRUE(report) << report.error().code << ' ' << report.error().detail;
    EXPECT_EQ(report->contradicted, 5u);
    EXPECT_EQ(report->named, 120u);
    EXPECT_EQ(deadLetters().size(), 5u);
    EXPECT_TRUE(comesTrue([&] { return back.store->repair()->shownAndLost().size() == 5u; }));
    EXPECT_EQ(name(back).size(), 0u) << "the rebuild has named them";
    carry(120);
    ASSERT_TRUE(comesTrue([&] { return audit(one).has_value(); }));
    EXPECT_FALSE(audit(one)->closed);
}

TEST_F(SilentNode, ATwinThatWaitsForItsNameSaysNothingUnderIt)
{
    Node& one = node("one");
    m_instance = openInstance(*one.store);
    attempts(one, "a-", 10);
    m_redis.kill();
    m_redis.start();
    attempts(one, "b-", 1);
    const auto said = [this] { return m_redis.connect().ask({"HGET", "fc:reports", "one"}).text; };
    const auto before = said();
    EXPECT_NE(before.find(m_instance.id.str()), std::string::npos);
    Node& twin = twinOf("one");
    EXPECT_TRUE(comesTrue([&] { return twin.store->status().problem == "waiting_for_nodes"; }));
    EXPECT_EQ(twin.store->status().detail, "node_not_enrolled");
    EXPECT_TRUE(comesTrue([&] { return twin.lane->attempt(m_instance.id, "c").reason == UnavailableReason::Suspended; }));
    EXPECT_EQ(said(), before);
}

TEST_F(SilentNode, IsNotTakenForHeardWhileItsRelayStillDelivers)
{
    Node& one = node("one");
    Node& two = node("two");
    showTwentyThatAreLost(two, one);
    goBackToCopy();
    ASSERT_TRUE(showsAtRisk(one, 20, 0));
    {
        const std::lock_guard lock(m_mutex);
        m_delivering = "two";
    }
    const auto refused = rebuild(one);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "node_missing");
    EXPECT_EQ(refused.error().detail, "two");
    {
        const std::lock_guard lock(m_mutex);
        m_delivering.clear();
    }
    const auto report = rebuild(one);
    ASSERT_TRUE(report) << report.error().code << ' ' << report.error().detail;
    EXPECT_EQ(report->named, 120u);
}
