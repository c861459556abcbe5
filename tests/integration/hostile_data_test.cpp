// The program on a data directory that is full, damaged, read-only or in use: it says so, loses nothing, and
// serves again when it can.
#include "tests/support/coupon_crowd.h"
#include "tests/support/node_program.h"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <fstream>
#include <gmock/gmock.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace firstcome::testing;
using ::testing::HasSubstr;

namespace {

namespace fs = std::filesystem;

class HostileData : public ::testing::Test
{
protected:
    void SetUp() override
    {
        start();
        ASSERT_EQ(m_node->createAndArm(R"({"couponId":"HARD","name":"Hard times","total":5000})").status,
                  200);
        ASSERT_EQ(m_node->act("HARD", "open").status, 200);
        const auto first = everybodyTries(50);
        ASSERT_EQ(m_promises.accepted(), 50u);
    }
    void TearDown() override
    {
        m_node.reset();
        if (m_mounted)
            ::umount2(m_mountPoint.c_str(), MNT_DETACH);
    }

    void start()
    {
        m_node.emplace(m_data);
        ASSERT_TRUE(m_node->isReady()) << m_node->err();
    }

    /// So many new people try at once.
    std::vector<SeenReply> everybodyTries(std::uint32_t people)
    {
        return tryAgain(peopleNamed("p", std::exchange(m_next, m_next + people), people));
    }
    std::vector<SeenReply> tryAgain(const std::vector<std::string>& people)
    {
        Wave wave(m_node->port(), "HARD");
        auto replies = wave.tryFor(people);
        m_promises.add(replies);
        return replies;
    }

    /// Kept promises whatever came between: by the ledger's file, after a restart and an exact audit.
    void expectNothingLost()
    {
        ASSERT_EQ(m_node->act("HARD", "pause").status, 200);
        ASSERT_TRUE(m_node->drains("HARD"));
        const auto audit = m_node->exactAudit("HARD");
        ASSERT_TRUE(audit.contains("closed") && audit.at("closed").as_bool()) << audit;
        EXPECT_EQ(m_promises.broken(), "");
        const auto saved = ledgerSlots((m_data / "ledger.db").string(), "HARD");
        EXPECT_EQ(notContiguous(saved), "");
        for (const auto& [person, slot] : m_promises.slots())
            EXPECT_TRUE(saved.contains(person) && saved.at(person) == slot) << person << " had slot " << slot;
        EXPECT_EQ(m_node->terminate(), 0) << m_node->err();
    }

    /// While nothing can be written: 503, words, and a process that lives.
    /// `keepFull` takes what the store itself gives back, such as its emptied log.
    void expectFull(const std::vector<SeenReply>& refused, const std::function<void()>& keepFull)
    {
        for (const auto& reply : refused)
            EXPECT_TRUE(reply.status == 503 && reply.code == "store_down") << reply.status << reply.code;
        EXPECT_TRUE(comesTrue([&] {
            keepFull();
            return m_node->problemOf("store") == "disk_full" && m_node->ask("GET", "/readyz").status == 503;
        })) << m_node->problemOf("store");
        EXPECT_EQ(m_node->ask("GET", "/healthz").status, 200);
        EXPECT_FALSE(m_node->ended());
    }

    /// Service has returned by itself: everybody refused meanwhile is served, and the state is what it was.
    void expectServiceReturns(const std::vector<SeenReply>& refused)
    {
        ASSERT_TRUE(m_node->isReady()) << m_node->err();
        EXPECT_EQ(m_node->problemOf("store"), "");
        std::vector<std::string> again;
        for (const auto& reply : refused)
            again.push_back(reply.person);
        for (const auto& reply : tryAgain(again))
            EXPECT_TRUE(reply.status == 202 || reply.status == 409) << reply.status << " " << reply.code;
        m_node->kill();
        start();
        if (!HasFatalFailure())
            expectNothingLost();
    }

    void limitFileSizes(rlim_t bytes)
    {
        const rlimit limit{bytes, RLIM_INFINITY};
        ASSERT_EQ(::prlimit(m_node->pid(), RLIMIT_FSIZE, &limit, nullptr), 0);
    }

    /// A file system of its own for the data directory; false where this user may not mount.
    bool mountSmall(const char* options)
    {
        m_mountPoint = m_directory.path() / "small";
        fs::create_directory(m_mountPoint);
        m_mounted = ::mount("tmpfs", m_mountPoint.c_str(), "tmpfs", 0, options) == 0;
        return m_mounted;
    }

