#include "tests/support/scripted_backend.h"

#include <gtest/gtest.h>

namespace firstcome::testing {

namespace {

using issuing::Act;
using issuing::EventState;
using issuing::Verdict;

const issuing::CouponId kChristmas = *issuing::CouponId::parse("XMAS-2026");

core::Result<Reply> ask(ScriptedBackend& backend, Command command)
{
    std::optional<core::Result<Reply>> got;
    backend.submit(std::move(command), [&](core::Result<Reply> reply) { got = std::move(reply); });
    return *got;
}

TEST(ScriptedBackend, TheOpenSceneAddsUpToThePicturesFigures)
{
    const Scene scene = openScene();
    const EventView& christmas = scene.snapshot.events.front();
    const auto& instance = *christmas.event.instance;
    std::uint64_t accepted = 0;
    for (const auto& tick : scene.instanceTicks)
        accepted += tick.verdicts[static_cast<std::size_t>(Verdict::Accepted)];
    EXPECT_EQ(accepted, 100'000U);
    EXPECT_EQ(scene.snapshot.telemetry.totals.at(instance.id).attempts(), 412'905U);
    const auto& terms = *christmas.conservation;
    EXPECT_EQ(*terms.remaining + *terms.outbox + *terms.unconsumed + *terms.ledger + *terms.deadLetters
                  + *terms.voided,
              terms.total);
    const auto& last = scene.instanceTicks.back();
    EXPECT_EQ(last.remaining + last.outbox + last.unconsumed + last.ledger, 100'000);
    std::uint32_t lastSecond = 0;
    for (std::size_t i = scene.serverTicks.size() - 10; i < scene.serverTicks.size(); ++i)
        lastSecond += scene.serverTicks[i].requests;
    EXPECT_EQ(lastSecond, 19'619U);
    EXPECT_EQ((scene.serverTicks.back().index + 1) * telemetry::kTickMs,
              scene.snapshot.takenAt.time_since_epoch().count() / 1000);
}

TEST(ScriptedBackend, EveryTickSumsToItsRequestsAndNoLevelIsNegative)
{
    for (const Scene& scene : {openScene(), heldScene(), spikeRunningScene()}) {
        ASSERT_EQ(scene.serverTicks.size(), scene.instanceTicks.size());
        for (std::size_t i = 0; i < scene.serverTicks.size(); ++i) {
            std::uint32_t sum = 0;
            for (const auto count : scene.instanceTicks[i].verdicts)
                sum += count;
            EXPECT_EQ(sum, scene.serverTicks[i].requests);
            EXPECT_GE(scene.instanceTicks[i].remaining, 0);
            EXPECT_GE(scene.instanceTicks[i].outbox, 0);
            EXPECT_GE(scene.instanceTicks[i].unconsumed, 0);
            EXPECT_GE(scene.instanceTicks[i].ledger, 0);
        }
    }
}

TEST(ScriptedBackend, AnActWalksTheStateTableAndAStaleVersionIsRefused)
{
    ScriptedBackend backend(openScene());
    const auto version = backend.snapshot()->events.front().event.version;
    ASSERT_TRUE(ask(backend, ActOnEvent{"console", kChristmas, Act::Pause, version}));
    EXPECT_EQ(backend.snapshot()->events.front().event.state, EventState::Paused);
    const auto stale = ask(backend, ActOnEvent{"console", kChristmas, Act::Unpause, version});
    ASSERT_FALSE(stale);
    EXPECT_EQ(stale.error().code, "version_conflict");
    EXPECT_EQ(backend.commandsOf<ActOnEvent>().size(), 2U);
}

TEST(ScriptedBackend, TheSnapshotHoldsFiveSecondsAndTheHistoryTheRest)
{
    ScriptedBackend backend(openScene());
    EXPECT_EQ(backend.snapshot()->telemetry.serverTicks.size(), 50U);
    const auto last = backend.snapshot()->telemetry.serverTicks.back().index;
    const auto reply = ask(backend, ReadHistory{last - 239, last + 1, 1});
    ASSERT_TRUE(reply);
    EXPECT_EQ(std::get<History>(*reply).serverTicks.size(), 240U);
}

TEST(ScriptedBackend, HeldRepliesWaitAndAScriptAnswersFirst)
{
    ScriptedBackend backend(heldScene());
    backend.setScript([](const Command&) { return core::fail(core::ErrorKind::Io, "directory_io"); });
    backend.holdReplies(true);
    std::string code;
    backend.submit(RunAudit{"console", kChristmas, false},
                   [&](const core::Result<Reply>& reply) { code = reply ? "ok" : reply.error().code; });
    EXPECT_EQ(code, "");
    backend.releaseReplies();
    EXPECT_EQ(code, "directory_io");
}

} // namespace

} // namespace firstcome::testing
