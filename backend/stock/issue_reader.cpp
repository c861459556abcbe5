#include "backend/stock/issue_reader.h"

namespace firstcome::stock {

namespace {

tl::unexpected<core::Error> down(std::string detail)
{
    return core::fail(core::ErrorKind::Unavailable, "store_down", std::move(detail));
}

} // namespace

IssueReader::IssueReader(std::filesystem::path file, std::string vfs, std::shared_ptr<const CommitFeed> feed)
    : m_file(std::move(file))
    , m_vfs(std::move(vfs))
    , m_feed(std::move(feed))
{
}

void IssueReader::close()
{
    m_instances = {};
    m_issues = {};
    m_highest = {};
    m_connection.close();
}

core::Result<void> IssueReader::ensureOpen()
{
    if (m_connection.isOpen())
        return {};
    const auto prepare = [this](SqliteStatement& statement, std::string_view sql) {
        return m_connection.prepare(sql).map([&](SqliteStatement&& made) { statement = std::move(made); });
    };
    return m_connection.open({m_file, m_vfs, true})
        .and_then([&] {
            return prepare(m_instances,
                           "SELECT " + std::string(kInstanceColumns) +
                               ", number, tombstoned FROM instances WHERE tombstoned = 0 ORDER BY number");
        })
        .and_then([&] {
            return prepare(m_issues, "SELECT key, person, accepted_at FROM issues WHERE key > ? AND key <= ? "
                                     "ORDER BY key LIMIT ?");
        })
        .and_then([&] {
            return prepare(m_highest,
                           "SELECT key FROM issues WHERE key BETWEEN ? AND ? ORDER BY key DESC LIMIT 1");
        });
}

core::Result<void> IssueReader::consistently(const std::function<core::Result<void>()>& read)
{
    const auto generation = m_feed->generation();
    if (generation == 0)
        return down("the store is recovering");
    if (auto done = ensureOpen().and_then([&] { return inTransaction(read); }); !done) {
        close();
        return down(done.error().detail);
    }
    if (m_feed->generation() != generation)
        return down("the store failed meanwhile");
    return {};
}

core::Result<void> IssueReader::inTransaction(const std::function<core::Result<void>()>& read)
{
    if (auto begun = m_connection.execute("BEGIN"); !begun)
        return begun;
    if (auto done = read(); !done)
        return done;
    return m_connection.execute("COMMIT");
}

core::Result<std::vector<StoredInstance>> IssueReader::instances()
{
    std::vector<StoredInstance> all;
    for (;;) {
        const auto row = m_instances.step();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return all;
        auto stored = readInstanceRow(m_instances);
        if (!stored)
            return tl::unexpected(stored.error());
        all.push_back(std::move(*stored));
    }
}

core::Result<std::vector<issuing::Issue>> IssueReader::issues(const StoredInstance& of,
                                                              std::uint32_t afterSlot, std::size_t limit)
{
    m_issues.bind(1, issueKey(of.number, afterSlot))
        .bind(2, issueKey(of.number, 0xffffffff))
        .bind(3, static_cast<std::int64_t>(limit));
    std::vector<issuing::Issue> found;
    for (;;) {
        const auto row = m_issues.step();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return found;
        const auto person = issuing::PublicId::parse(m_issues.text(1));
        if (!person)
            return core::fail(core::ErrorKind::Corrupt, "corrupt", "unreadable person");
        found.push_back(
            {of.instance.id, *person, slotOfKey(m_issues.integer(0)), wallTimeOf(m_issues.integer(2))});
    }
}

core::Result<std::uint32_t> IssueReader::highestSlot(const StoredInstance& of)
{
    m_highest.bind(1, issueKey(of.number, 0)).bind(2, issueKey(of.number, 0xffffffff));
    const auto row = m_highest.step();
    if (!row)
        return tl::unexpected(row.error());
    const auto slot = *row ? slotOfKey(m_highest.integer(0)) : 0;
    m_highest.reset();
    return slot;
}

} // namespace firstcome::stock