    TemporaryDirectory m_directory;
    fs::path m_data = m_directory.path() / "data";
    fs::path m_mountPoint;
    bool m_mounted = false;
    std::optional<NodeProgram> m_node;
    Promises m_promises;
    std::uint32_t m_next = 1;
};

/// Fills the file system below `directory` to the last byte.
fs::path fillUp(const fs::path& directory)
{
    const auto ballast = directory / "ballast";
    const int file = ::open(ballast.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    const std::string block(64 * 1024, 'b');
    for (std::size_t size = block.size(); size > 0; size /= 2)
        while (::write(file, block.data(), size) > 0) {
        }
    ::close(file);
    return ballast;
}

} // namespace

TEST_F(HostileData, WhileNothingCanBeWrittenItSays503AndThenServesAgain)
{
    limitFileSizes(0);
    const auto refused = everybodyTries(20);
    expectFull(refused, [] {});
    limitFileSizes(RLIM_INFINITY);
    expectServiceReturns(refused);
}

TEST_F(HostileData, AFullDiskIsSurvivedAndLeftByItself)
{
    if (!mountSmall("size=8m"))
        GTEST_SKIP() << "needs the right to mount a small file system";
    ASSERT_EQ(m_node->terminate(), 0);
    fs::copy(m_data, m_mountPoint / "data", fs::copy_options::recursive);
    m_data = m_mountPoint / "data";
    start();
    ASSERT_EQ(everybodyTries(10)[0].status, 202);
    const auto ballast = fillUp(m_mountPoint);
    std::vector<SeenReply> refused; // what room the files have left inside is used up first
    for (int waves = 0; refused.empty() && waves < 200; ++waves)
        for (auto& reply : everybodyTries(10))
            if (!reply.accepted())
                refused.push_back(reply);
    ASSERT_FALSE(refused.empty()) << "the disk was never full";
    expectFull(refused, [&] { fillUp(m_mountPoint); });
    fs::remove(ballast);
    expectServiceReturns(refused);
}

TEST_F(HostileData, ADamagedStoreIsNamedAndServedFromOnceRestored)
{
    ASSERT_EQ(m_node->terminate(), 0);
    const auto store = m_data / "store.db", copy = m_directory.path() / "copy";
    fs::copy_file(store, copy);
    std::fstream(store, std::ios::in | std::ios::out | std::ios::binary) << std::string(4096, 'x');
    m_node.emplace(m_data);
    ASSERT_TRUE(m_node->serves()) << m_node->err();
    EXPECT_TRUE(comesTrue([&] { return m_node->problemOf("store") == "corrupt"; }))
        << m_node->problemOf("store");
    EXPECT_EQ(m_node->ask("GET", "/readyz").status, 503);
    // Never "no such event" or "sold out", which people would believe.
    const auto refused = everybodyTries(5);
    for (const auto& reply : refused)
        EXPECT_EQ(reply.status, 503) << reply.code;
    EXPECT_EQ(m_node->ask("GET", "/api/coupons/HARD").status, 503);
    EXPECT_EQ(m_node->asOperator("GET", "/api/operator/events").status, 503);
    EXPECT_FALSE(m_node->ended());
    fs::resize_file(store, 0); // as at the beginning of a copy that is slow
    EXPECT_TRUE(comesTrue([&] {
        const auto parts = objectOf(m_node->asOperator("GET", "/api/operator/snapshot")).at("parts");
        return std::string_view(parts.at("store").at("detail").as_string()).ends_with("is missing or empty");
    })) << "it makes no new store of what is on its way back";
    std::ofstream(store, std::ios::binary) << std::ifstream(copy, std::ios::binary).rdbuf();
    expectServiceReturns(refused);
}

TEST_F(HostileData, AStoreThatIsGoneIsNoNewBeginning)
{
    ASSERT_EQ(m_node->terminate(), 0);
    fs::rename(m_data / "store.db", m_directory.path() / "gone");
    m_node.emplace(m_data);
    ASSERT_TRUE(m_node->serves()) << m_node->err();
    EXPECT_TRUE(comesTrue([&] { return m_node->problemOf("store") == "corrupt"; }))
        << m_node->problemOf("store");
    EXPECT_EQ(everybodyTries(1)[0].status, 503);
    EXPECT_EQ(m_node->act("HARD", "arm").status, 503);
    ASSERT_EQ(m_node->terminate(), 0);
    for (const char* suffix : {"", "-wal", "-shm"})
        fs::remove(m_data / ("store.db" + std::string(suffix)));
    fs::rename(m_directory.path() / "gone", m_data / "store.db");
    start();
    if (!HasFatalFailure())
        expectNothingLost();
}

TEST_F(HostileData, AReadOnlyDirectoryIsRefusedInWords)
{
    ASSERT_EQ(m_node->terminate(), 0);
    if (::geteuid() == 0) { // to whom permissions say nothing
        if (!mountSmall("size=64m"))
            GTEST_SKIP() << "needs the right to mount a file system read-only";
        fs::copy(m_data, m_mountPoint / "data", fs::copy_options::recursive);
        m_data = m_mountPoint / "data";
        std::ofstream(m_data.string() + ".toml") << "[http]\nport = 0\n";
        ASSERT_EQ(::mount("", m_mountPoint.c_str(), "", MS_REMOUNT | MS_RDONLY, nullptr), 0);
    } else {
        fs::permissions(m_data, fs::perms::owner_read | fs::perms::owner_exec);
        fs::permissions(m_data / "console.lock", fs::perms::owner_read);
    }
    m_node.emplace(m_data);
    EXPECT_EQ(m_node->wait(), 2);
    EXPECT_THAT(m_node->err(), HasSubstr("data_dir_unwritable: " + m_data.string()));
    EXPECT_THAT(m_node->err(),
                ::testing::AnyOf(HasSubstr("Read-only file system"), HasSubstr("Permission denied")));
    EXPECT_EQ(linesOf(m_node->err()).size(), 1u) << m_node->err();
    if (m_mounted)
        ASSERT_EQ(::mount("", m_mountPoint.c_str(), "", MS_REMOUNT, nullptr), 0);
    else {
        fs::permissions(m_data, fs::perms::owner_all);
        fs::permissions(m_data / "console.lock", fs::perms::owner_read | fs::perms::owner_write);
    }
    start();
    if (!HasFatalFailure())
        expectNothingLost();
}

TEST_F(HostileData, ASecondProcessIsToldWhoTheFirstIs)
{
    NodeProgram second(m_data);
    EXPECT_EQ(second.wait(), 3);
    EXPECT_THAT(second.err(), HasSubstr("data_dir_in_use"));
    EXPECT_THAT(second.err(), HasSubstr("process " + std::to_string(m_node->pid())));
    EXPECT_EQ(everybodyTries(5)[0].status, 202) << "the first goes on";
    m_node->kill(); // a lock left behind by the dead is none
    start();
    if (!HasFatalFailure())
        expectNothingLost();
}
