#include "backend/wire/command_codec.h"
#include "backend/wire/snapshot_codec.h"
#include "tests/support/scenes.h"
#include "tests/support/whole_value.h"

#include <gtest/gtest.h>

using namespace firstcome;
using namespace firstcome::wire;
using firstcome::testing::difference;
using firstcome::testing::WholeValue;

namespace {

Snapshot wholeSnapshot()
{
    Snapshot snapshot;
    WholeValue().fill(snapshot);
    return snapshot;
}

/// Of the result only the id crosses.
void keepIdAlone(spike::RunProgress& run)
{
    auto named = std::make_shared<spike::RunResult>();
    named->id = run.result->id;
    run.result = named;
}

std::string cut(std::string text, std::string_view part, std::string_view by)
{
    const auto at = text.find(part);
    EXPECT_NE(at, std::string::npos) << part;
    return text.replace(at, part.size(), by);
}

} // namespace

TEST(SnapshotCodec, BringsEveryFieldAcross)
{
    Snapshot before = wholeSnapshot();
    keepIdAlone(before.spike.run);
    const auto after = decodeSnapshot(encodeSnapshot(before));
    ASSERT_TRUE(after) << after.error().detail;
    EXPECT_EQ(difference(before, *after), "");
}

TEST(SnapshotCodec, BringsAnEmptySnapshotAcross)
{
    const auto after = decodeSnapshot(encodeSnapshot(Snapshot()));
    ASSERT_TRUE(after) << after.error().detail;
    EXPECT_EQ(difference(Snapshot(), *after), "");
}

TEST(SnapshotCodec, BringsALaunchAcross)
{
    auto scene = firstcome::testing::openScene(firstcome::testing::Names::Korean);
    scene.snapshot.telemetry.serverTicks.assign(scene.serverTicks.end() - 50, scene.serverTicks.end());
    const auto text = encodeSnapshot(scene.snapshot);
    RecordProperty("bytes", static_cast<int>(text.size()));
    const auto after = decodeSnapshot(text);
    ASSERT_TRUE(after) << after.error().detail;
    EXPECT_EQ(encodeSnapshot(*after), text);
}

TEST(SnapshotCodec, TheComparisonSeesOneForgottenField)
{
    // The check itself must fail where a field is lost on the way.
    const Snapshot before = wholeSnapshot();
    Snapshot after = before;
    after.events[1].event.instance->timeLeft.reset();
    EXPECT_NE(difference(before, after), "");
    after = before;
    after.telemetry.instanceTicks[0].unconsumed = -1;
    EXPECT_NE(difference(before, after), "");
    after = before;
    after.nodes[1].inFlight = 0;
    EXPECT_NE(difference(before, after), "");
}

TEST(SnapshotCodec, SaysWhatIsMissingOrWrong)
{
    const auto text = encodeSnapshot(wholeSnapshot());
    const auto refused = [](const std::string& changed) {
        const auto result = decodeSnapshot(changed);
        return result ? "was taken" : result.error().code + ": " + result.error().detail;
    };
    EXPECT_EQ(refused(cut(text, R"("plannedTotal")", R"("planed")")),
              "bad_snapshot: snapshot.events.event.plannedTotal is missing or wrong");
    EXPECT_EQ(refused(cut(text, R"("state":"armed")", R"("state":"armoured")")),
              "bad_snapshot: snapshot.events.event.state is missing or wrong");
    EXPECT_EQ(refused(cut(text, R"("couponId":"id-)", R"("couponId":"/id-)")),
              "bad_snapshot: snapshot.events.event.draft.couponId is missing or wrong");
    EXPECT_EQ(refused(cut(text, R"("takenAt":)", R"("takenAt":99999999999)")),
              "bad_snapshot: snapshot.takenAt is missing or wrong");
    EXPECT_EQ(refused(cut(text, R"("port":)", R"("port":-)")), "bad_snapshot: snapshot.port is missing or wrong");
    EXPECT_EQ(refused(cut(text, R"("port":)", R"("port":99999)")),
              "bad_snapshot: snapshot.port is missing or wrong");
    EXPECT_EQ(refused(cut(text, R"("serverTicks":[[)", R"("serverTicks":[[],[)")),
              "bad_snapshot: snapshot.telemetry.serverTicks.index is missing or wrong");
    EXPECT_EQ(refused(cut(text, R"("format":1)", R"("format":2)")).substr(0, 13), "wrong_version");
}

