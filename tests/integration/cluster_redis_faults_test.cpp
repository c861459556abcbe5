// Whole nodes whose Redis loses some of what people were shown: nobody is served, the people at risk are
// shown, and at the operator's word every one of them gets the slot they were shown.
#include "tests/support/cluster_faults.h"
#include "tests/support/redis_sentinels.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <vector>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;

namespace {

/// A crowd at each node, and a Redis that comes back with less than it had.
class ClusterRedisFaults : public ClusterFaults
{
protected:
    void TearDown() override { m_crowds.clear(); } // before the fleet
    /// Opens the event; people try at each node.
    void launch()
    {
        openEvent();
        if (HasFatalFailure())
            return;
        for (std::size_t i = 0; i < m_fleet->size(); ++i)
            m_crowds.push_back(
                std::make_unique<Trickle>(m_fleet->node(i).port(), "FAULT", m_fleet->name(i) + "-"));
        goOn();
    }
    void goOn()
    {
        for (const auto& crowd : m_crowds)
            ASSERT_TRUE(crowd->goesOn(50));
    }
    /// `fault` stops Redis; after `mend` there is `successor`, which has less than people were shown.
    void lose(const std::function<void()>& fault, const std::function<void()>& mend,
              const RedisServer& successor)
    {
        m_broken = std::chrono::steady_clock::now();
        fault();
        for (const auto& crowd : m_crowds)
            EXPECT_TRUE(crowd->meetsAnOutage());
        mend();
        m_mended = std::chrono::steady_clock::now();
        for (std::size_t i = 0; i < m_fleet->size(); ++i)
            expectSuspended(m_fleet->node(i));
        m_left = issuedAt(successor);
        m_highest = 0;
        for (const auto& crowd : m_crowds)
            m_highest = std::max(m_highest, crowd->highestSlot());
        ASSERT_GT(m_highest, m_left) << "else this shows nothing";
        std::cout << m_highest - m_left << " of " << m_highest << " accepts were lost" << std::endl;
    }
    void expectSuspended(NodeProgram& at)
    {
        ASSERT_TRUE(comesTrue([&] { return suspensionAt(at).contains("atRisk"); })) << at.problemOf("store");
        m_times.shown =
            std::chrono::ceil<std::chrono::milliseconds>(std::chrono::steady_clock::now() - m_mended);
        EXPECT_TRUE(comesTrue([&] { return at.problemOf("store") == "store_lost_accepts"; }))
            << at.problemOf("store");
        EXPECT_TRUE(comesTrue([&] {
            return at.ask("POST", "/api/coupons/FAULT/issue-fcfs/early").body.find("\"suspended\"") !=
                   std::string::npos;
        }));
        EXPECT_EQ(at.ask("GET", "/healthz").status, 200);
    }
    boost::json::object suspensionAt(NodeProgram& at)
    {
        const auto event = at.event("FAULT");
        const auto* shown = event.if_contains("suspension");
        return shown && shown->is_object() ? shown->get_object() : boost::json::object();
    }
    /// Each node shows how many accepts are at risk, and the people to whom it showed them itself.
    std::vector<boost::json::object> expectPeopleAtRisk()
    {
        std::vector<boost::json::object> shown(m_fleet->size());
        for (std::size_t i = 0; i < m_fleet->size(); ++i)
            EXPECT_TRUE(comesTrue([&] {
                shown[i] = suspensionAt(m_fleet->node(i));
                return shown[i].contains("atRisk") &&
                       shown[i].at("atRisk").to_number<std::uint32_t>() == m_highest - m_left &&
                       !shown[i].at("people").as_array().empty();
            })) << boost::json::serialize(shown[i])
                << ", and people were shown slots up to " << m_highest << ", of which " << m_left
                << " are left";
        return shown;
    }
    /// What a node showed as at risk are the people whom it had shown these slots, the first hundred by name.
    void expectTheirNames(const boost::json::object& shown, const std::vector<SeenReply>& history) const
    {
        std::vector<std::pair<std::uint32_t, std::string>> atRisk;
        for (const auto& reply : history)
            if (reply.accepted() && reply.slot > m_left && reply.slot <= m_highest)
                atRisk.emplace_back(reply.slot, reply.person);
        EXPECT_EQ(shown.at("named").to_number<std::size_t>(), atRisk.size());
        std::ranges::sort(atRisk);
        atRisk.resize(std::min<std::size_t>(atRisk.size(), 100));
        std::vector<std::pair<std::uint32_t, std::string>> named;
        for (const auto& person : shown.at("people").as_array())
            named.emplace_back(person.at("slot").to_number<std::uint32_t>(),
                               person.at("publicId").as_string());
        EXPECT_EQ(named, atRisk);
    }
    /// The operator's word, and the operator's word to go on.
    void rebuildAndGoOn()
    {
        const auto shown = expectPeopleAtRisk();
        if (HasFailure())
            return;
        const auto rebuilt = node().rebuild("FAULT");
        ASSERT_EQ(rebuilt.status, 200) << rebuilt.body;
        for (std::size_t i = 0; i < m_fleet->size(); ++i)
            EXPECT_TRUE(comesTrue([&] {
                return suspensionAt(m_fleet->node(i)).empty() &&
                       m_fleet->node(i).stateOf("FAULT") == "paused";
            })) << m_fleet->node(i).stateOf("FAULT");
        m_mended = std::chrono::steady_clock::now();
        ASSERT_EQ(node().act("FAULT", "resume").status, 200);
        goOn();
        std::vector<SeenReply> all;
        for (std::size_t i = 0; i < m_crowds.size(); ++i) {
            const auto history = finish(*m_crowds[i], Part::Redis);
            expectTheirNames(shown[i], history);
            all.insert(all.end(), history.begin(), history.end());
        }
        expectExact(all);
        EXPECT_EQ(sql().number("SELECT count(*) FROM voided_slots"), 0);
    }
    std::filesystem::path redisFiles() const { return m_fleet->redis().dataDirectory() / "appendonlydir"; }

