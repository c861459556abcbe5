#include "backend/ledger/people_csv.h"
#include "backend/ledger/sql_event_directory.h"

// The people of the directory: SqlEventDirectory's other half.

namespace firstcome::ledger {

using namespace issuing;

namespace {

constexpr std::size_t kPeopleAtOnce = 500;

} // namespace

std::uint64_t SqlEventDirectory::countPeople()
{
    SqlStatement row = m_connection.ask("SELECT people FROM people_count WHERE only_row = 1");
    return row.next() ? static_cast<std::uint64_t>(row.integer(0)) : 0;
}

std::uint64_t SqlEventDirectory::addToCount(std::uint64_t added)
{
    m_connection.ask("UPDATE people_count SET people = people + ? WHERE only_row = 1",
                     static_cast<std::int64_t>(added));
    return countPeople();
}

core::Result<PeopleReport> SqlEventDirectory::createPeople(std::uint64_t count, std::string_view prefix)
{
    return m_connection.attempt([&] {
        if (count < 1 || count > kMaxPeopleAtOnce)
            raise(core::ErrorKind::InvalidArgument, "bad_count", "1 to " + std::to_string(kMaxPeopleAtOnce));
        if (!PublicId::parse(std::string(prefix) + std::to_string(count)))
            raise(core::ErrorKind::InvalidArgument, "bad_prefix", "makes no valid publicId");
        SqlTransaction transaction(m_connection);
        PeopleReport report;
        report.added = static_cast<std::uint64_t>(
            m_connection.ask(m_createPeople, static_cast<std::int64_t>(count), prefix).affected());
        report.alreadyThere = count - report.added;
        report.total = addToCount(report.added);
        countRevision();
        transaction.commit();
        return report;
    });
}

std::uint64_t SqlEventDirectory::insertPeople(const std::vector<std::string_view>& sortedIds)
{
    const DialectTraits& traits = m_connection.traits();
    const auto textFor = [&](std::size_t rows) {
        std::string text = std::string(traits.insertOrSkip) + "people (public_id) VALUES (?)";
        for (std::size_t i = 1; i < rows; ++i)
            text += ",(?)";
        return text + std::string(traits.skipTail);
    };
    const std::string whole = textFor(kPeopleAtOnce);
    const std::string single = textFor(1);
    std::uint64_t added = 0;
    std::size_t at = 0;
    while (at < sortedIds.size()) {
        const std::size_t rows = sortedIds.size() - at >= kPeopleAtOnce ? kPeopleAtOnce : 1;
        SqlStatement insert = m_connection.statement(rows == 1 ? single : whole);
        for (std::size_t i = 0; i < rows; ++i)
            insert.bind(sortedIds[at + i]);
        insert.run();
        added += static_cast<std::uint64_t>(insert.affected());
        at += rows;
    }
    return added;
}

core::Result<PeopleReport> SqlEventDirectory::importPeople(std::string_view csv)
{
    auto parsed = parsePeopleCsv(csv);
    if (!parsed)
        return tl::unexpected<core::Error>(parsed.error());
    return m_connection.attempt([&] {
        SqlTransaction transaction(m_connection);
        PeopleReport report;
        report.added = insertPeople(parsed->ids);
        report.alreadyThere = parsed->ids.size() - report.added;
        report.badRowCount = parsed->badRowCount;
        report.badRows = std::move(parsed->badRows);
        report.total = addToCount(report.added);
        countRevision();
        transaction.commit();
        return report;
    });
}

core::Result<std::uint64_t> SqlEventDirectory::peopleCount()
{
    return m_connection.attempt([this] { return countPeople(); });
}

core::Result<std::vector<PublicId>> SqlEventDirectory::people(std::string_view after, std::size_t limit)
{
    return m_connection.attempt([&] {
        std::vector<PublicId> people;
        SqlStatement row = m_connection.ask("SELECT public_id FROM people WHERE public_id > ?"
                                            " ORDER BY public_id LIMIT ?",
                                            after, static_cast<std::int64_t>(limit));
        while (row.next()) {
            const auto id = PublicId::parse(row.text(0));
            if (!id)
                raise(core::ErrorKind::Corrupt, "directory_corrupt", "person " + row.text(0));
            people.push_back(*id);
        }
        return people;
    });
}

} // namespace firstcome::ledger
