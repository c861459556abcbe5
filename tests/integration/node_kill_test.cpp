// The program killed outright in the middle of a launch, again and again, on one data directory.
#include "tests/support/coupon_crowd.h"
#include "tests/support/node_program.h"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <random>
#include <thread>

using namespace firstcome::testing;

namespace {

constexpr int kRounds = 10;
constexpr std::uint32_t kStock = 12'000;
constexpr unsigned kThreads = 6;
constexpr std::uint32_t kAtOnce = 20; ///< connections a thread

unsigned seed()
{
    const char* given = std::getenv("FIRSTCOME_SEED");
    return given ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : std::random_device{}();
}

/// One event on one data directory, many clients, and everything that they were told.
class NodeKill : public ::testing::Test
{
protected:
    void start()
    {
        m_node.emplace(m_directory.path() / "data");
        ASSERT_TRUE(m_node->isReady()) << m_node->err();
    }

    /// New people come until the server is gone or has no more; in every wave some come again who know their
    /// verdict and some who never heard theirs.
    void load(std::atomic<std::uint32_t>& accepted)
    {
        together(kThreads, [&](unsigned) {
            Wave wave(m_node->port(), "KILL");
            bool goesOn = true;
            while (goesOn) {
                const auto replies = wave.tryFor(nextPeople());
                const std::lock_guard lock(m_mutex);
                for (const auto& reply : replies) {
                    accepted += reply.accepted();
                    if (reply.status == 0 || reply.status == 503)
                        m_unanswered.push_back(reply.person);
                    else
                        m_answered.push_back(reply.person);
                    goesOn = goesOn && reply.status != 0 && reply.status != 410;
                }
                m_promises.add(replies);
            }
        });
    }

    std::vector<std::string> nextPeople()
    {
        const std::lock_guard lock(m_mutex);
        auto people = peopleNamed("p", m_nextPerson, kAtOnce - 4);
        m_nextPerson += kAtOnce - 4;
        for (auto* from : {&m_unanswered, &m_answered})
            for (int i = 0; i < 2 && !from->empty(); ++i) {
                std::swap((*from)[m_random() % from->size()], from->back());
                people.push_back(from->back());
                from->pop_back();
            }
        return people;
    }

    /// Kills the node a random while after a random number of accepts of this round.
    void killDuring(std::atomic<std::uint32_t>& accepted, std::uint32_t after, std::chrono::microseconds more)
    {
        comesTrue([&] { return accepted >= after; });
        std::this_thread::sleep_for(more);
        m_node->kill();
    }

    /// All that was promised so far is in the ledger, and nothing else but what nobody heard of.
    void expectPromisesKept()
    {
        ASSERT_TRUE(m_node->drains("KILL")) << boost::json::serialize(m_node->event("KILL"));
        const auto audit = m_node->exactAudit("KILL");
        ASSERT_TRUE(audit.contains("closed") && audit.at("closed").as_bool()) << audit;
        EXPECT_EQ(audit.at("duplicates").to_number<int>(), 0);
        EXPECT_EQ(m_promises.broken(), "");
        for (const auto& [status, count] : m_promises.statuses())
            EXPECT_TRUE(status == 0 || status == 202 || status == 409 || status == 410 || status == 503)
                << count << " were told " << status;
        const auto saved = ledgerSlots((m_directory.path() / "data/ledger.db").string(), "KILL");
        EXPECT_EQ(notContiguous(saved), "");
        EXPECT_EQ(audit.at("issued").to_number<std::size_t>(), saved.size());
        std::size_t missing = 0;
        for (const auto& [person, slot] : m_promises.slots()) {
            const auto row = saved.find(person);
            if ((row == saved.end() || row->second != slot) && ++missing <= 10)
                ADD_FAILURE() << person << " was shown slot " << slot << ", the ledger has "
                              << (row == saved.end() ? 0 : row->second);
        }
        EXPECT_GE(saved.size(), m_promises.slots().size());
    }

    /// Some people ask for themselves what became of them.
    void expectStatusRouteAgrees()
    {
        for (int i = 0; i < 20; ++i) {
            auto told = m_promises.slots().begin();
            std::advance(told, m_random() % m_promises.slots().size());
            const auto reply = m_node->ask("GET", "/api/coupons/KILL/issues/" + told->first);
            ASSERT_EQ(reply.status, 200) << reply.body;
            EXPECT_EQ(objectOf(reply).at("slot").to_number<std::uint32_t>(), told->second) << reply.body;
            EXPECT_TRUE(objectOf(reply).at("saved").as_bool()) << reply.body;
        }
    }

    TemporaryDirectory m_directory;
    std::optional<NodeProgram> m_node;
    std::mutex m_mutex;
    std::minstd_rand m_random;
    Promises m_promises;
    std::uint32_t m_nextPerson = 1;
    std::vector<std::string> m_answered, m_unanswered;
};

} // namespace

TEST_F(NodeKill, TenTimesInOneLaunchLosesNothingThatAnybodyWasShown)
{
    const unsigned chosen = seed();
    std::cout << "FIRSTCOME_SEED=" << chosen << std::endl;
    m_random.seed(chosen);
    start();
    const auto armed = m_node->createAndArm(R"({"couponId":"KILL","name":"Killed","total":12000})");
    ASSERT_EQ(armed.status, 200) << armed.body;
    ASSERT_EQ(m_node->act("KILL", "open").status, 200);

    for (int round = 1; round <= kRounds; ++round) {
        SCOPED_TRACE("round " + std::to_string(round));
        const std::uint32_t after = 1 + m_random() % 700;
        const std::chrono::microseconds more(m_random() % 20'000);
        std::atomic<std::uint32_t> accepted = 0;
        std::thread killer([&] { killDuring(accepted, after, more); });
        load(accepted);
        killer.join();
        EXPECT_GE(accepted, after);
        start();
        EXPECT_EQ(m_node->stateOf("KILL"), "open") << "the state survives";
        ASSERT_EQ(m_node->act("KILL", "pause").status, 200);
        expectPromisesKept();
        ASSERT_EQ(m_node->act("KILL", "resume").status, 200);
        if (HasFatalFailure())
            return;
    }
    ASSERT_LT(m_promises.slots().size(), kStock) << "the kills came too late to matter";

    std::atomic<std::uint32_t> accepted = 0;
    load(accepted); // until it is sold out
    EXPECT_GT(accepted, 0u);
    ASSERT_EQ(m_node->act("KILL", "close").status, 200);
    ASSERT_TRUE(comesTrue([&] { return m_node->stateOf("KILL") == "closed"; })) << m_node->stateOf("KILL");
    expectPromisesKept();
    expectStatusRouteAgrees();
    const auto saved = ledgerSlots((m_directory.path() / "data/ledger.db").string(), "KILL");
    EXPECT_EQ(saved.size(), kStock);
    EXPECT_EQ(m_node->terminate(), 0) << m_node->err();
}
