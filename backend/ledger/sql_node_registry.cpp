#include "backend/ledger/sql_node_registry.h"

#include "backend/ledger/migrations.h"

#include <algorithm>

namespace firstcome::ledger {

using issuing::NodeRecord;
using issuing::NodeSelf;

namespace {

constexpr std::chrono::hours kRemembered{24};

std::int64_t micros(std::chrono::microseconds time)
{
    return time.count();
}

/// Seconds with a tenth, for people.
std::string seconds(std::int64_t micros)
{
    const auto tenths = std::max<std::int64_t>(0, micros) / 100'000;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
}

[[noreturn]] void raiseInUse(const std::string& node, const std::string& holder)
{
    raise(core::ErrorKind::Conflict, "node_in_use",
          "another live node is named " + node + " (" + holder + "); give this one another name");
}

} // namespace

SqlNodeRegistry::SqlNodeRegistry(SqlTarget target)
    : m_connection(std::move(target), "directory")
{
    const DialectTraits& traits = m_connection.traits();
    const std::string now(traits.nowMicros);
    m_holder = "SELECT session, " + now + " - beat_at, program, address FROM nodes WHERE node = ?" +
               std::string(traits.lockRow);
    m_add = "INSERT INTO nodes (node, session, program, address, summary, started_at, beat_at)"
            " VALUES (?, ?, ?, ?, ?, " + now + ", " + now + ")";
    m_take = "UPDATE nodes SET session = ?, program = ?, address = ?, summary = ?, started_at = " + now +
             ", beat_at = " + now + " WHERE node = ?";
    m_beat = "UPDATE nodes SET program = ?, address = ?, summary = ?, beat_at = " + now +
             " WHERE node = ? AND session = ?";
    m_forgetSilent = "DELETE FROM nodes WHERE beat_at < " + now + " - ?";
    m_list = "SELECT node, session, program, address, summary, started_at, " + now +
             " - beat_at FROM nodes ORDER BY node";
}

core::Result<void> SqlNodeRegistry::open()
{
    return openMigrated(m_connection, "directory");
}

void SqlNodeRegistry::close()
{
    m_connection.close();
}

core::Result<void> SqlNodeRegistry::enroll(const NodeSelf& self)
{
    const auto tidied = m_connection.attempt([&] {
        SqlTransaction transaction(m_connection); // of its own: it locks lines of others
        m_connection.ask(m_forgetSilent, micros(kRemembered));
        transaction.commit();
    });
    if (!tidied)
        return tidied;
    auto enrolled = enrollOnce(self);
    if (!enrolled && enrolled.error().code == "directory_row_refused")
        enrolled = enrollOnce(self); // another program may have been faster: now its line is seen
    return enrolled;
}

core::Result<void> SqlNodeRegistry::enrollOnce(const NodeSelf& self)
{
    return m_connection.attempt([&] {
        SqlTransaction transaction(m_connection);
        bool known = false;
        {
            SqlStatement holder = m_connection.ask(m_holder, self.node);
            known = holder.next();
            const bool ours = known && (holder.text(0) == self.session || holder.text(0) == self.before);
            if (known && !ours && holder.integer(1) < micros(issuing::kNodeSilence))
                raiseInUse(self.node, holder.text(2) + " at " + holder.text(3) + ", heard of " +
                                          seconds(holder.integer(1)) + " ago");
        }
        if (known)
            m_connection.ask(m_take, self.session, self.program, self.address, self.summary, self.node);
        else
            m_connection.ask(m_add, self.node, self.session, self.program, self.address, self.summary);
        transaction.commit();
    });
}

core::Result<void> SqlNodeRegistry::beat(const NodeSelf& self)
{
    return m_connection.attempt([&] {
        SqlTransaction transaction(m_connection);
        const auto mine =
            m_connection.ask(m_beat, self.program, self.address, self.summary, self.node, self.session).affected();
        if (mine == 0)
            raiseInUse(self.node, "it took the name while this one was silent");
        transaction.commit();
    });
}

core::Result<void> SqlNodeRegistry::leave(const NodeSelf& self)
{
    return m_connection.attempt([&] {
        SqlTransaction transaction(m_connection);
        m_connection.ask("DELETE FROM nodes WHERE node = ? AND session = ?", self.node, self.session);
        transaction.commit();
    });
}

core::Result<std::uint64_t> SqlNodeRegistry::revision()
{
    return m_connection.attempt([this] {
        SqlStatement row = m_connection.ask("SELECT revision FROM directory_revision WHERE only_row = 1");
        if (!row.next())
            raise(core::ErrorKind::Corrupt, "directory_corrupt", "without a revision");
        return static_cast<std::uint64_t>(row.integer(0));
    });
}

core::Result<std::vector<NodeRecord>> SqlNodeRegistry::nodes()
{
    return m_connection.attempt([this] {
        std::vector<NodeRecord> nodes;
        SqlStatement row = m_connection.ask(m_list);
        while (row.next()) {
            NodeRecord& record = nodes.emplace_back();
            record.node = row.text(0);
            record.session = row.text(1);
            record.program = row.text(2);
            record.address = row.text(3);
            record.summary = row.text(4);
            record.startedAt = core::WallTime(std::chrono::microseconds(row.integer(5)));
            record.age = std::chrono::microseconds(std::max<std::int64_t>(0, row.integer(6)));
        }
        return nodes;
    });
}

} // namespace firstcome::ledger
