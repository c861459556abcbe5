#pragma once

#include "backend/issuing/event.h"
#include "backend/ledger/ledger.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace firstcome::ledger {

class SqlConnection;

/// What stands in the way of a row, or that it is there already.
struct Judgement
{
    Conflict conflict = Conflict::None;
    bool there = false; ///< the same triple
    std::string holder;          ///< who has the slot, where that is another
    std::uint32_t otherSlot = 0; ///< which slot the person has, where that is another
};

/// One table of issues: the real one or the rehearsals'. Thread and failures as the connection's.
class IssueRows
{
public:
    IssueRows(SqlConnection& connection, bool shadow);

    /// How many of `rows` the next insertChunk should take: one of a few sizes whose statements stay
    /// prepared.
    static std::size_t chunkOf(std::size_t rows);
    /// Inserts all of the records, ordered by slot, with one statement. False: some row was refused and none
    /// of them stands; the caller judges them one by one.
    bool insertChunk(std::int64_t key, std::span<const eventlog::LogRecord* const> records);
    void insertOne(std::int64_t key, const eventlog::LogRecord& record);
    /// Which of `records`, ordered by slot, are there with the same person. None where they are far apart.
    std::vector<bool> standing(std::int64_t key, std::span<const eventlog::LogRecord* const> records);
    /// Reads back what stands at the record's slot and with its person.
    Judgement judge(std::int64_t key, const eventlog::LogRecord& record);

    bool has(std::int64_t key, std::uint32_t slot);
    std::optional<issuing::Issue> find(std::int64_t key, const issuing::InstanceId& instance,
                                       const issuing::PublicId& publicId);
    std::vector<issuing::Issue> read(std::int64_t key, const issuing::InstanceId& instance,
                                     std::uint32_t afterSlot, std::size_t limit);
    /// The last slot up to which, from `after` on, every slot has a row.
    std::uint32_t withoutHole(std::int64_t key, std::uint32_t after);
    /// Deletes the first `limit` rows by slot; false when none was left.
    bool deleteSome(std::int64_t key, std::size_t limit);

private:
    const std::string& insertText(std::size_t rows);

    SqlConnection& m_connection;
    std::string m_table;
    std::map<std::size_t, std::string> m_insertTexts; ///< by number of rows
    std::string m_personAt, m_between, m_slotOf, m_find, m_read, m_span, m_lastOfFirst, m_delete;
};

} // namespace firstcome::ledger
