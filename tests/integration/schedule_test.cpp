// Opening and closing by schedule, under load, on the program that serves.
#include "backend/core/clock.h"
#include "backend/core/rfc3339.h"
#include "tests/support/coupon_crowd.h"
#include "tests/support/node_program.h"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <gmock/gmock.h>
#include <mutex>
#include <thread>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;

namespace {

constexpr unsigned kThreads = 4;
constexpr std::uint32_t kAtOnce = 10;

/// How far an event has come, by what one connection is told: it may only go on, never back.
int phaseOf(const SeenReply& reply)
{
    switch (reply.status) {
    case 425:
        return 0;
    case 202:
        return 1;
    case 403:
        return reply.code == "closed" ? 2 : -1;
    default:
        return -1;
    }
}

class Schedule : public ::testing::Test
{
protected:
    void start()
    {
        m_node.emplace(m_directory.path() / "data");
        ASSERT_TRUE(m_node->isReady()) << m_node->err();
    }

    /// The times run from when nothing but the arming itself is left to do.
    void arm(std::chrono::milliseconds opensIn, std::chrono::milliseconds closesIn)
    {
        const auto created = m_node->asOperator("POST", "/api/operator/events",
                                                R"({"couponId":"CLOCK","name":"By the clock","total":1000000})");
        ASSERT_EQ(created.status, 201) << created.body;
        ASSERT_TRUE(m_node->becomesGreen("CLOCK"));
        m_opensAt = core::SystemClock().wall() + opensIn;
        m_closesAt = core::SystemClock().wall() + closesIn;
        const auto timed = m_node->asOperator("PATCH", "/api/operator/events/CLOCK",
                                              R"({"opensAt":")" + core::toRfc3339(m_opensAt) + R"(","closesAt":")" +
                                                  core::toRfc3339(m_closesAt) + R"("})");
        ASSERT_EQ(timed.status, 200) << timed.body;
        const auto armed = m_node->act("CLOCK", "arm");
        ASSERT_EQ(armed.status, 200) << armed.body;
        ASSERT_EQ(m_node->stateOf("CLOCK"), "armed");
    }

    /// New people keep coming until every thread has been told a while that it is closed.
    void loadUntilClosed()
    {
        std::mutex mutex;
        together(kThreads, [&](unsigned index) {
            Wave wave(m_node->port(), "CLOCK");
            std::vector<int> phases(kAtOnce, 0);
            int wavesClosed = 0;
            for (std::uint32_t next = 0; wavesClosed < 20 && std::chrono::system_clock::now() < m_giveUp;
                 next += kAtOnce) {
                const auto replies =
                    wave.tryFor(peopleNamed("t" + std::to_string(index) + "-", next, kAtOnce));
                const std::lock_guard lock(mutex);
                m_promises.add(replies);
                for (std::size_t i = 0; i < replies.size(); ++i) {
                    const int phase = phaseOf(replies[i]);
                    m_wentBack += phase < phases[i];
                    phases[i] = phase;
                    ++m_codes[replies[i].status == 202 ? "accepted" : replies[i].code];
                    if (replies[i].accepted())
                        m_acceptedAt.push_back(replies[i].acceptedAt);
                }
                wavesClosed += std::ranges::min(phases) == 2;
                if (std::ranges::max(phases) < 1)
                    m_heldBack += 1;
            }
        });
    }

    core::WallTime timeOf(const char* name)
    {
        const auto event = m_node->event("CLOCK");
        const auto& value = event.at("instance").at(name);
        return value.is_string()
                   ? core::fromRfc3339(std::string_view(value.as_string())).value_or(core::WallTime())
                   : core::WallTime();
    }

    TemporaryDirectory m_directory;
    std::optional<NodeProgram> m_node;
    core::WallTime m_opensAt, m_closesAt;
    std::chrono::system_clock::time_point m_giveUp = std::chrono::system_clock::now() + 120s;
    Promises m_promises;
    std::map<std::string, std::uint32_t> m_codes;
    std::vector<std::string> m_acceptedAt; ///< RFC 3339 in one length: sorts as time does
    std::uint32_t m_wentBack = 0;
    std::uint32_t m_heldBack = 0;
};

} // namespace

