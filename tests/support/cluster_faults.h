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
    Span shown;      ///< from the part's return until people at risk are shown, where it lost something
    Span first202;   ///< from the part's return; where it lost something, from the operator's word to go on
    Span exact;      ///< from rest to the closed exact audit
};

/// What is treated badly.
enum class Part { Redis, Sql, Broker, Node };

/// A launch on real servers, one of which the test treats badly while people try, and what everybody was told
/// held against the ledger afterwards. Broker and SQL server are shared by the tests of a program, Redis is
/// each test's own. Each test's times are kept as its properties and printed together at the end of the
/// suite. What is promised of them is asserted, but under a sanitizer, where each step takes several times as long
/// and two programs share the machine: there the limits only tell slow from stuck.
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
    void start(std::size_t nodes = 1) { startOn(broker(), {.nodes = nodes}); }
    void startOn(KafkaServer& kafka, FleetTerms terms = {.nodes = 1});
    /// The node that the operator and the people of this test speak to.
    NodeProgram& node() { return m_fleet->node(m_at); }
    void speakTo(std::size_t node) { m_at = node; }

    void openEvent();
    /// Opens the event; people try before, during and after. Without Redis nobody is served meanwhile, else all.
    void through(Part part, const std::function<void()>& begin, const std::function<void()>& end);
    /// Once all is saved the ledger forgets how far it has read, and the node finds that at its start.
    void deliverEverythingAgain();
    /// Closes the event; its exact audit, and what people saw, held against the ledger.
    void expectExact(const std::vector<SeenReply>& history);
    /// The same of an event that has closed.
    void expectLedgerKeeps(const std::vector<SeenReply>& history);
    /// Ends the trickle and holds its times against what is promised; of several, the worst are kept.
    std::vector<SeenReply> finish(Trickle& trickle, Part part);
    /// The part that this is about `returned` by m_mended.
    void expectReturn(const Trickle& trickle, Part returned);

    RawSql sql() const { return RawSql(m_fleet->database()); }
    std::uint32_t issuedAtStore() const { return issuedAt(m_fleet->redis()); }
    std::uint32_t issuedAt(const RedisServer& server) const { return fieldAt(server, "issued"); }
    std::uint32_t confirmedAtStore() const { return fieldAt(m_fleet->redis(), "confirmed"); }
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
    std::uint32_t fieldAt(const RedisServer& server, const std::string& field) const;
    void keepTimes();

    std::size_t m_at = 0;
};

} // namespace firstcome::testing
