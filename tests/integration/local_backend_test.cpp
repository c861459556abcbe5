#include "backend/ledger/sql_connection.h"
#include "tests/support/composed_backend.h"
#include "tests/support/coupon_crowd.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;

namespace {

/// The embedded backend as the programs compose it, on a data directory and a port of its own.
class LocalBackendTest : public ::testing::Test, protected ComposedBackend
{
protected:
    LocalBackendTest()
    {
        m_config.consumer.batchTime = 300ms; // something is unsaved whenever the control thread looks
    }
    spike::Scenario shortRun() const
    {
        spike::Scenario scenario;
        scenario.name = "short";
        scenario.startTarget = 10;
        scenario.stages = {{1'800ms, 10}};
        scenario.stock = 100'000; // more than can be had: issues come to the end
        scenario.people = 100'000;
        scenario.thinkTime = 5ms;
        scenario.openAfter = 800ms;
        return scenario;
    }
};

std::optional<issuing::GoLineState> lagLine(const Snapshot& snapshot)
{
    for (const auto& view : snapshot.events)
        if (view.goNoGo)
            for (const auto& line : view.goNoGo->lines)
                if (line.line == issuing::GoLine::LastRunLag)
                    return line;
    return std::nullopt;
}

} // namespace

TEST_F(LocalBackendTest, ARunsHighestLagIsKeptAndJudgedBeforeTheNextOpening)
{
    start();
    createEvent();
    EXPECT_EQ(lagLine(*m_backend->snapshot())->value, std::nullopt); // no run yet: not measured, not zero

    ASSERT_TRUE(ask(StartSpike{"console", shortRun(), ownTarget(), true, std::nullopt}));
    ASSERT_TRUE(eventually(runHasEnded));
    const auto run = m_backend->snapshot()->spike.run;
    ASSERT_TRUE(run.result) << run.problem << " " << run.detail;
    ASSERT_TRUE(run.result->highestLag);
    const auto lag = *run.result->highestLag;
    EXPECT_GT(lag, 0u);
    EXPECT_LE(lag, *run.result->issued);
    ASSERT_TRUE(run.result->confirmed);
    EXPECT_EQ(run.result->confirmed->count, *run.result->issued) << "each issue is confirmed once";
    EXPECT_GT(*run.result->confirmed->p95, 0);
    EXPECT_TRUE(eventually([](const Snapshot& s) { return s.telemetry.confirmed.count > 0; }));
    ASSERT_TRUE(eventually([](const Snapshot& s) { return lagLine(s)->value.has_value(); }));
    EXPECT_EQ(lagLine(*m_backend->snapshot())->value, static_cast<double>(lag));
    m_backend->stop();

    m_config.consumer.lagWarning = lag; // the console's own limit is the one it is judged by
    start();
    ASSERT_TRUE(eventually([](const Snapshot& s) { return lagLine(s) && lagLine(s)->value.has_value(); }));
    EXPECT_EQ(lagLine(*m_backend->snapshot())->value, static_cast<double>(lag));
    EXPECT_EQ(lagLine(*m_backend->snapshot())->threshold, static_cast<double>(lag));
}

TEST_F(LocalBackendTest, AClosedEventIsProvenAgainAfterARestart)
{
    start();
    openEvent();
    Wave wave(m_backend->snapshot()->port, "XMAS");
    for (const auto& reply : wave.tryFor(peopleNamed("p-", 1, 40)))
        EXPECT_EQ(reply.status, 202);
    ASSERT_TRUE(act(issuing::Act::Close));
    const auto isProven = [](const Snapshot& s) {
        return !s.events.empty() && s.events[0].event.state == issuing::EventState::Closed && s.events[0].audit
            && s.events[0].audit->closed && s.events[0].audit->issued == 40;
    };
    ASSERT_TRUE(eventually(isProven));
    m_backend->stop();
    start();
    EXPECT_TRUE(eventually(isProven)) << "nobody had to ask";
}

TEST_F(LocalBackendTest, ARehearsalElsewhereIsRefused)
{
    start();
    for (const std::string& target : {std::string("http://127.0.0.1:1"), std::string("http://10.0.0.1:8081"),
                                      ownTarget() + "1", ownTarget() + "/api"}) {
        const auto refused = ask(StartSpike{"console", shortRun(), target, true, std::nullopt});
        ASSERT_FALSE(refused) << target;
        EXPECT_EQ(refused.error().kind, core::ErrorKind::InvalidArgument);
        EXPECT_EQ(refused.error().code, "rehearsal_elsewhere");
    }
    EXPECT_EQ(m_backend->snapshot()->spike.run.phase, spike::RunPhase::Idle);
}

TEST_F(LocalBackendTest, ThePastIsReadOnAThreadOfTheBackend)
{
    start();
    ASSERT_TRUE(eventually([](const Snapshot& s) { return !s.telemetry.serverTicks.empty(); }));
    const auto newest = m_backend->snapshot()->telemetry.serverTicks.back().index;
    std::promise<std::thread::id> answeredOn;
    std::size_t ticks = 0;
    m_backend->submit(ReadHistory{newest - 10, newest + 1, 1}, [&](core::Result<Reply> reply) {
        if (reply)
            ticks = std::get<History>(*reply).serverTicks.size();
        answeredOn.set_value(std::this_thread::get_id());
    });
    EXPECT_NE(answeredOn.get_future().get(), std::this_thread::get_id());
    EXPECT_GT(ticks, 0u);
    EXPECT_EQ(ask(ReadHistory{0, 1, 7}).error().code, "bad_step");
    EXPECT_EQ(ask(ReadRun{"nowhere"}).error().code, "unknown_run");
}

TEST_F(LocalBackendTest, TheConsumersLedgerHasTheLargerCache)
{
    const auto cachePages = [](const ledger::SqlTarget& target) {
        ledger::SqlConnection connection(target, "ledger");
        connection.open();
        auto read = connection.ask("PRAGMA cache_size");
        return read.next() ? read.integer(0) : 0;
    };
    const auto consumers = cachePages(app::consumerLedgerTarget(m_config));
    EXPECT_EQ(consumers, -std::int64_t(ledger::SqlTarget::kWriterCacheKiB)); // negative: in KiB
    EXPECT_GT(cachePages(app::auditorLedgerTarget(m_config)), consumers);
    EXPECT_EQ(app::consumerLedgerTarget(m_config).database, app::auditorLedgerTarget(m_config).database);
}
