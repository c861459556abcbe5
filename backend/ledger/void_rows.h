#pragma once

#include "backend/ledger/ledger.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace firstcome::ledger {

class SqlConnection;

/// The table of slots that nobody can be named for. Thread and failures as the connection's.
class VoidRows
{
public:
    explicit VoidRows(SqlConnection& connection)
        : m_connection(connection)
    {
    }
    /// False where it is there already.
    bool add(std::int64_t instanceKey, std::uint32_t slot, std::string_view reason, core::WallTime at);
    /// Its person turned up; false where it was not void.
    bool remove(std::int64_t instanceKey, std::uint32_t slot);
    std::vector<VoidedSlot> read(std::int64_t instanceKey);
    void removeAll(std::int64_t instanceKey);

private:
    SqlConnection& m_connection;
};

} // namespace firstcome::ledger
