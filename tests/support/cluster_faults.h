#pragma once

#include "tests/support/fleet.h"
#include "tests/support/trickle.h"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace firstcome::testing {

/// How long a fault was felt. Absent: not asked of this fault.
struct FaultTimes
{
    using Span = std::optional<std::chrono::milliseconds>;
    std::string fault;
    Span first503;   ///< from the fault, where it stops issuing
    Span longestGap; ///< without an accept while it lasted, where it does not
    Span first202;   ///< from the part's return
    Span exact;      ///< from rest to the closed exact audit
};

/// A launch on real servers, one of which the test treats badly while people try, and what everybody was told
/// held against the ledger afterwards. Broker and SQL server are shared by the tests of a program, Redis is
/// each test's own. Each test's times are kept as its properties and printed together at the end of the
/// suite.
class ClusterFaults : public ::testing::Test
{
protected:
    using Time = Trickle::Time;

    static void TearDownTestSuite(); ///< prints the times
    ClusterFaults();
    ~ClusterFaults() override;

    /// A way to the log that can be blocked; all tests of the program use it.
    static KafkaServer& broker();
    static SqlServer& mariaDb();
    /// Nodes on these servers, or on a Kafka of the test's own.
    void start(std::size_t nodes = 1) { startOn(broker(), nodes); }
    void startOn(KafkaServer& kafka, std::size_t nodes = 1);
    /// The node that the operator and the people of this test speak to.
    NodeProgram& node() { return m_fleet->node(m_at); }
    void speakTo(std::size_t node) { m_at = node; }

    void openEvent();
    /// Opens the event; people try before, during and after. `issues`: whether they are served meanwhile.
    void through(const std::function<void()>& begin, bool issues, const std::function<void()>& end);
    /// Once all is saved the ledger forgets how far it has read, and the node finds that at its start.
    void deliverEverythingAgain();
    /// Closes the event; its exact audit, and what people saw, held against the ledger.
    void expectExact(const std::vector<SeenReply>& history);
    /// The same of an event that has closed.
    void expectLedgerKeeps(const std::vector<SeenReply>& history);
    /// Ends the trickle and takes its times. `issued`: it was served throughout.
    std::vector<SeenReply> finish(Trickle& trickle, bool issued);

    RawSql sql() const { return RawSql(m_fleet->database()); }
    std::uint32_t issuedAtStore() const { return fieldAtStore("issued"); }
    std::uint32_t confirmedAtStore() const { return fieldAtStore("confirmed"); }
    /// Waits until all that was issued so far is in the ledger, whoever comes meanwhile.
    bool savesAllIssued() const;
    /// Records in both topics, those sent twice too; and how many of them the group has committed to have
    /// read.
    std::int64_t recordsInLog() const;
    std::int64_t committedByGroup() const;

    std::unique_ptr<Fleet> m_fleet;
    Promises m_promises; ///< of the history that was held against the ledger
    std::string m_instance;
    FaultTimes m_times;
    Time m_broken, m_mended, m_closed; ///< the last: when the exact audit had

private:
    std::uint32_t fieldAtStore(const std::string& field) const;
    void keepTimes();

    std::size_t m_at = 0;
};

} // namespace firstcome::testing
