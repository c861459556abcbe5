#include "tests/support/cut_script.h"

#include <gtest/gtest.h>

namespace firstcome::testing {

namespace {

using Violations = std::vector<std::string>;

PowerLoss lossOf(std::uint64_t seed)
{
    constexpr PowerLoss kLosses[] = {PowerLoss::DropAll, PowerLoss::KeepPrefix, PowerLoss::KeepSome};
    return kLosses[seed % 3];
}

/// One launch with a power cut somewhere in it. What was shown is held against what is there afterwards, and
/// then everybody asks again. A twin serves from after the opening to the cut.
Violations violationsOfCut(std::uint64_t seed, const CutScript::Twin& twin = {})
{
    CutScript script(seed);
    auto& vfs = script.vfs();
    script.start();
    script.openEvent();
    script.stop();

    script.start(twin);
    if (seed % 5 == 0) { // a disk that fails once before the cut: what its failed sync left is not durable
        vfs.failNth(1 + script.random()() % 40, seed % 2 ? SQLITE_IOERR_WRITE : SQLITE_FULL);
        script.play(12, true);
    }
    vfs.cutPowerAt(1 + script.random()() % 150);
    script.play(10, true);
    if (seed % 4 == 0) { // a clean restart on the way
        script.stop();
        script.start(twin);
    }
    script.play(30, true);
    vfs.cutPower();
    script.stop();
    vfs.restorePower(seed, lossOf(seed));

    if (seed % 3 == 0) { // the power goes again while the store recovers
        vfs.cutPowerAt(1 + seed % 11);
        script.start();
        vfs.cutPower();
        script.stop();
        vfs.restorePower(seed + 1, lossOf(seed + 1));
    }
    script.start();
    auto broken = script.violations();
    script.everybodyAgain();
    const auto later = script.violations();
    broken.insert(broken.end(), later.begin(), later.end());
    return broken;
}

/// The process is killed in a sync, comes back on what the page cache shows, tells everybody what they have,
/// and only then the power goes.
Violations violationsOfKillThenCut(std::uint64_t seed, const CutScript::Twin& twin = {})
{
    CutScript script(seed);
    auto& vfs = script.vfs();
    script.start();
    script.openEvent();
    vfs.cutPowerAtSync(1 + script.random()() % 30);
    script.play(40, true);
    vfs.cutPower();
    script.stop();
    vfs.reviveAfterKill();

    script.start(twin);
    script.everybodyLooks();
    vfs.cutPower();
    script.stop();
    vfs.restorePower(seed, lossOf(seed));
    script.start();
    auto broken = script.violations();
    script.everybodyAgain();
    const auto later = script.violations();
    broken.insert(broken.end(), later.begin(), later.end());
    return broken;
}

/// In how many of a few seeds the check finds the twin out.
std::size_t seedsThatCatch(Violations (*check)(std::uint64_t, const CutScript::Twin&),
                           const CutScript::Twin& twin)
{
    std::size_t caught = 0;
    for (std::uint64_t seed = 1; seed <= 12; ++seed)
        caught += !check(seed, twin).empty();
    return caught;
}

template <class Database>
void useDatabase(stock::SessionOptions& options)
{
    options.makeDatabase = [](const stock::DatabaseOptions& database) {
        return std::make_unique<Database>(database);
    };
}

/// Commits every fourth batch only and says at once that all is durable.
class AnswersBeforeCommit final : public stock::EmbeddedDatabase
{
public:
    using EmbeddedDatabase::EmbeddedDatabase;
    core::Result<void> begin() override
    {
        if (std::exchange(m_open, true))
            return {};
        return EmbeddedDatabase::begin();
    }
    core::Result<void> commit() override
    {
        if (++m_commits % 4 != 0)
            return {};
        m_open = false;
        return EmbeddedDatabase::commit();
    }

private:
    bool m_open = false;
    int m_commits = 0;
};

/// Serves what only the page cache may hold.
class TrustsThePageCache final : public stock::EmbeddedDatabase
{
public:
    using EmbeddedDatabase::EmbeddedDatabase;
    core::Result<void> checkpoint(bool) override { return {}; }
    core::Result<void> proveWritable() override { return {}; } // its commit would sync the log that is trusted
};

stock::Decision checksDuplicatesAfterState(stock::InstanceBook* book, const stock::Question& question,
                                           const stock::StepTerms& terms)
{
    stock::Decision refused;
    refused.reply.verdict = issuing::Verdict::Paused;
    if (book && book->instance.state == issuing::EventState::Paused)
        return refused;
    return stock::decideAttempt(book, question, terms);
}

} // namespace

TEST(EmbeddedPowerCut, TwoHundredCutsLoseNothingThatWasAnswered)
{
    for (std::uint64_t seed = 1; seed <= 200; ++seed)
        ASSERT_EQ(violationsOfCut(seed), Violations()) << "seed " << seed;
}

TEST(EmbeddedPowerCut, AKillAndThenACutLoseNothingThatWasAnswered)
{
    for (std::uint64_t seed = 1; seed <= 50; ++seed)
        ASSERT_EQ(violationsOfKillThenCut(seed), Violations()) << "seed " << seed;
}

TEST(EmbeddedPowerCut, TheCutsCatchSynchronousOff)
{
    EXPECT_GT(seedsThatCatch(violationsOfCut,
                             [](stock::SessionOptions& options) { options.database.synchronous = "OFF"; }),
              0u);
}

TEST(EmbeddedPowerCut, TheCutsCatchAnsweringBeforeTheCommit)
{
    EXPECT_GT(seedsThatCatch(violationsOfCut, useDatabase<AnswersBeforeCommit>), 0u);
}

TEST(EmbeddedPowerCut, TheCutsCatchADuplicateCheckAfterTheStateCheck)
{
    EXPECT_GT(
        seedsThatCatch(violationsOfCut, [](auto& options) { options.decide = checksDuplicatesAfterState; }),
        0u);
}

TEST(EmbeddedPowerCut, TheKillsCatchTrustInThePageCache)
{
    EXPECT_GT(seedsThatCatch(violationsOfKillThenCut, useDatabase<TrustsThePageCache>), 0u);
}

TEST(EmbeddedFailingDisk, EveryWriteAndSyncMayFailOnce)
{
    std::uint64_t operations = 0;
    {
        CutScript script(7);
        script.start();
        script.openEvent();
        script.play(40, true);
        operations = script.vfs().operations();
    }
    ASSERT_GT(operations, 100u);
    std::size_t refused = 0;
    for (std::uint64_t nth = 1; nth <= operations; ++nth) {
        SCOPED_TRACE("operation " + std::to_string(nth));
        CutScript script(7);
        script.vfs().failNth(nth, nth % 2 ? SQLITE_IOERR_WRITE : SQLITE_FULL);
        script.start();
        script.openEvent();
        script.play(40, true);
        script.everybodyAgain();
        ASSERT_EQ(script.violations(), Violations());
        refused += script.refused();

        script.vfs().cutPower(); // and none of it stood in the page cache alone
        script.stop();
        script.vfs().restorePower(nth, lossOf(nth));
        script.start();
        ASSERT_EQ(script.violations(), Violations());
        script.everybodyAgain();
        ASSERT_EQ(script.violations(), Violations());
        ASSERT_GT(script.shownSlots(), 50u);
    }
    EXPECT_GT(refused, operations) << "people in failed batches were refused";
}

TEST(EmbeddedFailingDisk, ASyncMayFailUnderAnotherDescriptor)
{
    std::uint64_t syncs = 0;
    {
        CutScript script(7);
        script.start();
        script.openEvent();
        script.play(20, true);
        syncs = script.vfs().syncs();
    }
    ASSERT_GT(syncs, 20u);
    std::uint64_t refused = 0;
    for (std::uint64_t nth = 1; nth <= syncs; ++nth) { // as where the checkpointer's does, between write and commit
        SCOPED_TRACE("sync " + std::to_string(nth));
        CutScript script(7);
        script.vfs().failAnothersSync(nth);
        script.start();
        script.openEvent();
        script.play(20, true);
        refused += script.refused();
        script.vfs().cutPower();
        script.stop();
        script.vfs().restorePower(nth, lossOf(nth));
        script.start();
        ASSERT_EQ(script.violations(), Violations());
    }
    EXPECT_GT(refused, syncs / 2) << "people in failed batches were refused";
}

struct Trouble
{
    const char* name;
    void (FaultyVfs::*set)(bool);
    const char* problem;
};

class EmbeddedTroubledDisk : public ::testing::TestWithParam<Trouble>
{
};

TEST_P(EmbeddedTroubledDisk, IsSaidAndServiceReturnsByItself)
{
    CutScript script(1);
    script.start();
    script.openEvent();
    script.play(5, true);
    (script.vfs().*GetParam().set)(true);
    for (int round = 0; round < 100 && script.refused() == 0; ++round)
        script.play(1, false); // a full disk still takes what fits into the files as they are
    ASSERT_GT(script.refused(), 0u);
    const auto slotsBefore = script.shownSlots();
    const auto refused = script.refused();
    script.everybodyAgain(); // refused at once, nobody waits for the disk
    EXPECT_GT(script.refused(), refused);
    EXPECT_EQ(script.shownSlots(), slotsBefore);
    const auto status = script.store().status();
    EXPECT_EQ(status.health, stock::StoreHealth::Recovering);
    EXPECT_EQ(status.problem, GetParam().problem) << status.detail;
    EXPECT_EQ(status.instances.size(), 1u) << "the numbers stay on screen";
    EXPECT_EQ(script.store().probe().error().code, "store_down");

    (script.vfs().*GetParam().set)(false);
    ASSERT_TRUE(script.waitUntilServing());
    EXPECT_EQ(script.store().status().problem, "");
    script.everybodyAgain();
    EXPECT_GT(script.shownSlots(), slotsBefore);
    EXPECT_EQ(script.violations(), Violations());
}

INSTANTIATE_TEST_SUITE_P(Troubles, EmbeddedTroubledDisk,
                         ::testing::Values(Trouble{"Full", &FaultyVfs::setDiskFull, "disk_full"},
                                           Trouble{"ReadOnly", &FaultyVfs::setReadOnly, "read_only"},
                                           Trouble{"SyncsFail", &FaultyVfs::setSyncsFail, "io_error"}),
                         [](const auto& trouble) { return trouble.param.name; });

} // namespace firstcome::testing