    std::vector<std::unique_ptr<Trickle>> m_crowds; ///< of each node
    std::uint32_t m_left = 0, m_highest = 0; ///< slots: in the store after the loss; shown to people before
};

/// A field of what Redis says of its persistence.
std::int64_t persistenceOf(const RedisServer& redis, const std::string& field)
{
    std::istringstream lines(redis.connect().ask({"INFO", "persistence"}).text);
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with(field + ":"))
            return std::stoll(line.substr(field.size() + 1));
    throw std::runtime_error("Redis does not tell " + field);
}

} // namespace

TEST_F(ClusterRedisFaults, KilledWhileItsDiskIsBusy)
{
    const TemporaryDirectory directory;
    const auto busy = directory.path() / "busy";
    startOn(broker(), {.nodes = 1,
                       .beforeRedis = {"/usr/bin/env",
                                       "LD_PRELOAD=" FIRSTCOME_BINARY_DIR "/tests/libfirstcome_slow_sync.so",
                                       "SLOW_SYNC_WHILE=" + busy.string()}});
    launch();
    std::ofstream(busy) << "with other things";
    // It has just written at last; the next time is in a second at the earliest.
    const auto delayed = persistenceOf(m_fleet->redis(), "aof_delayed_fsync");
    ASSERT_TRUE(comesTrue([&] { return persistenceOf(m_fleet->redis(), "aof_delayed_fsync") > delayed; }));
    ASSERT_TRUE(m_crowds.front()->goesOn(20));
    EXPECT_GT(persistenceOf(m_fleet->redis(), "aof_buffer_length"), 0);
    lose([&] { m_fleet->redis().kill(); },
         [&] {
             std::filesystem::remove(busy);
             m_fleet->redis().start();
         },
         m_fleet->redis());
    ASSERT_FALSE(HasFatalFailure());
    EXPECT_GT(m_left, 0u) << "it still has what was on disk";
    rebuildAndGoOn();
}

TEST_F(ClusterRedisFaults, ReplacedByAnEmptyOne)
{
    start(2);
    launch();
    lose([&] { m_fleet->redis().kill(); },
         [&] {
             m_fleet->redis().wipe();
             m_fleet->redis().start();
         },
         m_fleet->redis());
    ASSERT_FALSE(HasFatalFailure());
    EXPECT_EQ(m_left, 0u);
    rebuildAndGoOn();
}

TEST_F(ClusterRedisFaults, RolledBackToAnOlderCopy)
{
    const TemporaryDirectory directory;
    const auto older = directory.path() / "older";
    start(2);
    launch();
    std::filesystem::copy(redisFiles(), older, std::filesystem::copy_options::recursive);
    goOn();
    lose([&] { m_fleet->redis().kill(); },
         [&] {
             m_fleet->redis().wipe();
             std::filesystem::copy(older, redisFiles(), std::filesystem::copy_options::recursive);
             m_fleet->redis().start();
         },
         m_fleet->redis());
    ASSERT_FALSE(HasFatalFailure());
    EXPECT_GT(m_left, 0u) << "it still has what the copy has";
    rebuildAndGoOn();
}

TEST_F(ClusterRedisFaults, FailedOverToALaggingReplica)
{
    RedisSentinels servers;
    startOn(broker(), {.nodes = 2, .sentinels = servers.addresses()});
    launch();
    ASSERT_TRUE(comesTrue([&] { return issuedAt(servers.replica()) > 0; }));
    servers.cutReplicaOff();
    goOn();
    lose([&] { servers.master().kill(); },
         [&] {
             ASSERT_TRUE(comesTrue([&] {
                 return servers.replica().connect().ask({"ROLE"}).list.front().text == "master";
             })) << "the Sentinels fail over";
         },
         servers.replica());
    if (!HasFatalFailure()) {
        EXPECT_GT(m_left, 0u) << "the replica has what it heard before";
        rebuildAndGoOn();
    }
    m_crowds.clear();
    m_fleet.reset(); // before its servers
}