TEST(SnapshotCodec, TakesNothingThatIsNoSnapshot)
{
    const auto text = encodeSnapshot(wholeSnapshot());
    for (std::size_t length = 0; length < text.size(); length += 97)
        EXPECT_FALSE(decodeSnapshot(text.substr(0, length)));
    for (const char* other : {"", "null", "[]", "{}", "7", R"({"format":1})", R"({"format":1,"snapshot":[]})",
                              R"({"format":1,"snapshot":{"events":{}}})", "\xff\xfe"})
        EXPECT_FALSE(decodeSnapshot(other)) << other;
    EXPECT_FALSE(decodeSnapshot(std::string(100'000, '[')));
}

TEST(SnapshotCodec, ReplacesBytesThatAreNoText)
{
    Snapshot snapshot;
    snapshot.store.detail = "a\xff\xc3 \xed\xa0\x80 b\xf0\x9f\x8e\x84 값\n\"";
    const auto after = decodeSnapshot(encodeSnapshot(snapshot));
    ASSERT_TRUE(after) << after.error().detail;
    EXPECT_EQ(after->store.detail, "a?? ??? b\xf0\x9f\x8e\x84 값\n\"");
}

template <std::size_t I>
void expectCommandComesBack()
{
    std::variant_alternative_t<I, Command> before{};
    WholeValue().fill(before);
    if constexpr (requires { before.actor; })
        before.actor.clear(); // is not sent
    const auto text = encodeCommand(before);
    const auto after = decodeCommand(text);
    ASSERT_TRUE(after) << text << after.error().detail;
    ASSERT_EQ(after->index(), I) << text;
    EXPECT_EQ(difference(before, std::get<I>(*after)), "") << text;
}

TEST(CommandCodec, BringsEveryFieldOfEveryCommandAcross)
{
    []<std::size_t... I>(std::index_sequence<I...>) {
        (expectCommandComesBack<I>(), ...);
    }(std::make_index_sequence<std::variant_size_v<Command>>());
}

template <std::size_t I>
void expectReplyComesBack()
{
    std::variant_alternative_t<I, Reply> before{};
    if constexpr (I == 8) { // a result has a codec and a test of its own
        auto run = std::make_shared<spike::RunResult>();
        run->id = "20261121T101420Z-spike";
        run->scenario = "spike";
        before = run;
    } else if constexpr (I != 0) {
        WholeValue().fill(before);
    }
    const auto text = encodeReply(before, 17);
    const auto after = decodeReply(text);
    ASSERT_TRUE(after) << text << after.error().detail;
    EXPECT_EQ(after->sequence, 17u);
    ASSERT_EQ(after->reply.index(), I) << text;
    if constexpr (I != 0) {
        EXPECT_EQ(difference(before, std::get<I>(after->reply)), "") << text;
    }
}

TEST(CommandCodec, BringsEveryFieldOfEveryReplyAcross)
{
    []<std::size_t... I>(std::index_sequence<I...>) {
        (expectReplyComesBack<I>(), ...);
    }(std::make_index_sequence<std::variant_size_v<Reply>>());
}

TEST(CommandCodec, TakesNothingThatIsNoCommand)
{
    for (const char* text : {"", "{}", "[]", R"({"command":7})", R"({"command":"sell_everything"})",
                             R"({"command":"delete_event","couponId":"../x","expectedVersion":1})",
                             R"({"command":"delete_event","couponId":"X","expectedVersion":-1})",
                             R"({"command":"run_audit","couponId":"X","exact":"true"})"}) {
        const auto command = decodeCommand(text);
        ASSERT_FALSE(command) << text;
        EXPECT_EQ(command.error().code, "bad_command");
    }
    for (const char* text : {"", "{}", R"({"reply":"everything"})", R"({"reply":"event","sequence":1})", R"({"reply":"done"})",
                             R"({"reply":"history","sequence":1,"value":{"serverTicks":[[1]]}})",
                             R"({"reply":"run","sequence":1,"value":{}})"}) {
        const auto reply = decodeReply(text);
        ASSERT_FALSE(reply) << text;
        EXPECT_EQ(reply.error().code, "bad_reply");
    }
}
