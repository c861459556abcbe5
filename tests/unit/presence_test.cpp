#include "backend/issuing/ids.h"
#include "backend/ledger/sql_event_directory.h"
#include "backend/ledger/sql_node_registry.h"
#include "backend/local/presence.h"
#include "tests/support/core_application.h"
#include "tests/support/manual_clock.h"
#include "tests/support/node_program.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <atomic>

using namespace firstcome;
using namespace firstcome::testing;
using namespace std::chrono_literals;

namespace {

/// One run of a node, as far as others can see it.
struct OneRun
{
    OneRun(const std::filesystem::path& file, const std::string& name, const core::Clock& clock)
        : registry(ledger::SqlTarget::sqliteFile(file))
        , presence(registry, {name, issuing::InstanceId::random().str(), "test", "", ""}, clock,
                   {[] {
                        return local::Presence::Doing{"127.0.0.1:1", "{}"};
                    },
                    [this] { enrolled = true; }, [this] { nameLost = true; }, [this] { ++news; }})
    {
        presence.start();
    }
    ~OneRun() { presence.stop(); }
    bool sees(std::size_t nodes) const
    {
        return comesTrue([&] { return presence.seen()->nodes.size() == nodes; });
    }

    std::atomic<bool> enrolled = false, nameLost = false;
    std::atomic<int> news = 0;
    ledger::SqlNodeRegistry registry;
    local::Presence presence;
};

class PresenceTest : public ::testing::Test
{
protected:
    PresenceTest() { ensureCoreApplication(); }
    std::unique_ptr<OneRun> start(const std::string& name)
    {
        return std::make_unique<OneRun>(m_files.path() / "directory.db", name, m_clock);
    }

    TemporaryDirectory m_files;
    ManualClock m_clock;
};

} // namespace

TEST_F(PresenceTest, NodesSeeEachOtherAndTheFirstByNameLeads)
{
    auto b = start("b");
    ASSERT_TRUE(comesTrue([&] { return b->enrolled.load(); }));
    EXPECT_TRUE(b->presence.leads()) << "nobody else is there";
    ASSERT_TRUE(comesTrue([&] { return b->news == 1; })) << "what was written before it came";
    ledger::SqlEventDirectory directory(ledger::SqlTarget::sqliteFile(m_files.path() / "directory.db"));
    ASSERT_TRUE(directory.open());
    ASSERT_TRUE(directory.createPeople(1, "p-"));
    directory.close();
    EXPECT_TRUE(comesTrue([&] { return b->news == 2; }));
    auto a = start("a");
    ASSERT_TRUE(a->sees(2));
    ASSERT_TRUE(b->sees(2));
    EXPECT_TRUE(a->presence.leads());
    EXPECT_FALSE(b->presence.leads());
    EXPECT_EQ(b->presence.seen()->nodes[0].address, "127.0.0.1:1");
    a.reset();
    ASSERT_TRUE(b->sees(1)) << "it left in good order";
    EXPECT_TRUE(b->presence.leads());
}

TEST_F(PresenceTest, ALiveNodeOfTheSameNameIsToldOfAndWaitedFor)
{
    auto first = start("a");
    ASSERT_TRUE(comesTrue([&] { return first->enrolled.load(); }));
    auto second = start("a");
    ASSERT_TRUE(comesTrue([&] {
        m_clock.advance(1s); // it takes its time to be sure that the other lives
        return second->presence.problem().has_value();
    }));
    EXPECT_EQ(second->presence.problem()->code, "node_in_use");
    EXPECT_FALSE(second->enrolled);
    first.reset();
    EXPECT_TRUE(comesTrue([&] { return second->enrolled.load(); }));
    EXPECT_FALSE(second->presence.problem());
}

TEST_F(PresenceTest, ANodeWhoseNameWasTakenWhileItWasSilentIsToldSo)
{
    auto first = start("a");
    ASSERT_TRUE(comesTrue([&] { return first->enrolled.load(); }));
    ledger::SqlNodeRegistry registry(ledger::SqlTarget::sqliteFile(m_files.path() / "directory.db"));
    ASSERT_TRUE(registry.open());
    const auto nodes = registry.nodes();
    ASSERT_TRUE(nodes);
    for (const auto& node : *nodes)
        ASSERT_TRUE(registry.leave(node)); // as silence would
    ASSERT_TRUE(registry.enroll({"a", issuing::InstanceId::random().str(), "test", "", ""}));
    EXPECT_TRUE(comesTrue([&] { return first->nameLost.load(); }));
    EXPECT_EQ(first->presence.problem()->code, "node_in_use");
    registry.close();
}
