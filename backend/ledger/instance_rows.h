#pragma once

#include "backend/issuing/ids.h"
#include "backend/ledger/ledger.h"

#include <cstdint>
#include <optional>

namespace firstcome::ledger {

class SqlConnection;

/// One line of the table `instances`.
struct InstanceRow
{
    std::int64_t key = 0;
    bool shadow = false;
    bool tombstoned = false;
    InstanceCounts counts;
};

/// What one transaction adds to an instance's counts; replaying takes dead letters away.
struct CountChange
{
    std::int64_t rows = 0, deadLetters = 0, discarded = 0, voided = 0;
};

/// The table `instances`: short keys for UUIDs, and counts that cost one row to read. Thread and failures as
/// the connection's.
class InstanceRows
{
public:
    explicit InstanceRows(SqlConnection& connection)
        : m_connection(connection)
    {
    }
    std::optional<InstanceRow> find(const issuing::InstanceId& instance);
    InstanceRow findOrAdd(const issuing::InstanceId& instance, const issuing::CouponId& couponId,
                          bool shadow);
    issuing::InstanceId instanceOf(std::int64_t key);
    void change(std::int64_t key, const CountChange& by);
    /// Hides the instance: its counts of rows and dead letters go to zero.
    void markTombstoned(std::int64_t key);
    /// A tombstoned instance whose rows have not all been deleted yet.
    std::optional<InstanceRow> nextUnpurged();
    void markPurged(std::int64_t key);

private:
    SqlConnection& m_connection;
};

} // namespace firstcome::ledger
