#include "backend/ledger/issue_rows.h"

#include "backend/ledger/hole_search.h"
#include "backend/ledger/sql_connection.h"

#include <algorithm>
#include <array>

namespace firstcome::ledger {

namespace {

/// The numbers of rows for which a statement is kept prepared; any batch is a few of these.
constexpr std::array<std::size_t, 5> kChunks{500, 100, 20, 5, 1};
/// Slots that one look for rows that are there takes in; records are that far apart only after something odd.
constexpr std::int64_t kWidestLook = 10'000;

issuing::PublicId publicIdOf(const std::string& text)
{
    const auto id = issuing::PublicId::parse(text);
    if (!id)
        raise(core::ErrorKind::Corrupt, "ledger_corrupt", "not a publicId: " + text.substr(0, 80));
    return *id;
}

} // namespace

IssueRows::IssueRows(SqlConnection& connection, bool shadow)
    : m_connection(connection)
    , m_table(shadow ? "shadow_issues" : "issues")
    , m_personAt("SELECT public_id FROM " + m_table + " WHERE instance_key = ? AND slot = ?")
    , m_between("SELECT slot, public_id FROM " + m_table +
                " WHERE instance_key = ? AND slot BETWEEN ? AND ? ORDER BY slot")
    , m_slotOf("SELECT slot FROM " + m_table + " WHERE instance_key = ? AND public_id = ?")
    , m_find("SELECT slot, accepted_at FROM " + m_table + " WHERE instance_key = ? AND public_id = ?")
    , m_read("SELECT slot, public_id, accepted_at FROM " + m_table +
             " WHERE instance_key = ? AND slot > ? ORDER BY slot LIMIT ?")
    , m_span("SELECT count(*), max(slot) FROM (SELECT slot FROM " + m_table +
             " WHERE instance_key = ? AND slot > ? ORDER BY slot LIMIT ?) AS next_rows")
    , m_lastOfFirst("SELECT max(slot) FROM (SELECT slot FROM " + m_table +
                    " WHERE instance_key = ? ORDER BY slot LIMIT ?) AS first_rows")
    , m_delete("DELETE FROM " + m_table + " WHERE instance_key = ? AND slot <= ?")
{
}

const std::string& IssueRows::insertText(std::size_t rows)
{
    std::string& text = m_insertTexts[rows];
    if (text.empty()) {
        text = "INSERT INTO " + m_table + " (instance_key, slot, public_id, total, accepted_at) VALUES ";
        for (std::size_t i = 0; i < rows; ++i)
            text += i == 0 ? "(?,?,?,?,?)" : ",(?,?,?,?,?)";
    }
    return text;
}

std::size_t IssueRows::chunkOf(std::size_t rows)
{
    return *std::ranges::find_if(kChunks, [&](std::size_t n) { return n <= std::max<std::size_t>(rows, 1); });
}

bool IssueRows::insertChunk(std::int64_t key, std::span<const eventlog::LogRecord* const> records)
{
    const bool behindSavepoint = m_connection.traits().failureEndsTransaction;
    if (behindSavepoint)
        m_connection.execute("SAVEPOINT chunk");
    SqlStatement insert = m_connection.statement(insertText(records.size()));
    for (const eventlog::LogRecord* record : records) {
        insert.bind(key).bind(std::int64_t(record->issue.slot)).bind(record->issue.publicId.view());
        insert.bind(std::int64_t(record->total)).bind(record->issue.acceptedAt.time_since_epoch().count());
    }
    try {
        insert.run();
    } catch (const SqlFailure& failure) {
        if (failure.problem() != SqlProblem::RowRefused)
            throw;
        if (behindSavepoint)
            m_connection.execute("ROLLBACK TO SAVEPOINT chunk");
        return false;
    }
    if (insert.affected() != static_cast<std::int64_t>(records.size()))
        raise(core::ErrorKind::Internal, "ledger_sql", "rows were swallowed without an error");
    return true;
}

void IssueRows::insertOne(std::int64_t key, const eventlog::LogRecord& record)
{
    m_connection.ask(insertText(1), key, std::int64_t(record.issue.slot), record.issue.publicId.view(),
                     std::int64_t(record.total), record.issue.acceptedAt.time_since_epoch().count());
}

std::vector<bool> IssueRows::standing(std::int64_t key, std::span<const eventlog::LogRecord* const> records)
{
    std::vector<bool> there(records.size());
    const std::int64_t first = records.front()->issue.slot, last = records.back()->issue.slot;
    if (last - first >= kWidestLook)
        return there;
    SqlStatement found = m_connection.ask(m_between, key, first, last);
    std::size_t i = 0;
    while (found.next()) {
        const auto slot = static_cast<std::uint32_t>(found.integer(0));
        while (i < records.size() && records[i]->issue.slot < slot)
            ++i;
        for (; i < records.size() && records[i]->issue.slot == slot; ++i)
            there[i] = found.text(1) == records[i]->issue.publicId.view();
    }
    return there;
}

Judgement IssueRows::judge(std::int64_t key, const eventlog::LogRecord& record)
{
    const issuing::Issue& issue = record.issue;
    {
        SqlStatement found = m_connection.ask(m_personAt, key, std::int64_t(issue.slot));
        if (found.next()) {
            const bool same = found.text(0) == issue.publicId.view();
            return {same ? Conflict::None : Conflict::SlotHasOtherPerson, same, same ? "" : found.text(0), 0};
        }
    }
    SqlStatement found = m_connection.ask(m_slotOf, key, issue.publicId.view());
    if (!found.next())
        return {};
    return {Conflict::PersonHasOtherSlot, false, {}, static_cast<std::uint32_t>(found.integer(0))};
}

bool IssueRows::has(std::int64_t key, std::uint32_t slot)
{
    return m_connection.ask(m_personAt, key, std::int64_t(slot)).next();
}

std::optional<issuing::Issue> IssueRows::find(std::int64_t key, const issuing::InstanceId& instance,
                                              const issuing::PublicId& publicId)
{
    SqlStatement found = m_connection.ask(m_find, key, publicId.view());
    if (!found.next())
        return std::nullopt;
    return issuing::Issue{instance, publicId, static_cast<std::uint32_t>(found.integer(0)),
                          found.time(1)};
}

std::vector<issuing::Issue> IssueRows::read(std::int64_t key, const issuing::InstanceId& instance,
                                            std::uint32_t afterSlot, std::size_t limit)
{
    std::vector<issuing::Issue> issues;
    issues.reserve(std::min<std::size_t>(limit, 100'000));
    SqlStatement found =
        m_connection.ask(m_read, key, std::int64_t(afterSlot), static_cast<std::int64_t>(limit));
    while (found.next())
        issues.push_back({instance, publicIdOf(found.text(1)), static_cast<std::uint32_t>(found.integer(0)),
                          found.time(2)});
    return issues;
}

std::uint32_t IssueRows::withoutHole(std::int64_t key, std::uint32_t after)
{
    return endBeforeHole(after, [&](std::uint32_t from, std::int64_t wanted) {
        SqlStatement span = m_connection.ask(m_span, key, std::int64_t(from), wanted);
        const bool any = span.next() && span.integer(0) > 0;
        return any ? SlotSpan{span.integer(0), span.integer(1)} : SlotSpan();
    });
}

bool IssueRows::deleteSome(std::int64_t key, std::size_t limit)
{
    std::int64_t last = 0;
    {
        SqlStatement found = m_connection.ask(m_lastOfFirst, key, static_cast<std::int64_t>(limit));
        if (!found.next() || found.isNull(0))
            return false;
        last = found.integer(0);
    }
    m_connection.ask(m_delete, key, last);
    return true;
}

} // namespace firstcome::ledger
