#pragma once

#include "backend/ledger/ledger.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace firstcome::ledger {

class SqlConnection;

/// A dead letter and the key of its instance.
struct KeyedDeadLetter
{
    DeadLetter letter;
    std::int64_t instanceKey = 0;
};

/// The table of records that could not become rows. Thread and failures as the connection's.
class DeadLetterRows
{
public:
    explicit DeadLetterRows(SqlConnection& connection)
        : m_connection(connection)
    {
    }
    /// False where this record lies there already, not replayed: a redelivery.
    bool put(std::int64_t instanceKey, const eventlog::LogRecord& record, Conflict conflict,
             core::WallTime at);
    /// The record's row stands after all; true where a dead letter was waiting for it.
    bool settle(const eventlog::LogRecord& record);
    void settle(std::int64_t id);
    std::optional<KeyedDeadLetter> find(std::int64_t id);
    /// Those not replayed first, then in the order in which they came.
    std::vector<KeyedDeadLetter> list(std::optional<std::int64_t> instanceKey, std::size_t limit);
    /// How many wait that were put aside at `since` or later.
    std::uint64_t countSince(std::int64_t instanceKey, core::WallTime since);
    void removeAll(std::int64_t instanceKey);

private:
    SqlConnection& m_connection;
};

/// Has the record what names an issue: instance, person and slot?
bool isIdentified(const eventlog::LogRecord& record);

} // namespace firstcome::ledger
