// The ledger's file altered by hand between two runs of the program: the exact audit names what was done.
#include "tests/support/coupon_crowd.h"
#include "tests/support/node_program.h"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>
#include <sqlite3.h>

using namespace firstcome::testing;

namespace {

constexpr std::uint32_t kIssued = 8; ///< of 10

class PlantedAudit : public ::testing::Test
{
protected:
    void SetUp() override
    {
        start();
        ASSERT_EQ(m_node->createAndArm(R"({"couponId":"PLANT","name":"Planted","total":10})").status, 200);
        ASSERT_EQ(m_node->act("PLANT", "open").status, 200);
        Wave wave(m_node->port(), "PLANT");
        for (const auto& person : peopleNamed("p", 1, kIssued)) // one after the other: p1 has slot 1
            ASSERT_EQ(wave.tryFor(std::vector<std::string>{person})[0].status, 202);
        ASSERT_EQ(m_node->act("PLANT", "pause").status, 200);
        ASSERT_TRUE(m_node->drains("PLANT"));
        const auto audit = m_node->exactAudit("PLANT");
        ASSERT_TRUE(audit.contains("closed") && audit.at("closed").as_bool()) << audit;
    }

    void start()
    {
        m_node.emplace(m_directory.path() / "data");
        ASSERT_TRUE(m_node->isReady()) << m_node->err();
    }

    void alter(const std::string& file, const std::string& sql)
    {
        ASSERT_EQ(m_node->terminate(), 0) << m_node->err();
        sqlite3* database = nullptr;
        ASSERT_EQ(sqlite3_open((m_directory.path() / "data" / file).c_str(), &database), SQLITE_OK);
        char* problem = nullptr;
        sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &problem);
        EXPECT_STREQ(problem, nullptr) << sql;
        sqlite3_free(problem);
        sqlite3_close(database);
    }

    /// The report after `sql` was run on the ledger of the stopped node.
    boost::json::object auditAfter(const std::string& sql)
    {
        alter("ledger.db", sql);
        start();
        const auto report = m_node->exactAudit("PLANT");
        EXPECT_TRUE(report.contains("closed")) << report;
        EXPECT_FALSE(report.contains("closed") && report.at("closed").as_bool()) << report;
        return report;
    }

    static bool names(const boost::json::object& report, std::string_view finding, int slot,
                      std::string_view storePerson, std::string_view ledgerPerson)
    {
        for (const auto& difference : report.at("differences").as_array())
            if (difference.at("finding").as_string() == finding &&
                difference.at("slot").to_number<int>() == slot &&
                difference.at("storePerson").as_string() == storePerson &&
                difference.at("ledgerPerson").as_string() == ledgerPerson)
                return true;
        return false;
    }

    TemporaryDirectory m_directory;
    std::optional<NodeProgram> m_node;
};

} // namespace

TEST_F(PlantedAudit, ALossIsNamedAndKeepsTheEventFromClosing)
{
    const auto report = auditAfter("DELETE FROM issues WHERE slot = 3; UPDATE instances SET row_count = 7");
    EXPECT_EQ(report.at("lost").to_number<int>(), 1) << report;
    EXPECT_TRUE(names(report, "lost_issue", 3, "p3", "")) << report;

    // Its person is not told that it is saved, the one before is.
    const auto isSaved = [&](const char* person) {
        return objectOf(m_node->ask("GET", "/api/coupons/PLANT/issues/" + std::string(person)))
            .at("saved")
            .as_bool();
    };
    EXPECT_TRUE(comesTrue([&] { return isSaved("p2"); }));
    EXPECT_FALSE(isSaved("p3"));

    ASSERT_EQ(m_node->act("PLANT", "close").status, 200);
    EXPECT_TRUE(comesTrue([&] {
        const auto acts = m_node->asOperator("GET", "/api/operator/acts?couponId=PLANT").body;
        return acts.find("audit_differs") != std::string::npos;
    })) << "nobody was told what keeps it";
    EXPECT_EQ(m_node->stateOf("PLANT"), "draining");
    EXPECT_EQ(m_node->terminate(), 0);
}

TEST_F(PlantedAudit, ADuplicateIsNamed)
{
    const auto report = auditAfter("PRAGMA foreign_keys = OFF; DROP VIEW issued_coupons;"
                                   "CREATE TABLE free AS SELECT * FROM issues; DROP TABLE issues;"
                                   "ALTER TABLE free RENAME TO issues;"
                                   "UPDATE issues SET public_id = 'p4' WHERE slot = 5");
    EXPECT_EQ(report.at("duplicates").to_number<int>(), 1) << report;
    EXPECT_TRUE(names(report, "duplicate_person", 5, "", "p4")) << report;
    EXPECT_TRUE(names(report, "person_differs", 5, "p5", "p4")) << report;
}

TEST_F(PlantedAudit, AGapIsNamed)
{
    const auto report =
        auditAfter("INSERT INTO issues SELECT instance_key, 10, 'ghost', total, accepted_at FROM issues"
                   " WHERE slot = 8");
    EXPECT_EQ(report.at("gaps").to_number<int>(), 1) << report;
    EXPECT_TRUE(names(report, "slot_gap", 9, "", "")) << report;
    EXPECT_TRUE(names(report, "foreign_issue", 10, "", "ghost")) << report;
}

TEST_F(PlantedAudit, AnOversellIsNamed)
{
    const auto report =
        auditAfter("PRAGMA ignore_check_constraints = ON;"
                   "INSERT INTO issues SELECT instance_key, 11, 'ghost', total, accepted_at FROM issues"
                   " WHERE slot = 8");
    EXPECT_EQ(report.at("oversold").to_number<int>(), 1) << report;
    EXPECT_TRUE(names(report, "oversold", 11, "", "ghost")) << report;
}

TEST_F(PlantedAudit, AStoreWithAHoleIsNotServedFrom)
{
    alter("store.db", "DELETE FROM issues WHERE person = 'p6'");
    m_node.emplace(m_directory.path() / "data");
    ASSERT_TRUE(m_node->serves()) << m_node->err();
    EXPECT_TRUE(comesTrue([&] { return m_node->problemOf("store") == "corrupt"; }))
        << m_node->problemOf("store");
    const auto snapshot = m_node->asOperator("GET", "/api/operator/snapshot").body;
    EXPECT_NE(snapshot.find("at slot 7"), std::string::npos) << snapshot;
    Wave wave(m_node->port(), "PLANT");
    EXPECT_EQ(wave.tryFor(std::vector<std::string>{"p1"})[0].status, 503);
    EXPECT_EQ(m_node->terminate(), 0);
}
