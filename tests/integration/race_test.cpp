// People racing for coupons over HTTP, on the program that serves them.
#include "tests/support/coupon_crowd.h"
#include "tests/support/node_program.h"

#include <gtest/gtest.h>

#include <mutex>

using namespace firstcome::testing;

namespace {

constexpr std::uint32_t kStock = 500;
constexpr std::uint32_t kPeople = 2'000;
constexpr unsigned kThreads = 8;
constexpr std::uint32_t kPeopleAtOnce = 33; ///< a thread: with three connections each, near 800 in all

class Race : public ::testing::Test
{
protected:
    void SetUp() override
    {
        ASSERT_TRUE(m_node.isReady()) << m_node.err();
        const auto armed = m_node.createAndArm(R"({"couponId":"RACE","name":"Race","total":500})");
        ASSERT_EQ(armed.status, 200) << armed.body;
        const auto opened = m_node.act("RACE", "open");
        ASSERT_EQ(opened.status, 200) << opened.body;
    }

    /// Everybody tries `times` times at once, each time on another connection.
    std::vector<SeenReply> everybodyTries(std::uint32_t times)
    {
        std::mutex mutex;
        std::vector<SeenReply> all;
        together(kThreads, [&](unsigned index) {
            Wave wave(m_node.port(), "RACE");
            for (std::uint32_t first = index * kPeopleAtOnce; first < kPeople;
                 first += kThreads * kPeopleAtOnce) {
                std::vector<std::string> attempts;
                for (const auto& person : peopleNamed("p", first, std::min(kPeopleAtOnce, kPeople - first)))
                    attempts.insert(attempts.end(), times, person);
                const auto replies = wave.tryFor(attempts);
                const std::lock_guard lock(mutex);
                all.insert(all.end(), replies.begin(), replies.end());
            }
        });
        return all;
    }

    /// What holds after any race: exact slots, everybody else sold out, the same verdicts again, a closed
    /// audit.
    void expectExactly500(const std::vector<SeenReply>& replies, std::uint32_t times)
    {
        Promises promises;
        promises.add(replies);
        EXPECT_EQ(promises.broken(), "");
        EXPECT_EQ(promises.accepted(), kStock);
        EXPECT_EQ(promises.slots().size(), kStock);
        EXPECT_EQ(notContiguous(promises.slots()), "");
        const std::map<int, std::uint32_t> expected{{202, kStock}, {410, times * (kPeople - kStock)}};
        auto statuses = promises.statuses();
        EXPECT_EQ(statuses[409], (times - 1) * kStock);
        statuses.erase(409);
        EXPECT_EQ(statuses, expected);

        Promises again = promises;
        again.add(everybodyTries(1));
        EXPECT_EQ(again.broken(), "") << "retries must get their first verdict";
        EXPECT_EQ(again.accepted(), kStock);
        EXPECT_EQ(again.statuses().at(410), (times + 1) * (kPeople - kStock));
        EXPECT_EQ(again.slots(), promises.slots());

        const auto closed = m_node.act("RACE", "close");
        EXPECT_EQ(closed.status, 200) << closed.body;
        ASSERT_TRUE(comesTrue([&] { return m_node.stateOf("RACE") == "closed"; })) << m_node.stateOf("RACE");
        const auto audit = m_node.exactAudit("RACE");
        EXPECT_TRUE(audit.at("closed").as_bool()) << audit;
        EXPECT_EQ(audit.at("issued").to_number<std::uint32_t>(), kStock);
        EXPECT_EQ(ledgerSlots((m_directory.path() / "data/ledger.db").string(), "RACE"), promises.slots());
        EXPECT_EQ(m_node.terminate(), 0) << m_node.err();
    }

    TemporaryDirectory m_directory;
    NodeProgram m_node{m_directory.path() / "data"};
};

} // namespace

TEST_F(Race, Of2000PeopleFor500Exactly500GetOne)
{
    expectExactly500(everybodyTries(1), 1);
}

TEST_F(Race, SendingThreeTimesAtOnceGetsNobodyMore)
{
    expectExactly500(everybodyTries(3), 3);
}
