#include "backend/stock/embedded_database.h"

#include "backend/core/synced_folder.h"

#include <cerrno>
#include <random>
#include <sqlite3.h>

namespace firstcome::stock {

namespace {

constexpr std::int64_t kSchemaVersion = 1;
constexpr std::uintmax_t kLeastRoom = 1024 * 1024; ///< bytes free on the disk, to begin serving

constexpr const char* kSchema = R"sql(
BEGIN IMMEDIATE;
CREATE TABLE meta(name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE instances(
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, coupon_id TEXT NOT NULL,
  total INTEGER NOT NULL, audience TEXT NOT NULL, shadow INTEGER NOT NULL, state TEXT NOT NULL,
  version INTEGER NOT NULL, opens_at INTEGER, closes_at INTEGER, time_left INTEGER, opened_at INTEGER,
  sold_out_at INTEGER, closed_at INTEGER, tombstoned INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE issues(key INTEGER PRIMARY KEY, person TEXT NOT NULL, accepted_at INTEGER NOT NULL) STRICT;
CREATE TABLE audience(number INTEGER NOT NULL, person TEXT NOT NULL, PRIMARY KEY(number, person))
  STRICT, WITHOUT ROWID;
CREATE TABLE probe(id INTEGER PRIMARY KEY, value INTEGER NOT NULL) STRICT;
INSERT INTO meta VALUES('schema', %1), ('epoch', %2);
COMMIT;
)sql";

std::string with(std::string text, std::string_view mark, std::int64_t value)
{
    return text.replace(text.find(mark), mark.size(), std::to_string(value));
}

/// Below 2^53, so that every reader of JSON shows it right.
std::int64_t randomEpoch()
{
    std::random_device entropy;
    return (static_cast<std::int64_t>(entropy()) << 20 | entropy() >> 12) + 1;
}

} // namespace

EmbeddedDatabase::EmbeddedDatabase(DatabaseOptions options)
    : m_options(std::move(options))
{
}

EmbeddedDatabase::~EmbeddedDatabase() = default;

core::Result<void> EmbeddedDatabase::open()
{
    std::error_code failed;
    std::filesystem::create_directories(m_options.file.parent_path(), failed);
    if (failed)
        return core::fail(core::ErrorKind::Io, failed.value() == ENOSPC ? "disk_full" : "io_error",
                          m_options.file.parent_path().string() + ": " + failed.message());
    if (!m_options.mayCreate && (!std::filesystem::exists(m_options.file, failed) ||
                                 std::filesystem::file_size(m_options.file, failed) == 0))
        return core::fail(core::ErrorKind::Corrupt, "corrupt", m_options.file.string() + " is missing or empty");
    return m_connection.open({m_options.file, m_options.vfs, false})
        .and_then([this] { return configure(); })
        .and_then([this] { return createSchema(); })
        .and_then([this] { return checkpoint(true); }) // after the schema: a new file's first page too
        .and_then([this] { return readEpoch(); })
        .and_then([this] { return syncDirectory(); })
        .and_then([this] { return prepareStatements(); })
        .and_then([this] { return proveWritable(); });
}

core::Result<void> EmbeddedDatabase::proveWritable()
{
    // What the emptied log gave back has room for a probe and not for a launch: no turning to and fro on that.
    std::error_code unknown;
    const auto space = std::filesystem::space(m_options.file.parent_path(), unknown);
    if (!unknown && space.available < kLeastRoom)
        return core::fail(core::ErrorKind::Unavailable, "disk_full",
                          m_options.file.parent_path().string() + " has " + std::to_string(space.available) +
                              " bytes left");
    return begin().and_then([this] { return writeProbe(0); }).and_then([this] { return commit(); });
}

core::Result<void> EmbeddedDatabase::configure()
{
    if (sqlite3_db_readonly(m_connection.handle(), "main") == 1)
        return core::fail(core::ErrorKind::Unavailable, "read_only", m_options.file.string());
    // A new file goes through a rollback journal once; that must not come back after a power cut.
    if (auto done = m_connection.execute("PRAGMA synchronous=EXTRA"); !done)
        return done;
    auto mode = m_connection.prepare("PRAGMA journal_mode=WAL");
    if (!mode)
        return tl::unexpected(mode.error());
    const auto row = mode->step();
    if (!row)
        return tl::unexpected(row.error());
    if (mode->text(0) != "wal")
        return core::fail(core::ErrorKind::Io, "io_error",
                          "no write-ahead log here: " + std::string(mode->text(0)));
    if (auto committed = mode->run(); !committed) // the change itself is written after the row
        return committed;
    sqlite3_wal_hook(
        m_connection.handle(),
        [](void* self, sqlite3*, const char*, int pages) {
            static_cast<EmbeddedDatabase*>(self)->m_walPages = pages;
            return SQLITE_OK;
        },
        this);
    const std::string pragmas =
        "PRAGMA synchronous=" + m_options.synchronous +
        "; PRAGMA secure_delete=OFF; PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;";
    return m_connection.execute(pragmas.c_str());
}

core::Result<void> EmbeddedDatabase::checkpoint(bool truncate)
{
    const int code = sqlite3_wal_checkpoint_v2(
        m_connection.handle(), "main", truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE,
        nullptr, nullptr);
    if (code == SQLITE_OK || (code == SQLITE_BUSY && !truncate))
        return {};
    return tl::unexpected(m_connection.error(code, "checkpoint"));
}

core::Result<void> EmbeddedDatabase::createSchema()
{
    const auto tables = integerOf("SELECT count(*) FROM sqlite_schema WHERE name = 'meta'");
    if (!tables)
        return tl::unexpected(tables.error());
    if (*tables != 0)
        return {};
    if (!m_options.mayCreate) // emptied since it was looked at
        return core::fail(core::ErrorKind::Corrupt, "corrupt", m_options.file.string() + " is missing or empty");
    const auto schema = with(with(kSchema, "%1", kSchemaVersion), "%2", randomEpoch());
    return m_connection.execute(schema.c_str());
}

core::Result<std::int64_t> EmbeddedDatabase::integerOf(const char* sql)
{
    auto statement = m_connection.prepare(sql);
    if (!statement)
        return tl::unexpected(statement.error());
    const auto row = statement->step();
    if (!row)
        return tl::unexpected(row.error());
    if (!*row)
        return core::fail(core::ErrorKind::Corrupt, "corrupt", std::string("no row: ") + sql);
    return statement->integer(0);
}

core::Result<void> EmbeddedDatabase::readEpoch()
{
    const auto schema = integerOf("SELECT value FROM meta WHERE name = 'schema'");
    if (!schema)
        return tl::unexpected(schema.error());
    if (*schema != kSchemaVersion)
        return core::fail(core::ErrorKind::Corrupt, "corrupt",
                          "schema " + std::to_string(*schema) + ", known is " +
                              std::to_string(kSchemaVersion));
    const auto epoch = integerOf("SELECT value FROM meta WHERE name = 'epoch'");
    if (!epoch)
        return tl::unexpected(epoch.error());
    m_epoch = static_cast<std::uint64_t>(*epoch);
    return {};
}

core::Result<void> EmbeddedDatabase::syncDirectory()
{
    const auto folder = m_options.file.parent_path();
    if (core::syncFolder(folder))
        return {};
    const int systemError = errno;
    return core::fail(core::ErrorKind::Io, "io_error",
                      folder.string() + ": " + std::generic_category().message(systemError));
}

core::Result<void> EmbeddedDatabase::prepareStatements()
{
    const auto prepare = [this](SqliteStatement& statement, const char* sql) -> core::Result<void> {
        auto prepared = m_connection.prepare(sql);
        if (!prepared)
            return tl::unexpected(prepared.error());
        statement = std::move(*prepared);
        return {};
    };
    return prepare(m_begin, "BEGIN IMMEDIATE")
        .and_then([&] { return prepare(m_commit, "COMMIT"); })
        .and_then([&] {
            return prepare(m_insertIssue, "INSERT INTO issues(key, person, accepted_at) VALUES(?, ?, ?)");
        })
        .and_then([&] {
            return prepare(
                m_saveInstance,
                "UPDATE instances SET id = ?1, coupon_id = ?2, total = ?3, audience = ?4, shadow = ?5, "
                "state = ?6, version = ?7, opens_at = ?8, closes_at = ?9, time_left = ?10, "
                "opened_at = ?11, sold_out_at = ?12, closed_at = ?13 WHERE number = ?14");
        })
        .and_then([&] {
            return prepare(m_insertListed, "INSERT OR IGNORE INTO audience(number, person) VALUES(?, ?)");
        });
}

core::Result<std::vector<StoredInstance>> EmbeddedDatabase::instances()
{
    auto query = m_connection.prepare("SELECT " + std::string(kInstanceColumns) +
                                      ", number, tombstoned FROM instances ORDER BY number");
    if (!query)
        return tl::unexpected(query.error());
    std::vector<StoredInstance> all;
    for (;;) {
        const auto row = query->step();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return all;
        auto stored = readInstanceRow(*query);
        if (!stored)
            return tl::unexpected(stored.error());
        all.push_back(std::move(*stored));
    }
}

core::Result<void> EmbeddedDatabase::eachIssue(std::uint32_t number, const IssueVisitor& visit)
{
    auto query = m_connection.prepare(
        "SELECT key, person, accepted_at FROM issues WHERE key BETWEEN ? AND ? ORDER BY key");
    if (!query)
        return tl::unexpected(query.error());
    query->bind(1, issueKey(number, 0)).bind(2, issueKey(number, 0xffffffff));
    for (;;) {
        const auto row = query->step();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return {};
        const auto slot = slotOfKey(query->integer(0));
        if (!visit(slot, query->text(1), wallTimeOf(query->integer(2))))
            return core::fail(core::ErrorKind::Corrupt, "corrupt",
                              "instance " + std::to_string(number) + " at slot " + std::to_string(slot));
    }
}

core::Result<void> EmbeddedDatabase::eachListed(std::uint32_t number,
                                                const std::function<void(std::string_view)>& visit)
{
    auto query = m_connection.prepare("SELECT person FROM audience WHERE number = ?");
    if (!query)
        return tl::unexpected(query.error());
    query->bind(1, static_cast<std::int64_t>(number));
    for (;;) {
        const auto row = query->step();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return {};
        visit(query->text(0));
    }
}

core::Result<void> EmbeddedDatabase::begin()
{
    return m_begin.run();
}

core::Result<void> EmbeddedDatabase::commit()
{
    return m_commit.run();
}

core::Result<std::uint32_t> EmbeddedDatabase::insertInstance(const issuing::Instance& instance)
{
    auto insert = m_connection.prepare("INSERT INTO instances(" + std::string(kInstanceColumns) +
                                       ") VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)");
    if (!insert)
        return tl::unexpected(insert.error());
    const auto words = wordsOf(instance);
    bindInstance(*insert, instance, words);
    if (auto done = insert->run(); !done)
        return tl::unexpected(done.error());
    return static_cast<std::uint32_t>(sqlite3_last_insert_rowid(m_connection.handle()));
}

core::Result<void> EmbeddedDatabase::saveInstance(std::uint32_t number, const issuing::Instance& instance)
{
    const auto words = wordsOf(instance);
    bindInstance(m_saveInstance, instance, words);
    return m_saveInstance.bind(14, static_cast<std::int64_t>(number)).run();
}

core::Result<void> EmbeddedDatabase::tombstone(std::uint32_t number)
{
    return m_connection.execute(
        with("UPDATE instances SET tombstoned = 1 WHERE number = %", "%", number).c_str());
}

core::Result<void> EmbeddedDatabase::insertIssue(std::uint32_t number, std::uint32_t slot,
                                                 std::string_view person, core::WallTime acceptedAt)
{
    return m_insertIssue.bind(1, issueKey(number, slot)).bind(2, person).bind(3, microsOf(acceptedAt)).run();
}

core::Result<void> EmbeddedDatabase::insertListed(std::uint32_t number, std::string_view person)
{
    return m_insertListed.bind(1, static_cast<std::int64_t>(number)).bind(2, person).run();
}

core::Result<bool> EmbeddedDatabase::removeSome(std::uint32_t number, std::uint32_t limit)
{
    const auto remove = [&](const char* sql, std::int64_t from, std::int64_t to) -> core::Result<int> {
        auto statement = m_connection.prepare(sql);
        if (!statement)
            return tl::unexpected(statement.error());
        if (auto done = statement->bind(1, from).bind(2, to).bind(3, std::int64_t(limit)).run(); !done)
            return tl::unexpected(done.error());
        return sqlite3_changes(m_connection.handle());
    };
    const auto issues =
        remove("DELETE FROM issues WHERE key IN (SELECT key FROM issues WHERE key BETWEEN ? AND ? "
               "ORDER BY key LIMIT ?)",
               issueKey(number, 0), issueKey(number, 0xffffffff));
    if (!issues || *issues > 0)
        return issues.map([](int) { return false; });
    const auto listed =
        remove("DELETE FROM audience WHERE (number, person) IN (SELECT number, person FROM audience "
               "WHERE number BETWEEN ? AND ? LIMIT ?)",
               number, number);
    if (!listed || *listed > 0)
        return listed.map([](int) { return false; });
    return m_connection.execute(with("DELETE FROM instances WHERE number = %", "%", number).c_str()).map([] {
        return true;
    });
}

core::Result<void> EmbeddedDatabase::writeProbe(std::int64_t value)
{
    return m_connection.execute(
        with("INSERT OR REPLACE INTO probe(id, value) VALUES(1, %)", "%", value).c_str());
}

core::Result<std::int64_t> EmbeddedDatabase::readProbe()
{
    return integerOf("SELECT value FROM probe WHERE id = 1");
}

} // namespace firstcome::stock
