#pragma once

#include "backend/issuing/node_registry.h"
#include "backend/ledger/sql_connection.h"

namespace firstcome::ledger {

/// The node registry in the directory's database. Thread and errors as NodeRegistry says. Needs a
/// QCoreApplication in the process. Every call is one transaction.
class SqlNodeRegistry final : public issuing::NodeRegistry
{
public:
    explicit SqlNodeRegistry(SqlTarget target);

    core::Result<void> open() override;
    void close() override;
    core::Result<void> enroll(const issuing::NodeSelf& self) override;
    core::Result<void> beat(const issuing::NodeSelf& self) override;
    core::Result<void> leave(const issuing::NodeSelf& self) override;
    core::Result<std::uint64_t> revision() override;
    core::Result<std::vector<issuing::NodeRecord>> nodes() override;

private:
    core::Result<void> enrollOnce(const issuing::NodeSelf& self);

    SqlConnection m_connection;
    std::string m_holder, m_add, m_take, m_beat, m_forgetSilent, m_list;
};

} // namespace firstcome::ledger
