#include "backend/stock/accept_journal.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/watched_sync.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <thread>

// What of a node's journal is on the disk, and what becomes of it where the disk says that it is not.

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;
using stock::AcceptJournal;
using stock::JournalEntry;

namespace {

const issuing::InstanceId kInstance = *issuing::InstanceId::parse("12345678-9abc-4def-8123-456789abcdef");

std::vector<JournalEntry> entry(std::uint32_t slot)
{
    JournalEntry made;
    made.issue = {kInstance, *issuing::PublicId::parse("p" + std::to_string(slot)), slot,
                  core::WallTime(std::chrono::microseconds(1'700'000'000'000'000 + slot))};
    made.couponId = *issuing::CouponId::parse("C-1");
    made.total = 1'000;
    made.epoch = 7;
    return {made};
}

bool comesTrue(const std::function<bool()>& condition)
{
    for (int i = 0; i < 3'000; ++i, std::this_thread::sleep_for(10ms))
        if (condition())
            return true;
    return false;
}

class JournalSync : public ::testing::Test
{
protected:
    AcceptJournal::Options options(std::size_t segmentBytes = 4 << 20,
                                   std::chrono::milliseconds every = 10ms) const
    {
        return {folder(), segmentBytes, every};
    }
    std::filesystem::path folder() const { return m_directory.path() / "journal"; }
    /// In the order in which they were begun.
    std::vector<std::filesystem::path> segments() const
    {
        std::vector<std::filesystem::path> files;
        for (const auto& file : std::filesystem::directory_iterator(folder()))
            if (file.path().extension() == ".journal")
                files.push_back(file.path());
        std::ranges::sort(files, {}, [](const auto& file) { return std::stoi(file.stem().string()); });
        return files;
    }
    bool isDurable(const std::filesystem::path& file) const
    {
        return m_disk.durableBytes(file) == std::filesystem::file_size(file);
    }

    TemporaryDirectory m_directory;
    WatchedSync m_disk;
};

} // namespace

TEST_F(JournalSync, TenTimesASecondWhatWasAppendedIsBroughtToTheDisk)
{
    EXPECT_EQ(AcceptJournal::Options().syncEvery, 100ms);
    AcceptJournal journal(options());
    journal.open();
    const auto writer = journal.openWriter(), other = journal.openWriter();
    for (std::uint32_t slot = 1; slot <= 5; ++slot) {
        ASSERT_TRUE(writer->append(entry(slot)));
        ASSERT_TRUE(comesTrue([&] { return isDurable(segments().front()); })) << slot;
    }
    EXPECT_GE(m_disk.asked(folder()), 1u) << "else the file has no name after a power cut";
    const auto before = m_disk.asked(segments().front());
    for (std::uint32_t slot = 6; slot <= 10; ++slot) {
        ASSERT_TRUE(other->append(entry(slot)));
        ASSERT_TRUE(comesTrue([&] { return isDurable(segments().back()); })) << slot;
    }
    EXPECT_EQ(m_disk.asked(segments().front()), before) << "nothing was written there";
}

TEST_F(JournalSync, AtItsEndAllOfItIsOnTheDisk)
{
    AcceptJournal journal(options(1'000, 1h));
    journal.open();
    {
        const auto writer = journal.openWriter();
        for (std::uint32_t slot = 1; slot <= 100; ++slot)
            ASSERT_TRUE(writer->append(entry(slot)));
    }
    ASSERT_GT(segments().size(), 5u);
    journal.close();
    const auto files = segments();
    for (const auto& file : files)
        EXPECT_TRUE(isDurable(file)) << file;
}

TEST_F(JournalSync, NothingIsAppendedToAFileThatTheDiskMayHaveLostAPartOf)
{
    for (const auto& [error, code] : {std::pair(EIO, "journal_io"), std::pair(ENOSPC, "journal_full")}) {
        std::filesystem::remove_all(folder());
        AcceptJournal journal(options());
        journal.open();
        const auto writer = journal.openWriter();
        ASSERT_TRUE(writer->append(entry(1)));
        ASSERT_TRUE(comesTrue([&] { return isDurable(segments().front()); }));
        m_disk.fail("", error);
        ASSERT_TRUE(writer->append(entry(2))) << "that is found out later";
        ASSERT_TRUE(comesTrue([&] { return journal.failure().has_value(); }));
        EXPECT_EQ(journal.failure()->code, code);
        EXPECT_FALSE(writer->append(entry(3)));
        const auto spoilt = segments().front();
        const auto length = std::filesystem::file_size(spoilt);
        m_disk.mend();
        ASSERT_TRUE(comesTrue([&] { return !journal.failure(); }));
        EXPECT_TRUE(writer->append(entry(4)));
        ASSERT_EQ(segments().size(), 2u);
        EXPECT_EQ(std::filesystem::file_size(spoilt), length);
        EXPECT_TRUE(comesTrue([&] { return isDurable(segments().back()); }));
        std::vector<std::uint32_t> kept;
        const auto entries = journal.read(kInstance, 0).value();
        for (const auto& found : entries)
            kept.push_back(found.issue.slot);
        std::ranges::sort(kept);
        EXPECT_EQ(kept, (std::vector<std::uint32_t>{1, 2, 4}));
    }
}

TEST_F(JournalSync, AFolderThatCannotBeSyncedFailsUntilItCan)
{
    AcceptJournal journal(options());
    journal.open();
    m_disk.fail("/journal", EIO);
    const auto writer = journal.openWriter();
    ASSERT_TRUE(writer->append(entry(1)));
    ASSERT_TRUE(comesTrue([&] { return journal.failure().has_value(); }));
    EXPECT_EQ(journal.failure()->code, "journal_io");
    const auto before = m_disk.asked(folder());
    EXPECT_TRUE(comesTrue([&] {
        EXPECT_TRUE(journal.failure()) << "a trial file alone says nothing of the names of the others";
        return m_disk.asked(folder()) > before + 3;
    }));
    EXPECT_FALSE(writer->append(entry(2)));
    m_disk.mend();
    ASSERT_TRUE(comesTrue([&] { return !journal.failure(); }));
    EXPECT_TRUE(m_disk.durableBytes(folder()));
    EXPECT_TRUE(writer->append(entry(3)));
}