TEST_F(Schedule, NothingBeforeOpeningNothingAfterClosingUnderLoad)
{
    start();
    if (HasFatalFailure())
        return;
    arm(4s, 6s);
    if (HasFatalFailure())
        return;
    loadUntilClosed();

    EXPECT_EQ(m_promises.broken(), "");
    EXPECT_EQ(m_wentBack, 0u) << "a connection was told something that was over";
    std::vector<std::string> codes;
    for (const auto& [code, count] : m_codes)
        codes.push_back(code);
    EXPECT_THAT(codes, ::testing::UnorderedElementsAre("not_open", "accepted", "closed"));
    EXPECT_GT(m_heldBack, 0u) << "nobody came before the opening";

    // By the server's own record, which is one clock with its accepts.
    ASSERT_TRUE(comesTrue([&] { return m_node->stateOf("CLOCK") == "closed"; })) << m_node->stateOf("CLOCK");
    const auto openedAt = timeOf("openedAt"), closedAt = timeOf("closedAt");
    EXPECT_GE(openedAt, m_opensAt);
    EXPECT_GE(closedAt, m_closesAt);
    ASSERT_FALSE(m_acceptedAt.empty());
    EXPECT_GE(std::ranges::min(m_acceptedAt), core::toRfc3339(openedAt));
    EXPECT_LT(std::ranges::max(m_acceptedAt), core::toRfc3339(m_closesAt)) << "accepted at or after closing";

    const auto audit = m_node->exactAudit("CLOCK");
    EXPECT_TRUE(audit.at("closed").as_bool()) << audit;
    EXPECT_EQ(ledgerSlots((m_directory.path() / "data/ledger.db").string(), "CLOCK"), m_promises.slots());

    // Winners keep their slot in the closed event, everybody else is told that it is closed.
    const auto winner = *m_promises.slots().begin();
    Wave wave(m_node->port(), "CLOCK");
    const auto late = wave.tryFor(std::vector<std::string>{winner.first, "late"});
    EXPECT_EQ(late[0].status, 409);
    EXPECT_EQ(late[0].slot, winner.second);
    EXPECT_EQ(late[1].status, 403);
    EXPECT_EQ(late[1].code, "closed");
    EXPECT_EQ(m_node->terminate(), 0) << m_node->err();
}

TEST_F(Schedule, AnOpeningMissedWhileDownHappensAtTheStart)
{
    start();
    arm(3s, 10min);
    m_node->kill();
    if (HasFatalFailure())
        return;
    std::this_thread::sleep_until(m_opensAt);
    start();
    Wave wave(m_node->port(), "CLOCK");
    const auto first = wave.tryFor(std::vector<std::string>{"first"});
    EXPECT_EQ(first[0].status, 202) << first[0].code;
    // As soon as the screen shows it, an act on it works: the desk must not be behind the store.
    ASSERT_TRUE(comesTrue([&] { return m_node->stateOf("CLOCK") == "open"; })) << m_node->stateOf("CLOCK");
    EXPECT_GE(timeOf("openedAt"), m_opensAt);
    EXPECT_EQ(m_node->act("CLOCK", "pause").status, 200);
    EXPECT_EQ(wave.tryFor(std::vector<std::string>{"second"})[0].code, "paused");
    EXPECT_EQ(m_node->terminate(), 0) << m_node->err();
}

TEST_F(Schedule, AClosingMissedWhileDownComesBeforeTheOpeningMissedWithIt)
{
    start();
    arm(3s, 3100ms);
    m_node->kill();
    if (HasFatalFailure())
        return;
    std::this_thread::sleep_until(m_closesAt);
    start();
    Wave wave(m_node->port(), "CLOCK");
    const auto late = wave.tryFor(std::vector<std::string>{"late"});
    EXPECT_EQ(late[0].status, 403);
    EXPECT_EQ(late[0].code, "closed");
    EXPECT_TRUE(comesTrue([&] { return m_node->stateOf("CLOCK") == "closed"; })) << m_node->stateOf("CLOCK");
    EXPECT_EQ(timeOf("openedAt"), core::WallTime()) << "it was never open";
    EXPECT_EQ(m_node->terminate(), 0) << m_node->err();
}
