#include "backend/stock/accept_journal.h"
#include "tests/support/temporary_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <cstring>
#include <fstream>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;
using stock::AcceptJournal;
using stock::JournalEntry;

namespace {

const issuing::InstanceId kInstance =
    *issuing::InstanceId::parse("12345678-9abc-4def-8123-456789abcdef");
const issuing::InstanceId kOther = *issuing::InstanceId::parse("87654321-9abc-4def-8123-456789abcdef");

JournalEntry entry(std::uint32_t slot, const issuing::InstanceId& instance = kInstance)
{
    JournalEntry made;
    made.issue = {instance, *issuing::PublicId::parse("p" + std::to_string(slot)), slot,
                  core::WallTime(std::chrono::microseconds(1'700'000'000'000'000 + slot))};
    made.couponId = *issuing::CouponId::parse("C-1");
    made.total = 1'000'000;
    made.epoch = 77;
    made.shadow = instance == kOther;
    return made;
}

std::vector<JournalEntry> entries(std::uint32_t first, std::uint32_t last)
{
    std::vector<JournalEntry> made;
    for (std::uint32_t slot = first; slot <= last; ++slot)
        made.push_back(entry(slot));
    return made;
}

std::vector<std::uint32_t> slotsOf(const AcceptJournal& journal, std::uint32_t after = 0)
{
    std::vector<std::uint32_t> slots;
    const auto entries = journal.read(kInstance, after).value();
    for (const auto& found : entries) {
        EXPECT_EQ(found.issue.publicId.str(), "p" + std::to_string(found.issue.slot));
        slots.push_back(found.issue.slot);
    }
    std::ranges::sort(slots);
    return slots;
}

std::vector<std::uint32_t> upTo(std::uint32_t last)
{
    std::vector<std::uint32_t> slots(last);
    for (std::uint32_t i = 0; i < last; ++i)
        slots[i] = i + 1;
    return slots;
}

bool comesTrue(const std::function<bool()>& condition)
{
    for (int i = 0; i < 6'000; ++i) {
        if (condition())
            return true;
        std::this_thread::sleep_for(10ms);
    }
    return false;
}

class AcceptJournalTest : public ::testing::Test
{
protected:
    AcceptJournal::Options options(std::size_t segmentBytes = 4 << 20) const
    {
        return {m_directory.path() / "journal", segmentBytes, 10ms};
    }
    /// Writes slots 1..last with a journal that ends properly.
    void write(std::uint32_t last)
    {
        AcceptJournal journal(options());
        journal.open();
        EXPECT_TRUE(journal.openWriter()->append(entries(1, last)));
    }
    std::filesystem::path onlyFile() const
    {
        std::vector<std::filesystem::path> files;
        for (const auto& file : std::filesystem::directory_iterator(m_directory.path() / "journal"))
            files.push_back(file.path());
        EXPECT_EQ(files.size(), 1u);
        return files.empty() ? std::filesystem::path() : files.front();
    }
    std::string bytes() const
    {
        std::ifstream in(onlyFile(), std::ios::binary);
        return std::string((std::istreambuf_iterator<char>(in)), {});
    }
    void replace(const std::string& text) const
    {
        std::ofstream(onlyFile(), std::ios::binary | std::ios::trunc) << text;
    }

    TemporaryDirectory m_directory;
};

} // namespace

TEST_F(AcceptJournalTest, WhatWasAppendedIsThereAfterTheNextStart)
{
    {
        AcceptJournal journal(options());
        journal.open();
        const auto writer = journal.openWriter();
        const auto other = journal.openWriter();
        EXPECT_TRUE(writer->append(entries(1, 5)));
        EXPECT_TRUE(other->append(std::vector{entry(6), entry(9, kOther)}));
        EXPECT_TRUE(writer->has(kInstance, 5));
        EXPECT_FALSE(writer->has(kInstance, 6));
        EXPECT_EQ(slotsOf(journal), upTo(6)) << "while it is being written too";
    }
    AcceptJournal journal(options());
    journal.open();
    EXPECT_EQ(slotsOf(journal), upTo(6));
    EXPECT_EQ(slotsOf(journal, 4), (std::vector<std::uint32_t>{5, 6}));
    EXPECT_EQ(journal.found().at(kInstance).slot, 6u);
    EXPECT_EQ(journal.found().at(kInstance).epoch, 77u);
    const auto others = journal.read(kOther, 0).value();
    ASSERT_EQ(others.size(), 1u);
    EXPECT_TRUE(others[0].shadow);
    EXPECT_EQ(others[0].couponId.str(), "C-1");
    EXPECT_EQ(others[0].total, 1'000'000u);
    EXPECT_EQ(others[0].issue.acceptedAt.time_since_epoch().count(), 1'700'000'000'000'009);
}

TEST_F(AcceptJournalTest, ATornEndIsCutOffWhereverItTears)
{
    write(3);
    const std::string whole = bytes();
    for (const std::size_t torn : {whole.size() - 1, whole.size() - 30, whole.size() * 2 / 3 + 5}) {
        replace(whole.substr(0, torn));
        {
            AcceptJournal journal(options());
            journal.open();
            EXPECT_EQ(slotsOf(journal), upTo(2));
            EXPECT_EQ(journal.damagedPlaces(), 0u);
        }
        EXPECT_EQ(bytes(), whole.substr(0, whole.size() / 3 * 2));
    }
    replace(whole + std::string(4096, '\0')); // as a file system leaves what it had reserved
    AcceptJournal journal(options());
    journal.open();
    EXPECT_EQ(slotsOf(journal), upTo(3));
    EXPECT_EQ(bytes(), whole);
}

TEST_F(AcceptJournalTest, ARecordWithAWrongChecksumIsPassedOverAndCounted)
{
    write(3);
    std::string damaged = bytes();
    damaged[damaged.size() / 2] ^= 1; // in the second
    replace(damaged);
    AcceptJournal journal(options());
    journal.open();
    EXPECT_EQ(slotsOf(journal), (std::vector<std::uint32_t>{1, 3}));
    EXPECT_EQ(journal.damagedPlaces(), 1u);
}

TEST_F(AcceptJournalTest, WhatIsBehindALengthThatCannotBeIsFound)
{
    for (const std::uint32_t length : {0u, 51u, 0xffffffffu}) {
        std::filesystem::remove_all(m_directory.path() / "journal");
        write(3);
        std::string damaged = bytes();
        std::memcpy(damaged.data(), &length, sizeof length);
        replace(damaged);
        {
            AcceptJournal journal(options());
            journal.open();
            EXPECT_EQ(slotsOf(journal), (std::vector<std::uint32_t>{2, 3})) << length;
            EXPECT_EQ(journal.damagedPlaces(), 1u);
            journal.confirmed({{kInstance, 3}});
            EXPECT_TRUE(comesTrue([&] { return journal.segmentCount() == 0; }));
        }
        EXPECT_EQ(bytes(), damaged) << "kept, for somebody to look at";
        EXPECT_EQ(onlyFile().extension(), ".damaged");
        AcceptJournal journal(options());
        journal.open();
        EXPECT_EQ(journal.segmentCount(), 0u);
        EXPECT_TRUE(journal.openWriter()->append(entries(4, 5))) << "under a name of its own";
        EXPECT_EQ(slotsOf(journal), (std::vector<std::uint32_t>{4, 5}));
    }
}

TEST_F(AcceptJournalTest, AFileWithoutASoundRecordIsNotThrownAway)
{
    write(3);
    replace(std::string(5'000, 'x'));
    AcceptJournal journal(options());
    journal.open();
    EXPECT_EQ(journal.damagedPlaces(), 1u);
    EXPECT_TRUE(comesTrue([&] { return journal.segmentCount() == 0; }));
    EXPECT_EQ(bytes(), std::string(5'000, 'x'));
}

TEST_F(AcceptJournalTest, NothingIsPromisedWhileASegmentCannotBeRead)
{
    write(3);
    const auto unreadable = m_directory.path() / "journal" / "99.journal";
    std::filesystem::create_directory(unreadable); // opens, and reads as EISDIR, for root too
    AcceptJournal journal(options());
    journal.open();
    EXPECT_FALSE(journal.isWhole());
    std::this_thread::sleep_for(50ms); // a trial file could be written
    ASSERT_TRUE(journal.failure());
    EXPECT_EQ(journal.failure()->code, "journal_io");
    EXPECT_THAT(journal.failure()->detail, ::testing::HasSubstr("99.journal"));
    EXPECT_FALSE(journal.openWriter()->append(entries(4, 4)));
    EXPECT_FALSE(journal.read(kInstance, 0)) << "else a rebuild would take it for all there is";
    std::filesystem::remove(unreadable);
    AcceptJournal next(options());
    next.open();
    EXPECT_TRUE(next.isWhole());
    EXPECT_FALSE(next.failure());
    EXPECT_EQ(slotsOf(next), upTo(3));
}

TEST_F(AcceptJournalTest, SegmentsGoOnceTheLogHasEverythingInThem)
{
    AcceptJournal journal(options(1'000));
    journal.open();
    const auto writer = journal.openWriter();
    for (std::uint32_t slot = 1; slot <= 100; ++slot)
        ASSERT_TRUE(writer->append(std::vector{entry(slot)}));
    const auto before = journal.segmentCount();
    ASSERT_GT(before, 5u);
    journal.confirmed({{kInstance, 50}});
    ASSERT_TRUE(comesTrue([&] { return journal.segmentCount() < before; }));
    std::this_thread::sleep_for(50ms);
    const auto left = slotsOf(journal);
    EXPECT_LE(left.front(), 51u);
    EXPECT_GT(left.front(), 1u);
    EXPECT_EQ(left.back(), 100u);
    EXPECT_EQ(left.size(), 101u - left.front()) << "nothing that is not confirmed has gone";
    journal.confirmed({{kInstance, 100}});
    EXPECT_TRUE(comesTrue([&] { return journal.segmentCount() == 1; })) << "the one being written stays";
}

TEST_F(AcceptJournalTest, AForgottenInstanceHoldsNoSegment)
{
    write(10);
    AcceptJournal journal(options());
    journal.open();
    ASSERT_EQ(journal.segmentCount(), 1u);
    journal.confirmed({{kOther, 1'000}});
    std::this_thread::sleep_for(50ms);
    EXPECT_EQ(journal.segmentCount(), 1u);
    journal.forget(kInstance);
    EXPECT_TRUE(comesTrue([&] { return journal.segmentCount() == 0; }));
    EXPECT_TRUE(std::filesystem::is_empty(m_directory.path() / "journal"));
}

TEST_F(AcceptJournalTest, AFullDiskRefusesAndRecoversByItself)
{
    const auto before = std::signal(SIGXFSZ, SIG_IGN);
    AcceptJournal journal(options());
    journal.open();
    const auto writer = journal.openWriter();
    ASSERT_TRUE(writer->append(entries(1, 10)));
    rlimit limit{};
    getrlimit(RLIMIT_FSIZE, &limit);
    const rlimit small{1'000, limit.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    EXPECT_FALSE(writer->append(entries(11, 20)));
    EXPECT_TRUE(writer->isFailing());
    ASSERT_TRUE(journal.failure());
    EXPECT_EQ(journal.failure()->code, "journal_full");
    EXPECT_FALSE(writer->append(entries(11, 11))) << "not before the disk was tried";
    EXPECT_FALSE(writer->has(kInstance, 11));
    std::this_thread::sleep_for(50ms);
    EXPECT_TRUE(journal.failure());
    setrlimit(RLIMIT_FSIZE, &limit);
    EXPECT_TRUE(comesTrue([&] { return !journal.failure(); }));
    EXPECT_TRUE(writer->append(entries(21, 30)));
    const auto slots = slotsOf(journal);
    EXPECT_EQ(std::ranges::count_if(slots, [](auto slot) { return slot <= 10; }), 10);
    EXPECT_EQ(std::ranges::count_if(slots, [](auto slot) { return slot > 20; }), 10);
    EXPECT_EQ(slots.size(), 20u) << "what was refused left nothing behind";
    std::signal(SIGXFSZ, before);
}

TEST_F(AcceptJournalTest, AnUnusableDirectoryIsAFailureAndNoCrash)
{
    std::ofstream(m_directory.path() / "journal") << "a file in its place";
    AcceptJournal journal(options());
    journal.open();
    const auto writer = journal.openWriter();
    EXPECT_FALSE(writer->append(entries(1, 1)));
    EXPECT_EQ(journal.failure()->code, "journal_io");
    std::filesystem::remove(m_directory.path() / "journal");
    EXPECT_TRUE(comesTrue([&] { return !journal.failure(); }));
    EXPECT_TRUE(writer->append(entries(1, 1)));
}

TEST_F(AcceptJournalTest, WhatAKilledProcessHadAppendedIsThere)
{
    for (int round = 0; round < 5; ++round) {
        int told[2];
        ASSERT_EQ(::pipe(told), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            ::close(told[0]);
            AcceptJournal journal(options(20'000));
            journal.open();
            const auto writer = journal.openWriter();
            for (std::uint32_t slot = 1; slot < 1'000'000; slot += 7) {
                const std::uint32_t last = slot + 6;
                if (!writer->append(entries(slot, last)) || ::write(told[1], &last, sizeof last) < 0)
                    ::_exit(1);
            }
            ::_exit(2);
        }
        ::close(told[1]);
        std::uint32_t last = 0, seen = 0;
        while (seen < 300u * static_cast<std::uint32_t>(round + 1) && ::read(told[0], &last, sizeof last) > 0)
            seen = last;
        ::kill(child, SIGKILL);
        while (::read(told[0], &last, sizeof last) > 0)
            seen = last;
        ::close(told[0]);
        int status = 0;
        ::waitpid(child, &status, 0);
        ASSERT_TRUE(WIFSIGNALED(status));
        AcceptJournal journal(options());
        journal.open();
        const auto slots = slotsOf(journal);
        ASSERT_GE(slots.size(), seen);
        std::vector<std::uint32_t> promised(slots.begin(), slots.begin() + seen);
        EXPECT_EQ(promised, upTo(seen)) << "whoever was told has an entry";
        journal.close();
        std::filesystem::remove_all(m_directory.path() / "journal");
    }
}
